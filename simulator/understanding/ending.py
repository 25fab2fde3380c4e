"""Is a reply over, by its words alone? Log-odds from a linear head over the last words.

People pause at the end of a turn and inside it; what was said so far tells the two apart better
than the length of the silence does. The head is trained on whole replies against the same replies
broken off where people take a breath (`training/ending.py`). It works on the spoken form, without
punctuation: a recogniser writes none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAR = 8
"""Words from the end that are looked at."""
AUXILIARY = frozenset(
    (
        *("do", "does", "did", "is", "are", "was", "were", "am", "have", "has", "had", "can"),
        *("could", "would", "will", "shall", "should", "may", "might", "isn't", "aren't"),
        *("don't", "doesn't", "didn't", "wouldn't", "couldn't", "can't", "won't", "haven't"),
        "hasn't",
    )
)
ASKING = frozenset(("what", "how", "who", "whom", "when", "where", "why", "which", "whose"))
_PRONOUN = frozenset(("you", "we", "i", "it", "they"))
_SUBJECT = _PRONOUN | {"that", "there", "this", "your", "the"}


def features(said: str, before: str) -> Iterator[str]:
    """What the head looks at, each once; spoken forms of the reply (not empty) and the line."""
    words = said.split()
    yield f"first {words[0]}"
    yield f"before {before.split()[0] if before else ''}"
    for size in (1, 2, 3):
        if len(words) >= size:
            yield f"end {' '.join(words[-size:])}"
    if len(words) > 1:
        yield f"begin {words[0]} {words[1]}"
    near = words[-NEAR:]
    yield from (f"word {word}" for word in sorted(set(near)))
    yield from sorted({f"pair {one} {two}" for one, two in itertools.pairwise(near)})
    yield f"length {_length(len(words))}"
    yield f"verb first {_since(_inversions(words), len(words))}"
    asking = [place for place, word in enumerate(words) if word in ASKING]
    yield f"question word {_since(asking, len(words))}"


def _length(words: int) -> int:
    return words if words < 6 else min(12, 5 + words // 5)


def _inversions(words: list[str]) -> list[int]:
    """Places of a verb before its subject, as in a question."""
    return [
        place
        for place in range(len(words) - 1)
        if words[place] in AUXILIARY
        and words[place + 1] in _SUBJECT
        and (place == 0 or words[place - 1] not in _PRONOUN)
    ]


def _since(places: list[int], words: int) -> str:
    return str(min(NEAR, words - 1 - places[-1])) if places else "none"


@dataclass(frozen=True)
class Ending:
    """A trained head: one weight a feature, int8 with a common scale."""

    rows: Mapping[str, int]
    weights: NDArray[np.int8]  # (features,)
    scale: float
    bias: float

    def log_odds(self, said: str, before: str) -> float:
        """Log-odds that nothing more will be said; spoken forms given, ``said`` not empty.

        0 is even among the pauses of the training, one in four of which ends a turn.
        """
        found = [row for name in features(said, before) if (row := self.rows.get(name)) is not None]
        return self.bias + self.scale * float(self.weights[found].sum(dtype=np.int64))
