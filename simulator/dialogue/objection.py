"""Objections: what a turn does to the open one. Plain functions over its record."""

from typing import Literal

from msgspec import Struct

from simulator.dialogue.state import Objecting
from simulator.scenario.model import Objection, ObjectionLevel, ObjectionLimits
from simulator.scenario.values import Row
from simulator.understanding.hearing import Heard

Said = tuple[tuple[str, int], ...]
"""The moves of a turn with the character where each begins, in the order said."""


class Serving(Struct, frozen=True):
    """What a turn did: the outcome, the row met, and where the objection goes.

    ``goes`` is the name of the next level, ``settled`` or ``lost``; empty when
    it stays where it is.
    """

    outcome: Literal["handled", "failed", "soured", "warmed", "kept"]
    row: str = ""
    goes: str = ""
    soured: bool = False
    moves: tuple[str, ...] = ()


def in_order(heard: tuple[Heard, ...]) -> Said:
    """This turn's moves in the order they were said."""
    return tuple(sorted(((one.move, one.span.start) for one in heard), key=lambda said: said[1]))


def level_named(objection: Objection, name: str) -> ObjectionLevel:
    """The level called ``name``. Raises ``KeyError`` when there is none."""
    for level in objection.levels:
        if level.name == name:
            return level
    raise KeyError(name)


def first_level(objection: Objection, limits: ObjectionLimits | None) -> str:
    """Where an objection starts at this level of difficulty."""
    if limits is not None and limits.starts_at:
        return limits.starts_at
    return objection.levels[0].name


def serve(
    objection: Objection, limits: ObjectionLimits | None, now: Objecting, said: Said
) -> Serving:
    """What this turn does to the open objection.

    In order: a row met handles the level; else a souring move counts against
    it, else a warming one for it; soured at the second turn or later, or out
    of turns, the level has failed.
    """
    level = level_named(objection, now.level)
    turns = now.turns + 1
    history = (*now.heard, said)
    moves = tuple(move for move, _ in said)
    for row in level.settled_by:
        if met(row, history):
            steps = {move for step in row.steps for move in step}
            return Serving(
                outcome="handled",
                row=row.text,
                goes=_handled(objection, limits, level),
                moves=tuple(move for move in moves if move in steps),
            )
    sour = tuple(move for move in moves if move in level.soured_by)
    warm = tuple(move for move in moves if move in level.warmed_by)
    if (sour and turns >= 2) or turns >= level.turns:
        return Serving(
            outcome="failed",
            goes=_failed(objection, limits, level),
            soured=bool(sour),
            moves=sour,
        )
    if sour:
        return Serving(outcome="soured", soured=True, moves=sour)
    if warm:
        return Serving(outcome="warmed", moves=warm)
    return Serving(outcome="kept")


def met(row: Row, history: tuple[Said, ...]) -> bool:
    """Whether the steps of a row happened in order, each step within one turn.

    Other moves may come between. Within one turn a later step must not begin
    before an earlier one, and one move can't be two steps.
    """
    turn, at, used = 0, -1, frozenset[str]()
    for step in row.steps:
        found = False
        while turn < len(history) and not found:
            starts = dict(history[turn])
            if all(move in starts and starts[move] >= at and move not in used for move in step):
                at = max(starts[move] for move in step)
                used = used | frozenset(step)
                found = True
            else:
                turn, at, used = turn + 1, -1, frozenset()
        if not found:
            return False
    return True


def _handled(objection: Objection, limits: ObjectionLimits | None, level: ObjectionLevel) -> str:
    goes = level.when_handled
    if limits is not None and limits.stops_at == level.name and goes != "lost":
        return "settled"
    return goes


def _failed(objection: Objection, limits: ObjectionLimits | None, level: ObjectionLevel) -> str:
    if limits is not None and limits.stops_at == level.name:
        return "lost"
    if level.when_failed:
        return level.when_failed
    names = [one.name for one in objection.levels]
    place = names.index(level.name) + 1
    return names[place] if place < len(names) else "lost"
