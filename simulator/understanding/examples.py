"""Moves a pack defines by example: `sounds_like`, `not_like`, `must_mention`, `needs`.

Each phrasing becomes a vector: its meaning (the untouched encoder), what it does (the fine-tuned
one) and its wording (words and character runs, hashed). A small softmax head is fitted when a pack
is first heard with, in milliseconds and without chance; it sets the pack's moves against each other
and against some three hundred everyday replies that make none of them.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from simulator.scenario.model import MoveDef
from simulator.understanding.hearing import Fact
from simulator.understanding.lexical import character_features, word_features
from simulator.understanding.model import Background, Encoder
from simulator.understanding.spoken import spoken_form

_PLACEHOLDER = re.compile(r"<(\w+)>")
_SAID = {
    "day": "tuesday",
    "time": "ten o'clock",
    "date": "the ninth of may",
    "number": "three",
    "amount": "three",
    "money": "fifty pounds",
    "percent": "ten percent",
    "duration": "two weeks",
    "name": "sam",
    "company": "our company",
}
# weights beside the meaning, and the size of the wording's vector; chosen on benchmarks/data and a
# sample of CLINC150
STATE, WORDING, HASHED = 0.5, 0.7, 1024
BACKGROUND, BROAD = 0.2, 0.3  # weight of a background reply, and how sharp their class starts
# fitting of the head: starts from the class centres, 40 steps of gradient descent with momentum
SHARPNESS, STEPS, RATE, MOMENTUM, DECAY = 10.0, 40, 0.5, 0.9, 1e-3
VERBATIM = 90  # likeness of letters, 0 to 100, from which a phrasing counts as said
Array = NDArray[np.float32]
Rows = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True)
class Match:
    """How far a pack's move wins over everything else in one clause, and its nearest phrasing."""

    move: str
    odds: float  # of this move against replies that make no such move, in log-odds
    nearest: str
    clause: int
    rank: int  # 0 for the likeliest of the pack's moves in this clause


@dataclass(frozen=True)
class Vectors:
    """What is compared, for n texts. Without the encoder only the wording is there."""

    meaning: Array  # (n, 384) or (n, 0): what it is about
    state: Array  # (n, 384) or (n, 0): what it does
    wording: Array  # (n, HASHED)


@dataclass(frozen=True)
class Taught:
    """What was learnt from a pack's phrasings. n phrasings, d features, k moves."""

    moves: tuple[str, ...]
    phrases: tuple[str, ...]
    owner: NDArray[np.int64]  # (n,) index of the move
    good: NDArray[np.bool_]  # (n,) False for `not_like`
    features: Array  # (n, d)
    meaning: Array  # (384,) mean of the phrasings: what they have in common tells nothing
    state: Array  # (384,) mean of phrasings and background
    weights: Array  # (d, k + 1), the last for replies that make none of the moves


@functools.lru_cache(maxsize=4096)
def plain(phrase: str) -> str:
    """A phrasing with its placeholders said: "how about <day>" -> "how about tuesday"."""
    return spoken_form(_PLACEHOLDER.sub(lambda m: _SAID.get(m.group(1), m.group(1)), phrase))


def wording(said: Sequence[str]) -> Array:
    """(texts, HASHED) unit vectors of words, word pairs and character runs of spoken forms."""
    out = np.zeros((len(said), HASHED), dtype=np.float32)
    for row, text in enumerate(said):
        counts: Counter[str] = Counter()
        counts.update("w" + f for f in word_features(text, 2))
        counts.update("c" + f for f in character_features(text) if len(f) <= 4)
        for feature, count in counts.items():
            place = zlib.crc32(feature.encode())
            value = (1.0 + math.log(count)) * (1.5 if feature[0] == "w" else 0.6)
            out[row, place % HASHED] += value if place >> 31 else -value
    return _unit(out)


def vectors(said: Sequence[str], encoder: Encoder | None) -> Vectors:
    """Vectors of spoken forms."""
    if encoder is None:
        nothing = np.zeros((len(said), 0), dtype=np.float32)
        return Vectors(nothing, nothing, wording(said))
    return Vectors(encoder.meanings(said), encoder.states(said), wording(said))


@functools.lru_cache(maxsize=8)
def learn(taught: Rows, encoder: Encoder | None, background: Background | None) -> Taught:
    """Fits the head to (move, sounds_like, not_like) rows. Same rows, same head."""
    rows = [
        (place, phrase, good)
        for place, (_, like, unlike) in enumerate(taught)
        for good, group in ((True, like), (False, unlike))
        for phrase in group
    ]
    mine = vectors([plain(phrase) for _, phrase, _ in rows], encoder)
    others = _background(background, mine)
    centres = mine.meaning.mean(0), np.vstack([mine.state, others.state]).mean(0)
    features, apart = _features(mine, *centres), _features(others, *centres)
    owner = np.array([place for place, _, _ in rows])
    good = np.array([g for _, _, g in rows])
    # what a phrasing must not be like counts with the replies that make no such move
    owners = np.concatenate([np.where(good, owner, len(taught)), np.full(len(apart), len(taught))])
    weight = np.concatenate([np.ones(len(rows)), np.full(len(apart), BACKGROUND)])
    return Taught(
        moves=tuple(name for name, _, _ in taught),
        phrases=tuple(phrase for _, phrase, _ in rows),
        owner=owner,
        good=good,
        features=features,
        meaning=centres[0],
        state=centres[1],
        weights=_fit(np.vstack([features, apart]), owners, weight, len(taught) + 1),
    )


