"""Offers worked out from a transcript: in the prospect's terms, shown by a case, candid."""

import re
from collections.abc import Iterator

from simulator.scoring import phrases
from simulator.scoring.faults import LONG
from simulator.scoring.uptake import Exchange, Worked, is_parroted, substance, where
from simulator.scoring.words import content, weight
from simulator.understanding.hearing import Span

OFFERING = frozenset(
    {
        "state_value",
        "quantify_value",
        "tell_proof",
        "differentiate",
        "tie_to_need",
        "answer_objection",
        "ask_for_meeting",
    }
)


OURS = re.compile(
    r"\b(?:we|we'd|we'll|our|ours|us|it'd|what i'd|how about|i could|i can|i'd)\b", re.I
)


EMPTIES = frozenset({"push", "claim_vaguely", "lecture", "rattle", "parrot"})
"""Faults that take the worth out of an offer made in the same turn."""


def offering(exchange: Exchange, faults: set[str]) -> Iterator[Worked]:
    """What a turn offers, unless one of ``faults`` in it takes the worth out of that."""
    if faults & EMPTIES:
        return
    text = exchange.text
    known = frozenset().union(*(substance(line) for line in (*exchange.earlier, exchange.before)))
    shared = content(text) & known
    words = len(text.split())
    offers = bool(exchange.hearing.ids() & OFFERING) or bool(OURS.search(text))
    if (
        offers
        and words >= 15
        and weight(shared) >= 2
        and not is_parroted(text, (*exchange.earlier[-3:], exchange.before))
        and not listed(text)
    ):
        yield Worked(
            move="tie_in",
            span=where(text, shared),
            why="puts it in terms of " + ", ".join(sorted(shared)[:4]),
        )
    case = phrases.CASE.search(text)
    if case is not None and words >= 12 and not listed(text):
        yield Worked(move="tell_case", span=Span(case.start(), case.end()))
    candid = phrases.CANDID.search(text)
    if candid is not None:
        yield Worked(move="be_candid", span=Span(candid.start(), candid.end()))


def listed(text: str) -> bool:
    """Whether a long turn strings features together."""
    return len(text.split()) >= LONG and len(phrases.LISTING.findall(text)) >= 8
