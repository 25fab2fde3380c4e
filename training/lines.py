"""The labelled lines: loading, label rules, and the hash that names a data set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

DATA = Path(__file__).parent / "data"
HEARD = DATA / "heard.jsonl"


@dataclass(frozen=True)
class Line:
    """One labelled reply. `source` is the file it came from, so that writers can be held out."""

    prospect: str
    text: str
    moves: frozenset[str]
    source: str
    id: str


def moves() -> tuple[str, ...]:
    """Ids of the built-in moves in catalogue order; the order of every label vector."""
    catalogue = yaml.safe_load((DATA / "moves.yaml").read_text(encoding="utf-8"))
    return tuple(
        move
        for group, entries in catalogue.items()
        if isinstance(entries, dict)
        for move in entries
    )


def heard() -> dict[str, str]:
    """Recognised text by line id; empty where too much of the line was lost."""
    if not HEARD.is_file():
        return {}
    rows = map(json.loads, HEARD.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["heard"] for row in rows}


def load(paths: Iterable[Path]) -> list[Line]:
    """Lines of the files in order, with the catalogue's label rules applied."""
    known = set(moves())
    out: list[Line] = []
    for path in paths:
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not raw.strip():
                continue
            row = json.loads(raw)
            labels = set(row["moves"])
            if labels - known:
                raise ValueError(f"{path.name}:{number}: unknown moves {sorted(labels - known)}")
            # moves.yaml: "quantify_value always comes with state_value"; writers forget it
            if "quantify_value" in labels:
                labels.add("state_value")
            moves_made = frozenset(labels)
            out.append(Line(row["prospect"], row["text"], moves_made, path.stem, row["id"]))
    return out


def train_files() -> list[Path]:
    """Files whose lines may shape the weights."""
    return sorted(DATA.glob("moves_train_*.jsonl")) + sorted(DATA.glob("extra_*.jsonl"))


def next_files() -> list[Path]:
    """Files that wait for the next training."""
    return sorted(DATA.glob("next_*.jsonl"))


def dev_files() -> list[Path]:
    """Files by other writers: for choosing and calibrating only."""
    return sorted(DATA.glob("moves_dev_*.jsonl"))


def label_matrix(lines: Sequence[Line]) -> np.ndarray:
    """(lines, moves) of 0 and 1, float32."""
    index = {move: i for i, move in enumerate(moves())}
    out = np.zeros((len(lines), len(index)), dtype=np.float32)
    for row, line in enumerate(lines):
        for move in line.moves:
            out[row, index[move]] = 1.0
    return out


def data_hash() -> str:
    """sha256 over every labelled file's name and bytes, in name order."""
    digest = hashlib.sha256()
    for path in sorted([*train_files(), *dev_files(), DATA / "moves.yaml"]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
