"""Value types of the format: what a short text in YAML stands for.

Each keeps the author's words in ``text`` so that ``why`` can quote them.
Parsing lives with the reader, which knows places; these are plain data.
"""

from typing import Annotated

from msgspec import Meta, Struct

ENDLESS = 1_000_000_000
"""Stands for no upper bound where a range is open."""

Seconds = Annotated[float, Meta(ge=0, extra={"shape": "duration"})]
"""A length of time in seconds; written with a unit (``6 seconds``, ``4 minutes``)."""

Change = Annotated[int, Meta(extra={"shape": "change"})]
"""A change with its sign (``+10``, ``-5``)."""

Chance = Annotated[float, Meta(ge=0, le=1, extra={"shape": "percent"})]
"""A chance from 0 to 1; written as a percentage."""


class Range(Struct, frozen=True):
    """A test on a whole number: ``low <= n <= high``, both inclusive."""

    text: str
    low: int = -ENDLESS
    high: int = ENDLESS

    def holds(self, n: int) -> bool:
        """Whether ``n`` lies in the range."""
        return self.low <= n <= self.high


class SecondsRange(Struct, frozen=True):
    """A test on seconds: ``low <= s <= high``."""

    text: str
    low: float = 0.0
    high: float = float(ENDLESS)

    def holds(self, seconds: float) -> bool:
        """Whether ``seconds`` lies in the range."""
        return self.low <= seconds <= self.high


class MoodChange(Struct, frozen=True, forbid_unknown_fields=True):
    """Signed changes of the three moods, each -100 to +100."""

    trust: Change = 0
    patience: Change = 0
    interest: Change = 0


class When(Struct, frozen=True):
    """``a or b + c``: any one alternative; all moves of it in one turn.

    ``anyof`` is never empty, nor are its rows. The event names ``silence``,
    ``not_understood``, ``anything_else`` and ``interrupted`` stand alone.
    """

    text: str
    anyof: tuple[tuple[str, ...], ...]


class Row(Struct, frozen=True):
    """A row of ``settled_by``: steps in order over turns, each a set in one turn."""

    text: str
    steps: tuple[tuple[str, ...], ...]


EVENTS = ("silence", "not_understood", "anything_else", "interrupted")
"""What a reaction can wait for that is not a move."""
