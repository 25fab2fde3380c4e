"""Trains the word and character heads and writes `lexical.npz`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from simulator.understanding import lexical
from simulator.understanding.lexical import LexicalHeads
from simulator.understanding.spoken import spoken_form
from training import figures, lines
from training.lines import Line

STRENGTH = 8.0  # inverse regularisation, chosen on the dev files
RARE = {lexical.WORDS: 2, lexical.CHARACTERS: 3, lexical.BEFORE: 3}  # least lines a feature is in


class _Block:
    """A picklable analyser: (spoken reply, spoken prospect's line) to features of one block."""

    def __init__(self, block: str) -> None:
        self.block = block

    def __call__(self, pair: tuple[str, str]) -> Iterator[str]:
        return lexical.features(self.block, *pair)


def spoken_pairs(data: Sequence[Line]) -> list[tuple[str, str]]:
    """(reply, prospect's line) in spoken form."""
    return [(spoken_form(d.text), spoken_form(d.prospect)) for d in data]


def fit(data: Sequence[Line]) -> LexicalHeads:
    """Heads trained on the lines; weights rounded to int8 with one scale a move."""
    pairs, labels = spoken_pairs(data), lines.label_matrix(data)
    rows: dict[str, int] = {}
    idf: list[np.ndarray] = []
    parts = []
    for block in lexical.BLOCKS:
        vectors = TfidfVectorizer(
            analyzer=_Block(block), min_df=RARE[block], sublinear_tf=True, dtype=np.float32
        )
        parts.append(vectors.fit_transform(pairs) * lexical.BLOCK_WEIGHTS[block])
        offset = len(rows)
        rows |= {block + feature: offset + place for feature, place in vectors.vocabulary_.items()}
        idf.append(vectors.idf_.astype(np.float32))
    table = sparse.hstack(parts).tocsr()
    weights, bias = [], []
    for move in range(labels.shape[1]):
        head = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
        head.fit(table, labels[:, move])
        weights.append(head.coef_[0])
        bias.append(head.intercept_[0])
    matrix = np.stack(weights, 1)
    scales = (np.abs(matrix).max(0) / 127).astype(np.float32)
    return LexicalHeads(
        rows=rows,
        idf=np.concatenate(idf),
        weights=np.round(matrix / scales).astype(np.int8),
        scales=scales,
        bias=np.array(bias, dtype=np.float32),
    )


def log_odds(heads: LexicalHeads, data: Sequence[Line]) -> np.ndarray:
    """(lines, moves) of the heads, as at run time."""
    return np.stack([heads.log_odds(*pair) for pair in spoken_pairs(data)])


def write(heads: LexicalHeads, path: Path) -> None:
    """Writes the arrays that `simulator/hearing_model.py` reads."""
    names = sorted(heads.rows, key=heads.rows.__getitem__)
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        idf=heads.idf.astype(np.float16),
        weights=heads.weights,
        scales=heads.scales,
        bias=heads.bias,
    )


def main(argv: Sequence[str]) -> None:
    """Trains on every train file, writes the heads and prints their figures on other writers."""
    out = Path(argv[0])
    out.mkdir(parents=True, exist_ok=True)
    heads = fit(lines.load(lines.train_files()))
    write(heads, out / "lexical.npz")
    dev = lines.load(lines.dev_files())
    odds, truth = log_odds(heads, dev), lines.label_matrix(dev)
    np.save(out / "dev_lexical.npy", odds)
    said = figures.crossed(truth, odds, np.array([d.source for d in dev]))
    micro, macro = figures.f1(truth, said)
    print(f"lexical heads {heads.weights.shape} dev {micro:.3f}/{macro:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
