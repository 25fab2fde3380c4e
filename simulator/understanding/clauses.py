"""Clauses of a reply, as ranges of its own characters."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from simulator.understanding.hearing import Span

_WORD = re.compile(r"[^\W_]+(?:['’.,:][^\W_]+)*['’]?|[£$€₹%]")
_STOP = re.compile(r"[?!;]+|\.(?=\s|$)|\n|\s[-–—]\s|—|,(?=\s)|:(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|etc|approx|no|a\.m|p\.m|e\.g|i\.e)\.$", re.I)
# words that open a new clause when both sides are long enough
_JOINTS_WORDS = """
    and but so because cause which then while whereas though although or if when once
"""
_JOINTS = frozenset(_JOINTS_WORDS.split())
# words that open a question in unpunctuated speech
_ASKING = re.compile(
    r"^(?:what|what's|whats|how|how's|hows|who|who's|whos|when|when's|where|where's|which|why"
    r"|would you|could you|can you|can i|could i|may i|do you|does|did you|are you|is it|is that"
    r"|is there|have you|has it|shall we|shall i|should we|will you|won't you|don't you|tell me"
    r"|walk me|talk me|mind if|am i|are we|were you|i'm calling|i am calling|thanks|thank you)\b"
)


def opens_question(clause: str) -> bool:
    """Whether a clause in spoken form begins as a question does."""
    return _ASKING.match(clause) is not None


_LEADS_ON_WORDS = """
    and but so because cause the a an to of for with in on at by from as if or than then that which
    who when where while my your our his their its i we they he she i'm i'll we're we'll you're is
    are was were be been am does did have has had will would can could should may might must not
    don't can't very really more some any about into like um uh er
"""
_LEADS_ON = frozenset(_LEADS_ON_WORDS.split())
"""Words that no sentence ends with: a pause after them is a search for words."""
LEAST = 4  # words on each side of a joining word
LEAST_COMMA = 3


def words(text: str) -> list[Span]:
    """Ranges of the words of a reply."""
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text)]


def sentences(text: str, paused: Collection[int]) -> tuple[Span, ...]:
    """What was said between pauses; ``paused`` counts the words before each.

    A pause after a word that leads on ("and", "to", "the") parts nothing, nor
    does one with a word or two before or after it.
    """
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    said = text.lower().split()
    cuts = [0]
    for count in sorted(paused):
        if count >= len(said) or count - cuts[-1] < LEAST_COMMA or len(said) - count < LEAST_COMMA:
            continue
        if said[count - 1] not in _LEADS_ON:
            cuts.append(count)
    edges = [starts[count] for count in cuts if starts] + [len(text)]
    return tuple(_trim(text, Span(a, b)) for a, b in pairwise(edges))


def split(text: str, paused: Collection[int] = ()) -> tuple[Span, ...]:
    """Clauses in order; together they hold every word, and a reply without words has none.

    Where a spoken reply ``paused`` (words before each pause) a clause ends too.
    """
    if paused:
        return tuple(
            Span(part.start + inner.start, part.start + inner.end)
            for part in sentences(text, paused)
            for inner in split(text[part.start : part.end])
        )
    out: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        piece = text[start : stop.end()]
        if stop.group().startswith(".") and _ABBREVIATION.search(piece):
            continue
        if stop.group() == "," and (
            len(_WORD.findall(piece)) < LEAST_COMMA
            or len(_WORD.findall(_until_stop(text, stop.end()))) < LEAST_COMMA
        ):
            continue
        out.extend(_by_joints(text, start, stop.end()))
        start = stop.end()
    out.extend(_by_joints(text, start, len(text)))
    return tuple(out)


def _until_stop(text: str, start: int) -> str:
    stop = _STOP.search(text, start)
    return text[start : stop.start() if stop else len(text)]


def _by_joints(text: str, start: int, end: int) -> list[Span]:
    """Splits a stretch without stops where a joining word or a question begins."""
    found = [Span(s.start + start, s.end + start) for s in words(text[start:end])]
    if not found:
        return []
    low = [text[s.start : s.end].lower().replace("’", "'") for s in found]
    cuts = [0]
    for i in range(1, len(found)):
        if i - cuts[-1] < LEAST or len(found) - i < LEAST:
            continue
        ahead = " ".join(low[i : i + 3])
        # "... and what do you ..." is cut at the joining word, not again after it
        joint = low[i] in _JOINTS
        if joint or (_ASKING.match(ahead) and low[i - 1] not in _JOINTS and not _inner(low[:i])):
            cuts.append(i)
    edges = [found[i].start for i in cuts] + [end]
    spans = [_trim(text, Span(a, b)) for a, b in pairwise(edges)]
    return [s for s in spans if s.end > s.start]


def _inner(before: list[str]) -> bool:
    """Whether a question word after these belongs to the clause: "see what", "tell you how"."""
    last = before[-1]
    if last in _LISTENERS and len(before) > 1:
        return before[-2] in _TELLS
    return last in _TAKES_QUESTION


_TELLS = frozenset(("tell", "told", "ask", "asked", "show", "showed", "remind", "teach"))
_LISTENERS = frozenset(("you", "me", "us", "them", "him", "her"))
_TAKES_QUESTION_WORDS = """
    about of know see tell ask show hear on to for with at from say said told asked tells think
    wonder wondering curious remember understand exactly just that's is was not explain up into like
"""
_TAKES_QUESTION = frozenset(_TAKES_QUESTION_WORDS.split())


def _trim(text: str, span: Span) -> Span:
    """The span without blanks and commas at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n,;:-–—":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:-–—":
        end -= 1
    return Span(start, end)
