"""Replies that make no pack's own move: what its phrasings have to win against.

A few short lines of every built-in move and some without any, with their vectors from the exported
encoders, so that the run time need not encode three hundred lines whenever a pack is opened.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from simulator import hearing_model
from simulator.understanding.examples import plain
from training import lines, manifest

EACH, EMPTY = 5, 60  # lines a move, lines without a move
SHORTEST, LONGEST = 3, 16  # words
SEED = 3


def chosen() -> list[str]:
    """Spoken forms of the background lines, the same on every run."""
    dice = random.Random(SEED)
    short = [
        line
        for line in lines.load(lines.train_files())
        if SHORTEST <= len(line.text.split()) <= LONGEST
    ]
    out: list[str] = []
    for move in lines.moves():
        fitting = [line for line in short if move in line.moves and len(line.moves) <= 2]
        out += [plain(line.text) for line in dice.sample(fitting, min(EACH, len(fitting)))]
    empty = [line for line in short if not line.moves]
    return out + [plain(line.text) for line in dice.sample(empty, EMPTY)]


def coded(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 codes and one scale a row."""
    scales = np.abs(vectors).max(1) / 127
    return np.round(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def main(argv: Sequence[str]) -> None:
    """Writes `background.npz` into the model folder."""
    folder = Path(argv[0]) if argv else manifest.MODEL
    encoder = hearing_model.encoder({path.name: path for path in folder.iterdir()})
    if encoder is None:
        raise SystemExit("export the encoder first")
    texts = chosen()
    meaning, meaning_scales = coded(encoder.meanings(texts))
    state, state_scales = coded(encoder.states(texts))
    np.savez_compressed(
        folder / "background.npz",
        texts=np.frombuffer("\n".join(texts).encode(), dtype=np.uint8),
        meaning=meaning,
        meaning_scales=meaning_scales,
        state=state,
        state_scales=state_scales,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
