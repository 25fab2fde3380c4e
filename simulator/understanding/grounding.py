"""Moves that the scenario itself shows: a proof of the product card told, a rival run down,
the last line given back, a day put forward.

The heads were trained on other people's calls; what a card calls a proof, or what this prospect
said a moment ago, only the scenario knows. Each rule is narrow and leaves questions, negations and
reported speech alone; it adds to what the heads heard and never takes away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from simulator.understanding.hearing import Context, Fact, Heard, Span
from simulator.understanding.worked_out import content

CONFIDENCE = 0.72
GIVEN_BACK = 2  # content words of the last lines that a sentence must take up to reflect them
_NEGATED = re.compile(
    r"\b(?:not|never|no|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|won't|wouldn't"
    r"|if|whether|says?|said|told)\b"
)
_RUN_DOWN = re.compile(
    r"\b(?:junk|rubbish|crap|garbage|cowboys|rip[- ]?offs?|shambles|a scam|con artists?|useless"
    r"|trash|terrible|awful|hopeless|a joke)\b"
)
_PRESSURE = re.compile(
    r"\byou(?:'ve| have|'ll)? (?:really |just )?(?:need|got|have|must|ought)(?: to)? (?:decide|sign"
    r"|buy|commit|say yes|make (?:a|your) (?:decision|mind up))\b.{0,30}"
    r"\b(?:today|now|tonight|this minute|on this call)\b"
)
_DAY = r"(?:next |this |on )?(?:(?:mon|tues|wednes|thurs|fri)day|tomorrow)\b"
_PUTS_FORWARD = re.compile(
    rf"\b(?:how about|what about|shall we say|are you (?:free|around)) (?:\w+ )?{_DAY}"
    rf"|\b(?:would|does|could|is) {_DAY}.{{0,30}}\b(?:work|suit|do|any good|good|okay|fine|free)\b"
)
_GIVES_BACK = re.compile(
    r"^(?:right,? |okay,? |ok,? )?"
    r"(?:so\b(?! that's| that is| i\b| i'll| we\b| we'll| how| what)"
    r"|it sounds|sounds like|in other words|what i'm hearing|if i (?:understand|heard))"
)
_CALLING_NOW = re.compile(r"\b(?:calling|ringing|phoning|call is|called|rang|ringing you) ")
_RINGS_BACK = re.compile(
    r"\b(?:call\w*|ring\w*|rang|phone|number|back|reach|try|trying|buzz|bell|tinkle|shout|text|line"
    r"|mobile|extension|again|later|speak|catch|talk|dial|chase|touch|check in)\b"
)
_OTHER_USE = frozenset({"summarise_needs", "tie_to_need", "state_value", "quantify_value"})


def unsupported(move: str, text: str, facts: Collection[Fact]) -> bool:
    """Whether a move lacks what it can't do without: a call-back has a number or a word for it."""
    return (
        move == "leave_callback"
        and all(one.kind != "phone" for one in facts)
        and not _RINGS_BACK.search(_CALLING_NOW.sub("", text.lower()))
    )


def ground(
    text: str,
    spans: Collection[Span],
    context: Context,
    facts: Collection[Fact],
    heard: Collection[str],
) -> Iterator[Heard]:
    """Moves of each clause; ``heard`` are those that count already."""
    lines = content(" ".join((*context.earlier[-1:], context.prospect)))
    for number, span in enumerate(spans):
        words = text[span.start : span.end].lower().replace("’", "'").strip()
        asks = words.endswith("?")
        kinds = {one.kind for one in facts if span.start <= one.span.start < span.end}

        def found(move: str, why: str, number: int = number, span: Span = span) -> Heard:
            return Heard(
                move=move,
                confidence=CONFIDENCE,
                span=span,
                clause=number,
                by="grounded",
                nearest=why,
            )

        if _PUTS_FORWARD.search(words):
            yield found("offer_times", "a day put forward")
        if asks or _NEGATED.search(words):
            continue
        if "proof" in kinds and len(words.split()) > 3:
            yield found("tell_proof", "a proof of the product card")
        if "rival" in kinds and _RUN_DOWN.search(words):
            yield found("badmouth_competitor", "a rival run down")
        if _PRESSURE.search(words):
            yield found("pressure", "must decide now")
        if (
            _GIVES_BACK.search(words)
            and len(words.split()) <= 16
            and _OTHER_USE.isdisjoint(heard)
            and len(lines & content(words)) >= GIVEN_BACK
        ):
            yield found("reflect", "gives back the last lines")
