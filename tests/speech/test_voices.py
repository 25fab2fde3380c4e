"""The prospect's voices: eight that differ, rendered once, the same every time."""

import os
import sys
import time
from itertools import combinations
from pathlib import Path

import hibari
import numpy as np
import pytest

from simulator.cli import main
from simulator.errors import SpeechError
from simulator.files import library, load
from simulator.scenario.names import ENGINE_VOICES
from simulator.speech import models, phone_line, prosody, sound
from simulator.speech.clips import Clips, Engine, best_engine
from simulator.speech.hibari_voice import HibariVoice
from simulator.speech.sound import CLIP_RATE, EAR_RATE, LINE_RATE, Samples
from simulator.speech.system_voice import SystemVoice
from simulator.speech.voice_list import BUILT_IN, VOICES, Prosody, spec

LINE = "Thanks for calling. I have two minutes, so what is this about?"
MORE = "We are happy with the firm that we have been using for years."


def shape(clip: Samples) -> tuple[float, float, float]:
    """Pitch in semitones, length in seconds, and the sound's centre of gravity in kHz."""
    narrow = sound.resampled(clip, CLIP_RATE, EAR_RATE)
    pitch = 12 * np.log2(prosody.voicedness(narrow).pitch)
    spectrum = np.abs(np.fft.rfft(clip)) ** 2
    hertz = np.fft.rfftfreq(len(clip), 1 / CLIP_RATE)
    return float(pitch), len(clip) / CLIP_RATE, float((spectrum * hertz).sum() / spectrum.sum())


STEPS = 12
"""Places of the axis in a semitone."""
AXIS = 350.0 * 2 ** (np.arange(38 * STEPS) / (12 * STEPS))
"""Hz: 350 to 3150, what a telephone passes."""


def resonances(clip: Samples) -> Samples:
    """Level in dB over a third of an octave each, without its slope: the throat's shape."""
    power = np.abs(np.fft.rfft(clip)) ** 2
    hertz = np.fft.rfftfreq(len(clip), 1 / LINE_RATE)
    total = np.concatenate([[0.0], np.cumsum(power)])
    low = np.searchsorted(hertz, AXIS / 2 ** (1 / 6))
    high = np.searchsorted(hertz, AXIS * 2 ** (1 / 6))
    level = 10 * np.log10((total[high] - total[low]) / (high - low))
    places = np.arange(len(AXIS))
    shaped: Samples = level - np.polyval(np.polyfit(places, level, 1), places)
    return shaped


def shifted(one: Samples, other: Samples) -> float:
    """Semitones by which the resonances of one voice lie above the other's."""
    most = 7 * STEPS
    middle = one[most:-most]

    def alike(shift: int) -> float:
        moved = other[most + shift : len(other) - most + shift]
        return float(np.corrcoef(middle, moved)[0, 1])

    return max(range(-most, most + 1), key=alike) / STEPS


Heard = tuple[float, float, Samples]
"""Pitch in semitones, length in seconds, resonances."""


def on_the_telephone(clips: Clips, name: str, prosody_: Prosody) -> Heard:
    """What a caller hears of a voice."""
    clip = np.concatenate([clips.clip(text, name, prosody_) for text in (LINE, MORE)])
    line = phone_line.through_line(clip, CLIP_RATE)
    pitch = prosody.voicedness(sound.resampled(line, LINE_RATE, EAR_RATE)).pitch
    return 12 * float(np.log2(pitch)), len(clip) / CLIP_RATE, resonances(line)


def apart(one: Heard, other: Heard) -> float:
    """Steps between two voices.

    A step is 5 % of tempo (the just noticeable difference of Quené 2007) or two
    semitones of pitch or of the throat's resonances, together as the root of
    the sum of squares.
    """
    (pitch, length, throat), (pitch_2, length_2, throat_2) = one, other
    parts = (pitch - pitch_2) / 2, shifted(throat, throat_2) / 2, (length / length_2 - 1) / 0.05
    return float(np.hypot(np.hypot(*parts[:2]), parts[2]))


def test_eight_voices_can_be_told_apart_on_the_telephone(clips: Clips) -> None:
    """Each differs from every other by a step that is noticed, six of them by one and a half.

    One recording cannot make eight strangers: some pairs differ in tempo and
    melody alone.
    """
    heard = {name: on_the_telephone(clips, name, Prosody()) for name in BUILT_IN}
    steps = {
        frozenset((one, other)): apart(heard[one], heard[other])
        for one, other in combinations(BUILT_IN, 2)
    }
    assert min(steps.values()) >= 1.0, min(steps.items(), key=lambda row: row[1])
    clearest = max(
        min(steps[frozenset(pair)] for pair in combinations(six, 2))
        for six in combinations(BUILT_IN, 6)
    )
    assert clearest >= 1.5


