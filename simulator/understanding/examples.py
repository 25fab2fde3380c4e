"""Moves a pack defines by example: `sounds_like`, `not_like`, `must_mention`, `needs`.

A clause is compared with every phrasing by meaning (the untouched encoder) and by wording (shared
words and character runs). A placeholder of a phrasing (`<day>`) is read as an instance of it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.scenario.model import MoveDef
from simulator.understanding.hearing import Fact, Span
from simulator.understanding.lexical import character_features, word_features
from simulator.understanding.model import Encoder
from simulator.understanding.spoken import spoken_form

_PLACEHOLDER = re.compile(r"<(\w+)>")
_SAID = {"day": "tuesday", "time": "ten o'clock", "number": "three", "money": "fifty pounds"}


@dataclass(frozen=True)
class Match:
    """How near a clause comes to a move's phrasings, 0 to 1, and the nearest of them."""

    move: str
    score: float
    nearest: str
    clause: int


def plain(phrase: str) -> str:
    """A phrasing with its placeholders said: "how about <day>" -> "how about tuesday"."""
    return spoken_form(_PLACEHOLDER.sub(lambda m: _SAID.get(m.group(1), m.group(1)), phrase))


def wording(said: str) -> dict[str, float]:
    """Unit vector of words, word pairs and character runs of a spoken form."""
    counts: Counter[str] = Counter()
    counts.update("w" + f for f in word_features(said, 2))
    counts.update("c" + f for f in character_features(said) if len(f) <= 4)
    values = {f: (1.0 + math.log(n)) * (1.5 if f[0] == "w" else 0.6) for f, n in counts.items()}
    size = math.sqrt(sum(v * v for v in values.values())) or 1.0
    return {f: v / size for f, v in values.items()}


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two wordings."""
    if len(other) < len(one):
        one, other = other, one
    return sum(v * other.get(f, 0.0) for f, v in one.items())


def mentions(text: str, rows: Sequence[Sequence[str]], facts: Sequence[Fact]) -> bool:
    """Whether each row has a word in the text; `<edge>` in a row asks for a fact of that kind."""
    low = f" {spoken_form(text)} "
    kinds = {fact.kind for fact in facts}
    for row in rows:
        if not any(
            (word[1:-1] in kinds) if word.startswith("<") else f" {spoken_form(word)}" in low
            for word in row
        ):
            return False
    return True


def match(
    clauses: Sequence[str], moves: Mapping[str, MoveDef], encoder: Encoder | None
) -> list[Match]:
    """Best clause and phrasing for each move with `sounds_like`; a nearer `not_like` drops it."""
    taught = {name: move for name, move in moves.items() if move.sounds_like}
    if not taught or not clauses:
        return []
    phrases = [
        (name, phrase, good)
        for name, move in taught.items()
        for good, group in ((True, move.sounds_like), (False, move.not_like))
        for phrase in group
    ]
    said = [plain(clause) for clause in clauses]
    texts = [plain(phrase) for _, phrase, _ in phrases]
    score = _scores(said, texts, encoder)
    out: list[Match] = []
    for name in taught:
        good = [i for i, (n, _, g) in enumerate(phrases) if n == name and g]
        bad = [i for i, (n, _, g) in enumerate(phrases) if n == name and not g]
        clause, place = max(
            ((c, i) for c in range(len(said)) for i in good), key=lambda ci: float(score[ci])
        )
        best = float(score[clause, place])
        if bad and max(float(score[clause, i]) for i in bad) >= best:
            continue
        out.append(Match(name, best, phrases[place][1], clause))
    return out


def _scores(said: list[str], texts: list[str], encoder: Encoder | None) -> np.ndarray:
    """(clauses, phrases) similarity: wording alone, or its mean with the meaning."""
    ours, theirs = [wording(s) for s in said], [wording(t) for t in texts]
    words = np.array([[shared(a, b) for b in theirs] for a in ours])
    if encoder is None:
        return words
    vectors = encoder.meanings([*said, *texts])
    meaning = vectors[: len(said)] @ vectors[len(said) :].T
    mixed: np.ndarray = 0.65 * meaning + 0.35 * words
    return mixed


def missing_facts(needs: Sequence[str], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Needed kinds that were not heard."""
    kinds = {fact.kind for fact in facts}
    return tuple(need for need in needs if need not in kinds)


def place(clauses: Sequence[Span], clause: int) -> Span:
    """Characters of a clause, as the words that show the move."""
    return clauses[clause]
