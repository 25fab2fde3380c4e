"""Reads the trained model's files, checks them and hands the hearing what it needs.

`hear(text, context)` is the one call the rest of the program makes. The first call loads the model
(about half a second); `warm()` does that ahead of time. Where onnxruntime can't be imported the
lexical heads hear alone, and `note()` says so once.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.errors import ModelError
from simulator.understanding import hear as hearing
from simulator.understanding.ending import Ending
from simulator.understanding.hearing import Context, Hearing
from simulator.understanding.lexical import LexicalHeads
from simulator.understanding.model import Background, Encoder, Model, Scale
from simulator.understanding.spoken import spoken_form
from simulator.understanding.wordpiece import WordPiece

FOLDER = Path(__file__).parent / "understanding" / "model"
LONGEST = 112  # tokens of one (prospect's line, reply), as in training
MOST_REMEMBERED = 20_000  # vectors; a long evening of replies must not grow without end
_REINSTALL = "reinstall Ringcraft, or run `make train`"


def hear(text: str, context: Context) -> Hearing:
    """Moves and facts of one reply, heard with the built-in model."""
    return hearing.hear(text, context, built_in())


def load_hearing() -> Callable[[str, Context], Hearing]:
    """The hearing with its model loaded. Raises ``ModelError`` when the model can't be used."""
    built_in()
    return hear


def load_likeness() -> Callable[[Sequence[str], Sequence[str]], float] | None:
    """Compares sentences by meaning, best pair, -1 to 1; None where the encoder can't be used."""
    encoder = built_in().encoder
    if encoder is None:
        return None

    def alike(mine: Sequence[str], theirs: Sequence[str]) -> float:
        both = encoder.meanings([*mine, *theirs])
        return round(float((both[: len(mine)] @ both[len(mine) :].T).max()), 4)

    return alike


def load_ending() -> Callable[[str, str], float]:
    """Log-odds that (reply, after the prospect's line) is over. Raises ``ModelError``."""
    head = _ending()

    def over(text: str, prospect: str) -> float:
        said = spoken_form(text)
        return head.log_odds(said, spoken_form(prospect)) if said else 0.0

    return over


@functools.cache
def _ending() -> Ending:
    with np.load(_verified(FOLDER, "ending.npz")["ending.npz"]) as data:
        names = _lines(data["features"])
        return Ending(
            rows={name: row for row, name in enumerate(names)},
            weights=data["weights"],
            scale=float(data["scale"]),
            bias=float(data["bias"]),
        )


def warm() -> None:
    """Loads the model and runs it once, so that the first reply is heard as fast as the others."""
    hear("hello", Context(prospect="hello"))


@functools.cache
def built_in() -> Model:
    """The model that comes with the program, loaded once."""
    return load(FOLDER)


def note() -> str:
    """What the user should know about the hearing, or nothing."""
    if built_in().encoder is not None:
        return ""
    return "onnxruntime can't be used here: replies are heard by their words alone, less well."


def load(folder: Path) -> Model:
    """Reads and verifies a model folder."""
    files = _verified(folder)
    limits = json.loads(files["thresholds.json"].read_text(encoding="utf-8"))
    return Model(
        moves=tuple(limits["moves"]),
        lexical=lexical_heads(files["lexical.npz"]),
        encoder=encoder(files),
        mix=float(limits["mix"]),
        fused=_scale(limits["fused"]),
        alone=_scale(limits["alone"]),
        background=_background(files),
        evidence={move: float(least) for move, least in limits["evidence"].items()},
    )


