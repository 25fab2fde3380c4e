"""The sound goes while she is on the phone, and comes back: said in words, and the call goes on."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.call import Call
from simulator.dialogue.events import TraineeSpoke
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import cast, line, notes, sound
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE
from simulator.speech.voice_list import Prosody
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
from tests.speech.conftest import new_cable
from tests.speech.test_spoken_call import Listener
from tests.speech.virtual_cable import VirtualCable

pytestmark = [pytest.mark.audio, pytest.mark.model, pytest.mark.slow]
QUESTION = "Hi Dana, have I caught you at a bad time?"


@pytest.fixture
def doomed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualCable]:
    """A sound server of the test's own, to be stopped, killed and started anew."""
    server = new_cable(tmp_path / "doomed")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    room = server.hiss()
    yield server
    server.close()
    room.wait()


@pytest.fixture
def question(clips: Clips, tmp_path: Path) -> Path:
    path = tmp_path / "question.wav"
    sound.write_wav(path, clips.clip(QUESTION, "marian", Prosody()), CLIP_RATE)
    return path


class Talk:
    """A call on the cable with what was told about it."""

    def __init__(self, listener: Listener, call: Call, spoken: SpokenCall) -> None:
        self.listener = listener
        self.call = call
        self.spoken = spoken

    @property
    def said(self) -> list[TraineeSpoke]:
        return [event for event in self.call.log if isinstance(event, TraineeSpoke)]

    def told(self) -> list[notes.Trouble]:
        return [n for n in self.listener.of(notes.Trouble) if isinstance(n, notes.Trouble)]

    def type(self, text: str) -> None:
        count = len(self.said)
        self.spoken.type(text)
        assert len(self.said) == count + 1

    def comes_back(self, times: int = 1) -> None:
        """Waits for that return of the voice, and until the prospect has said that it was away."""
        self.listener.wait(notes.VoiceBack, times)
        at = [n for n, note in enumerate(self.listener.notes) if isinstance(note, notes.VoiceBack)]
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            later = self.listener.notes[at[times - 1] :]
            if any(isinstance(n, notes.LineEnded) and n.text == cast.BREAKING_UP for n in later):
                return
            time.sleep(0.05)
        pytest.fail("nobody said that the line had been away")

    def speak(self, cable: VirtualCable, path: Path) -> None:
        """Says it and waits for the turn."""
        count = len(self.listener.of(notes.Turn))
        cable.speak(path).wait()
        self.listener.wait(notes.Turn, count + 1)
        assert self.said[-1].hearing.source == "speech"


@contextmanager
def on_the_phone(command: tuple[str, ...] = ()) -> Iterator[Talk]:
    listener = Listener()
    call = Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)
    spoken = SpokenCall(call, VoiceSettings(headset="headset"), listener, command=command)
    spoken.ring()
    try:
        listener.wait(notes.PickedUp)
        yield Talk(listener, call, spoken)
    finally:
        spoken.close()


def test_a_sound_server_that_freezes_and_goes_on(
    model: Path, doomed: VirtualCable, question: Path
) -> None:
    with on_the_phone() as talk:
        talk.listener.wait(notes.LineEnded)
        doomed.freeze()
        talk.listener.wait(notes.Trouble, seconds=10)
        [dropped] = talk.told()
        assert "microphone is gone" in dropped.message or "loudspeaker" in dropped.message
        assert dropped.voice_lost
        talk.type("Sorry, are you there?")  # while no worker can open anything
        doomed.thaw()
        talk.comes_back()
        talk.speak(doomed, question)


def test_a_sound_server_that_dies_and_is_started_again(
    model: Path, doomed: VirtualCable, question: Path
) -> None:
    with on_the_phone() as talk:
        talk.listener.wait(notes.LineEnded)
        doomed.kill()
        talk.listener.wait(notes.VoiceBack)  # a worker without devices
        talk.type("Sorry, are you there?")
        assert any("no microphone" in told.message for told in talk.told())
        doomed.start()
        talk.comes_back(2)
        assert any("microphone again" in told.message for told in talk.told())
        talk.speak(doomed, question)


def test_a_microphone_that_is_unplugged_gives_way_to_another(
    model: Path, doomed: VirtualCable, question: Path
) -> None:
    """The sound server hands the stream on: to the bus itself, which hears her too."""
    rows = [row.split("\t") for row in doomed.control("list", "short", "modules").splitlines()]
    [plug] = [row for row in rows if row[1] == "module-remap-source"]
    with on_the_phone() as talk:
        talk.listener.wait(notes.LineEnded)
        doomed.control("unload-module", plug[0])
        doomed.control("set-default-source", "bus.monitor")
        talk.speak(doomed, question)


