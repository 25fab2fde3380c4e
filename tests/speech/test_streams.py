"""Streams over a sound library of the test's own: refusals, rates and stutters."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from simulator.errors import SpeechError
from simulator.speech import devices, sound, streams
from simulator.speech.devices import Device
from simulator.speech.sound import Samples


class PortAudioError(Exception):
    """As the library raises it."""

    __module__ = "sounddevice"


class Card:
    """A sound card of one rate; refuses others once a stream starts, and a second stream."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.held: list[Stream] = []

    def RawInputStream(self, **given: Any) -> "Stream":  # noqa: N802 - the library's name
        return Stream(self, **given)

    OutputStream = RawInputStream


class Stream:
    """A stream that holds its card from being made until it is closed."""

    def __init__(
        self, card: Card, samplerate: float, callback: Callable[..., None], **more: Any
    ) -> None:
        if card.held:
            raise PortAudioError("Error opening stream: Device unavailable", -9985)
        del more
        self.card, self.samplerate, self.callback = card, samplerate, callback
        self.latency = 0.02
        card.held.append(self)

    def start(self) -> None:
        if self.samplerate != self.card.rate:
            raise PortAudioError("Error starting stream: Invalid sample rate", -9997)

    def close(self, ignore_errors: bool = True) -> None:
        del ignore_errors
        self.card.held.remove(self)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Card:
    made = Card(getattr(request, "param", 48_000.0))
    only = (Device(index=0, name="only", rate=made.rate, default=True),)
    monkeypatch.setattr(devices, "audio", lambda: made)
    monkeypatch.setattr(devices, "inputs", lambda: only)
    monkeypatch.setattr(devices, "outputs", lambda: only)
    return made


def zeros(count: int) -> Samples:
    return np.zeros(count, np.float32)


@pytest.mark.parametrize("card", [8_000.0, 44_100.0], indirect=True)
def test_a_stream_that_does_not_start_lets_the_device_go(card: Card) -> None:
    microphone = streams.Microphone("")
    microphone.close()
    loudspeaker = streams.Loudspeaker("", zeros)
    loudspeaker.close()
    card.rate = 1.0
    with pytest.raises(SpeechError):
        streams.Microphone("")
    assert card.held == []


@pytest.mark.parametrize("card", [8_000.0, 44_100.0, 48_000.0], indirect=True)
def test_a_microphone_gives_blocks_of_twenty_milliseconds(card: Card) -> None:
    microphone = streams.Microphone("")
    second = sound.to_pcm(sound.faint_noise(round(card.rate), -20.0))
    for at in range(0, len(second), 1024):
        microphone._take(second[at : at + 1024], 512, None, None)
    given = [microphone.blocks.get() for _ in range(microphone.blocks.qsize())]
    assert len(given) in (49, 50)
    assert {len(block) for block in given} == {640}


@pytest.mark.parametrize("card", [8_000.0, 48_000.0], indirect=True)
def test_a_loudspeaker_is_given_as_much_as_it_asks_for(card: Card) -> None:
    asked: list[int] = []

    def ones(count: int) -> Samples:
        asked.append(count)
        return np.ones(count, np.float32)

    loudspeaker = streams.Loudspeaker("", ones)
    out = np.zeros((round(card.rate / 100), 1), np.float32)
    for _ in range(20):
        loudspeaker._fill(out, len(out), None, None)
    assert loudspeaker.pulls == 20
    assert out == pytest.approx(np.ones_like(out), abs=1e-3)
    assert sum(asked[1:]) == 19 * 480


def test_stutters_spread_over_an_hour_are_no_stuttering(
    card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    del card
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    loudspeaker = streams.Loudspeaker("", zeros)
    out = np.zeros((480, 1), np.float32)
    for _ in range(12):
        loudspeaker._fill(out, 480, None, "underflow")
        for _ in range(300):
            now += 1.0
            assert loudspeaker.mend() is None
    for _ in range(6):
        loudspeaker._fill(out, 480, None, "underflow")
    assert loudspeaker.mend() == 0.04