def _verified(folder: Path, only: str = "") -> dict[str, Path]:
    """The model's files by name, or one of them, each with the checksum it must have."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the hearing model can't be read: {error}", _REINSTALL) from error
    files: dict[str, Path] = {}
    for name, facts in manifest["files"].items():
        if only and name != only:
            continue
        path = folder / name
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"the hearing model lacks {name}", _REINSTALL) from error
        if digest != facts["sha256"]:
            raise ModelError(f"{name} of the hearing model is damaged", _REINSTALL)
        files[name] = path
    if only and not files:
        raise ModelError(f"the hearing model lacks {only}", _REINSTALL)
    return files


def lexical_heads(path: Path) -> LexicalHeads:
    """The word and character heads of a model folder."""
    with np.load(path) as data:
        names = _lines(data["features"])
        return LexicalHeads(
            rows={name: row for row, name in enumerate(names)},
            idf=data["idf"].astype(np.float32),
            weights=data["weights"],
            scales=data["scales"],
            bias=data["bias"],
        )


def _lines(stored: NDArray[np.uint8]) -> list[str]:
    """Lines of text kept as bytes in an array file."""
    return stored.tobytes().decode().split("\n")


def _scale(numbers: dict[str, list[float]]) -> Scale:
    slope, shift, bar = (np.array(numbers[k], dtype=np.float32) for k in ("slope", "shift", "bar"))
    return Scale(slope, shift, bar)


def encoder(files: dict[str, Path]) -> Encoder | None:
    """The encoder of a model folder, or none where onnxruntime is missing."""
    if "heads.onnx" not in files:
        return None
    try:
        import onnxruntime
    except ImportError:
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.use_deterministic_compute = True
    return OnnxEncoder(
        words=_word_table(files["words.npz"]),
        heads=onnxruntime.InferenceSession(
            str(files["heads.onnx"]), options, providers=["CPUExecutionProvider"]
        ),
        meaning=onnxruntime.InferenceSession(
            str(files["meaning.onnx"]), options, providers=["CPUExecutionProvider"]
        ),
    )


def _background(files: dict[str, Path]) -> Background | None:
    if "background.npz" not in files:
        return None
    with np.load(files["background.npz"]) as data:
        meaning, state = (
            data[kind].astype(np.float32) * data[f"{kind}_scales"][:, None]
            for kind in ("meaning", "state")
        )
        return Background(tuple(_lines(data["texts"])), meaning, state)


class _WordTable:
    """Published word embeddings, int8 with one scale a word, and the word pieces they belong to."""

    def __init__(self, pieces: list[str], codes: NDArray[np.int8], scales: NDArray[np.float32]):
        self.split = WordPiece(pieces)
        self._codes = codes
        self._scales = scales

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """(b, t) ids to (b, t, 384)."""
        found: NDArray[np.float32] = self._codes[ids].astype(np.float32)
        found *= self._scales[ids][..., None]
        return found


def _word_table(path: Path) -> _WordTable:
    with np.load(path) as data:
        pieces = _lines(data["pieces"])
        return _WordTable(pieces, data["codes"], data["scales"].astype(np.float32))


class OnnxEncoder:
    """The fine-tuned encoder with its heads, and the untouched one for meanings."""

    def __init__(self, words: _WordTable, heads: Any, meaning: Any) -> None:
        self._words = words
        self._heads = heads
        self._meaning = meaning
        self._known: dict[tuple[str, str], NDArray[np.float32]] = {}

    def heads(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """(pairs, moves) log-odds."""
        rows = [self._words.split.pair(before, reply, LONGEST) for before, reply in pairs]
        out: list[NDArray[np.float32]] = []
        # one row at a time: int8 activations are scaled per run, so a batch would let replies touch
        for ids, segments in rows:
            feed = self._feed([ids])
            feed["segments"] = np.array([segments], dtype=np.int64)
            out.append(self._heads.run(["odds"], feed)[0])
        return np.concatenate(out)

    def states(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, 384) mean states of replies to nothing; phrasings seen before are remembered."""
        return self._remembered("state", texts)

    def meanings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, 384) unit vectors; phrasings seen before are remembered."""
        vectors = self._remembered("meaning", texts)
        size = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(size, 1e-9)
        return unit

    def _remembered(self, kind: str, texts: Sequence[str]) -> NDArray[np.float32]:
        for text in texts:
            if (kind, text) in self._known:
                continue
            if len(self._known) > MOST_REMEMBERED:
                self._known.clear()
                return self._remembered(kind, texts)
            self._known[kind, text] = self._vector(kind, text)
        return np.stack([self._known[kind, text] for text in texts])

    def _vector(self, kind: str, text: str) -> NDArray[np.float32]:
        split = self._words.split
        if kind == "state":
            ids, segments = split.pair("", text, LONGEST)
            feed = self._feed([ids]) | {"segments": np.array([segments], dtype=np.int64)}
            state: NDArray[np.float32] = self._heads.run(["state"], feed)[0][0]
            return state
        ids = [split.start, *split.ids(text)[: LONGEST - 2], split.separator]
        meaning: NDArray[np.float32] = self._meaning.run(["meaning"], self._feed([ids]))[0][0]
        return meaning

    def _feed(self, rows: list[list[int]]) -> dict[str, NDArray[Any]]:
        ids = np.array(rows, dtype=np.int64)
        return {"words": self._words.vectors(ids), "mask": np.ones(ids.shape, dtype=np.float32)}
