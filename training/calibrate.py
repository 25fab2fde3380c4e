"""Turns log-odds into probabilities, finds each move's bar; on lines by writers not trained on."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from simulator import hearing_model
from simulator.understanding.model import Model, Scale
from simulator.understanding.spoken import spoken_form
from training import figures, lines, manifest
from training.lines import Line

MIX = 0.75  # share of the encoder in the fused log-odds, chosen on the dev files

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


def heard(model: Model, data: Sequence[Line], spoken: bool) -> tuple[np.ndarray, np.ndarray]:
    """(encoder, lexical) log-odds of each line exactly as at run time."""
    encoder, lexical = [], []
    for line in data:
        said, before = spoken_form(line.text), spoken_form(line.prospect)
        pairs = [(before, said)]
        if not spoken and (line.prospect, line.text) != (before, said):
            pairs.append((line.prospect, line.text))
        lexical.append(model.lexical.log_odds(said, before))
        if model.encoder is not None:
            encoder.append(model.encoder.heads(pairs).mean(0))
    return np.array(encoder), np.stack(lexical)


def main(argv: Sequence[str]) -> None:
    """Writes `thresholds.json` and `manifest.json` of the model folder and prints the figures."""
    folder = Path(argv[0]) if argv else manifest.MODEL
    files = {path.name: path for path in folder.iterdir()}
    bare = Scale(*(np.zeros(len(lines.moves()), dtype=np.float32) for _ in range(3)))
    model = Model(
        moves=lines.moves(),
        lexical=hearing_model.lexical_heads(files["lexical.npz"]),
        encoder=hearing_model.encoder(files),
        mix=MIX,
        fused=bare,
        alone=bare,
        background=None,
        evidence={},
    )
    data = lines.load(lines.dev_files())
    truth, writers = lines.label_matrix(data), np.array([d.source for d in data])
    typed, lexical = heard(model, data, spoken=False)
    spoken, _ = heard(model, data, spoken=True)
    both = np.vstack([MIX * typed + (1 - MIX) * lexical, MIX * spoken + (1 - MIX) * lexical])
    twice = np.vstack([truth, truth])
    alone = scale(truth, lexical)
    limits = {
        "moves": list(lines.moves()),
        "mix": MIX,
        "fused": scale(twice, both),
        "alone": alone,
        "evidence": evidence(truth, lexical),
    }
    (folder / "thresholds.json").write_text(json.dumps(limits, indent=1) + "\n", encoding="utf-8")
    found: dict[str, float] = {}
    for form, odds in (("typed", both[: len(truth)]), ("spoken", both[len(truth) :])):
        said = figures.crossed(truth, odds, writers)
        micro, macro = figures.f1(truth, said)
        found |= {
            f"{form} micro-F1": round(micro, 4),
            f"{form} macro-F1": round(macro, 4),
            f"{form} false fires": round(figures.false_fires(truth, said), 4),
        }
    manifest.write(folder, found)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
