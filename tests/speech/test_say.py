"""``ringcraft say`` with each of its options, and calls whose voice engine is missing."""

import io
import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from simulator import settings
from simulator.call import Call
from simulator.cli import main
from simulator.dialogue.events import TraineeSpoke
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import devices, notes, prosody, sound
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE, EAR_RATE, LINE_RATE, Samples
from simulator.speech.voice_list import Prosody
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
from tests.speech.test_spoken_call import Listener
from tests.speech.virtual_cable import VirtualCable, bursts, sides

ROOT = Path(__file__).parents[2]
LINE = "Thanks for calling. I have two minutes, so what is this about?"


def said(tmp_path: Path, *options: str) -> tuple[Samples, int]:
    target = tmp_path / "out" / "line.wav"
    assert main(["say", LINE, *options, "-o", str(target)]) == 0
    return sound.read_wav(target)


def spoken(raw: Path) -> float:
    """Seconds of sound that the loudspeaker gave."""
    _, speaker = sides(raw)
    return sum(stop - start for start, stop in bursts(speaker, -40))


def pitch(samples: Samples, rate: int) -> float:
    return prosody.voicedness(sound.resampled(samples, rate, EAR_RATE)).pitch


def test_speed_and_pitch_do_what_they_say(tmp_path: Path) -> None:
    plain, rate = said(tmp_path)
    fast, _ = said(tmp_path, "--speed", "1.4")
    high, _ = said(tmp_path, "--pitch", "1.2")
    low, _ = said(tmp_path, "--voice", "sam")
    assert len(plain) / len(fast) == pytest.approx(1.4, abs=0.2)
    assert pitch(high, rate) / pitch(plain, rate) == pytest.approx(1.2, abs=0.06)
    assert abs(len(high) / len(plain) - 1) < 0.12
    assert pitch(low, rate) < 0.85 * pitch(plain, rate)


def outside(samples: Samples, rate: int) -> float:
    """Share of the power below 150 and above 4000 Hz, in dB."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    return float(10 * np.log10(power[(hertz < 150) | (hertz > 4000)].sum() / power.sum()))


def test_phone_is_a_telephones_band(tmp_path: Path) -> None:
    clip, rate = said(tmp_path, "--phone")
    assert rate == LINE_RATE
    assert outside(clip, rate) < outside(*said(tmp_path)) - 10


def test_words_come_from_standard_input_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "piped.wav"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{LINE}\n"))
    assert main(["say", "-", "-o", str(target)]) == 0
    assert len(sound.read_wav(target)[0]) / CLIP_RATE > 1.5
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert main(["say", "-", "-o", str(target)]) == 3
    assert "can be spoken" in capsys.readouterr().err
    assert main(["say", LINE, "-o", str(tmp_path)]) == 3
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["caf\udce9"], 2, "not UTF-8"),
        (["-"], 2, "not UTF-8"),
        (["Hello", "--voice", "caf\udce9"], 2, "no voice 'caf\\udce9'"),
        (["1" * 60], 3, "can't say '1111"),
        (["...\n..."], 3, "nothing in '... ...'"),
        (["Hello", "-o", "."], 3, "is a folder"),
        (["Hello", "-o", "/"], 3, "is a folder"),
        (["Hello", "-o", "x" * 300], 3, "can't be written"),
    ],
)
def test_what_cannot_be_said_is_told_on_one_line(
    words: list[str], code: int, complaint: str, tmp_path: Path
) -> None:
    output = [] if "-o" in words else ["-o", "line.wav"]
    ran = subprocess.run(
        [sys.executable, "-m", "simulator", "say", *words, *output],
        input="café".encode("latin-1"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    told = ran.stderr.decode()
    assert ran.returncode == code, told
    assert told.startswith("error: ") and complaint in told and " · " in told
    assert len(told.splitlines()) == 1


@pytest.mark.audio
def test_it_is_heard_from_the_loudspeaker(cable: VirtualCable, tmp_path: Path) -> None:
    raw = tmp_path / "bus.raw"
    with cable.recording(raw):
        assert main(["say", LINE]) == 0
    assert spoken(raw) > 1.5


@pytest.mark.audio
def test_it_is_heard_from_the_chosen_loudspeaker_at_a_rate_that_it_takes(
    cable: VirtualCable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = tmp_path / "bus.raw"
    other = next(device for device in devices.outputs() if not device.default)
    settings.write(settings.Settings(speaker=other.name))
    audio = devices.audio()
    real, asked = audio.play, list[tuple[int, float]]()

    def play(samples: Samples, rate: float, *, device: int, blocking: bool) -> None:
        asked.append((device, rate))
        if rate == LINE_RATE:
            raise audio.PortAudioError("Error opening OutputStream: Invalid sample rate", -9997)
        real(samples, rate, device=device, blocking=blocking)

    monkeypatch.setattr(audio, "play", play)
    with cable.recording(raw):
        assert main(["say", LINE]) == 0
    assert asked == [(other.index, LINE_RATE), (other.index, other.rate)]
    assert other.rate != LINE_RATE
    assert spoken(raw) > 1.5
    heard = sides(raw)[1]
    assert pitch(heard, LINE_RATE) == pytest.approx(pitch(*said(tmp_path)), rel=0.03)


@pytest.mark.audio
def test_settings_that_cannot_be_read_do_not_keep_it_silent(
    cable: VirtualCable, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del cable
    (own_home / "settings.toml").write_text("speaker = 7\n")
    assert main(["say", "Okay."]) == 0
    assert capsys.readouterr().err.startswith("note: ")


def test_without_a_loudspeaker_or_a_voice_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = {**os.environ, "PULSE_SERVER": "unix:/nowhere"}
    words = [sys.executable, "-m", "simulator", "say", LINE]
    ran = subprocess.run(words, env=silent, capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert ran.stderr.startswith("error: there is no speaker")
    assert len(ran.stderr.splitlines()) == 1  # nothing of what ALSA has to say
    monkeypatch.setitem(sys.modules, "hibari", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["say", LINE, "-o", str(tmp_path / "none.wav")]) == 3
    told = capsys.readouterr().err
    assert "no speaking program" in told and "espeak-ng" in told
    assert not (tmp_path / "none.wav").exists()


WITHOUT_HIBARI = """
import sys
sys.modules["hibari"] = None
from simulator.speech import worker
worker.main()
"""
WITHOUT_A_VOICE = "import os\nos.environ['PATH'] = '/nowhere'\n" + WITHOUT_HIBARI


A_VOICE_THAT_BREAKS = """
from simulator.errors import SpeechError
from simulator.speech import worker
from simulator.speech.hibari_voice import HibariVoice

