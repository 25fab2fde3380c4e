"""What a rep did with what the prospect said, worked out from both sides of a transcript.

A transcript has no scenario to say what was going on, so each turn is read
beside the lines before it and the answer it drew. The moves found here are
worked out, not heard: what earns always hangs on the prospect's own words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from simulator.scoring.faults import faults_of
from simulator.scoring.listening import listening
from simulator.scoring.offering import offering
from simulator.scoring.steps import ending, settling
from simulator.scoring.uptake import (
    ENOUGH,
    Exchange,
    Worked,
    parrots,
    recalled,
    substance,
    taken_up,
    where,
)
from simulator.scoring.words import tokens, weight
from simulator.understanding.hearing import Span

WORKED_OUT = {
    "take_up": "takes up what the prospect has just said, in words of her own",
    "recall": "comes back to something the prospect said earlier",
    "use_figure": "works with a figure that the prospect gave",
    "draw_out": "asks something that is answered at length, and uses the answer",
    "draw_figure": "asks something that is answered with a figure, and uses it",
    "tie_in": "puts the offer in terms of what this prospect said",
    "tell_case": "tells of a customer, with a place or a figure",
    "be_candid": "admits a limit or leaves a way out",
    "probe_objection": "asks what lies behind resistance, taking it up",
    "ease_objection": "takes up resistance so that the prospect goes on talking",
    "settle_step": "fixes a next step with a day or an hour that the prospect agrees to",
    "vague_step": "leaves a next step that nobody has to take",
    "attentive": "takes up most of what the prospect says, over the whole conversation",
    "deaf": "takes up next to nothing of what the prospect says, over the whole conversation",
    "civil": "gives no offence and stays with the matter, over the whole conversation",
    "steady": "answers what was said, with no fault in the turn",
    "hollow": "stock sympathy or praise with nothing of what was said",
    "talk_past": "passes over what the prospect has just said",
    "override": "answers resistance without taking it up or asking about it",
    "pitch_blind": "pitches before anything has been found out",
    "cut_price": "puts a price cut on the table that nothing was asked for",
    "irritate": "draws annoyance or a refusal",
    "lecture": "talks at length with little of what was said",
    "push": "pushes with hurry, guilt or insistence",
    "claim_vaguely": "makes a claim that could be made to anybody",
    "add_features": "adds features that nothing in the conversation asked for",
    "run_down": "runs another firm down",
    "buzzwords": "uses words that mean little to a buyer",
    "rattle": "strings words together that say nothing",
    "parrot": "repeats the prospect's words without her own",
    "lose_them": "loses the prospect by the end",
}
"""Moves worked out from a transcript, with what each means."""


Alike = Callable[[Sequence[str], Sequence[str]], float]
"""The greatest likeness in meaning, -1 to 1, between a sentence of the first and one of the "
"second."""


def work_out(calls: Sequence[Exchange], alike: Alike | None = None) -> Iterator[tuple[int, Worked]]:
    """All worked-out moves of a conversation, by turn.

    ``alike`` compares meanings; without it only shared words show whether the
    rep is in the same conversation as the prospect.
    """
    moves: Counter[str] = Counter()
    settled = {e.number: span for e in calls if (span := settling(e, len(calls))) is not None}
    for place, exchange in enumerate(calls):
        faults = list(faults_of(exchange))
        echoes = parrots(exchange)
        empty = echoes or WORDLESS & {one.move for one in faults}
        following = [e for e in calls[place + 1 : place + 4] if not parrots(e)]
        found = [
            *([] if empty else listening(exchange, following)),
            *offering(exchange, {one.move for one in faults}),
            *faults,
        ]
        says = len(tokens(exchange.text)) >= 2 and not echoes
        if says and not faults and not SPOILS & exchange.hearing.ids():
            found.append(Worked(move="steady", span=Span(0, len(exchange.text))))
        for worked in found:
            moves[worked.move] += 1
            yield exchange.number, worked
        if exchange.number in settled and not empty:
            yield exchange.number, Worked(move="settle_step", span=settled[exchange.number])
    if calls:
        for number, worked in (*ending(calls, bool(settled)), *_whole(calls, alike)):
            moves[worked.move] += 1
            yield number, worked
        heard = {move for e in calls for move in e.hearing.ids()}
        moves["irritate"] -= 1  # anybody is short with a caller once
        offends = any(moves[fault] > 0 for fault in OFFENCES) or heard & OFFENCES
        if not offends and moves["steady"] >= CIVIL * len(calls):
            yield calls[-1].number, Worked(move="civil", span=Span(0, len(calls[-1].text)))


SPOILS = frozenset(
    {
        "stack_questions",
        "repeat_self",
        "pressure",
        "rude",
        "badmouth_competitor",
        "feature_dump",
        "discount_early",
        "overpromise",
    }
)
"""Moves heard that keep a turn from being steady."""


OFFENCES = frozenset(
    {
        "push",
        "irritate",
        "lose_them",
        "deaf",
        "parrot",
        "rattle",
        "run_down",
        "repeat_self",
        "rude",
    }
)
"""What a civil conversation has none of."""


CIVIL = 0.25
"""Share of steady turns that it needs besides."""


WORDLESS = frozenset({"rattle", "parrot"})
"""Faults after which nothing in the turn is the rep's own."""


ATTENTIVE = 0.5
"""Share of the prospect's lines with something to take up that an attentive rep takes up."""


DEAF, DEAF_SENSE, SHARED_COUNTS = 0.1, 0.27, 0.15
"""Below the first in shared words alone, or the second in likeness, the rep is elsewhere.

The share of lines taken up counts towards likeness by the third. Honest calls lie at 0.28 and
above, nine in ten of those with replies from another call below 0.27.
"""


LEAST_REPLY = 4
"""Words below which a reply is a sign of listening, and says nothing of what it is about."""

FEWEST = 3
"""Lines with something to take up below which nothing is said about the whole."""


def _whole(calls: Sequence[Exchange], alike: Alike | None) -> Iterator[tuple[int, Worked]]:
    """Whether the rep was in the conversation at all, and all through."""
    offered = [
        e for e in calls if len(substance(e.before)) >= 2 and len(tokens(e.text)) >= LEAST_REPLY
    ]
    if len(offered) < FEWEST:
        return
    share = sum(weight(taken_up(e) | recalled(e)) >= ENOUGH for e in offered) / len(offered)
    best = max(calls, key=lambda e: weight(taken_up(e)))
    if share >= ATTENTIVE:
        yield best.number, Worked(move="attentive", span=where(best.text, taken_up(best)))
    if alike is None:
        deaf = share < DEAF
    else:
        likeness = [
            alike(_sentences(e.text), (e.before, " ".join((*e.earlier[-2:], e.before))))
            for e in offered
        ]
        deaf = sum(likeness) / len(likeness) + SHARED_COUNTS * share < DEAF_SENSE
    if deaf:
        worst = min(offered, key=lambda e: weight(taken_up(e)))
        yield worst.number, Worked(move="deaf", span=Span(0, len(worst.text)))


def _sentences(text: str) -> tuple[str, ...]:
    found = [part for part in re.findall(r"[^.?!]+[.?!]*", text) if len(part.split()) > 2]
    return tuple(found[:6]) or (text,)
