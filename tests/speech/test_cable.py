"""A call on a real sound server: spoken into the microphone, heard from the loudspeaker."""

import os
import pty
import select
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from simulator import paths
from simulator.call import Call
from simulator.dialogue.events import TraineeSpoke
from simulator.errors import SpeechError
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import check, devices, notes, sound
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE
from simulator.speech.voice_list import Prosody
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
from tests.speech.conftest import new_cable
from tests.speech.test_spoken_call import Listener
from tests.speech.virtual_cable import VirtualCable, bursts, sides

pytestmark = [pytest.mark.audio]


@pytest.fixture
def line(clips: Clips, tmp_path: Path) -> Path:
    path = tmp_path / "line.wav"
    text = "Hi Dana, have I caught you at a bad time?"
    sound.write_wav(path, clips.clip(text, "marian", Prosody()), CLIP_RATE)
    return path


def new_call() -> Call:
    return Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)


@pytest.mark.model
@pytest.mark.slow
def test_she_speaks_and_is_answered(
    cable: VirtualCable, model: Path, line: Path, tmp_path: Path
) -> None:
    listener, call = Listener(), new_call()
    raw = tmp_path / "call.raw"
    spoken = SpokenCall(call, VoiceSettings(headset="headset"), listener)
    with cable.recording(raw), closing(spoken):
        spoken.ring()
        listener.wait(notes.LineEnded)
        cable.speak(line).wait()
        listener.wait(notes.Turn, 2)
        listener.wait(notes.LineEnded, 2)
    [said] = [event for event in call.log if isinstance(event, TraineeSpoke)]
    assert "caught you" in said.hearing.text
    assert said.words
    her, prospect = sides(raw)
    [(_, ended)] = bursts(her, -40, gap=1.0)
    answers = [start for start, _ in bursts(prospect, -34) if start > ended - 0.1]
    assert answers and answers[0] - ended < 3.0  # how fast is for the benchmark to say
    states = {note.state for note in listener.of(notes.Meter) if isinstance(note, notes.Meter)}
    assert {"listening", "hearing"} <= states
    assert any(isinstance(n, notes.Caption) and n.text for n in listener.notes)


def test_devices_are_listed_and_checked(cable: VirtualCable, line: Path) -> None:
    found = devices.survey()
    assert found.problem == ""
    assert any(device.default for device in found.inputs)
    assert any(device.default for device in found.outputs)
    speaking = cable.speak(line)
    levels: list[float] = []
    well = check.microphone(seconds=2.0, on_level=levels.append)
    speaking.wait()
    assert well.problem == "" and well.level > -40
    assert len(levels) >= 15 and max(levels) > -40
    nothing = check.microphone(seconds=0.5)
    assert "nothing at all" in nothing.problem
    assert "muted" in nothing.hint


def test_a_device_that_has_gone_gives_way_to_the_default(cable: VirtualCable) -> None:
    del cable
    found = devices.survey().inputs
    assert devices.choose(found, "A headset that was here yesterday", "microphone").default
    by_name = devices.choose(found, found[0].name, "microphone")
    assert by_name == found[0]


def test_no_device_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    with pytest.raises(SpeechError, match="no microphone") as caught:
        check.microphone(seconds=0.2)
    assert "typing" in caught.value.hint


def test_no_portaudio_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(SpeechError, match="sounddevice is missing"):
        devices.audio()


def test_portaudio_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    """As on a Linux without libportaudio2: the import itself fails, in a process of its own."""
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    code = "from simulator.speech import devices; print(devices.survey().hint)"
    folders = os.pathsep.join([str(tmp_path), *sys.path])
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": folders},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "libportaudio2" in ran.stdout


@pytest.mark.model
@pytest.mark.slow
def test_when_the_sound_server_dies_the_call_goes_on(model: Path, tmp_path: Path) -> None:
    doomed = new_cable(tmp_path / "doomed")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in doomed.environment.items():
            patch.setenv(name, value)
        listener, call = Listener(), new_call()
        spoken = SpokenCall(call, VoiceSettings(headset="headset"), listener)
        try:
            spoken.ring()
            listener.wait(notes.LineEnded)
            doomed.kill()
            listener.wait(notes.Trouble)
            listener.wait(notes.VoiceBack)  # a new worker, for now without devices
            spoken.type("Hi Dana, have I caught you at a bad time?")
            assert call.state.turn == 1
        finally:
            spoken.close()
    told = [n for n in listener.of(notes.Trouble) if isinstance(n, notes.Trouble)]
    dropped = [trouble for trouble in told if trouble.title == "The line dropped"]
    assert dropped and dropped[0].voice_lost


@pytest.mark.parametrize(
    ("heard", "problem"),
    [
        (np.zeros(32_000), "nothing at all"),
        (np.sign(np.sin(np.arange(32_000) / 20)), "too loud"),
        (np.random.default_rng(1).standard_normal(32_000) * 1e-4, "hardly anything"),
        (np.random.default_rng(1).standard_normal(32_000) * 0.03, "the room is loud"),
    ],
)
def test_the_check_says_what_is_wrong(heard: sound.Samples, problem: str) -> None:
    result = check.judged("mic", heard.astype(np.float32))
    assert problem in result.problem
    assert result.hint


NOISY_WORKER = """
import os
from simulator.speech import worker
real = worker.Worker.load_ears
def noisy(self):
    os.write(1, b"NATIVE NOISE on 1\\n")
    os.write(2, b"NATIVE NOISE on 2\\n")
    real(self)
worker.Worker.load_ears = noisy
worker.main()
"""
WHOLE_CALL = """
import sys
from pathlib import Path
from simulator.call import Call
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import check, devices, notes
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
troubles = []
def listen(note):
    if isinstance(note, notes.Trouble):
        troubles.append(note.message)
call = Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)
noisy = (sys.executable, "-c", sys.argv[1])
spoken = SpokenCall(call, VoiceSettings(), listen, files=(Path(sys.argv[2]),), command=noisy)
spoken.ring()
devices.survey()
spoken.wait(60)
spoken.close()
print("turns", call.state.turn > 0, troubles)
"""


@pytest.mark.model
@pytest.mark.slow
def test_nothing_native_reaches_the_terminal(model: Path, line: Path) -> None:
    """A whole spoken call under a terminal, with libraries that print on both descriptors."""
    shown = under_terminal(
        [sys.executable, "-c", WHOLE_CALL, NOISY_WORKER, str(line)],
        {**os.environ, "PULSE_SERVER": "unix:/nowhere"},
    )
    assert shown.strip() == "turns True []"
    log = (paths.log_dir() / "voice-worker.log").read_text(errors="replace")
    assert "NATIVE NOISE on 1" in log
    assert "NATIVE NOISE on 2" in log


def under_terminal(words: list[str], environment: dict[str, str]) -> str:
    """What a program writes when all its descriptors are a terminal."""
    ours, theirs = pty.openpty()
    started = subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True
    )
    os.close(theirs)
    shown = b""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        ready, _, _ = select.select([ours], [], [], 0.2)
        if ready:
            try:
                part = os.read(ours, 4096)
            except OSError:
                break  # the other side is closed
            if not part:
                break
            shown += part
        elif started.poll() is not None:
            break
    started.kill()
    started.wait()
    os.close(ours)
    return shown.decode(errors="replace")
