"""`hear`: from a reply's words to its moves, with the words that show them."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from simulator.understanding import clauses as clausing
from simulator.understanding import examples, facts, grounding, guards, worked_out
from simulator.understanding.hearing import Almost, Context, Fact, Heard, Hearing, Span
from simulator.understanding.model import Model, Scale
from simulator.understanding.spoken import spoken_form

BAR, MAYBE, DEAD_BAND = 0.60, 0.45, 0.02
_BAR_ODDS = float(np.log((BAR + DEAD_BAND) / (1 - BAR - DEAD_BAND)))
By = Literal["head", "pattern", "grounded", "example", "worked_out", "counts_as"]
LIVE_BONUS = 0.05
UNSURE_WORD = 0.5  # the recogniser's confidence below which a word proves nothing
MOST_MOVES = 12
# a pack's own moves: log-odds against everyday replies from which they count (see the benchmark)
EXPLAINED_BAR, UNEXPLAINED_BAR, WORDING_BAR = 1.0, -0.5, 0.0
EXAMPLE_SLOPE, LIVE_ODDS = 0.8, 2.0
EXPLAINED = 0.85  # confidence of a built-in move from which a clause is explained by it
_SAYS_LITTLE = frozenset(
    ("ask_open_question", "ask_closed_question", "use_name", "greeting", "thank")
)
VERBATIM_CONFIDENCE = 0.9
LONE_BAR = 0.72  # a reply's only move needs this: half the false fires go, one true hit in 300
QUOTED, QUOTED_SHARE = 2, 0.6  # content words of a clause that are the prospect's own


@dataclass(frozen=True)
class _Reply:
    """A reply taken apart once: its clauses, spoken forms and the heads' log-odds."""

    text: str
    clauses: tuple[Span, ...]
    odds: NDArray[np.float32]  # (moves,) fused, whole reply
    lexical: NDArray[np.float32]  # (moves,)
    by_clause: NDArray[np.float32]  # (clauses, moves) lexical log-odds
    blocked: tuple[dict[str, str], ...]  # per clause: moves it may not show, and the guard's name
    asks: bool  # has the form of a question
    recital: bool  # words of the trade in a row, with no object


def hear(text: str, context: Context, model: Model) -> Hearing:
    """All moves and facts of one reply. Pure: same words, context and model, same hearing."""
    reply = _take_apart(text, context, model)
    found_facts = facts.find(text, context)
    if not reply.clauses:
        return Hearing(text=text, source=context.source, seconds=context.seconds, noise=bool(text))
    scale = model.fused if model.encoder is not None else model.alone
    confidence = confidences(reply.odds, scale)
    near = [
        one
        for index, move in enumerate(model.moves)
        if (one := _by_head(index, move, float(confidence[index]), reply, context, model))
    ]
    near = [one for one in near if not grounding.unsupported(one.move, text, found_facts)]
    near = _alone(near)
    explained = frozenset(
        h.clause for h in near if h.confidence > EXPLAINED and h.move not in _SAYS_LITTLE
    )
    near += _by_example(reply, explained, context, model, found_facts)
    near = _once(near, text)
    counted = frozenset(h.move for h in near if h.confidence > BAR + DEAD_BAND)
    near += grounding.ground(text, reply.clauses, context, found_facts, counted)
    near += [
        _worked(w, reply.clauses)
        for w in worked_out.work_out(
            text, context, counted, reply.clauses, _questions(reply, counted)
        )
    ]
    near, almost = _needs(_once(near, text), context, found_facts)
    near = [_sureness(h, text, context) for h in near]
    heard = [h for h in near if h.confidence > BAR + DEAD_BAND][:MOST_MOVES]
    return Hearing(
        text=text,
        source=context.source,
        seconds=context.seconds,
        moves=tuple(_with_parents(heard, context)),
        maybe=tuple(h for h in near if MAYBE <= h.confidence <= BAR + DEAD_BAND),
        almost=tuple(almost),
        facts=found_facts,
    )


def raw_odds(text: str, prospect: str, model: Model) -> NDArray[np.float32]:
    """(moves,) fused log-odds of the heads, before guards and bars; for benchmarks."""
    return _take_apart(text, Context(prospect=prospect), model).odds


def confidences(odds: NDArray[np.float32], scale: Scale) -> NDArray[np.float64]:
    """Calibrated confidence, every move's own bar put at 0.62, upper edge of the dead band."""
    shifted = scale.slope * odds + scale.shift - scale.bar + _BAR_ODDS
    return 1.0 / (1.0 + np.exp(-shifted.astype(np.float64)))


