"""What a reply takes up of what the prospect said, in words of its own."""

import re
from collections.abc import Sequence

from msgspec import Struct

from simulator.scoring import phrases
from simulator.scoring.transcript import Transcript
from simulator.scoring.words import TOKEN, content, longest_run, stem, tokens
from simulator.understanding.hearing import Hearing, Span

ENOUGH = 1.0
"""Weight of shared words from which one line takes up another."""


SUBSTANCE = 4
"""Content words from which a line says something that can be taken up."""


PARROT_RUN = 5


READ_BACK, BRIEF = 3, 12
"""Figures from which a reply of so many words at most is taken to read a number back."""

PARROT_SHARE = 0.5


class Exchange(Struct, frozen=True, kw_only=True):
    """A turn of the rep between the prospect's lines."""

    number: int
    text: str
    before: str  # the prospect's line just before
    earlier: tuple[str, ...]  # the prospect's lines before that
    after: str  # what the prospect answered
    hearing: Hearing

    @property
    def asks(self) -> bool:
        """Whether anything is asked, with or without its question mark."""
        return bool(phrases.ASKING.search(self.text)) or any(
            h.move.startswith("ask_") and h.move not in ("ask_for_meeting",)
            for h in self.hearing.moves
        )


class Worked(Struct, frozen=True, kw_only=True):
    """A worked-out move with the words that show it, and why."""

    move: str
    span: Span
    why: str = ""


def exchanges(transcript: Transcript, hearings: Sequence[Hearing]) -> tuple[Exchange, ...]:
    """The rep's turns with their surroundings; ``hearings`` has one for each of them."""
    found: list[Exchange] = []
    said: list[str] = []
    turns = transcript.turns
    for place, turn in enumerate(turns):
        if turn.speaker == "prospect":
            said.append(turn.text)
            continue
        following = turns[place + 1].text if place + 1 < len(turns) else ""
        before = said[-1] if said else ""
        if place <= 1 and len(before.split()) <= ANSWERING:
            said, before = [], ""
        found.append(
            Exchange(
                number=len(found) + 1,
                text=turn.text,
                before=before,
                earlier=tuple(said[:-1]),
                after=following,
                hearing=hearings[len(found)],
            )
        )
    return tuple(found)


ANSWERING = 8
"""Words of a first line up to which the phone is merely answered."""


def substance(line: str) -> frozenset[str]:
    """What a line of the prospect gives to take up; answering the phone gives nothing."""
    if phrases.HELLO.search(line) and len(line.split()) <= 14:
        return frozenset()
    return content(line)


def figures(stems: frozenset[str]) -> frozenset[str]:
    """The numbers among stems."""
    return frozenset(word for word in stems if word[0].isdigit() or word[0] in "£$€")


def where(text: str, stems: frozenset[str]) -> Span:
    """The sentence of ``text`` with most of ``stems``; the words around where unpunctuated."""
    best, most = Span(0, len(text)), 0
    for match in re.finditer(r"[^.?!;]+[.?!;]*", text):
        count = len(content(match.group()) & stems)
        if count > most:
            most = count
            lead = len(match.group()) - len(match.group().lstrip())
            best = Span(match.start() + lead, match.end())
    if best.end - best.start > 120:
        hits = [m for m in TOKEN.finditer(text) if stem(m.group().lower()) in stems]
        if hits:
            start = text.rfind(" ", 0, max(0, hits[0].start() - 30)) + 1
            end = text.find(" ", min(len(text), hits[-1].end() + 30))
            best = Span(start, len(text) if end < 0 else end)
    return best


LEAD_IN = content("hearing hear saying understanding understand sounds telling correct right")
"""Words of the lead-in to a reflection, which add nothing to it."""


def _questions(text: str) -> bool:
    return bool(phrases.QUESTION_WORD.search(text) or phrases.ASKING.search(text))


def is_recited(text: str, lines: Sequence[str]) -> bool:
    """Whether half of the reply or more is a run of the prospect's words; reading back a time
    or a number is no reciting."""
    count = len(tokens(text))
    run = max((longest_run(text, line) for line in lines), default=0)
    named = phrases.WHEN.search(text) or len(figures(content(text))) >= READ_BACK
    checked = named and count <= BRIEF
    return run >= PARROT_RUN and run >= PARROT_SHARE * count and not checked


def is_parroted(text: str, lines: Sequence[str]) -> bool:
    """Whether the reply is the prospect's own words over again."""
    count = len(tokens(text))
    if is_recited(text, lines):
        return True
    mine = content(text) - LEAD_IN
    said = frozenset().union(*(content(line) for line in lines)) if lines else frozenset()
    return count >= 4 and bool(mine) and mine <= said and not _questions(text)


def parrots(exchange: Exchange) -> bool:
    """Whether a turn gives back the last lines without words of its own."""
    return is_parroted(exchange.text, (*exchange.earlier[-2:], exchange.before))


def taken_up(exchange: Exchange) -> frozenset[str]:
    """What the reply takes up of the last two lines, where it has words of its own."""
    lines = (*exchange.earlier[-1:], exchange.before)
    if is_parroted(exchange.text, lines):
        return frozenset()
    here = content(exchange.text)
    return here & frozenset().union(*(substance(line) for line in lines))


def recalled(exchange: Exchange) -> frozenset[str]:
    """What the reply brings back of earlier lines."""
    lines = exchange.earlier[:-1]
    if not lines or is_parroted(exchange.text, exchange.earlier):
        return frozenset()
    older = frozenset().union(*(substance(line) for line in lines))
    return content(exchange.text) & older - substance(exchange.before)
