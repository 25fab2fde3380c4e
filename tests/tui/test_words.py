"""Which call comes today, the streak, and words for times."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from simulator.store import CallRow
from simulator.tui.today import choose, practised, streak
from simulator.tui.wording import clock, counted, when

WEDNESDAY = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ROW = CallRow(
    id="a",
    scenario="one",
    title="One",
    level="standard",
    seed=1,
    engine="",
    scenario_hash="",
    rubric_hash="",
    trainee="",
    spoken=False,
    started="2026-03-04T09:00:00Z",
    ended="2026-03-04T09:05:00Z",
    owner="",
    retry_of=None,
    retry_turn=None,
    ending="",
    result="won",
    total=80,
    passed=True,
    seconds=60.0,
    sure_before=None,
    sure_after=None,
    turns=5,
)


def row(scenario: str, total: int, days_ago: int = 0) -> CallRow:
    started = (WEDNESDAY - timedelta(days=days_ago)).isoformat().replace("+00:00", "Z")
    return replace(ROW, scenario=scenario, total=total, started=started)


def test_a_call_never_rung_comes_before_any_other() -> None:
    assert choose(["one", "two"], [row("one", 10)], date(2026, 3, 4)) == "two"


def test_then_the_one_that_went_worst_last_time() -> None:
    rows = [row("one", 40), row("two", 60), row("two", 5, days_ago=1)]
    assert choose(["one", "two"], rows, date(2026, 3, 4)) == "one"


def test_new_calls_change_with_the_day_and_not_within_it() -> None:
    ids = [f"call-{n}" for n in range(8)]
    chosen = {choose(ids, [], date(2026, 3, day)) for day in range(1, 20)}
    assert len(chosen) > 3
    assert choose(ids, [], date(2026, 3, 4)) == choose(ids, [], date(2026, 3, 4))
    assert choose([], [], date(2026, 3, 4)) is None


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ((), 0),
        ((0,), 1),
        ((1,), 1),
        ((0, 1, 2), 3),
        ((2,), 0),
        ((0, 1, 2, 5), 4),  # Friday, a weekend of rest, Monday to Wednesday
        ((0, 1, 2, 6), 3),  # Thursday is too long ago
    ],
)
def test_the_streak_rests_at_weekends(days_ago: tuple[int, ...], expected: int) -> None:
    assert streak([row("one", 50, days) for days in days_ago], WEDNESDAY) == expected


def test_times_in_words() -> None:
    assert clock(0) == "0:00"
    assert clock(65.9) == "1:05"
    assert clock(3661) == "1:01:01"
    assert counted(1, "turn") == "1 turn"
    assert counted(0, "turn") == "0 turns"
    assert when("2026-03-04T09:00:00Z", WEDNESDAY) == "today 09:00"
    assert when("2026-03-03T23:59:00Z", WEDNESDAY) == "yesterday"
    assert when("2026-03-01T10:00:00Z", WEDNESDAY) == "Sunday"
    assert when("2026-01-02T10:00:00Z", WEDNESDAY) == "2 Jan 2026"


def test_a_moment_said_again_counts_only_when_she_went_on_from_it() -> None:
    whole = replace(ROW, id="whole")
    left = replace(ROW, id="left", retry_of="whole", retry_turn=3, result="left", turns=3)
    ended = replace(ROW, id="ended", retry_of="whole", retry_turn=5, result="lost", turns=5)
    on = replace(ROW, id="on", retry_of="whole", retry_turn=3, result="won", turns=5)
    assert [row.id for row in practised((whole, left, ended, on))] == ["whole", "on"]