def _take_apart(text: str, context: Context, model: Model) -> _Reply:
    spans = clausing.split(text, context.paused)
    said, before = spoken_form(text), spoken_form(context.prospect)
    lexical = model.lexical.log_odds(said, before)
    odds = lexical
    between = clausing.sentences(text, context.paused) if context.paused else ()
    apart: NDArray[np.float32] | None = None  # (sentences, moves)
    if model.encoder is not None and spans:
        pairs = [(before, said)]
        if context.source == "typed" and (text, context.prospect) != (said, before):
            pairs.append((context.prospect, text))
        if len(between) > 1:
            pairs.append((context.prospect, _written(text, between)))
        mine = len(pairs)
        pairs += [(before, spoken_form(other)) for other in context.alternatives[:2]]
        heard = len(pairs)
        if len(between) > 1:
            pairs += [(before, spoken_form(text[part.start : part.end])) for part in between]
        rows = model.encoder.heads(pairs)
        rows, apart = rows[:heard], rows[heard:]
        own = rows[:mine].mean(0)
        if len(rows) > mine:
            # another transcript may have the word that matters; faults come from the best only
            best = np.maximum(own, rows[mine:].max(0))
            fault = np.array([move in guards.FAULTS for move in model.moves])
            own = np.where(fault, own, best)
        odds = (model.mix * own + (1 - model.mix) * lexical).astype(np.float32)
    parts = tuple(spoken_form(text[s.start : s.end]) for s in spans)
    by_clause = (
        np.stack([model.lexical.log_odds(part, "") for part in parts])
        if len(parts) > 1
        else lexical[None]
    )
    if apart is not None and len(apart):
        # which sentence shows a move is told by the encoder; within it, by the words
        home = [sum(part.start <= span.start for part in between) - 1 for span in spans]
        by_clause = (model.mix * apart[home] + (1 - model.mix) * by_clause).astype(np.float32)
    return _Reply(
        text=text,
        clauses=spans,
        odds=odds,
        lexical=lexical,
        by_clause=by_clause,
        blocked=_blocked(text, spans, parts, context.prospect),
        asks=guards.asks(text),
        recital=guards.recital(said),
    )


def _written(text: str, between: Collection[Span]) -> str:
    """A spoken reply as it would have been typed, with a stop at each pause."""
    parts = (text[part.start : part.end] for part in between)
    return " ".join(
        f"{part[:1].upper()}{part[1:]}{'?' if clausing.opens_question(part) else '.'}"
        for part in parts
    )


def _blocked(
    text: str, spans: tuple[Span, ...], parts: tuple[str, ...], prospect: str
) -> tuple[dict[str, str], ...]:
    """Per clause the moves that guards take away; quoting the prospect accuses nobody."""
    blocked = guards.tripped(tuple(text[s.start : s.end] for s in spans))
    theirs = worked_out.content(prospect)
    out = []
    for part, mine in zip(parts, blocked, strict=True):
        ours = worked_out.content(part)
        taken = len(ours & theirs)
        if taken >= QUOTED and taken >= QUOTED_SHARE * len(ours):
            mine = mine | dict.fromkeys(guards.FAULTS, "quoting the prospect")
        out.append(mine)
    return tuple(out)


def _by_head(
    index: int, move: str, confidence: float, reply: _Reply, context: Context, model: Model
) -> Heard | None:
    """A built-in move from the trained heads, unless a guard takes it away."""
    if confidence < MAYBE - LIVE_BONUS:
        return None
    if move in guards.ANSWERS and (reply.recital or not (context.prospect or context.earlier)):
        return None
    if move in guards.ASKED and not reply.asks:
        return None
    if move in guards.FAULTS and reply.lexical[index] < model.evidence.get(move, -np.inf):
        return None
    best = _shown_by(index, reply)
    if move in reply.blocked[best]:
        return None
    if move in context.live:
        confidence = min(0.99, confidence + LIVE_BONUS * (confidence >= MAYBE - LIVE_BONUS))
    return Heard(
        move=move, confidence=round(confidence, 4), span=reply.clauses[best], clause=best, by="head"
    )


def _shown_by(index: int, reply: _Reply) -> int:
    """The clause whose words speak most for the move."""
    return int(np.argmax(reply.by_clause[:, index]))


def _by_example(
    reply: _Reply,
    explained: frozenset[int],
    context: Context,
    model: Model,
    found: tuple[Fact, ...],
) -> list[Heard]:
    """The pack's own moves by their phrasings, and built-in ones said almost word for word."""
    texts = [reply.text[s.start : s.end] for s in reply.clauses]
    built_in = {name: context.moves[name] for name in model.moves if name in context.moves}
    own = {name: move for name, move in context.moves.items() if name not in built_in}
    hits = [
        (hit, _example_confidence(hit, hit.clause in explained, context, model))
        for hit in examples.match(texts, own, model.encoder, model.background)
    ]
    hits += [(hit, VERBATIM_CONFIDENCE) for hit in examples.verbatim(texts, built_in)]
    out: list[Heard] = []
    for hit, sureness in hits:
        wanted = context.moves[hit.move].must_mention
        confidence = (
            sureness
            if examples.mentions(texts[hit.clause], wanted, found)
            else min(sureness, BAR - DEAD_BAND)
        )
        if confidence < MAYBE or hit.move in reply.blocked[hit.clause]:
            continue
        out.append(
            Heard(
                move=hit.move,
                confidence=round(confidence, 4),
                span=reply.clauses[hit.clause],
                clause=hit.clause,
                by="example",
                nearest=hit.nearest,
            )
        )
    return out


