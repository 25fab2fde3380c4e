"""Lines rendered ahead: what is wanted now comes before what may be wanted later."""

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from simulator.errors import SpeechError
from simulator.speech import sound
from simulator.speech.clips import Clips
from simulator.speech.line_clips import LineClips
from simulator.speech.messages import Utterance

RENDERING = 0.03


class Slow:
    """A voice that takes its time, and can't say everything."""

    name, version = "slow", "1"

    def resolved(self, voice: str) -> str:
        return voice

    def render(self, text: str, voice: str, speed: float, pitch: float) -> bytes:
        time.sleep(RENDERING)
        if text == "unspeakable":
            raise SpeechError("nothing can be spoken", "write words")
        return sound.to_pcm(np.full(2400, 0.1, np.float32))


@pytest.fixture
def lines() -> Iterator[LineClips]:
    """Lines while two hundred others are being rendered."""
    made, stop = LineClips(Clips(Slow())), threading.Event()
    later = [Utterance(text=f"line {n}") for n in range(200)]
    work = threading.Thread(target=made.prepare, args=(later, stop, lambda: False))
    work.start()
    while not made._made:
        time.sleep(0.001)
    yield made
    stop.set()
    work.join()


def test_a_line_that_is_wanted_now_waits_for_one_other_at_most(lines: LineClips) -> None:
    for number in range(5):
        began = time.monotonic()
        assert len(lines.clip(Utterance(text=f"answer {number}")))
        assert time.monotonic() - began < 6 * RENDERING


def test_a_line_that_lies_ready_is_there_at_once(lines: LineClips) -> None:
    took = []
    for _ in range(21):
        began = time.monotonic()
        lines.clip(Utterance(text="line 0"))
        took.append(time.monotonic() - began)
    assert sorted(took)[10] < RENDERING / 5


def test_the_office_is_furnished_before_the_rest_is_rendered(lines: LineClips) -> None:
    began = time.monotonic()
    assert len(lines.room())
    assert time.monotonic() - began < 50 * RENDERING
    assert len(lines._made) < 100


def test_a_line_without_a_sound_takes_as_long_as_reading_it() -> None:
    silent = LineClips(Clips(Slow()))
    assert not silent.clip(Utterance(text="unspeakable")).any()
    unvoiced = LineClips().clip(Utterance(text="one two three four five"))
    assert len(unvoiced) / sound.LINE_RATE == 2.0


def test_a_line_that_cannot_be_heard_is_told_once_when_it_is_wanted() -> None:
    told: list[SpeechError] = []
    lines = LineClips(Clips(Slow()), on_trouble=told.append)
    silent = Utterance(text="unspeakable")
    lines.prepare([silent, Utterance(text="fine")], threading.Event(), lambda: False)
    lines.clip(Utterance(text="fine"))
    assert told == [], "what may never be said is no trouble"
    lines.clip(silent)
    lines.clip(Utterance(text="unspeakable", voice="sam"))
    assert [error.message for error in told] == ["nothing can be spoken"]
