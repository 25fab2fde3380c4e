"""Two scorecards beside each other: what another take or another rubric changed."""

from msgspec import Struct

from simulator.scenario.model import PillarName
from simulator.scoring.card import CriterionScore, Scorecard, State


class Change(Struct, frozen=True, kw_only=True):
    """A criterion that came out otherwise; None where it is in one card only."""

    pillar: PillarName
    name: str
    before: State | None
    after: State | None
    points: int  # after less before


class Comparison(Struct, frozen=True, kw_only=True):
    """The difference of two cards, the second less the first."""

    total: int
    pillars: dict[PillarName, int]
    passed: tuple[bool, bool]
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not self.total and not any(self.pillars.values()) and not self.changes


def compare(before: Scorecard, after: Scorecard) -> Comparison:
    """What is different in ``after``; criteria are matched by pillar and name."""
    old = _keyed(before)
    new = _keyed(after)
    changes: list[Change] = []
    for pillar, name, number in dict.fromkeys((*old, *new)):
        a, b = old.get((pillar, name, number)), new.get((pillar, name, number))
        states = (a.state if a else None, b.state if b else None)
        points = (b.points if b else 0) - (a.points if a else 0)
        if points or states[0] != states[1]:
            changes.append(
                Change(pillar=pillar, name=name, before=states[0], after=states[1], points=points)
            )
    scores = {pillar.name: pillar.score for pillar in before.pillars}
    return Comparison(
        total=after.total - before.total,
        pillars={p.name: p.score - scores.get(p.name, 0) for p in after.pillars},
        passed=(before.passed, after.passed),
        changes=tuple(changes),
    )


Key = tuple[PillarName, str, int]


def _keyed(card: Scorecard) -> dict[Key, CriterionScore]:
    """Criteria by pillar, name, and a number where a name stands twice."""
    found: dict[Key, CriterionScore] = {}
    for criterion in card.criteria:
        number = 0
        while (criterion.pillar, criterion.name, number) in found:
            number += 1
        found[criterion.pillar, criterion.name, number] = criterion
    return found
