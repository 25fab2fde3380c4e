"""How practice goes: a fold of the scorecards of ended calls."""

from collections.abc import Sequence

from msgspec import Struct

from simulator.scenario.model import PILLARS, PillarName
from simulator.scoring.card import Scorecard

LATELY = 5
"""Newest calls that make "lately"."""
WEAKEST = 5


class Played(Struct, frozen=True, kw_only=True):
    """One ended call; confidence is 1 to 5 where it was given."""

    card: Scorecard
    sure_before: int | None = None
    sure_after: int | None = None


class Weakness(Struct, frozen=True, kw_only=True):
    """A criterion on which points are lost, over the calls where it came up."""

    pillar: PillarName
    name: str
    lost: int  # calls in which it was missed or drew a penalty
    came_up: int
    points: int  # points lost on it in all
    stronger: str = ""  # from the newest of those calls


class Progress(Struct, frozen=True, kw_only=True):
    """Totals, a line per pillar and the weakest criteria."""

    calls: int = 0
    passed: int = 0
    seconds: float = 0.0
    totals: tuple[int, ...] = ()  # oldest first
    pillars: dict[PillarName, tuple[int, ...]] = {}  # oldest first, where relevant
    weakest: tuple[Weakness, ...] = ()
    sure_before: float | None = None  # means over calls where it was given
    sure_after: float | None = None


def progress(played: Sequence[Played]) -> Progress:
    """``played`` oldest first; provisional cards (calls that were left) are passed over."""
    whole = [one for one in played if not one.card.provisional]
    return Progress(
        calls=len(whole),
        passed=sum(one.card.passed for one in whole),
        seconds=sum(one.card.seconds for one in whole),
        totals=tuple(one.card.total for one in whole),
        pillars={
            name: tuple(
                pillar.score
                for one in whole
                for pillar in one.card.pillars
                if pillar.name == name and pillar.relevant
            )
            for name in PILLARS
        },
        weakest=_weakest(whole),
        sure_before=_mean([one.sure_before for one in whole if one.sure_before is not None]),
        sure_after=_mean([one.sure_after for one in whole if one.sure_after is not None]),
    )


def lately(scores: Sequence[int]) -> int | None:
    """Mean of the newest scores, rounded half up; None where there are none."""
    mean = _mean(scores[-LATELY:])
    return None if mean is None else int(mean + 0.5)


def _weakest(played: Sequence[Played]) -> tuple[Weakness, ...]:
    """By points lost; a criterion lost only once among several calls is no habit."""
    found: dict[tuple[PillarName, str], Weakness] = {}
    for one in played:
        for criterion in one.card.criteria:
            if criterion.state in ("not_relevant", "unclear"):
                continue
            key = (criterion.pillar, criterion.name)
            old = found.get(key) or Weakness(
                pillar=criterion.pillar, name=criterion.name, lost=0, came_up=0, points=0
            )
            missed = criterion.state in ("missed", "lost")
            points = criterion.possible - criterion.points if missed else 0
            found[key] = Weakness(
                pillar=old.pillar,
                name=old.name,
                lost=old.lost + missed,
                came_up=old.came_up + 1,
                points=old.points + points,
                stronger=(criterion.stronger or old.stronger) if missed else old.stronger,
            )
    habits = [w for w in found.values() if w.lost > 1 or (w.lost and w.came_up == 1)]
    habits.sort(key=lambda w: (-w.points, w.pillar, w.name))
    return tuple(habits[:WEAKEST])


def _mean(numbers: Sequence[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
