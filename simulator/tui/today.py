"""Which call to ring today, and how many days in a row have had one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.store import CallRow

SATURDAY = 5


def practised(rows: "Sequence[CallRow]") -> "tuple[CallRow, ...]":
    """Calls that count as practice: not a moment said again that she did not go on from."""
    return tuple(
        row
        for row in rows
        if not row.retry_of or (row.result != "left" and row.turns > (row.retry_turn or 0))
    )


def choose(ids: Sequence[str], rows: "Sequence[CallRow]", day: date) -> str | None:
    """The scenario to ring on ``day``: one never rung, else the one that went worst last time.

    The same all day until it is rung; which of several new ones depends on the
    day alone. None where there are no scenarios.
    """
    last: dict[str, CallRow] = {}
    for row in rows:
        last.setdefault(row.scenario, row)
    if not ids:
        return None

    def rank(name: str) -> tuple[int, str]:
        row = last.get(name)
        score = -1 if row is None else (row.total or 0)
        return score, sha256(f"{day.isoformat()} {name}".encode()).hexdigest()

    return min(ids, key=rank)


def streak(rows: "Sequence[CallRow]", now: datetime) -> int:
    """Days in a row with an ended call, today or yesterday being the last.

    A weekend without a call is a rest: it neither counts nor breaks the row.
    ``now`` carries its time zone; days are counted in it.
    """
    days = {_day(row, now) for row in rows}
    day, count = now.date(), 0
    if day not in days:
        day -= timedelta(days=1)
    while True:
        weekend_rest = day.weekday() >= SATURDAY and any(
            day - timedelta(days=back) in days for back in (1, 2)
        )
        if day in days:
            count += 1
        elif not weekend_rest:
            return count
        day -= timedelta(days=1)


def _day(row: "CallRow", now: datetime) -> date:
    return datetime.fromisoformat(row.started.replace("Z", "+00:00")).astimezone(now.tzinfo).date()