def _example_confidence(
    hit: examples.Match, explained: bool, context: Context, model: Model
) -> float:
    """Confidence of a pack's own move; only the likeliest one of a clause can count."""
    bar = EXPLAINED_BAR if explained else UNEXPLAINED_BAR
    if model.encoder is None:
        bar = WORDING_BAR
    odds = hit.odds - bar + (LIVE_ODDS if hit.move in context.live else 0.0)
    confidence = 1.0 / (1.0 + math.exp(-(EXAMPLE_SLOPE * odds + _BAR_ODDS)))
    return min(confidence, BAR) if hit.rank else confidence


def _alone(near: list[Heard]) -> list[Heard]:
    """A single move just above its bar is unclear: replies without a move mostly fail that way."""
    counting = [h for h in near if h.confidence > BAR + DEAD_BAND]
    if len(counting) != 1 or counting[0].confidence > LONE_BAR:
        return near
    return [replace(h, confidence=BAR) if h is counting[0] else h for h in near]


def _once(near: list[Heard], text: str) -> list[Heard]:
    """The surest hearing of each move, in the order of the words."""
    best: dict[str, Heard] = {}
    for heard in near:
        if heard.move not in best or heard.confidence > best[heard.move].confidence:
            best[heard.move] = heard
    return sorted(best.values(), key=lambda h: (h.span.start, -h.confidence, h.move))


def _questions(reply: _Reply, counted: frozenset[str]) -> int:
    """Clauses that ask something."""
    if not counted & {"ask_open_question", "ask_closed_question"}:
        return 0
    marks = reply.text.count("?")
    if marks:
        return marks
    opened = [clausing.opens_question(reply.text[s.start : s.end].lower()) for s in reply.clauses]
    return max(1, sum(opened))


def _worked(found: worked_out.Worked, spans: tuple[Span, ...]) -> Heard:
    clause = next((i for i, s in enumerate(spans) if s.start <= found.span.start < s.end), 0)
    return Heard(
        move=found.move,
        confidence=found.confidence,
        span=found.span,
        clause=clause,
        by="worked_out",
        nearest=found.why,
    )


def _needs(
    near: list[Heard], context: Context, found: tuple[Fact, ...]
) -> tuple[list[Heard], list[Almost]]:
    """Moves whose needed facts were not heard become near misses."""
    kept: list[Heard] = []
    almost: list[Almost] = []
    for heard in near:
        definition = context.moves.get(heard.move)
        missing = examples.missing_facts(definition.needs, found) if definition else ()
        if missing:
            almost.append(
                Almost(
                    move=heard.move,
                    confidence=heard.confidence,
                    span=heard.span,
                    missing=missing,
                )
            )
        else:
            kept.append(heard)
            if heard.confidence <= BAR + DEAD_BAND:
                almost.append(Almost(move=heard.move, confidence=heard.confidence, span=heard.span))
    return kept, almost


def _sureness(heard: Heard, text: str, context: Context) -> Heard:
    """Marks a move that hangs on words the recogniser was unsure of; a fault then doesn't count."""
    if not context.words:
        return heard
    ends = list(accumulate(len(w.text) + 1 for w in context.words))
    inside = [
        word.confidence
        for word, end in zip(context.words, ends, strict=True)
        if end - 1 > heard.span.start and end - 1 - len(word.text) < heard.span.end
    ]
    if not inside or sum(c < UNSURE_WORD for c in inside) * 3 < len(inside):
        return heard
    confidence = heard.confidence
    if heard.move in guards.FAULTS:
        confidence = min(confidence, BAR)
    return replace(heard, confidence=confidence, sure=False)


def _with_parents(heard: list[Heard], context: Context) -> list[Heard]:
    """Adds the moves that the heard ones count as."""
    out = list(heard)
    seen = {h.move for h in out}
    for child in heard:
        definition = context.moves.get(child.move)
        for parent in definition.counts_as if definition else ():
            if parent not in seen:
                seen.add(parent)
                out.append(
                    Heard(
                        move=parent,
                        confidence=child.confidence,
                        span=child.span,
                        clause=child.clause,
                        by="counts_as",
                        nearest=child.move,
                    )
                )
    return out
