"""The prospect's voices: eight that differ, rendered once, the same every time."""

import sys
from pathlib import Path

import numpy as np
import pytest

from simulator.cli import main
from simulator.errors import SpeechError
from simulator.speech import prosody, sound
from simulator.speech.clips import Clips, Engine, best_engine
from simulator.speech.sound import CLIP_RATE, EAR_RATE, Samples
from simulator.speech.voice_list import BUILT_IN, VOICES, Prosody, spec

LINE = "Thanks for calling. I have two minutes, so what is this about?"


def shape(clip: Samples) -> tuple[float, float, float]:
    """Pitch in semitones, length in seconds, and the sound's centre of gravity in kHz."""
    narrow = sound.resampled(clip, CLIP_RATE, EAR_RATE)
    pitch = 12 * np.log2(prosody.voicedness(narrow).pitch)
    spectrum = np.abs(np.fft.rfft(clip)) ** 2
    hertz = np.fft.rfftfreq(len(clip), 1 / CLIP_RATE)
    return float(pitch), len(clip) / CLIP_RATE, float((spectrum * hertz).sum() / spectrum.sum())


def test_there_are_at_least_six_voices_and_each_differs_from_every_other(clips: Clips) -> None:
    assert len(BUILT_IN) >= 6
    shapes = {name: shape(clips.clip(LINE, name, Prosody())) for name in BUILT_IN}
    for one in BUILT_IN:
        for other in BUILT_IN:
            if one < other:
                pitch = abs(shapes[one][0] - shapes[other][0])
                pace = abs(shapes[one][1] / shapes[other][1] - 1)
                colour = abs(shapes[one][2] / shapes[other][2] - 1)
                assert pitch > 0.7 or pace > 0.06 or colour > 0.08, (one, other)


def test_the_same_line_gives_the_same_bytes(engine: Engine) -> None:
    first = engine.render("Who is this?", "sam", 1.0, 1.0)
    assert first == engine.render("Who is this?", "sam", 1.0, 1.0)


@pytest.mark.parametrize("text", ["Okay.", "Right.", "Who is this?", LINE])
def test_clips_begin_and_end_at_once(clips: Clips, text: str) -> None:
    clip = clips.clip(text, "heart", Prosody())
    loud = np.flatnonzero(np.abs(clip) > 0.01 * np.max(np.abs(clip)))
    assert loud[0] / CLIP_RATE < 0.06
    assert (len(clip) - loud[-1]) / CLIP_RATE < 0.06


def test_all_voices_are_equally_loud(clips: Clips) -> None:
    levels = [
        prosody.voicedness(
            sound.resampled(clips.clip(LINE, name, Prosody()), CLIP_RATE, EAR_RATE)
        ).level
        for name in BUILT_IN
    ]
    assert max(levels) - min(levels) < 2.0


def test_a_mood_changes_pace_and_pitch(clips: Clips) -> None:
    calm = clips.clip(LINE, "ruth", Prosody())
    short = clips.clip(LINE, "ruth", Prosody(speed=1.2, pitch=1.1))
    assert len(short) < 0.92 * len(calm)
    assert shape(short)[0] > shape(calm)[0] + 0.8


def test_an_unknown_voice_is_always_the_same_one() -> None:
    assert spec("en_GB-cori-high") == spec("en_GB-cori-high")
    assert spec("en_GB-cori-high").name in BUILT_IN
    assert spec("").name == "heart"


def test_a_voice_that_is_not_fetched_has_a_stand_in(clips: Clips) -> None:
    fenrir = clips.clip("Who is this?", "fenrir", Prosody())
    sam = clips.clip("Who is this?", "sam", Prosody())
    assert np.array_equal(fenrir, sam)
    for voice in VOICES:
        if voice.stand_in:
            assert voice.stand_in in BUILT_IN


def test_lines_are_kept_on_disk_and_made_anew_when_damaged(engine: Engine, tmp_path: Path) -> None:
    class Counting:
        name, version, renders = engine.name, engine.version, 0

        def render(self, text: str, voice: str, speed: float, pitch: float) -> bytes:
            self.renders += 1
            return engine.render(text, voice, speed, pitch)

    counting = Counting()
    first = Clips(counting, tmp_path).clip("Who is this?", "heart", Prosody())
    again = Clips(counting, tmp_path).clip("Who is this?", "heart", Prosody())
    assert counting.renders == 1
    assert np.allclose(first, again, atol=1e-4)
    [stored] = tmp_path.rglob("*.wav")
    stored.write_bytes(b"RIFF, but not for long")
    Clips(counting, tmp_path).clip("Who is this?", "heart", Prosody())
    assert counting.renders == 2
    Clips(counting, tmp_path).clip("Who is this?", "heart", Prosody(speed=1.1))
    assert counting.renders == 3


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert len(Clips(engine, blocked).clip("Okay.", "heart", Prosody()))
    assert "not kept" in capsys.readouterr().err


def test_nothing_to_say_is_told(engine: Engine) -> None:
    with pytest.raises(SpeechError, match="can be spoken"):
        engine.render("...", "heart", 1.0, 1.0)


def test_without_the_voice_package_the_system_speaks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    system = best_engine()
    assert system.name in ("espeak-ng", "say")
    clip = sound.from_pcm(system.render("Who is this?", "sam", 1.0, 1.0))
    assert 0.4 < len(clip) / CLIP_RATE < 3.0
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpeechError) as caught:
        best_engine()
    assert "go on in text" in caught.value.hint


def test_say_writes_a_file_and_lists_voices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "line.wav"
    assert main(["say", "Who is this?", "--voice", "sam", "-o", str(target)]) == 0
    samples, rate = sound.read_wav(target)
    assert rate == CLIP_RATE
    assert 0.4 < len(samples) / rate < 3.0
    assert main(["say", "--list"]) == 0
    listed = capsys.readouterr().out
    assert all(voice.name in listed for voice in VOICES)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["say"], "nothing to say"),
        (["say", "Hello", "--voice", "nobody"], "no voice 'nobody'"),
        (["say", "Hello", "--speed", "9"], "out of range"),
    ],
)
def test_say_tells_what_is_wrong(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert complaint in capsys.readouterr().err
