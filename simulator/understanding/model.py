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

    def heads(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """(pairs, moves) log-odds of the moves in each (prospect's line, reply)."""

    def meanings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, width) vectors of length one; their products are similarities."""


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
    evidence: Mapping[str, float]  # fault -> least lexical log-odds that may accuse
