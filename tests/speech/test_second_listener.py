"""A microphone of zeros: muted, or a stream that has died?"""

import threading
from collections.abc import Callable

import pytest

from simulator.errors import SpeechError
from simulator.speech import check, devices, second_listener
from simulator.speech.check import MicCheck
from simulator.speech.devices import Device, Survey
from simulator.speech.second_listener import SecondListener

SPEAKER = Device(index=0, name="speaker", rate=48_000.0)


def heard(level: float, problem: str = "") -> MicCheck:
    return MicCheck(name="mic", level=level, floor=-70.0, peak=0.1, problem=problem)


def found_in(
    seconds: float, listener: SecondListener, silent: Callable[[float], float] = lambda at: at
) -> bool:
    """Whether it finds a dead stream within so many seconds of blocks."""
    for block in range(round(seconds * 50)):
        if listener.finds(silent(block * 0.02)):
            return True
        for thread in threading.enumerate():
            if thread.name == "second listener":
                thread.join()
    return False


@pytest.mark.parametrize(
    ("told", "dead"),
    [
        (heard(-20.0), True),
        (heard(-20.0, "it is too loud: words are distorted"), True),
        (heard(-120.0, check.NOTHING), False),
        (heard(-40.0, check.NOTHING), False),  # a muted converter's offset
        (heard(-72.0, "hardly anything can be heard"), False),
    ],
)
def test_it_is_dead_where_a_new_stream_hears_somebody(
    monkeypatch: pytest.MonkeyPatch, told: MicCheck, dead: bool
) -> None:
    monkeypatch.setattr(check, "microphone", lambda name, seconds: told)
    assert found_in(30.0, SecondListener("")) is dead


@pytest.mark.parametrize(
    ("survey", "dead"),
    [
        (Survey(), True),
        (Survey(outputs=(SPEAKER,)), False),  # the call holds the only microphone
        (Survey(problem="the sound system does not answer"), False),
    ],
)
def test_it_is_dead_where_there_is_nothing_left_to_open(
    monkeypatch: pytest.MonkeyPatch, survey: Survey, dead: bool
) -> None:
    def refuse(name: str, seconds: float) -> MicCheck:
        raise SpeechError("there is no microphone")

    monkeypatch.setattr(check, "microphone", refuse)
    monkeypatch.setattr(devices, "survey", lambda: survey)
    assert found_in(30.0, SecondListener("")) is dead


def test_one_that_has_just_been_unmuted_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gives sound from the very moment at which the second one hears somebody."""
    asked: list[str] = []

    def listen(name: str, seconds: float) -> MicCheck:
        asked.append(name)
        return heard(-20.0)

    monkeypatch.setattr(check, "microphone", listen)
    unmuted = second_listener.EVERY + 0.1

    def silent(at: float) -> float:
        return at if at < unmuted else min(at - unmuted, second_listener.EVERY - 1.0)

    assert not found_in(30.0, SecondListener("usb"), silent)
    assert asked == ["usb"]
