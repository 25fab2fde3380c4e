"""What changed in meaning between two calls, and what it does to the score.

Two joined calls are laid out as paths and texts; things with a name are
compared by it, so that moving a reaction is one change and not forty.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from simulator.rehearsal.report import simulate
from simulator.rehearsal.simulation import Setting
from simulator.scenario import shapes
from simulator.scenario.model import Playable
from simulator.scenario.values import Range, Row, SecondsRange, When

TRAINEES = ("novice", "average", "skilled", "expert")


class Change(Struct, frozen=True, kw_only=True):
    """One difference. ``before`` or ``after`` is empty where something came or went."""

    place: str
    before: str = ""
    after: str = ""

    def told(self) -> str:
        """One line: ``+``, ``-`` or ``~`` and what."""
        if not self.before:
            return f"+ {self.place}: {self.after}"
        if not self.after:
            return f"- {self.place}: {self.before}"
        return f"~ {self.place}: {self.before} -> {self.after}"


class Shift(Struct, frozen=True, kw_only=True):
    """The median score and share of passes of a trainee in both calls."""

    trainee: str
    median: tuple[int, int]
    passed: tuple[float, float]


def changes(before: Playable, after: Playable) -> tuple[Change, ...]:
    """What differs, in the order of the first call; notes, tests and places in files left out."""
    first, second = dict(_laid_out(before)), dict(_laid_out(after))
    gone = _tops(first.keys() - second.keys(), second)
    came = _tops(second.keys() - first.keys(), first)
    found = []
    for place in dict.fromkeys([*first, *second]):
        if place in gone:
            found.append(Change(place=place, before=_gist(place, first)))
        elif place in came:
            found.append(Change(place=place, after=_gist(place, second)))
        elif place in first and place in second and first[place] != second[place]:
            found.append(Change(place=place, before=first[place], after=second[place]))
    return tuple(found)


def _gist(place: str, side: dict[str, str]) -> str:
    """What came or went, in a few words: its own text, else its trigger and first line."""
    parts = [side.get(f"{place}.{key}", "") for key in ("when", "says", "result", "persona")]
    return side[place] or ", ".join(part for part in parts if part) or "all of it"


def _tops(keys: Any, other: dict[str, str]) -> set[str]:
    """Of places that only one side has, those whose surroundings both have."""
    only = set(keys)
    return {
        key
        for key in only
        if not any(parent in only for parent in _parents(key)) and key not in other
    }


def _parents(place: str) -> Iterator[str]:
    while "." in place:
        place = place.rpartition(".")[0]
        yield place


def _laid_out(playable: Playable) -> Iterator[tuple[str, str]]:
    yield from _struct("", playable.scenario)
    yield from _struct("scoring", playable.rubric)
    for part, things in (("people", playable.personas), ("objections", playable.objections)):
        for name, value in things.items():
            yield from _struct(f"{part}.{name}", value)
    for name, move in playable.moves.items():
        yield f"moves.{name}", move.means
        for phrase in move.sounds_like:
            yield f"moves.{name}.{phrase}", phrase


SKIPPED = frozenset(("tests", "notes", "about", "tags", "format", "scoring", "rubric", "use"))


def _struct(place: str, value: Struct) -> Iterator[tuple[str, str]]:
    for key in shapes.keys_of(type(value)).values():
        inner = getattr(value, key.attribute)
        if key.name in SKIPPED or inner == key.default:
            continue
        yield from _value(f"{place}.{key.name}".lstrip("."), inner)


def _value(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Range | SecondsRange | When | Row):
        yield place, value.text
    elif isinstance(value, Struct):
        yield place, ""
        yield from _struct(place, value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _value(f"{place}.{name}", inner)
    elif isinstance(value, tuple):
        yield from _rows(place, value)
    elif isinstance(value, bool):
        yield place, "yes" if value else "no"
    else:
        yield place, " ".join(str(value).split())


def _rows(place: str, rows: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    if all(isinstance(row, str) for row in rows):
        yield place, " | ".join(rows)
        return
    for number, row in enumerate(rows):
        name = getattr(row, "name", None) or getattr(row, "text", None) or str(number + 1)
        yield from _value(f"{place}.{name}", row)


def shift(before: Playable, after: Playable, calls: int, level: str) -> tuple[Shift, ...]:
    """Scores of the same simulated trainees in both calls."""
    reports = [
        simulate(
            Setting(playable, level, 1),
            calls=calls,
            trainees=TRAINEES,
            headroom=False,
            processes=1,
        )
        for playable in (before, after)
    ]
    return tuple(
        Shift(trainee=a.trainee, median=(a.p50, b.p50), passed=(a.passed, b.passed))
        for a, b in zip(reports[0].rows, reports[1].rows, strict=True)
    )
