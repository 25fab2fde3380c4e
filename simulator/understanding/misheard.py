"""Figures that a recogniser writes as other words of the same sound: "tuesday at to".

Only what stands where a figure must stand is read so: an hour after "at" in a
reply that names a day, and words like "for" within a row of digits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from simulator.understanding.hearing import Fact, Span

_HOURS = {
    "to": "two",
    "too": "two",
    "for": "four",
    "fore": "four",
    "won": "one",
    "ate": "eight",
    "tan": "ten",
    "tend": "ten",
}
_MINUTES = r"thirty|fifteen|forty[ -]five"
_DAY = r"(?:day|tomorrow|morning|afternoon)(?: then)?"
_FOLLOWS = r"(?= (?:on|this|next|then|please|with|and|works?|suits?|to hear)\b|$)"
_HOUR = rf"(?P<hour>{'|'.join(_HOURS)})(?: (?P<past>{_MINUTES}))?\b"
_AT = re.compile(
    rf"{_DAY} at {_HOUR}|\bat {_HOUR.replace('hour', 'sole').replace('past', 'more')}{_FOLLOWS}"
    rf"|\b(?P<half>to|too|for) (?P<then>{_MINUTES})\b(?= on| this| next| then|$)"
)
_DIGITS_WORDS = """
    oh zero nought one two three four five six seven eight nine double triple hundred thousand ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
    forty fifty sixty seventy eighty ninety
"""
_DIGITS = frozenset(_DIGITS_WORDS.split())
_MISHEARD_WORDS = "o owe a ah so no know or won to too for fore ate l and"
_MISHEARD = frozenset(_MISHEARD_WORDS.split())
LEAST, LEAST_SURE, SHARE = 7, 5, 0.55
"""Words of a row that make a telephone number, how many of them and what share must be digits."""


def times(text: str, kinds: Collection[str]) -> list[Fact]:
    """Hours in a reply with a day and no hour that could be read; the value is the hour meant."""
    if "time" in kinds or not {"day", "date"} & set(kinds):
        return []
    out = []
    for match in _AT.finditer(text):
        minutes = match["past"] or match["more"] or match["then"]
        group = next(name for name in ("hour", "sole", "half") if match[name])
        hour, start = match[group], match.start(group)
        value = f"{_HOURS[hour]} {minutes}" if minutes else _HOURS[hour]
        out.append(Fact(kind="time", value=value, span=Span(start, match.end())))
    return out


def telephones(text: str, found: Iterable[Fact]) -> list[Fact]:
    """Rows of digits among which some are written as other words; none where one was read."""
    if any(one.kind == "phone" for one in found):
        return []
    out: list[Fact] = []
    row: list[re.Match[str]] = []
    for match in (*re.finditer(r"[^\s,]+", text), None):
        if match is not None and match.group() in _DIGITS | _MISHEARD:
            row.append(match)
            continue
        while row and row[0].group() not in _DIGITS:
            row.pop(0)
        sure = sum(one.group() in _DIGITS for one in row)
        if len(row) >= LEAST and sure >= LEAST_SURE and sure >= SHARE * len(row):
            span = Span(row[0].start(), row[-1].end())
            out.append(Fact(kind="phone", value=text[span.start : span.end], span=span))
        row = []
    return out
