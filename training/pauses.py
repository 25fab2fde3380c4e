"""Replies broken off where people pause: what tells the end of a turn from a pause inside it."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence

from simulator.understanding.spoken import spoken_form
from training.lines import Line

MOST = {"sentence": 9, "clause": 3, "phrase": 2, "middle": 1}
"""Breaks of each kind taken from a reply: people breathe at sentences far more than inside them."""
_SENTENCE = re.compile(r"[.?!]['\")]*$")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|st)\.$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:…—–-]$")
_OPENS_PHRASE = frozenset(
    (
        *("and", "but", "so", "because", "which", "when", "if", "that", "until", "or", "with"),
        *(
            "for",
            "to",
            "where",
            "while",
            "before",
            "after",
            "than",
            "is",
            "at",
            "about",
            "in",
            "on",
        ),
    )
)
Example = tuple[str, str, str]
"""Spoken form of the reply so far and of the prospect's line; kind of break, "end" for none."""


def breaks(text: str) -> Iterator[tuple[str, str]]:
    """(reply up to there, kind) for every gap between words of a reply as typed."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for (start, end), (next_start, next_end) in itertools.pairwise(words):
        word, following = text[start:end], text[next_start:next_end].lower().strip(",.")
        if _SENTENCE.search(word) and not _TITLE.search(word):
            kind = "sentence"
        elif _CLAUSE.search(word):
            kind = "clause"
        else:
            kind = "phrase" if following in _OPENS_PHRASE else "middle"
        yield text[:end], kind


def examples(data: Sequence[Line], seed: int = 0) -> list[Example]:
    """Every reply whole, and broken off at some of its gaps."""
    dice = random.Random(seed)
    found: list[Example] = []
    for line in data:
        before, whole = spoken_form(line.prospect), spoken_form(line.text)
        if not whole:
            continue
        found.append((whole, before, "end"))
        gaps = list(breaks(line.text))
        for kind, most in MOST.items():
            mine = [text for text, of in gaps if of == kind]
            dice.shuffle(mine)
            parts = (spoken_form(text) for text in mine[:most])
            found += [(part, before, kind) for part in parts if part and part != whole]
    return found
