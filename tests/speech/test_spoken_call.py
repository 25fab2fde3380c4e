"""A whole call by voice, headless: WAVs in, both sides out, and the same ending as typed."""

import os
import signal
import threading
import wave
from pathlib import Path

import pytest

from simulator import paths
from simulator.call import Call
from simulator.cli import main
from simulator.dialogue.events import CallEnded, ProspectSpoke, TraineeSpoke
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.scenario.model import Playable
from simulator.speech import notes, recordings, sound
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE
from simulator.speech.voice_list import Prosody
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall

pytestmark = [pytest.mark.model, pytest.mark.slow]
SCENARIO = "first-ten-seconds"


@pytest.fixture
def playable() -> Playable:
    return load(SCENARIO)


def replies(playable: Playable) -> list[str]:
    """What the scenario's own first test says."""
    return [turn.you for turn in playable.scenario.tests[0].call if turn.you]


@pytest.fixture
def files(playable: Playable, clips: Clips, tmp_path: Path) -> tuple[Path, ...]:
    made = []
    for number, text in enumerate(replies(playable)):
        path = tmp_path / f"{number}.wav"
        sound.write_wav(path, clips.clip(text, "marian", Prosody()), CLIP_RATE)
        made.append(path)
    return tuple(made)


def new_call(playable: Playable) -> Call:
    return Call(playable, load_hearing(), level="standard", seed=1)


def typed_ending(playable: Playable) -> str:
    call = new_call(playable)
    call.begin()
    for text in replies(playable):
        if not call.over:
            call.say(text)
    return call.state.ending


class Listener:
    """Keeps the notes; ``wait`` waits for one of a kind."""

    def __init__(self) -> None:
        self.notes: list[notes.Note] = []
        self._came = threading.Condition()

    def __call__(self, note: notes.Note) -> None:
        with self._came:
            self.notes.append(note)
            self._came.notify_all()

    def of(self, kind: type[notes.Note]) -> list[notes.Note]:
        return [note for note in self.notes if isinstance(note, kind)]

    def wait(self, kind: type[notes.Note], count: int = 1, seconds: float = 60.0) -> None:
        with self._came:
            assert self._came.wait_for(lambda: len(self.of(kind)) >= count, seconds), kind


def test_spoken_ends_as_typed_and_everything_is_kept(
    model: Path, playable: Playable, files: tuple[Path, ...], tmp_path: Path
) -> None:
    listener, call = Listener(), new_call(playable)
    both = tmp_path / "both.wav"
    spoken = SpokenCall(call, VoiceSettings(), listener, call_id="c1", files=files, output=both)
    spoken.ring()
    assert spoken.wait(200)
    assert call.state.ending == typed_ending(playable)
    said = [event for event in call.log if isinstance(event, TraineeSpoke)]
    assert len(said) == len(files)
    for number, event in enumerate(said, 1):
        assert event.hearing.source == "speech"
        assert event.words
        assert event.words[0].start == pytest.approx(event.started, abs=0.6)
        assert event.audio == f"c1/turn-{number}.wav"
        recording = paths.recordings_dir() / event.audio
        assert recordings.of(event.audio) == recording
        kept, rate = sound.read_wav(recording)
        assert len(kept) / rate > 1.0
    starts = [event.started for event in said]
    assert starts == sorted(starts)
    told = [n.text for n in listener.of(notes.LineStarted) if isinstance(n, notes.LineStarted)]
    lines = [event.line for event in call.log if isinstance(event, ProspectSpoke)]
    assert told[-1] == lines[-1]
    with wave.open(str(both), "rb") as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 48_000)
        assert file.getnframes() / 48_000 > 10
    assert listener.of(notes.CallOver)
    spoken.close()
    assert not recording.exists()  # kept until the debrief is over


