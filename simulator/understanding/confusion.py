"""How well a pack's own moves are told apart: each phrasing heard with itself left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from simulator.scenario.model import MoveDef
from simulator.understanding.examples import plain
from simulator.understanding.hear import hear
from simulator.understanding.hearing import Context
from simulator.understanding.model import Model

MOST = 2  # moves named that another one is confused with
FORMS = frozenset(("ask_open_question", "ask_closed_question"))  # say how, not what


@dataclass(frozen=True)
class Mistaken:
    """A move that is heard instead, how often, and the sentences."""

    move: str
    share: float
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Estimate:
    """What an author may expect of a move."""

    move: str
    phrasings: int
    hit_rate: float  # share of phrasings heard from the others
    unheard: tuple[str, ...]  # phrasings in which nothing was heard at all
    mistaken: tuple[Mistaken, ...]


def estimates(moves: Mapping[str, MoveDef], context: Context, model: Model) -> Iterator[Estimate]:
    """An estimate for every move that is heard by its phrasings, in the order given."""
    own = {name for name in moves if name not in model.moves}
    for name, move in moves.items():
        if name in own and len(move.sounds_like) > 1:
            yield _estimate(name, move, moves, context, model)


def _estimate(
    name: str, move: MoveDef, moves: Mapping[str, MoveDef], context: Context, model: Model
) -> Estimate:
    hits = 0
    unheard: list[str] = []
    instead: dict[str, list[str]] = {}
    for phrase in move.sounds_like:
        rest = tuple(other for other in move.sounds_like if other != phrase)
        without = {**moves, name: replace(move, sounds_like=rest)}
        known = replace(context, moves=without, live=context.live | {name})
        hearing = hear(plain(phrase), known, model)
        told = {heard.move: heard.confidence for heard in hearing.moves if heard.by != "worked_out"}
        if name in told:
            hits += 1
            continue
        others = {m: c for m, c in told.items() if m not in FORMS and m not in move.counts_as}
        if others:
            best = max(sorted(others), key=lambda m: others[m])
            instead.setdefault(best, []).append(phrase)
        else:
            unheard.append(phrase)
    count = len(move.sounds_like)
    order = Counter({other: len(sentences) for other, sentences in instead.items()})
    return Estimate(
        move=name,
        phrasings=count,
        hit_rate=hits / count,
        unheard=tuple(unheard),
        mistaken=tuple(
            Mistaken(other, times / count, tuple(instead[other]))
            for other, times in order.most_common(MOST)
        ),
    )


def advice(estimate: Estimate) -> str:
    """One sentence on what would help most; empty when the move stands well."""
    if estimate.phrasings < 8:
        return "Write at least eight phrasings, as unlike as people are."
    if estimate.mistaken and estimate.mistaken[0].share > 0.15:
        other = estimate.mistaken[0].move
        return f"Tell it apart from {other}: add 'must_mention', or 'not_like' with its sentences."
    if estimate.hit_rate < 0.6:
        return "The phrasings are too unlike: add more that share a way of asking."
    return ""
