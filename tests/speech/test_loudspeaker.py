"""On loudspeakers the microphone hears the prospect, who must not answer himself."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from simulator.call import Call
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import cast, notes
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
from tests.speech.conftest import new_cable
from tests.speech.test_spoken_call import Listener
from tests.speech.virtual_cable import VirtualCable

pytestmark = [pytest.mark.audio, pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualCable]:
    """A quiet room in which the microphone hears the loudspeaker 60 ms later and softer."""
    server = new_cable(tmp_path / "laptop")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    path = ("source=speaker.monitor", "sink=feed", "latency_msec=60")
    server.control("load-module", "module-loopback", *path)
    rows = server.control("list", "short", "sink-inputs").splitlines()
    loop = max(rows, key=lambda row: int(row.split("\t")[0]))
    server.control("set-sink-input-volume", loop.split("\t")[0], "60%")
    room = server.hiss()
    yield server
    server.close()
    room.wait()


def ended(listener: Listener) -> list[notes.LineEnded]:
    return [note for note in listener.of(notes.LineEnded) if isinstance(note, notes.LineEnded)]


def test_the_prospect_is_not_stopped_by_his_own_voice(model: Path, laptop: VirtualCable) -> None:
    listener = Listener()
    call = Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)
    spoken = SpokenCall(call, VoiceSettings(), listener)
    with closing(spoken):
        spoken.ring()
        listener.wait(notes.LineEnded)
        assert listener.of(notes.OnSpeakers)
        assert ended(listener)[0].heard == 1.0
        assert spoken.worker is not None
        os.kill(spoken.worker, signal.SIGABRT)  # the next worker must know it too
        listener.wait(notes.VoiceBack)
        listener.wait(notes.LineEnded, 2)
        back = ended(listener)[1]
        assert (back.text, back.heard) == (cast.BREAKING_UP, 1.0)
        assert call.state.turn == 0