def _background(background: Background | None, like: Vectors) -> Vectors:
    """The background's vectors, of the same make as the phrasings'."""
    if background is None:
        empty = np.zeros((0, HASHED), dtype=np.float32)
        return Vectors(like.meaning[:0], like.state[:0], empty)
    return Vectors(background.meaning, background.state, wording(background.texts))


def _features(them: Vectors, meaning: Array, state: Array) -> Array:
    """Centred meaning, centred state and weighted wording, side by side."""
    about, done = _unit(them.meaning - meaning), _unit(them.state - state)
    return np.hstack([about, STATE * done, WORDING * them.wording])


def _fit(features: Array, owner: NDArray[np.int64], weight: Array, classes: int) -> Array:
    """(d, classes) weights of a softmax head, from the class centres by gradient descent."""
    wanted = np.eye(classes, dtype=np.float32)[owner]
    weighted = (features * weight[:, None]).astype(np.float32)
    weights: Array = SHARPNESS * _unit(wanted.T @ weighted).T
    weights[:, -1] *= BROAD
    pace = np.zeros_like(weights)
    for _ in range(STEPS):
        wrong = _softmax(features @ weights) - wanted
        slope = weighted.T @ wrong * np.float32(classes / weight.sum())
        pace = MOMENTUM * pace + slope + DECAY * weights
        weights = weights - RATE * pace
    return weights


def match(
    clauses: Sequence[str],
    moves: Mapping[str, MoveDef],
    encoder: Encoder | None,
    background: Background | None,
) -> list[Match]:
    """Best clause and nearest phrasing of each move with `sounds_like`.

    A move whose `not_like` is nearer than its `sounds_like` is dropped.
    """
    known = tuple((n, m.sounds_like, m.not_like) for n, m in moves.items() if m.sounds_like)
    if not known or not clauses:
        return []
    taught = learn(known, encoder, background)
    features = _features(
        vectors([plain(clause) for clause in clauses], encoder), taught.meaning, taught.state
    )
    scores = features @ taught.weights
    odds = scores[:, :-1] - scores[:, -1:]
    near = _unit(features) @ _unit(taught.features).T
    out: list[Match] = []
    for place, name in enumerate(taught.moves):
        clause = int(np.argmax(odds[:, place]))
        mine = np.flatnonzero((taught.owner == place) & taught.good)
        nearest = mine[int(np.argmax(near[clause, mine]))]
        unlike = np.flatnonzero((taught.owner == place) & ~taught.good)
        if len(unlike) and near[clause, unlike].max() >= near[clause, nearest]:
            continue
        rank = int((odds[clause] > odds[clause, place]).sum())
        out.append(Match(name, float(odds[clause, place]), taught.phrases[nearest], clause, rank))
    return out


def verbatim(clauses: Sequence[str], moves: Mapping[str, MoveDef]) -> list[Match]:
    """Moves one of whose phrasings a clause says almost word for word."""
    out: list[Match] = []
    said = [plain(clause) for clause in clauses]
    for name, move in moves.items():
        for phrase in move.sounds_like:
            want = plain(phrase)
            for clause, have in enumerate(said):
                if abs(len(have) - len(want)) <= 8 and fuzz.ratio(have, want) >= VERBATIM:
                    out.append(Match(name, 0.0, phrase, clause, 0))
    return out


def mentions(text: str, rows: Sequence[Sequence[str]], facts: Sequence[Fact]) -> bool:
    """Whether each row has a word in the text; `<edge>` in a row asks for a fact of that kind."""
    low = f" {spoken_form(text)} "
    kinds = {fact.kind for fact in facts}
    return all(
        any(
            word[1:-1] in kinds if word.startswith("<") else f" {spoken_form(word)}" in low
            for word in row
        )
        for row in rows
    )


def missing_facts(needs: Sequence[str], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Needed kinds that were not heard."""
    kinds = {fact.kind for fact in facts}
    return tuple(need for need in needs if need not in kinds)


def _softmax(odds: Array) -> Array:
    shifted = np.exp(odds - odds.max(1, keepdims=True))
    result: Array = shifted / shifted.sum(1, keepdims=True)
    return result


def _unit(rows: Array) -> Array:
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Array = rows / np.maximum(size, 1e-9)
    return result
