"""Word for word: how closely a reading keeps to its script (``authoring.md`` 2.10)."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from simulator.scenario.model import Coach, Drill
from simulator.scoring.words import NUMBERS

MISSING_EXACT = 10
"""What each missing phrase of ``exact`` costs on top."""

OFF_PACE = 5
"""What a reading outside ``time`` costs."""

SHORT_FORMS = {
    "it's": "it is",
    "that's": "that is",
    "what's": "what is",
    "there's": "there is",
    "here's": "here is",
    "let's": "let us",
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "i'm": "i am",
}
ENDINGS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'d": "would"}
"""Contractions: whole words first, then endings."""


class Mark(Struct, frozen=True, kw_only=True):
    """A word of the script or of the reading: said, missed (struck out) or added."""

    word: str
    state: Literal["said", "missed", "added"]


class Reading(Struct, frozen=True, kw_only=True):
    """A reading beside its script."""

    score: int
    passed: bool
    accuracy: int  # before exact phrases and pace
    marks: tuple[Mark, ...]
    missing: tuple[str, ...] = ()  # phrases of ``exact`` that were not said
    pace: Literal["", "too fast", "too slow"] = ""
    seconds: float | None = None
    coach: Coach | None = None


class _Token(Struct, frozen=True):
    """A word to compare, and which written word it comes from."""

    norm: str
    place: int


def adhere(drill: Drill, said: str, seconds: float | None = None) -> Reading:
    """Scores a reading: 100 × (1 − edits ÷ script words), less missing phrases and pace.

    ``seconds`` is how long it took; without it (typed) pace is not judged.
    """
    script_words, said_words = drill.script.split(), said.split()
    script = _tokens(script_words, drill)
    reading = _tokens(said_words, drill)
    wanted, given = [t.norm for t in script], [t.norm for t in reading]
    edits = Levenshtein.distance(wanted, given)
    whole = max(1, len(wanted))
    accuracy = max(0, (200 * (whole - edits) + whole) // (2 * whole))
    missing = tuple(
        phrase for phrase in drill.exact if not _contains(given, _tokens(phrase.split(), drill))
    )
    pace = _pace(drill, seconds)
    score = max(0, accuracy - MISSING_EXACT * len(missing) - (OFF_PACE if pace else 0))
    return Reading(
        score=score,
        passed=score >= drill.pass_mark,
        accuracy=accuracy,
        marks=tuple(_marks(script, reading, script_words, said_words)),
        missing=missing,
        pace=pace,
        seconds=seconds,
        coach=drill.coach if score < 100 else None,
    )


def _pace(drill: Drill, seconds: float | None) -> Literal["", "too fast", "too slow"]:
    if drill.time is None or seconds is None or drill.time.holds(seconds):
        return ""
    return "too fast" if seconds < drill.time.low else "too slow"


def _plain(word: str) -> list[str]:
    """The words that a written word stands for: lower case, contractions and numbers opened."""
    word = word.lower().replace("’", "'")
    word = re.sub(r"[^\w%£$€']+", " ", word).strip(" '_")
    found: list[str] = []
    for part in word.split():
        part = part.strip("'")
        whole = SHORT_FORMS.get(part)
        if whole is None:
            for ending, full in ENDINGS.items():
                if part.endswith(ending) and len(part) > len(ending):
                    whole = f"{part.removesuffix(ending)} {full}"
                    break
        for one in (whole or part).split():
            if one.endswith("%"):
                found += [one[:-1], "percent"] if len(one) > 1 else ["percent"]
            else:
                found.append(NUMBERS.get(one, one))
    return [one for one in found if one]


def _tokens(words: Sequence[str], drill: Drill) -> list[_Token]:
    tokens = [_Token(norm, place) for place, word in enumerate(words) for norm in _plain(word)]
    for standard, others in drill.swap.items():
        wanted = [norm for word in standard.split() for norm in _plain(word)]
        for other in others:
            tokens = _swapped(tokens, [n for w in other.split() for n in _plain(w)], wanted)
    skipped = {norm for word in drill.skip for norm in _plain(word)}
    return [token for token in tokens if token.norm not in skipped]


def _swapped(tokens: list[_Token], other: list[str], wanted: list[str]) -> list[_Token]:
    if not other or other == wanted:
        return tokens
    found: list[_Token] = []
    place = 0
    while place < len(tokens):
        if [t.norm for t in tokens[place : place + len(other)]] == other:
            found += [_Token(norm, tokens[place].place) for norm in wanted]
            place += len(other)
        else:
            found.append(tokens[place])
            place += 1
    return found


def _contains(given: Sequence[str], phrase: Sequence[_Token]) -> bool:
    wanted = [token.norm for token in phrase]
    return any(given[i : i + len(wanted)] == wanted for i in range(len(given) - len(wanted) + 1))


def _marks(
    script: Sequence[_Token],
    reading: Sequence[_Token],
    script_words: Sequence[str],
    said_words: Sequence[str],
) -> list[Mark]:
    """Script and reading as one text: each written word once."""
    marks: list[Mark] = []
    last = {"said": -1, "added": -1}

    def put(words: Sequence[str], token: _Token, state: Literal["said", "missed", "added"]) -> None:
        side = "added" if state == "added" else "said"
        if token.place == last[side]:
            if state == "missed":  # one part of a contraction is missing: the word is
                marks[-1] = Mark(word=words[token.place], state="missed")
            return
        last[side] = token.place
        marks.append(Mark(word=words[token.place], state=state))

    edits = Levenshtein.opcodes([t.norm for t in script], [t.norm for t in reading])
    for edit in edits:
        if edit.tag == "equal":
            for token in script[edit.src_start : edit.src_end]:
                put(script_words, token, "said")
            continue
        for token in script[edit.src_start : edit.src_end]:
            put(script_words, token, "missed")
        for token in reading[edit.dest_start : edit.dest_end]:
            put(said_words, token, "added")
    return marks
