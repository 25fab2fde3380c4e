"""Reactions against each other: never chosen, decided by position, impossible."""

from collections.abc import Iterator
from functools import lru_cache

from simulator.scenario.documents import Bundle
from simulator.scenario.lints import logic
from simulator.scenario.lints.graph import ways_of
from simulator.scenario.model import Conditions
from simulator.scenario.outline import Spot, doubt, here, scenario_of, spots
from simulator.scenario.problems import Path, Problem

MOST_RIVALS = 60
"""Reactions to one move that are compared with each other; no beat has that many to write."""


class Contest:
    """The reactions of a bundle by the moves they answer, beat by beat, with their ranks."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.spots = spots(bundle)
        self.rank = {id(spot): _rank(spot) for spot in self.spots}
        beats = scenario_of(bundle).beats
        self.beats = [name for name, beat in beats.items() if beat.mode == "talk"]
        self.near = {beat: here(self.spots, bundle, beat) for beat in self.beats}
        self.at: dict[int, list[str]] = {}
        for beat, near in self.near.items():
            for spot in near:
                self.at.setdefault(id(spot), []).append(beat)
        self.rows: dict[str, dict[frozenset[str], list[Spot]]] = {
            beat: _by_row(near) for beat, near in self.near.items()
        }

    def homes(self, spot: Spot) -> list[str]:
        """Beats in which a reaction competes."""
        return self.at.get(id(spot), [])

    def beaten(self, spot: Spot, beat: str, out: frozenset[str]) -> Spot | None:
        """The rival that answers whenever ``spot`` would, on every row of its ``when``; or None."""
        first: Spot | None = None
        for row in spot.reaction.when.anyof:
            rivals = self.rows[beat][frozenset(row)][:MOST_RIVALS]
            winner = next(
                (
                    one
                    for one in rivals
                    if one is not spot and one.reaction.name not in out and self.wins(one, spot)
                ),
                None,
            )
            if winner is None:
                return None
            first = first or winner
        return first

    def wins(self, rival: Spot, spot: Spot) -> bool:
        """Whether a rival for the same moves is met whenever the spot is, and ranks higher."""
        a, b = rival.reaction, spot.reaction
        if spot.document is not self.bundle.scenario and rival.document is not spot.document:
            return False  # a scenario may well overrule a persona
        if a.once or a.lead_in != b.lead_in or set(a.missing) != set(b.missing):
            return False
        higher = self.rank[id(rival)] > self.rank[id(spot)]
        return higher and logic.follows(a.if_, b.if_)

    def tied(self, first: Spot, second: Spot) -> bool:
        """Whether only their order tells two reactions to the same moves apart.

        Where the first asks for more than the second, the order is plainly meant.
        """
        a, b = first.reaction, second.reaction
        if self.rank[id(first)][:3] != self.rank[id(second)][:3] or a.lead_in != b.lead_in:
            return False
        if a.once or b.once or a.missing != b.missing or _chance(a.if_) or _chance(b.if_):
            return False
        if logic.exclude(a.if_, b.if_):
            return False
        return not logic.follows(a.if_, b.if_) and not logic.follows(b.if_, a.if_)


def _by_row(near: tuple[Spot, ...]) -> dict[frozenset[str], list[Spot]]:
    found: dict[frozenset[str], list[Spot]] = {}
    for spot in near:
        for row in spot.reaction.when.anyof:
            found.setdefault(frozenset(row), []).append(spot)
    return found


def _rank(spot: Spot) -> tuple[float, ...]:
    """The keys of the ranking that do not hang on what was said, for one row of moves.

    Position in the file is compared within a document only.
    """
    numbers = [-float(part) for part in spot.path if isinstance(part, int)]
    return (
        1.0 if spot.reaction.urgent else 0.0,
        float(logic.lines(spot.reaction.if_) + len(spot.reaction.missing)),
        spot.nearness,
        *numbers,
    )


@lru_cache(maxsize=4)
def contest_of(bundle: Bundle) -> Contest:
    """The contest of a bundle; two lints ask for the same one."""
    return Contest(bundle)


def never_chosen(bundle: Bundle) -> Iterator[Problem]:
    """E303: for each way a reaction can be met, another one always ranks higher."""
    levels = scenario_of(bundle).levels.values()
    out = frozenset(name for level in levels for name in level.drop)
    contest = contest_of(bundle)
    for spot in contest.spots:
        first: Spot | None = None
        for beat in contest.homes(spot):
            winner = contest.beaten(spot, beat, out)
            if winner is None:
                first = None
                break
            first = first or winner
        if first is None:
            continue
        written = (*spot.path, "when") in spot.document.places.values
        yield doubt(
            "E303",
            spot.document,
            spot.place("when") if written else spot.place(),
            f"'{spot.title}' is never chosen: '{first.title}' (line {first.place().line}) "
            "answers the same and always ranks higher.",
            "Give it another move, or more lines under 'if'.",
            "error",
        )


def ties(bundle: Bundle) -> Iterator[Problem]:
    """W304: two reactions to the same move that only their order tells apart."""
    contest = contest_of(bundle)
    told: set[tuple[int, int]] = set()
    for rows in contest.rows.values():
        for row, near in rows.items():
            for number, first in enumerate(near):
                for second in near[number + 1 : number + MOST_RIVALS]:
                    pair = (id(first.reaction), id(second.reaction))
                    if pair in told or not contest.tied(first, second):
                        continue
                    told.add(pair)
                    yield doubt(
                        "W304",
                        second.document,
                        second.place(),
                        f"only its place in the file puts '{first.title}' (line "
                        f"{first.place().line}) before '{second.title}' at "
                        f"'{' + '.join(sorted(row))}'.",
                        "Add a line under 'if' to the one that should win.",
                    )


def _chance(block: Conditions | None) -> bool:
    return block is not None and block.chance is not None


def impossible_conditions(bundle: Bundle) -> Iterator[Problem]:
    """W308: lines that exclude each other, tests nothing passes, objections nothing raises."""
    ways = ways_of(bundle)
    raised = ways.raises
    for spot in ways.spots:
        if spot.reaction.if_ is not None:
            yield from _block(spot, (*spot.path, "if"), spot.reaction.if_, raised)


def _block(spot: Spot, path: Path, block: Conditions, raised: set[str]) -> Iterator[Problem]:
    places = spot.document.places
    for one, other, name in sorted(set(logic.clashes(block, block))):
        if (other, one, name) < (one, other, name) and (other, one, name) in set(
            logic.clashes(block, block)
        ):
            continue
        place = places.value((*path, other))
        message = f"'{one}' and '{other}' can never both hold for '{name}'."
        yield doubt("W308", spot.document, place, message, "Drop one of the two lines.")
    for key in logic.out_of_range(block):
        place = places.value((*path, key))
        text = getattr(block, key).text
        message = f"{key} can never be '{text}'."
        yield doubt("W308", spot.document, place, message, "A mood lies between 0 and 100.")
    for key in ("settled", "open", "lost"):
        for number, name in enumerate(getattr(block, key)):
            if name not in raised:
                place = places.value((*path, key, number))
                message = f"'{name}' can never be {key}: nothing raises it."
                hint = f"Let a reaction say 'raise: {name}'."
                yield doubt("W308", spot.document, place, message, hint)
    for number, inner in enumerate(block.any_):
        where: Path = (*path, "any", number)
        for one, other, name in sorted(set(logic.clashes(block, inner))):
            place = places.value((*where, other))
            message = f"'{one}' outside and '{other}' here can never both hold for '{name}'."
            yield doubt("W308", spot.document, place, message, "Drop one of the two lines.")
        yield from _block(spot, where, inner, raised)