real = HibariVoice.render

def render(self, text, *given):
    if text not in {said}:
        raise SpeechError("the voice broke", "it is read")
    return real(self, text, *given)

HibariVoice.render = render
worker.main()
"""


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("said", [("Okay.",), ()], ids=["in the call", "from the start"])
def test_a_voice_that_breaks_is_told_once_and_the_prospect_is_read(
    model: Path, clips: Clips, tmp_path: Path, said: tuple[str, ...]
) -> None:
    del model
    question = tmp_path / "question.wav"
    text = "Hi Dana, have I caught you at a bad time?"
    sound.write_wav(question, clips.clip(text, "marian", Prosody()), CLIP_RATE)
    listener = Listener()
    spoken = SpokenCall(
        Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1),
        VoiceSettings(),
        listener,
        files=(question,),
        command=(sys.executable, "-c", A_VOICE_THAT_BREAKS.format(said=said)),
    )
    spoken.ring()
    assert spoken.wait(200)
    spoken.close()
    [told] = [n for n in listener.of(notes.Trouble) if isinstance(n, notes.Trouble)]
    assert (told.message, told.hint, told.unheard) == ("the voice broke", "it is read", True)
    assert len(listener.of(notes.LineStarted)) >= 2


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("worker", [WITHOUT_HIBARI, WITHOUT_A_VOICE], ids=["system", "none"])
def test_a_call_with_the_systems_voice_and_with_none(
    model: Path, clips: Clips, tmp_path: Path, worker: str
) -> None:
    question, both = tmp_path / "question.wav", tmp_path / "both.wav"
    text = "Hi Dana, have I caught you at a bad time?"
    sound.write_wav(question, clips.clip(text, "marian", Prosody()), CLIP_RATE)
    call = Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)
    listener = Listener()
    spoken = SpokenCall(
        call,
        VoiceSettings(),
        listener,
        files=(question,),
        output=both,
        command=(sys.executable, "-c", worker),
    )
    spoken.ring()
    assert spoken.wait(200)
    spoken.close()
    assert any(isinstance(event, TraineeSpoke) and event.words for event in call.log)
    assert len(listener.of(notes.LineStarted)) >= 2  # they are written in any case
    told = [n.message for n in listener.of(notes.Trouble) if isinstance(n, notes.Trouble)]
    with wave.open(str(both), "rb") as file:
        stereo = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    prospect: Samples = stereo[1::2].astype(np.float32)
    heard = sum(stop - start for start, stop in bursts(prospect, -34))
    if worker == WITHOUT_HIBARI:
        assert told == []
        assert heard > 2.0
    else:
        assert any("no speaking program" in message for message in told)
        assert heard < 1.5  # ringing, click and the tone of a dead line
