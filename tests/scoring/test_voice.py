"""What the sound of the voice tells: bands and changes with their base, or nothing."""

import msgspec
import pytest
from msgspec.structs import replace

from simulator.dialogue.events import AnyEvent, TraineeSpoke
from simulator.scoring.delivery import measure
from simulator.scoring.metric import Metric, by_id, in_words
from simulator.scoring.scorecard import score
from simulator.understanding.aloud import Voicedness
from simulator.understanding.hearing import Hearing
from tests.scoring.logs import Story, credit, playable

SOUND = Voicedness(voiced=8.0, level=-20.0, pitch=180.0, variation=2.5, tracked=5.0, fillers=0)


def turn(number: int, sound: Voicedness | None = SOUND, seconds: float = 10.0) -> TraineeSpoke:
    text = "word " * 25
    return TraineeSpoke(
        turn=number,
        at=12.0 * number,
        started=12.0 * number,
        counted=len(text),
        hearing=Hearing(text=text, source="speech", seconds=seconds),
        sound=sound,
    )


def figures(*sounds: Voicedness | None) -> dict[str, Metric]:
    log = tuple(turn(number, sound) for number, sound in enumerate(sounds, 1))
    return {metric.id: metric for metric in measure(log, "discovery")}


@pytest.mark.parametrize(
    ("variation", "word", "verdict"),
    [(1.2, "flat", "below"), (2.5, "medium", "within"), (4.4, "lively", "above")],
)
def test_melody_is_told_as_a_band(variation: float, word: str, verdict: str) -> None:
    melody = figures(*[replace(SOUND, variation=variation)] * 4)["melody"]
    assert (melody.told, melody.verdict, melody.usual) == (word, verdict, "")
    assert melody.base == "in 0.7 min of your speech"
    assert "Hincks" in melody.source and "Rodero" in melody.source
    assert in_words((melody,))[1] == f"  Melody: {word} (in 0.7 min of your speech)"


def test_short_turns_are_taken_together_before_their_melody_is_judged() -> None:
    """Two words on one note each are no flat voice when the notes are far apart."""
    low, high = (replace(SOUND, voiced=5.0, variation=0.5, pitch=hz) for hz in (120.0, 200.0))
    assert figures(low, low, low, low)["melody"].told == "flat"
    assert figures(low, high, low, high)["melody"].told == "lively"


def test_loudness_is_compared_with_oneself() -> None:
    louder, softer = replace(SOUND, level=-18.0), replace(SOUND, level=-24.0)
    change = figures(louder, louder, SOUND, SOUND, softer, softer)["loudness_change"]
    assert (change.value, change.unit, change.band) == (-6.0, "dB", None)
    assert "loudness_change" not in figures(replace(SOUND, voiced=40.0), *[None] * 3)


def test_clipping_is_told_only_where_there_is_any() -> None:
    assert "clipping" not in figures(SOUND, SOUND, SOUND)
    found = figures(SOUND, replace(SOUND, clipped=0.004), SOUND)["clipping"]
    assert (found.told, found.base) == ("1 turn", "of 3")


def test_fillers_rest_on_the_turns_in_which_they_were_counted() -> None:
    some = replace(SOUND, fillers=2)
    found = figures(some, some, some, replace(SOUND, fillers=None))["fillers"]
    assert found.base == "at least 6 heard in 0.5 min of your speech"
    assert (found.value, found.verdict, found.band) == (12.0, "above", (0.0, 5.0))
    assert "fillers" not in figures(some, some, *[replace(SOUND, fillers=None)] * 4)


def test_under_half_a_minute_of_measured_speech_the_voice_tells_nothing() -> None:
    assert not {"melody", "loudness_change", "fillers"} & set(figures(SOUND, SOUND, None, None))
    assert {"melody", "loudness_change", "fillers"} <= set(figures(SOUND, SOUND, SOUND))


def test_a_turn_put_right_by_typing_has_no_sound_any_more() -> None:
    log: tuple[AnyEvent, ...] = tuple(turn(number) for number in (1, 2, 3))
    assert "melody" in by_id(measure(log, "discovery"))
    amended = replace(turn(2), corrects="ward")
    assert "melody" not in by_id(measure((*log, amended), "discovery"))


def test_the_voice_is_no_part_of_the_score() -> None:
    log = Story().they("Dana Whitlock.").you("thank you", "thank").ends()
    loud = tuple(replace(e, sound=SOUND) if isinstance(e, TraineeSpoke) else e for e in log)
    scenario = playable(rapport=(credit("thank"),))
    assert score(scenario, loud) == score(scenario, log)


def test_an_event_from_before_the_voice_was_kept_still_loads() -> None:
    row = msgspec.to_builtins(turn(1))
    del row["sound"]
    old = msgspec.convert(row, AnyEvent)
    assert isinstance(old, TraineeSpoke)
    assert old.sound is None
    assert msgspec.json.decode(msgspec.json.encode(turn(1)), type=AnyEvent) == turn(1)
