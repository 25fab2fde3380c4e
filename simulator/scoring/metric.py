"""A figure of delivery: what it is, what it stands on, and where its band comes from."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

Verdict = Literal["within", "below", "above", ""]


COUNTED = ("turns", "times", "words")
"""Units of which there can be one."""


class Metric(Struct, frozen=True, kw_only=True):
    """One figure of delivery with what it stands on."""

    id: str
    name: str
    value: float
    unit: str
    base: str  # "in 2.4 min of your speech"
    band: tuple[float, float] | None = None
    verdict: Verdict = ""
    source: str = ""
    word: str = ""  # what is told in place of a figure that is too rough to be one

    @property
    def told(self) -> str:
        """The figure with its unit, or its word."""
        one = self.value == 1 and self.unit in COUNTED
        return self.word or f"{self.value:g} {self.unit[:-1] if one else self.unit}"

    @property
    def usual(self) -> str:
        """The band; nothing where there is none, or a word tells it already."""
        if self.band is None or self.word:
            return ""
        return f"{self.band[0]:g} to {self.band[1]:g}"


def metric(
    id: str,
    name: str,
    value: float,
    unit: str,
    base: str,
    band: tuple[float, float] | None = None,
    source: str = "",
    word: str = "",
) -> Metric:
    """A figure to one decimal, judged by its band where it has one."""
    value = round(value, 1)
    verdict: Verdict = ""
    if band is not None:
        verdict = "below" if value < band[0] else "above" if value > band[1] else "within"
    return Metric(
        id=id,
        name=name,
        value=value,
        unit=unit,
        base=base,
        band=band,
        verdict=verdict,
        source=source,
        word=word,
    )


def several(count: int, thing: str) -> str:
    """``1 turn``, ``3 turns``."""
    return f"{count} {thing}" + ("" if count == 1 else "s")


def by_id(metrics: Sequence[Metric]) -> dict[str, Any]:
    """The figures as other programs read them: each under its id."""
    rows = (msgspec.to_builtins(one) for one in metrics)
    return {row.pop("id"): row for row in rows}


def in_words(metrics: Sequence[Metric]) -> list[str]:
    """The figures for people, a line each under a heading; nothing where there are none."""
    if not metrics:
        return []
    lines = ["  delivery (advice, not part of the score)"]
    for one in metrics:
        usual = f", usual {one.usual}" if one.usual else ""
        lines.append(f"  {one.name}: {one.told} ({one.base}{usual})")
    return lines
