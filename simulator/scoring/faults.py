"""Faults worked out from a transcript, each with the words that show it."""

import re
from collections.abc import Iterator

from simulator.scoring import phrases
from simulator.scoring.prospect import Line, read
from simulator.scoring.uptake import (
    ENOUGH,
    SUBSTANCE,
    Exchange,
    Worked,
    is_recited,
    substance,
    taken_up,
)
from simulator.scoring.words import NUMBERS, STOP, content, tokens, weight
from simulator.understanding.hearing import Span

LONG = 45
"""Words from which a turn with little of the prospect's in it is a lecture."""


LITTLE = 0.12
"""Share of a turn's content that is the prospect's, below which it is the rep's own subject."""


VERY_LONG = 100
"""Words from which any turn is one."""


ABOUT_US = re.compile(r"\b(?:we|we've|we're|our|it's|it|you get|us)\b", re.IGNORECASE)


FUNCTION_WORDS = 0.25
"""Share of small words below which a turn is no sentence; in English talk about half are."""


def _rattles(text: str) -> bool:
    words = [w for w in tokens(text) if w not in NUMBERS and not w[0].isdigit()]
    small = sum(word in STOP for word in words)
    return len(words) >= 8 and small < FUNCTION_WORDS * len(words)


def faults_of(exchange: Exchange) -> Iterator[Worked]:
    """Each fault of a turn, at most one of a kind."""
    text, whole = exchange.text, Span(0, len(exchange.text))
    words = len(text.split())
    taken = taken_up(exchange)
    own = content(text)
    known = frozenset().union(*(substance(line) for line in (*exchange.earlier, exchange.before)))
    share = len(own & known) / len(own) if own else 0.0
    hollow = _hollow(exchange, taken)
    if hollow is not None:
        yield Worked(move="hollow", span=Span(hollow.start(), hollow.end()))
    if is_recited(text, (*exchange.earlier[-2:], exchange.before)):
        yield Worked(move="parrot", span=whole)
    if _overrides(exchange, taken):
        yield Worked(move="override", span=whole, why="what was resisted is not taken up")
    if _pitches_blind(exchange, taken):
        yield Worked(move="pitch_blind", span=whole)
    cut = phrases.DISCOUNT.search(text)
    if cut is not None and not (weight(taken) >= 2 and exchange.number > 4):
        yield Worked(move="cut_price", span=Span(cut.start(), cut.end()))
    if _rattles(text):
        yield Worked(move="rattle", span=whole)
    if _passes_over(exchange, taken, words):
        yield Worked(move="talk_past", span=whole, why="nothing of the line before is taken up")
    listing = len(phrases.LISTING.findall(text))
    apt = bool(phrases.CASE.search(text) or phrases.CANDID.search(text)) or bool(
        exchange.hearing.ids() & {"use_research", "tell_proof"}
    )
    if (words >= LONG and share < LITTLE and listing >= 5 and not apt) or words >= VERY_LONG:
        yield Worked(move="lecture", span=whole, why=f"{words} words in one go")
    for move, pattern in (
        ("push", phrases.PUSH),
        ("claim_vaguely", phrases.VAGUE_CLAIM),
        ("buzzwords", phrases.JARGON),
        ("run_down", phrases.RUNS_DOWN),
    ):
        match = pattern.search(text)
        if match is not None:
            yield Worked(move=move, span=Span(match.start(), match.end()))
    for sentence in re.finditer(r"[^.?!]+", text):
        extra = phrases.ALSO.search(sentence.group())
        if extra is not None and weight(content(sentence.group()) & known) < ENOUGH:
            span = Span(sentence.start() + extra.start(), sentence.end())
            yield Worked(move="add_features", span=span)
            break
    annoyed = phrases.IRRITATED.search(exchange.after)
    if annoyed is not None:
        yield Worked(move="irritate", span=whole, why=f"answered with '{annoyed.group()}'")


def _hollow(exchange: Exchange, taken: frozenset[str]) -> re.Match[str] | None:
    text, line = exchange.text, read(exchange.before)
    flattery = phrases.FLATTERY.search(text)
    if flattery is not None:
        return flattery
    if weight(taken) >= ENOUGH:
        return None
    hard = line.trouble or line.resistance is not None
    if len(substance(exchange.before)) < SUBSTANCE and not hard and len(text.split()) < LONG:
        return None
    return phrases.HOLLOW.search(text) or (phrases.CHEER.search(text) if hard else None)


def _overrides(exchange: Exchange, taken: frozenset[str]) -> bool:
    kind = read(exchange.before).resistance
    if kind in (None, "gatekeeping") or weight(taken) >= ENOUGH or len(exchange.text.split()) < 6:
        return False
    return not exchange.asks or bool(phrases.PUSH.search(exchange.text))


def _pitches_blind(exchange: Exchange, taken: frozenset[str]) -> bool:
    """A pitch in the first three turns with nothing of the prospect in it."""
    text = exchange.text
    return (
        exchange.number <= 3
        and len(text.split()) >= 25
        and weight(taken) < ENOUGH
        and len(phrases.LISTING.findall(text)) >= 5
        and not phrases.ASKING.search(text)
        and len(ABOUT_US.findall(text)) >= 3
        and not exchange.hearing.ids() & {"use_research", "permission_opener"}
    )


RELATES = frozenset({"reflect", "tie_to_need", "clarify_objection", "summarise_needs"})
"""Moves that are heard only beside the line they answer."""


def _passes_over(exchange: Exchange, taken: frozenset[str], words: int) -> bool:
    line: Line = read(exchange.before)
    said = substance(exchange.before)
    matters = len(said) >= SUBSTANCE or (line.trouble and len(said) >= 2)
    heard = exchange.hearing.ids() & RELATES
    if weight(taken) >= ENOUGH or heard or not matters or words < 6:
        return False
    # A short question on the spot ("and what happens then?") stays with what was said.
    return not (exchange.asks and words <= 14 and _hollow(exchange, taken) is None)
