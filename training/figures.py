"""How good a set of probabilities is: F1, false fires, calibration; arrays (lines, moves)."""

from __future__ import annotations

import numpy as np

GRID = np.linspace(-3.0, 3.0, 121)  # log-odds searched for a threshold


def log_odds(probability: np.ndarray) -> np.ndarray:
    """Log-odds of probabilities, kept finite."""
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    return np.log(p) - np.log1p(-p)


def f1(truth: np.ndarray, said: np.ndarray) -> tuple[float, float]:
    """(micro, macro over moves that occur)."""
    hit = (truth * said).sum(0)
    wrong = ((1 - truth) * said).sum(0)
    missed = (truth * (1 - said)).sum(0)
    per = 2 * hit / np.maximum(2 * hit + wrong + missed, 1)
    micro = 2 * hit.sum() / max(2 * hit.sum() + wrong.sum() + missed.sum(), 1)
    return float(micro), float(per[truth.sum(0) > 0].mean())


def per_move(truth: np.ndarray, said: np.ndarray) -> np.ndarray:
    """(moves, 4): precision, recall, F1, count."""
    hit = (truth * said).sum(0)
    precision = hit / np.maximum(said.sum(0), 1)
    recall = hit / np.maximum(truth.sum(0), 1)
    score = 2 * hit / np.maximum(truth.sum(0) + said.sum(0), 1)
    return np.stack([precision, recall, score, truth.sum(0)], 1)


def false_fires(truth: np.ndarray, said: np.ndarray) -> float:
    """Share of replies without a move that get one."""
    empty = truth.sum(1) == 0
    return float((said[empty].sum(1) > 0).mean()) if empty.any() else 0.0


def global_threshold(truth: np.ndarray, odds: np.ndarray) -> float:
    """The one log-odds threshold with the best micro-F1."""
    scores = [f1(truth, (odds >= t).astype(float))[0] for t in GRID]
    return float(GRID[int(np.argmax(scores))])


def thresholds(truth: np.ndarray, odds: np.ndarray, shrink: float = 0.85) -> np.ndarray:
    """Per-move log-odds thresholds, pulled `shrink` of the way to the global one."""
    everywhere = global_threshold(truth, odds)
    out = np.full(truth.shape[1], everywhere)
    for move in range(truth.shape[1]):
        t, o = truth[:, move : move + 1], odds[:, move : move + 1]
        if t.sum() == 0:
            continue
        scores = np.array([f1(t, (o >= g).astype(float))[0] for g in GRID])
        # the middle of the best plateau, not its edge
        best = GRID[scores >= scores.max() - 1e-9]
        out[move] = shrink * everywhere + (1 - shrink) * best[np.argmin(abs(best - everywhere))]
    return out


def crossed(truth: np.ndarray, odds: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """0/1 decisions where each group's thresholds come from the other groups."""
    said = np.zeros_like(truth)
    for group in np.unique(groups):
        inside = groups == group
        limit = thresholds(truth[~inside], odds[~inside])
        said[inside] = odds[inside] >= limit
    return said


def calibration_error(truth: np.ndarray, probability: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error over all (line, move) pairs above 0.05."""
    p, t = probability.ravel(), truth.ravel()
    keep = p >= 0.05
    p, t = p[keep], t[keep]
    place = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[place == b].mean() - t[place == b].mean()) * (place == b).mean()
            for b in set(place)
        )
    )
