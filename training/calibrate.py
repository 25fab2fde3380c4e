"""Turns log-odds into probabilities, finds each move's bar; on lines by writers not trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from training import figures, lines

FAULTS = ("rude", "badmouth_competitor", "pressure", "mislead", "argue", "overpromise")
GOOD_PRECISION, FAULT_PRECISION = 0.80, 0.90
KEPT_BY_EVIDENCE = 0.95  # share of true faults that the wanted words must not cost


def scale(truth: np.ndarray, odds: np.ndarray) -> dict[str, list[float]]:
    """One slope and shift for all moves, and a bar for each in the calibrated log-odds."""
    fit = LogisticRegression(C=1e6).fit(odds.reshape(-1, 1), truth.ravel())
    slope, shift = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    bar = slope * bars(truth, odds) + shift
    moves = truth.shape[1]
    return {
        "slope": [round(slope, 5)] * moves,
        "shift": [round(shift, 5)] * moves,
        "bar": [round(float(b), 4) for b in bar],
    }


def bars(truth: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """Raw log-odds from which a move counts: best F1, shrunk; faults raised to their precision."""
    limits = figures.thresholds(truth, odds)
    for place, move in enumerate(lines.moves()):
        if move not in FAULTS:
            continue
        for step in figures.GRID[limits[place] <= figures.GRID]:
            said = odds[:, place] >= step
            if said.sum() == 0 or truth[said, place].mean() >= FAULT_PRECISION:
                break
            # a few lines can't place a bar exactly: move at most one unit of log-odds
            if step > limits[place] + 1.0:
                break
        limits[place] = max(limits[place], min(float(step), limits[place] + 1.0))
    return limits


def evidence(truth: np.ndarray, lexical: np.ndarray) -> dict[str, float]:
    """Least lexical log-odds with which a fault may be found: nearly all true ones have more."""
    out = {}
    for move in FAULTS:
        place = lines.moves().index(move)
        true = np.sort(lexical[truth[:, place] > 0, place])
        out[move] = round(float(true[int((1 - KEPT_BY_EVIDENCE) * len(true))]) - 0.05, 3)
    return out


def write(
    path: Path, truth: np.ndarray, lexical: np.ndarray, fused: np.ndarray | None, mix: float
) -> None:
    """`thresholds.json` as `simulator/hearing_model.py` reads it."""
    alone = scale(truth, lexical)
    path.write_text(
        json.dumps(
            {
                "moves": list(lines.moves()),
                "mix": mix,
                "fused": scale(truth, fused) if fused is not None else alone,
                "alone": alone,
                "evidence": evidence(truth, lexical),
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
