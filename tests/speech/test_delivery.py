"""What a voice tells, through the whole chain: known melody, loudness, clipping and fillers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from simulator.cli import main
from simulator.dialogue.events import AnyEvent, TraineeSpoke
from simulator.files import load
from simulator.scoring.delivery import kind_of, measure
from simulator.scoring.metric import by_id
from simulator.speech import prosody, sound
from simulator.speech.clips import Engine
from simulator.speech.hibari_voice import HibariVoice
from simulator.speech.measurement import Measurement
from simulator.speech.sound import CLIP_RATE, EAR_RATE, Samples
from simulator.speech.vosk_ears import Vocabulary
from simulator.store import Store

LINE = "Good morning Callum, it's Kit from Sheetwell. Have I caught you at a bad time?"
SPEECH = {
    "talk_share",
    "words_per_minute",
    "articulation",
    "pause_before_speaking",
    "melody",
    "loudness_change",
    "fillers",
}
"""Figures that need half a minute of speech."""


def spoken(engine: Engine, text: str, melody: float) -> Samples:
    """A line with its melody widened or flattened, 24 kHz."""
    assert isinstance(engine, HibariVoice)
    made = engine._speak(engine._engine("heart"), text, 1.0, melody)
    return sound.at_level(sound.trimmed(made, CLIP_RATE), -20.0)


def hesitant(engine: Engine, text: str, melody: float = 1.0) -> Samples:
    """The line after an "um" as people say it: on its own, drawn out."""
    um = sound.resampled(spoken(engine, "Um.", 1.0), CLIP_RATE, CLIP_RATE * 1.3)
    quiet = sound.silence(0.15, CLIP_RATE)
    made: Samples = np.concatenate([um, quiet, spoken(engine, text, melody)]).astype(np.float32)
    return made


def played(
    scenario: str, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> Iterator[dict[str, Any]]:
    """The rows that ``play --audio --json`` prints."""
    rows = files[0].parent / "replies.txt"
    rows.write_text("\n".join(path.name for path in files) + "\n")
    assert main(["play", scenario, "--replies", str(rows), "--audio", "--json"]) == 0
    yield from (json.loads(row) for row in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("melody", [0.3, 0.6, 1.0, 1.5])
def test_the_measured_melody_is_the_one_that_was_put_in(engine: Engine, melody: float) -> None:
    plain, changed = (
        prosody.voicedness(sound.resampled(spoken(engine, LINE, m), CLIP_RATE, EAR_RATE))
        for m in (1.0, melody)
    )
    assert changed.variation / plain.variation == pytest.approx(melody, rel=0.2)


def test_a_long_turn_is_measured_as_its_parts_are(engine: Engine) -> None:
    once = sound.resampled(spoken(engine, LINE, 1.0), CLIP_RATE, EAR_RATE)
    short, long = prosody.voicedness(once), prosody.voicedness(np.tile(once, 6))
    assert long.variation == pytest.approx(short.variation, abs=0.1)
    assert long.pitch == pytest.approx(short.pitch, rel=0.02)
    assert long.tracked == pytest.approx(6 * short.tracked, rel=0.05)


@pytest.mark.model
def test_fillers_are_counted_aside_and_never_waited_for(
    engine: Engine, vocabulary: Vocabulary
) -> None:
    said = np.tile(hesitant(engine, "We help firms like yours with the planning."), 2)
    pcm = sound.to_pcm(sound.resampled(said, CLIP_RATE, EAR_RATE))
    whole = Measurement(pcm, vocabulary).found(None)
    assert whole is not None
    assert whole.fillers == 2
    uncounted = Measurement(pcm).found(None)
    assert uncounted is not None
    assert uncounted.fillers is None
    assert uncounted.variation == whole.variation
    assert Measurement(pcm * 20, vocabulary).found(0.0) is None


@pytest.mark.model
@pytest.mark.slow
def test_a_spoken_call_shows_what_the_voice_told(
    model: Path, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = load("happy-with-whitstone")
    texts = [turn.you for turn in scenario.scenario.tests[0].call if turn.you]
    files = []
    for number, text in enumerate(texts):
        loud = 10 ** (-8 * number / (len(texts) - 1) / 20)  # 8 dB softer at the end
        samples = (hesitant if number in (2, 5) else spoken)(engine, text, 0.4) * loud
        if number == 6:
            samples = np.clip(samples * 20, -1, 1)
        files.append(tmp_path / f"{number}.wav")
        sound.write_wav(files[-1], samples.astype(np.float32), CLIP_RATE)
    *events, card = played("happy-with-whitstone", files, capsys)
    told = card["delivery"]
    assert set(told) >= SPEECH
    assert told["melody"]["word"] == "flat"
    assert told["clipping"]["value"] == 1
    assert told["clipping"]["base"] == f"of {len(files)}"
    assert told["fillers"]["base"].startswith(("at least 1 heard in", "at least 2 heard in"))
    assert 0.2 <= told["pause_before_speaking"]["value"] <= 0.5  # files begin 0.3 s after a line
    assert all(figure["base"] for figure in told.values())
    assert all(told[name]["source"] for name in SPEECH - {"articulation"})

    log = tuple(msgspec.convert(event, AnyEvent) for event in events)
    said = [event.sound for event in log if isinstance(event, TraineeSpoke)]
    assert len(said) == len(files)
    levels = [one.level for one in said if one is not None]
    assert levels[-1] - levels[0] == pytest.approx(-8, abs=1.5)

    with Store.open(tmp_path / "results.sqlite3") as store:
        call = store.begin_call(
            scenario, level="standard", seed=1, engine="1", utc="2026-03-04T12:00:00Z", trainee=""
        )
        store.append(call, log)
        again = by_id(measure(store.log(call), kind_of(scenario)))
    assert msgspec.json.decode(msgspec.json.encode(again)) == told


@pytest.mark.model
@pytest.mark.slow
def test_under_half_a_minute_nothing_is_told_of_the_voice(
    model: Path, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "0.wav", tmp_path / "1.wav"]
    for path, text in zip(files, ("Hi Dana, it's Sam from Tallyroute.", LINE), strict=True):
        sound.write_wav(path, spoken(engine, text, 1.0), CLIP_RATE)
    *events, card = played("first-ten-seconds", files, capsys)
    assert set(card["delivery"]) == {"open_questions", "closed_questions"}
    assert all(event["sound"] for event in events if event["kind"] == "trainee_spoke")
