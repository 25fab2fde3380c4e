"""What goes wrong in a spoken call without the sound card's help: told, and the call goes on."""

import shutil
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from simulator import dialogue, paths
from simulator.call import Call
from simulator.dialogue.events import CallEnded, TraineeSilent, TraineeSpoke
from simulator.dialogue.index import silent_after
from simulator.errors import SpeechError
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import notes, referee, sound
from simulator.speech.clips import Clips
from simulator.speech.model_list import SMALL
from simulator.speech.sound import CLIP_RATE, EAR_RATE, LINE_RATE, Samples
from simulator.speech.voice_list import Prosody
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
from tests.speech.test_spoken_call import Listener
from tests.speech.virtual_cable import VirtualCable

pytestmark = [pytest.mark.model, pytest.mark.slow]
QUESTION = "Hi Dana, have I caught you at a bad time?"
LINE = "We look after the routes of small hauliers, so that the trucks come home less often empty."


def new_call(scenario: str = "first-ten-seconds") -> Call:
    return Call(load(scenario), load_hearing(), level="standard", seed=1)


def troubles(listener: Listener) -> list[notes.Trouble]:
    return [note for note in listener.of(notes.Trouble) if isinstance(note, notes.Trouble)]


@pytest.fixture
def question(clips: Clips, tmp_path: Path) -> Path:
    path = tmp_path / "question.wav"
    sound.write_wav(path, clips.clip(QUESTION, "marian", Prosody()), CLIP_RATE)
    return path


# The recogniser's files


@pytest.fixture
def copied(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a recogniser of its own, to be damaged."""
    home = tmp_path / "copied"
    shutil.copytree(model, home / "models" / SMALL)
    monkeypatch.setenv("RINGCRAFT_HOME", str(home))
    return home / "models" / SMALL


def cut_short(model: Path) -> None:
    with (model / "am/final.mdl").open("r+b") as file:
        file.truncate(1_000_000)


def wrong_byte(model: Path) -> None:
    with (model / "graph/HCLr.fst").open("r+b") as file:
        file.seek(5000)
        file.write(bytes([file.read(1)[0] ^ 0xFF]))


def one_missing(model: Path) -> None:
    (model / "ivector/final.ie").unlink()


def emptied(model: Path) -> None:
    shutil.rmtree(model)
    model.mkdir()


def folder_in_place_of_a_file(model: Path) -> None:
    (model / "am/final.mdl").unlink()
    (model / "am/final.mdl").mkdir()


@pytest.mark.audio
@pytest.mark.parametrize(
    "damage", [cut_short, wrong_byte, one_missing, emptied, folder_in_place_of_a_file]
)
def test_a_damaged_recogniser_costs_the_ears_and_nothing_else(
    copied: Path, cable: VirtualCable, damage: object
) -> None:
    assert callable(damage)
    damage(copied)
    listener, call = Listener(), new_call()
    spoken = SpokenCall(call, VoiceSettings(), listener)
    try:
        spoken.ring()
        listener.wait(notes.LineEnded)  # the prospect is heard all the same
        [told] = [trouble for trouble in troubles(listener) if trouble.voice_lost]
        assert "ringcraft models fetch" in told.hint
        assert "recogniser" in told.message or SMALL in told.message
        spoken.type(QUESTION)
        assert call.state.turn == 1
    finally:
        spoken.close()


# The disk

FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
from simulator.speech import worker
worker.main()
"""


@pytest.mark.parametrize("how", ["full disk", "file in the way"])
def test_recordings_that_cannot_be_kept_cost_only_themselves(
    model: Path, own_home: Path, question: Path, how: str
) -> None:
    command: tuple[str, ...] = ()
    if how == "full disk":
        command = (sys.executable, "-c", FULL)
    else:
        (own_home / "recordings").write_text("in the way")
    listener, call = Listener(), new_call()
    spoken = SpokenCall(call, VoiceSettings(), listener, files=(question,), command=command)
    spoken.ring()
    assert spoken.wait(120)
    spoken.close()
    [said] = [event for event in call.log if isinstance(event, TraineeSpoke)][:1]
    assert said.words and said.audio == ""
    [told] = troubles(listener)
    assert "can't be written" in told.message
    assert "free some space" in told.hint
    assert not told.voice_lost
    assert not list(paths.data_dir().rglob("*.part"))


def test_an_output_that_does_not_fit_on_the_disk_is_told(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "import numpy as np\n"
        "from simulator.errors import SpeechError\n"
        "from simulator.speech.referee import Referee\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "made = Referee(Path(sys.argv[1]))\n"
        "try:\n"
        "    for _ in range(20): made.add(bytes(640), np.zeros(960, np.float32))\n"
        "except SpeechError as error: print(error)\n"
        "import os; sys.stdout.flush(); os._exit(0)\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "both.wav")]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "both.wav can't be written" in ran.stdout
    assert "free some space" in ran.stdout
    with pytest.raises(SpeechError, match="can't be written"):
        referee.Referee(tmp_path)


# What she does or doesn't say


def longest_zeros(line: Samples) -> float:
    """Seconds of the longest stretch of digital zero."""
    sounding = np.flatnonzero(np.concatenate([[1.0], line, [1.0]]))
    return float(np.max(np.diff(sounding)) - 1) / LINE_RATE


def prospects_side(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (both[1::2] / 32768).astype(np.float32)


def test_who_says_nothing_is_asked_and_then_left_and_the_line_is_never_dead(
    model: Path, tmp_path: Path
) -> None:
    nothing, both = tmp_path / "nothing.wav", tmp_path / "both.wav"
    sound.write_wav(nothing, sound.faint_noise(60 * EAR_RATE, -68.0), EAR_RATE)
    listener, call = Listener(), new_call()
    spoken = SpokenCall(call, VoiceSettings(), listener, files=(nothing,), output=both)
    spoken.ring()
    assert spoken.wait(120)
    spoken.close()
    assert not troubles(listener)
    patience = silent_after(dialogue.prepared(call.playable, "standard"), call.state)
    quiet = [event.seconds for event in call.log if isinstance(event, TraineeSilent)]
    assert quiet == [pytest.approx(patience, abs=0.1)] * 3
    told = [n.text for n in listener.of(notes.LineStarted) if isinstance(n, notes.LineStarted)]
    assert "Are you there" in told[1]
    ended = call.log[-1]
    assert isinstance(ended, CallEnded)
    assert ended.ending == "hung_up"
    line = prospects_side(both)
    assert len(line) / LINE_RATE > 10
    assert longest_zeros(line) < 0.2


def test_who_talks_for_more_than_a_minute_is_cut_in_on(
    model: Path, clips: Clips, tmp_path: Path
) -> None:
    monologue, both = tmp_path / "monologue.wav", tmp_path / "both.wav"
    once = np.concatenate([clips.clip(LINE, "marian", Prosody()), np.zeros(2400, np.float32)])
    count = round(75 * CLIP_RATE / len(once)) + 1
    sound.write_wav(monologue, np.tile(once, count).astype(np.float32), CLIP_RATE)
    listener, call = Listener(), new_call()
    spoken = SpokenCall(call, VoiceSettings(), listener, files=(monologue,), output=both)
    spoken.ring()
    assert spoken.wait(250)
    spoken.close()
    said = [event for event in call.log if isinstance(event, TraineeSpoke)]
    assert said and said[0].hearing.seconds < 65
    answers = [n for n in listener.of(notes.LineStarted) if isinstance(n, notes.LineStarted)]
    assert len(answers) >= 2
    assert longest_zeros(prospects_side(both)) < 0.2
    assert not [told for told in troubles(listener) if told.voice_lost]
