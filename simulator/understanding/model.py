"""What a trained model is to the hearing: plain arrays, and an encoder behind a Protocol.

Files are read and checked in `simulator/hearing_model.py`; nothing here opens one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.understanding.lexical import LexicalHeads


class Encoder(Protocol):
    """The small encoder. Same input, same output, on every run."""

    def __hash__(self) -> int:
        """By identity: what was learnt with one encoder is kept for it."""

    def heads(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """(pairs, moves) log-odds of the moves in each (prospect's line, reply)."""

    def states(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, 384) mean states of the fine-tuned encoder: what is done, not about what."""

    def meanings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, width) vectors of length one; their products are similarities."""


@dataclass(frozen=True, eq=False)  # by identity, so that it can key what was learnt
class Background:
    """Replies that make none of a pack's own moves, with their vectors. n replies."""

    texts: tuple[str, ...]  # spoken forms
    meaning: NDArray[np.float32]  # (n, 384)
    state: NDArray[np.float32]  # (n, 384)


@dataclass(frozen=True)
class Scale:
    """How raw log-odds become confidences: per move a slope, a shift and the bar to count."""

    slope: NDArray[np.float32]  # (moves,)
    shift: NDArray[np.float32]  # (moves,)
    bar: NDArray[np.float32]  # (moves,) calibrated log-odds from which a move counts


@dataclass(frozen=True)
class Model:
    """The built-in moves' recogniser."""

    moves: tuple[str, ...]
    lexical: LexicalHeads
    encoder: Encoder | None  # None where onnxruntime is missing
    mix: float  # share of the encoder in the fused log-odds
    fused: Scale
    alone: Scale  # for the lexical heads without the encoder
    background: Background | None  # None without the encoder
    evidence: Mapping[str, float]  # fault -> least lexical log-odds that may accuse