def test_the_people_of_the_built_in_calls_have_voices_of_their_own() -> None:
    profiles = [voice for entry in library() for voice in load(entry.name).voices.values()]
    named = {voice.engine_voice for voice in profiles}
    assert named <= set(ENGINE_VOICES)
    until_then = {spec(name).stand_in or name for name in named}
    assert until_then == set(BUILT_IN), "all eight are heard where nothing was fetched"
    assert len({voice.voice for voice in profiles}) == 10


def test_the_people_of_the_built_in_calls_can_be_told_apart(clips: Clips) -> None:
    """Any two by a step, those who meet in a call by two."""
    calls = [load(entry.name) for entry in library()]
    heard = {
        one.voice: on_the_telephone(
            clips, one.engine_voice, Prosody(speed=one.speed, pitch=one.pitch)
        )
        for call in calls
        for one in call.voices.values()
    }
    for one, other in combinations(heard, 2):
        assert apart(heard[one], heard[other]) >= 1.0, (one, other)
    met = [call for call in calls if len(call.voices) > 1]
    assert len(met) >= 2
    for call in met:
        for one, other in combinations([voice.voice for voice in call.voices.values()], 2):
            assert apart(heard[one], heard[other]) >= 2.0, (one, other)


def test_a_voice_file_may_name_any_voice_there_is() -> None:
    assert tuple(voice.name for voice in VOICES) == ENGINE_VOICES


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


def test_a_fetched_voice_is_heard_in_lines_that_its_stand_in_has_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Clips(HibariVoice(), tmp_path)
    until_then = before.clip("Who is this?", "fenrir", Prosody())
    looked: list[str] = []

    def fetched(name: str) -> Path:
        looked.append(name)
        return Path(hibari.Hibari().model_path)  # any whole model

    monkeypatch.setattr(models, "voice_file", fetched)
    voice = HibariVoice()
    after = Clips(voice, tmp_path)
    now = after.clip("Who is this?", "fenrir", Prosody())
    after.clip("Who is calling?", "fenrir", Prosody())
    assert len(now) != len(until_then)
    assert looked == ["fenrir"], "looking takes checksums and writes: once is enough"


def test_an_engine_that_stumbles_is_trouble_and_no_crash(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SpeechError, match="can't say '1111") as caught:
        engine.render("1" * 40 + "\n" + "2" * 400, "heart", 1.0, 1.0)
    assert "\n" not in caught.value.message and len(caught.value.message) < 100
    monkeypatch.setattr(models, "voice_file", lambda _: Path("damaged.onnx"))
    with pytest.raises(SpeechError, match="fenrir can't be loaded") as caught:
        HibariVoice().render("Hello.", "fenrir")
    assert caught.value.hint == "ringcraft models fetch fenrir"


def test_lines_are_kept_on_disk_and_made_anew_when_damaged(engine: Engine, tmp_path: Path) -> None:
    class Counting:
        name, version, renders = engine.name, engine.version, 0
        resolved = staticmethod(engine.resolved)

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


def test_a_cache_that_cannot_be_looked_into_costs_nothing_but_time(
    engine: Engine, tmp_path: Path
) -> None:
    assert len(Clips(engine, tmp_path / ("x" * 300)).clip("Okay.", "heart", Prosody()))


def test_the_clips_used_last_are_kept_when_there_are_too_many(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stored() -> set[Path]:
        return set(tmp_path.rglob("*.wav"))

    clips, made = Clips(engine, tmp_path), list[Path]()
    for number, text in enumerate(("One.", "Two.", "Three.")):
        before = stored()
        clips.clip(text, "heart", Prosody())
        made += stored() - before
        os.utime(made[-1], (number, number))
    Clips(engine, tmp_path).clip("One.", "heart", Prosody())  # heard again
    assert stored() == set(made), "little is left alone"
    two = made[0].stat().st_size + made[2].stat().st_size
    monkeypatch.setattr("simulator.speech.clips.MOST_ON_DISK", two)
    Clips(engine, tmp_path)
    deadline = time.monotonic() + 5
    while len(stored()) > 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert stored() == {made[0], made[2]}


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


def test_people_differ_with_espeak_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    system = SystemVoice()
    made = {voice.name: system.render("Who is this?", voice.name) for voice in VOICES}
    assert len(set(made.values())) == len(VOICES)
    assert system.render("Who is this?", "en_GB-cori-high") == made[spec("en_GB-cori-high").name]


SAY = """#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    -o) out=$2 ;;
    -v) echo "asked for $2" >> {folder}/asked; echo "Voice '$2' not found." >&2; exit 1 ;;
  esac
  shift
done
cp {folder}/line.wav "$out"
"""


def test_a_mac_without_the_wanted_voice_speaks_with_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound.write_wav(tmp_path / "line.wav", np.full(CLIP_RATE, 0.1, np.float32), CLIP_RATE)
    program = tmp_path / "say"
    program.write_text(SAY.format(folder=tmp_path))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(sys, "platform", "darwin")
    system = SystemVoice()
    assert system.name == "say"
    for _ in range(2):
        assert len(system.render("Who is this?", "fenrir"))
    assert (tmp_path / "asked").read_text() == "asked for Alex\n", "it is asked for once"


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