def test_play_takes_wav_files(
    model: Path,
    playable: Playable,
    files: tuple[Path, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = tmp_path / "replies.txt"
    rows.write_text("# spoken\n" + "\n".join(path.name for path in files) + "\n")
    assert main(["play", SCENARIO, "--replies", str(rows), "--audio", "--json"]) == 0
    shown = capsys.readouterr().out
    assert '"kind":"call_ended"' in shown
    assert '"kind":"scorecard"' in shown
    rows.write_text("none.wav\n")
    assert main(["play", SCENARIO, "--replies", str(rows), "--audio"]) == 2
    assert "no file" in capsys.readouterr().err


def test_without_a_worker_the_call_goes_on_in_text(playable: Playable) -> None:
    listener, call = Listener(), new_call(playable)
    spoken = SpokenCall(call, VoiceSettings(), listener, command=("/bin/false",))
    spoken.ring()
    listener.wait(notes.PickedUp)
    listener.wait(notes.Trouble, 4)
    troubles = [note for note in listener.of(notes.Trouble) if isinstance(note, notes.Trouble)]
    assert all(trouble.voice_lost for trouble in troubles)
    assert "typing" in troubles[-1].hint
    for text in replies(playable):
        if not call.over:
            spoken.type(text)
    assert call.state.ending == typed_ending(playable)
    assert spoken.wait(5)
    spoken.close()


def test_a_program_that_is_not_there_is_trouble_in_words(playable: Playable) -> None:
    listener = Listener()
    spoken = SpokenCall(new_call(playable), VoiceSettings(), listener, command=("/no/such",))
    spoken.ring()
    [trouble] = listener.of(notes.Trouble)
    assert isinstance(trouble, notes.Trouble)
    assert "can't be started" in trouble.message
    spoken.hang_up()
    ended = spoken.call.log[-1]
    assert isinstance(ended, CallEnded)
    assert ended.result == "left"
    spoken.close()


def test_a_worker_that_aborts_is_replaced_and_nothing_is_lost(
    model: Path, playable: Playable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    listener, call = Listener(), new_call(playable)
    spoken = SpokenCall(call, VoiceSettings(), listener)
    spoken.ring()
    listener.wait(notes.PickedUp)
    spoken.type(replies(playable)[0])
    before = len(call.log)
    assert spoken.worker is not None
    os.kill(spoken.worker, signal.SIGABRT)
    listener.wait(notes.VoiceBack)
    assert len(call.log) == before
    dropped = [
        note
        for note in listener.of(notes.Trouble)
        if isinstance(note, notes.Trouble) and note.title == "The line dropped"
    ]
    assert len(dropped) == 1
    assert "-6" in dropped[0].message
    for text in replies(playable)[1:]:
        if not call.over:
            spoken.type(text)
    assert call.state.ending == typed_ending(playable)
    spoken.close()


def test_without_devices_the_call_is_typed_and_says_why(
    model: Path, playable: Playable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    listener, call = Listener(), new_call(playable)
    spoken = SpokenCall(call, VoiceSettings(), listener)
    spoken.ring()
    listener.wait(notes.PickedUp)
    listener.wait(notes.Trouble, 2)
    told = {n.message for n in listener.of(notes.Trouble) if isinstance(n, notes.Trouble)}
    assert any("microphone" in message for message in told)
    assert any("speaker" in message for message in told)
    spoken.type(replies(playable)[0])
    assert call.state.turn == 1
    spoken.close()
    assert spoken.worker is None


def test_a_call_that_goes_on_begins_with_the_last_line_and_its_own_clock(
    model: Path, playable: Playable, files: tuple[Path, ...], clips: Clips
) -> None:
    first = new_call(playable)
    first.begin()
    first.say(replies(playable)[0])
    left_at, last = first.state.clock, first.state.lines[-1]
    again = Call(playable, load_hearing(), level="standard", seed=1, log=first.log)
    listener = Listener()
    spoken = SpokenCall(again, VoiceSettings(), listener, files=files[1:])
    spoken.ring()
    assert spoken.wait(200)
    spoken.close()
    told = [n.text for n in listener.of(notes.LineStarted) if isinstance(n, notes.LineStarted)]
    assert told[0] == last
    said = [event for event in again.log if isinstance(event, TraineeSpoke)]
    # The line that is said again takes no time: it was timed when it was said first.
    assert left_at <= said[1].started < left_at + 1.0
    assert again.state.ending == typed_ending(playable)
