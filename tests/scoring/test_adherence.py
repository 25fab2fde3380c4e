"""Word for word: what a reading keeps, drops and adds."""

import pytest

from simulator.scenario.model import Coach, Drill
from simulator.scenario.values import SecondsRange
from simulator.scoring.adherence import Reading, adhere

SCRIPT = """Hi Dana, it is Sam from Tallyroute. I will be brief.
We help haulage firms cut empty miles, usually by about twelve percent
in the first three months. Pell Haulage did it without buying a single truck.
Could I ask you two quick questions to see if it fits Harrow?"""
PERFECT = (
    "Hi Dana, it's Sam from Tallyroute. I'll be brief. We help haulage firms cut empty miles, "
    "usually by about 12 percent in the first three months. Pell Haulage did it without buying a "
    "single truck. Could I ask you two quick questions to see if it fits Harrow?"
)


def drill(**more: object) -> Drill:
    fields: dict[str, object] = {
        "drill": "Opening",
        "script": SCRIPT,
        "swap": {"it is": ("it's",), "I will": ("I'll",), "twelve percent": ("12 percent", "12%")},
        "skip": ("um", "uh", "er", "so"),
        "exact": ("twelve percent", "first three months", "two quick questions"),
        "time": SecondsRange(text="15 to 28 seconds", low=15, high=28),
        "coach": Coach(note="The customer was dropped.", stronger="Pell Haulage did it."),
    }
    return Drill(**{**fields, **more})  # type: ignore[arg-type]


def shown(reading: Reading, state: str) -> list[str]:
    return [mark.word for mark in reading.marks if mark.state == state]


def test_a_perfect_reading_scores_a_hundred() -> None:
    reading = adhere(drill(), PERFECT)
    assert (reading.score, reading.passed, reading.missing, reading.coach) == (100, True, (), None)
    assert not shown(reading, "missed") and not shown(reading, "added")


@pytest.mark.parametrize(
    "said",
    [
        PERFECT.lower().replace(",", "").replace(".", "").replace("?", ""),
        PERFECT.replace("12 percent", "12%"),
        PERFECT.replace("12 percent", "twelve per cent").replace("per cent", "percent"),
        "Um, so, hi Dana, uh, it is " + PERFECT.split("it's ")[1],
    ],
)
def test_form_fillers_and_swaps_make_no_difference(said: str) -> None:
    assert adhere(drill(), said).score == 100


def test_missing_proof_fails_and_is_struck_out() -> None:
    said = (
        "Hi Dana, it's Sam from Tallyroute. I'll be brief. We help haulage firms cut empty miles "
        "by about twelve percent. Could I ask some questions?"
    )
    reading = adhere(drill(), said)
    assert reading.score < 70 and not reading.passed
    assert reading.missing == ("first three months", "two quick questions")
    assert reading.score == reading.accuracy - 20
    assert {"Pell", "truck.", "usually"} <= set(shown(reading, "missed"))
    assert shown(reading, "added") == ["some"]
    assert reading.coach is not None


def test_accuracy_counts_each_edit_once() -> None:
    four = drill(script="one red van here", exact=(), swap={}, skip=(), time=None)
    assert adhere(four, "one red van here").accuracy == 100
    assert adhere(four, "one blue van here").accuracy == 75
    assert adhere(four, "one van here").accuracy == 75
    assert adhere(four, "one red old van here").accuracy == 75
    assert adhere(four, "").score == 0
    assert adhere(four, "quite another thing and much more than that").score == 0


@pytest.mark.parametrize(("seconds", "pace"), [(10.0, "too fast"), (20.0, ""), (40.0, "too slow")])
def test_pace_outside_the_time_costs_five(seconds: float, pace: str) -> None:
    reading = adhere(drill(), PERFECT, seconds)
    assert (reading.pace, reading.score) == (pace, 95 if pace else 100)


def test_every_word_is_marked_once() -> None:
    reading = adhere(drill(), PERFECT.replace("Sam", "Kim"))
    kept = [mark.word for mark in reading.marks if mark.state != "added"]
    assert kept == SCRIPT.split()
    assert shown(reading, "missed") == ["Sam"] and shown(reading, "added") == ["Kim"]
