"""Figures with bars, and the counts behind F1 and calibration."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass
class Bars:
    """Prints each figure beside its bar and remembers which were missed."""

    missed: list[str] = field(default_factory=list)

    def least(self, name: str, value: float, bar: float) -> None:
        """A figure that should be at least the bar."""
        self._row(name, value, f"at least {bar:g}", value >= bar)

    def most(self, name: str, value: float, bar: float) -> None:
        """A figure that should be at most the bar."""
        self._row(name, value, f"at most {bar:g}", value <= bar)

    def show(self, name: str, value: float) -> None:
        """A figure without a bar."""
        self._row(name, value, "", True)

    def _row(self, name: str, value: float, bar: str, held: bool) -> None:
        if not held:
            self.missed.append(name)
        print(f"{name:<62} {value:8.3f}  {bar}{'' if held else '  MISSED'}", flush=True)

    def exit_code(self) -> int:
        """0 when every bar held, 4 when one was missed: told apart from a crash."""
        return 4 if self.missed else 0


@dataclass(frozen=True)
class Row:
    """What a reply does, and what was heard in it."""

    true: set[str]
    heard: set[str]


Each = dict[str, tuple[float, float, float, int]]


def counted(rows: Sequence[Row]) -> tuple[float, float, float, Each]:
    """Micro-F1, macro-F1, share of empty replies that get a move, and figures of each move."""
    hit: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for row in rows:
        hit.update(row.true & row.heard)
        extra.update(row.heard - row.true)
        lost.update(row.true - row.heard)
    each: Each = {}
    for move in sorted({*hit, *lost}):
        h, x, m = hit[move], extra[move], lost[move]
        each[move] = (h / max(h + x, 1), h / max(h + m, 1), 2 * h / (2 * h + x + m), h + m)
    total, wrong = 2 * hit.total(), extra.total() + lost.total()
    empty = [row for row in rows if not row.true]
    fires = sum(bool(row.heard) for row in empty) / max(len(empty), 1)
    macro = sum(figures[2] for figures in each.values()) / max(len(each), 1)
    return total / max(total + wrong, 1), macro, fires, each


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the classes of (true, said) pairs."""
    out = []
    for label in sorted({true for true, _ in pairs}):
        hit = sum(true == said == label for true, said in pairs)
        either = sum((true == label) + (said == label) for true, said in pairs)
        out.append(2 * hit / max(either, 1))
    return sum(out) / len(out)


def calibration_error(
    truth: NDArray[np.bool_], sure: NDArray[np.float64], bins: int = 15, floor: float = 0.05
) -> float:
    """Expected calibration error of all (line, move) pairs above `floor`, in equal bins."""
    p, t = sure.ravel(), truth.ravel()
    keep = p >= floor
    p, t = p[keep], t[keep]
    place = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[place == b].mean() - t[place == b].mean()) * (place == b).mean()
            for b in np.unique(place)
        )
    )
