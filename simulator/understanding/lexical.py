"""Word and character heads: TF-IDF features and one linear head a move, in numpy.

They serve three ends: fused late with the encoder they add what it lacks (exact words), they place
a move on the clause that shows it, and they alone keep a call usable where the encoder can't run.
Everything works on the spoken form, so typed and spoken replies give the same features.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS, CHARACTERS, BEFORE = "w", "c", "p"
BLOCKS = (WORDS, CHARACTERS, BEFORE)
LONGEST_WORDS, LONGEST_BEFORE = 3, 2
SHORTEST_CHARACTERS, LONGEST_CHARACTERS = 2, 5


def word_features(said: str, longest: int = LONGEST_WORDS) -> Iterator[str]:
    """Runs of one to `longest` words of a spoken form."""
    words = said.split()
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def character_features(said: str) -> Iterator[str]:
    """Runs of two to five characters inside each word, its edges marked by a blank."""
    for word in said.split():
        padded = f" {word} "
        for size in range(SHORTEST_CHARACTERS, LONGEST_CHARACTERS + 1):
            if size >= len(padded):
                yield padded
                break
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def features(block: str, said: str, before: str) -> Iterator[str]:
    """Features of one block, from the spoken forms of the reply and of the prospect's line."""
    if block == WORDS:
        return word_features(said)
    if block == CHARACTERS:
        return character_features(said)
    return word_features(before, LONGEST_BEFORE)


@dataclass(frozen=True)
class LexicalHeads:
    """Trained heads. Weights are (features, moves) int8 with one scale a move."""

    rows: Mapping[str, int]  # block letter + feature -> row
    idf: NDArray[np.float32]  # (features,), already times the block's weight
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]  # (moves,)
    bias: NDArray[np.float32]  # (moves,)

    def log_odds(self, said: str, before: str) -> NDArray[np.float32]:
        """(moves,) log-odds of each move in the reply, spoken forms given."""
        total = self.bias.copy()
        for block in BLOCKS:
            total += self._block(block, said, before)
        return total

    def _block(self, block: str, said: str, before: str) -> NDArray[np.float32]:
        counts = Counter(features(block, said, before))
        found = [
            (row, count)
            for feature, count in counts.items()
            if (row := self.rows.get(block + feature)) is not None
        ]
        if not found:
            return np.zeros_like(self.bias)
        places = np.array([row for row, _ in found])
        values = np.array([1.0 + math.log(count) for _, count in found], dtype=np.float32)
        values *= self.idf[places]
        size = float(np.linalg.norm(values))
        weight = BLOCK_WEIGHTS[block]
        mixed = (values * (weight / size)) @ self.weights[places].astype(np.float32)
        result: NDArray[np.float32] = mixed * self.scales
        return result


BLOCK_WEIGHTS = {WORDS: 1.0, CHARACTERS: 1.0, BEFORE: 0.5}
