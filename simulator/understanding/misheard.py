"""Figures that a recogniser writes as other words of the same sound: "tuesday at to".

Only what stands where a figure must stand is read so: an hour after "at" in a
reply that names a day, and words like "for" within a row of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
_ANY = "|".join(_HOURS)
_PLACES = tuple(
    re.compile(place)
    for place in (
        rf"((?:day|tomorrow|morning|afternoon)(?: then)? at )({_ANY})\b",
        rf"(\bat )({_ANY})\b(?= (?:on|this|next|then|please|with|and|works?|suits?|to hear)\b|$)",
        r"(\b)(to|too)\b(?= (?:thirty|fifteen|forty[ -]five)(?: on\b| this\b| next\b| then\b|$))",
    )
)
"""Where an hour must stand: what comes before it, and the word."""
_NAMES_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun|to)day|tomorrow|morning|afternoon|the \w+(?:st|nd"
    r"|rd|th))\b"
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


def hours(text: str) -> str:
    """The text with the hours that were meant, in a reply that names a day; as many words."""
    if not _NAMES_DAY.search(text):
        return text

    for place in _PLACES:
        text = place.sub(lambda found: found[1] + _HOURS[found[2]], text)
    return text


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
