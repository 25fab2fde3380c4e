"""How a conversation ends: with a step that both agreed to, a vague one, or lost."""

from collections.abc import Iterator, Sequence

from simulator.scoring import phrases
from simulator.scoring.prospect import read
from simulator.scoring.uptake import Exchange, Worked, where
from simulator.scoring.words import NUMBERS, content, tokens
from simulator.understanding.hearing import Span


def settling(exchange: Exchange, count: int) -> Span | None:
    """The words that fix a next step with the prospect, if they do; only near the end."""
    if exchange.number < count - max(3, count // 3):
        return None
    mine = _times(exchange.text)
    if not mine or phrases.PUSH.search(exchange.text):
        return None
    theirs = _times(exchange.before) | _times(exchange.after)
    after = read(exchange.after)
    refused = bool(phrases.REFUSED.search(exchange.after)) or bool(
        phrases.IRRITATED.search(exchange.after)
    )
    agreed = bool(mine & theirs) or (after.agrees and not after.resistance)
    if refused or not agreed:
        return None
    match = phrases.WHEN.search(exchange.text)
    assert match is not None
    return where(exchange.text, content(match.group()) or frozenset({match.group().lower()}))


def _times(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in phrases.WHEN.finditer(text):
        found |= {NUMBERS.get(word, word) for word in tokens(match.group())} - {
            "at",
            "about",
            "after",
            "before",
            "past",
            "to",
        }
    return frozenset(found)


def ending(calls: Sequence[Exchange], settled: bool) -> Iterator[tuple[int, Worked]]:
    """What the last turns show, by turn: a vague step, a prospect lost; nothing once settled."""
    last = calls[-1]
    closing = [e.after or e.before for e in calls[-2:]]
    refused = next((line for line in closing if phrases.REFUSED.search(line)), "")
    if refused and not settled:
        yield (
            last.number,
            Worked(
                move="lose_them", span=Span(0, len(last.text)), why=f"it ended with '{refused}'"
            ),
        )
    if not settled:
        for exchange in calls[-3:]:
            vague = phrases.VAGUE_STEP.search(exchange.text)
            if vague is not None:
                span = Span(vague.start(), vague.end())
                yield exchange.number, Worked(move="vague_step", span=span)
