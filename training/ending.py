"""Trains the head that tells the end of a reply from a pause inside it; writes `ending.npz`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from simulator.understanding.ending import Ending, features
from training import lines
from training.lines import Line
from training.pauses import MOST, examples

STRENGTH = 0.05  # inverse regularisation, chosen on the dev files
RARE = 3  # least examples that a feature is in
COUNTS = {"end": 1.0, "sentence": 1.0, "clause": 1.0, "phrase": 0.6, "middle": 0.6}
"""What an example of each kind weighs, for the same reason."""


def fit(data: Sequence[Line]) -> Ending:
    """The head trained on the lines; weights rounded to int8 with one scale."""
    rows = examples(data)
    vectors = DictVectorizer(dtype=np.float32)
    table = vectors.fit_transform(dict.fromkeys(features(s, b), 1) for s, b, _ in rows)
    kept = np.flatnonzero(np.asarray((table != 0).sum(0)).ravel() >= RARE)
    head = LogisticRegression(C=STRENGTH, max_iter=500)
    over = [kind == "end" for _, _, kind in rows]
    head.fit(table[:, kept], over, sample_weight=[COUNTS[kind] for _, _, kind in rows])
    weights = head.coef_[0]
    scale = float(np.abs(weights).max() / 127)
    codes = np.round(weights / scale).astype(np.int8)
    telling = np.flatnonzero(codes)
    return Ending(
        rows={vectors.feature_names_[kept[place]]: row for row, place in enumerate(telling)},
        weights=codes[telling],
        scale=scale,
        bias=float(head.intercept_[0]),
    )


def write(head: Ending, path: Path) -> None:
    """Writes the arrays that `simulator/hearing_model.py` reads."""
    names = sorted(head.rows, key=head.rows.__getitem__)
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        weights=head.weights,
        scale=np.float64(head.scale),
        bias=np.float64(head.bias),
    )


def main(argv: Sequence[str]) -> None:
    """Trains on every train file, writes the head, prints how well it parts other writers'."""
    out = Path(argv[0])
    out.mkdir(parents=True, exist_ok=True)
    head = fit(lines.load(lines.train_files()))
    write(head, out / "ending.npz")
    rows = examples(lines.load(lines.dev_files()))
    odds = np.array([head.log_odds(said, before) for said, before, _ in rows])
    kinds = np.array([kind for _, _, kind in rows])
    over = kinds == "end"
    shown = [f"all {roc_auc_score(over, odds):.3f}"]
    for kind in MOST:
        some = over | (kinds == kind)
        shown.append(f"{kind} {roc_auc_score(over[some], odds[some]):.3f}")
    print(f"ending: {len(head.rows)} features; AUC on other writers: {', '.join(shown)}")


if __name__ == "__main__":
    main(sys.argv[1:])
