"""The check of the microphone, before a sound system that does not answer."""

import sys
import threading
import time

import numpy as np
import pytest

from simulator.errors import SpeechError
from simulator.speech import check, child

HANGS = [sys.executable, "-c", "import time\ntime.sleep(60)\n"]


@pytest.fixture(autouse=True)
def hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    """A driver that hangs when the device is opened."""
    monkeypatch.setattr(child, "command", lambda *words: HANGS)


def test_a_sound_system_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "PATIENCE", 0.3)
    began = time.monotonic()
    with pytest.raises(SpeechError, match="did not answer") as caught:
        check.microphone(seconds=0.1)
    assert time.monotonic() - began < 5.0
    assert "typing works" in caught.value.hint


def test_it_ends_at_once_when_it_is_stopped() -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    with pytest.raises(SpeechError):
        check.microphone(stop=stop)
    assert time.monotonic() - began < 5.0


@pytest.mark.parametrize("value", [0.0, -1 / 32768])
def test_an_offset_alone_is_no_sound(value: float) -> None:
    heard = np.full(32_000, value, np.float32)
    assert check.judged("mic", heard).problem == check.NOTHING