def test_a_microphone_that_stops_and_starts_again(
    model: Path, doomed: VirtualCable, question: Path
) -> None:
    with on_the_phone() as talk:
        talk.listener.wait(notes.LineEnded)
        doomed.control("suspend-source", "mic", "1")
        talk.listener.wait(notes.Trouble, seconds=15)
        assert "microphone is gone" in talk.told()[0].message
        talk.type("Sorry, are you there?")
        doomed.control("suspend-source", "mic", "0")
        talk.comes_back()
        talk.speak(doomed, question)


DEAF_ONCE = """
import sys
from pathlib import Path
from simulator.speech import streams, worker
mark = Path(sys.argv[1])
if not mark.exists():
    mark.touch()
    streams.Microphone._take = lambda *anything: None
worker.main()
"""


def test_a_first_stream_that_gives_nothing_is_opened_again(
    model: Path, doomed: VirtualCable, question: Path, tmp_path: Path
) -> None:
    command = (sys.executable, "-c", DEAF_ONCE, str(tmp_path / "mark"))
    with on_the_phone(command) as talk:
        talk.comes_back()
        assert "microphone is gone" in talk.told()[0].message
        talk.speak(doomed, question)


DEAD_ONCE = """
import sys, threading, time
from pathlib import Path
from simulator.speech import sound_card, streams, worker
class Dead(streams.Microphone):
    def __init__(self, name):
        super().__init__(name)
        threading.Thread(target=self.give, daemon=True).start()
    def _take(self, *anything):
        pass
    def give(self):
        while True:
            self.blocks.put(bytes(640))
            time.sleep(0.02)
mark = Path(sys.argv[1])
if not mark.exists():
    mark.touch()
    sound_card.Microphone = Dead
    sound_card.SoundCard._speaker_has_stopped = lambda self: False
worker.main()
"""
"""A PortAudio that goes on calling back for ever, with zeros, as after a server's death."""


def test_a_server_that_dies_while_the_microphone_is_muted_is_noticed(
    model: Path, doomed: VirtualCable, question: Path, tmp_path: Path
) -> None:
    with on_the_phone((sys.executable, "-c", DEAD_ONCE, str(tmp_path / "mark"))) as talk:
        talk.listener.wait(notes.LineEnded)
        doomed.kill()
        talk.listener.wait(notes.VoiceBack)  # a worker without devices
        assert any("microphone is gone" in told.message for told in talk.told())
        doomed.start()
        talk.comes_back(2)
        talk.speak(doomed, question)


def test_a_stream_that_died_muted_is_opened_again_when_she_speaks(
    model: Path, doomed: VirtualCable, question: Path, tmp_path: Path
) -> None:
    """The server was started again at once: only a new stream hears her."""
    with on_the_phone((sys.executable, "-c", DEAD_ONCE, str(tmp_path / "mark"))) as talk:
        talk.listener.wait(notes.LineEnded)
        deadline = time.monotonic() + 40
        while not talk.listener.of(notes.VoiceBack) and time.monotonic() < deadline:
            doomed.speak(question).wait()
        talk.comes_back()
        assert any("microphone is gone" in told.message for told in talk.told())
        talk.speak(doomed, question)


TOO_SLOW = """
import time
from simulator.speech import vosk_ears, worker
real = vosk_ears.Recogniser.accept
def slow(self, pcm):
    if len(pcm) == 640:
        time.sleep(0.028)
    return real(self, pcm)
vosk_ears.Recogniser.accept = slow
worker.main()
"""


def test_a_machine_too_slow_hears_every_word_late(
    model: Path, doomed: VirtualCable, question: Path
) -> None:
    """28 ms of work for each 20 ms of sound: told once, and the words come all the same."""
    with on_the_phone((sys.executable, "-c", TOO_SLOW)) as talk:
        talk.listener.wait(notes.LineEnded)
        talk.speak(doomed, question)
        [slow] = [told for told in talk.told() if "slow" in told.message]
        assert not slow.voice_lost
        assert "nothing that you say is lost" in slow.hint
        assert "bad time" in talk.said[0].hearing.text


def test_a_microphone_of_zeros_is_told_and_typing_goes_on(model: Path, cable: VirtualCable) -> None:
    """A null sink that nobody plays to: exactly what a forbidden microphone gives."""
    del cable
    with on_the_phone() as talk:
        talk.listener.wait(notes.Trouble, seconds=20)
        [told] = talk.told()
        assert "nothing at all" in told.message
        assert "macOS" in told.hint and "muted" in told.hint
        talk.type("Sorry, are you there?")


def test_a_stopped_worker_is_replaced(
    model: Path, doomed: VirtualCable, question: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "HUNG", 2.0)
    with on_the_phone() as talk:
        talk.listener.wait(notes.LineEnded)
        assert talk.spoken.worker is not None
        os.kill(talk.spoken.worker, signal.SIGSTOP)
        talk.comes_back()
        assert "does not answer" in talk.told()[0].message
        talk.speak(doomed, question)
