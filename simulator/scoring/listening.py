"""Listening, worked out from a transcript: taking up, coming back, drawing out, easing."""

from collections.abc import Iterator, Sequence

from simulator.scoring import phrases
from simulator.scoring.prospect import read
from simulator.scoring.uptake import (
    ENOUGH,
    SUBSTANCE,
    Exchange,
    Worked,
    figures,
    recalled,
    substance,
    taken_up,
    where,
)
from simulator.scoring.words import content, weight
from simulator.understanding.hearing import Span


def listening(exchange: Exchange, following: Sequence[Exchange]) -> Iterator[Worked]:
    """Listening in a turn; ``following`` are the next turns, which may use what it drew out."""
    taken, older = taken_up(exchange), recalled(exchange)
    if weight(taken) >= ENOUGH:
        yield Worked(
            move="take_up",
            span=where(exchange.text, taken),
            why="takes up " + ", ".join(sorted(taken)[:4]),
        )
    if weight(older) >= 2:
        yield Worked(
            move="recall",
            span=where(exchange.text, older),
            why="comes back to " + ", ".join(sorted(older)[:4]),
        )
    used = figures(taken | older)
    if weight(used) >= ENOUGH or (used and weight(taken | older) >= 2):
        yield Worked(
            move="use_figure",
            span=where(exchange.text, used),
            why="works with " + ", ".join(sorted(used)[:4]),
        )
    if exchange.asks and exchange.after:
        answer = substance(exchange.after)
        used_later = any(weight(content(later.text) & answer) >= ENOUGH for later in following)
        if (weight(taken) >= ENOUGH or used_later) and not phrases.IRRITATED.search(exchange.after):
            question = _question(exchange.text)
            if len(answer) >= SUBSTANCE:
                yield Worked(move="draw_out", span=question, why="answered at length, and used")
            if used_later and (figures(answer) or "impact" in read(exchange.after).facts):
                yield Worked(move="draw_figure", span=question, why="answered with a figure")
    line = read(exchange.before)
    if line.resistance and line.resistance != "gatekeeping" and exchange.after:
        reaction = read(exchange.after)
        eased = not reaction.resistance and not phrases.IRRITATED.search(exchange.after)
        takes = weight(taken) >= ENOUGH
        if takes and exchange.asks:
            yield Worked(
                move="probe_objection",
                span=_question(exchange.text),
                why="asks about what was resisted",
            )
        if takes and eased and len(substance(exchange.after)) >= 2:
            yield Worked(
                move="ease_objection",
                span=where(exchange.text, taken),
                why="the prospect went on talking",
            )


def _question(text: str) -> Span:
    found = list(phrases.ASKING.finditer(text))
    if not found:
        return Span(0, len(text))
    mark = text.rfind("?")
    if mark >= 0:
        start = max(text.rfind(stop, 0, mark) for stop in ".!?;") + 1
        while start < mark and text[start] == " ":
            start += 1
        return Span(start, mark + 1)
    return Span(found[-1].start(), len(text))
