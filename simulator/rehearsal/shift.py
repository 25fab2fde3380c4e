"""How scores shift between two versions of a call, over the same simulated trainees."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import mean, stdev

from msgspec import Struct

from simulator.rehearsal.simulation import Played, Progress, Setting, run
from simulator.rehearsal.trainees import LADDER
from simulator.scenario.model import Playable

USUAL_CHANCE = 0.9
ALONE = 4000
"""Calls below which one process is done before several have started."""


class Shift(Struct, frozen=True, kw_only=True):
    """One kind of trainee, call by call with the same seeds in both versions."""

    trainee: str
    calls: int
    mean_before: float
    mean_after: float
    shift: float  # mean difference of a call's score
    error: float  # standard error of ``shift``
    passed_before: float  # share from 0 to 1
    passed_after: float
    now_pass: int  # calls that failed before and pass now
    now_fail: int
    endings: tuple[tuple[str, int], ...]  # change in number, largest first


def shifts(
    old: Playable,
    new: Playable,
    *,
    calls: int,
    level: str = "standard",
    seed: int = 1,
    trainees: Sequence[str] = LADDER,
    chance: float = USUAL_CHANCE,
    progress: Progress | None = None,
) -> tuple[Shift, ...]:
    """Plays ``calls`` calls of each trainee in both versions with the same numbers.

    Raises ``UsageError`` for a trainee there is none of, ``NotFound`` for a level that one of
    the two doesn't have.
    """
    rows = [(kind, calls, chance) for kind in trainees]
    total = 2 * calls * len(rows)
    processes = 1 if total <= ALONE else 0
    games = []
    for number, playable in enumerate((old, new)):

        def onward(done: int, _: int, before: int = number * total // 2) -> None:
            if progress is not None:
                progress(before + done, total)

        games.append(
            run(Setting(playable, level, seed), rows, processes=processes, progress=onward)
        )
    return tuple(
        _shift(kind, before, after)
        for kind, before, after in zip(trainees, games[0], games[1], strict=True)
    )


def _shift(kind: str, before: Sequence[Played], after: Sequence[Played]) -> Shift:
    steps = [b.total - a.total for a, b in zip(before, after, strict=True)]
    pairs = list(zip(before, after, strict=True))
    count = Counter(game.ending for game in after)
    count.subtract(Counter(game.ending for game in before))
    moved = ((name, change) for name, change in count.items() if change)
    return Shift(
        trainee=kind,
        calls=len(steps),
        mean_before=round(mean(game.total for game in before), 1),
        mean_after=round(mean(game.total for game in after), 1),
        shift=round(mean(steps), 1),
        error=round(stdev(steps) / sqrt(len(steps)), 1) if len(steps) > 1 else 0.0,
        passed_before=round(mean(game.passed for game in before), 4),
        passed_after=round(mean(game.passed for game in after), 4),
        now_pass=sum(b.passed and not a.passed for a, b in pairs),
        now_fail=sum(a.passed and not b.passed for a, b in pairs),
        endings=tuple(sorted(moved, key=lambda row: (-abs(row[1]), row[0]))),
    )


def told(found: Sequence[Shift]) -> Iterator[str]:
    """The shift in lines for people."""
    yield f"{'trainee':<10}{'mean score':>16}{'shift':>14}{'passed':>16}  calls that changed"
    for one in found:
        means = f"{one.mean_before:.1f} → {one.mean_after:.1f}"
        step = f"{one.shift:+.1f} ± {one.error:.1f}"
        passed = f"{one.passed_before:.0%} → {one.passed_after:.0%}"
        parts = [f"{one.now_pass} now pass, {one.now_fail} now fail"]
        parts += [f"{name or 'no ending'} {change:+d}" for name, change in one.endings]
        yield f"{one.trainee:<10}{means:>16}{step:>14}{passed:>16}  {', '.join(parts)}"
