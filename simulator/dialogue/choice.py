"""Which reaction answers: a total order over all that fit. Asking changes nothing."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from simulator.dialogue.condition import first_failed
from simulator.dialogue.events import Candidate, ReactionChosen
from simulator.dialogue.index import Index, Option
from simulator.dialogue.state import State
from simulator.understanding.hearing import Heard

RANK = (
    "urgent",
    "moves joined",
    "reply strength",
    "conditions",
    "nearness",
    "position",
    "place in the file",
)
"""Names of the keys of the ranking, the first that differs decides."""

Rank = tuple[float, ...]


class Fit(Struct, frozen=True):
    """A reaction that fits, the move or moves that met it, and its rank."""

    option: Option
    move: str
    rank: Rank


class Choice(Struct, frozen=True):
    """The outcome of a ranking; ``winner`` is None when nothing fits."""

    winner: Fit | None
    lead_in: Fit | None
    candidates: tuple[Candidate, ...]
    decided_by: str

    def event(self, fit: Fit, turn: int, at: float) -> ReactionChosen:
        """The record of one of the fits having been chosen."""
        leads = fit is self.lead_in
        return ReactionChosen(
            turn=turn,
            at=at,
            place=fit.option.place,
            move=fit.move,
            candidates=() if leads else self.candidates,
            decided_by="lead in" if leads else self.decided_by,
            lead_in=leads,
        )


def choose(
    index: Index,
    state: State,
    heard: Iterable[Heard],
    *,
    events: Iterable[str] = (),
    almost: dict[str, frozenset[str]] | None = None,
    only: Callable[[Option], bool] | None = None,
) -> Choice:
    """Ranks the reactions that answer the moves heard, in the beat the state is in.

    ``events`` are the triggers that are no moves (``interrupted`` ...), ``almost``
    the moves that lack facts, with those facts; ``only`` narrows what may answer.
    """
    where: dict[str, float] = {}
    for one in heard:
        # what a move counts as stands just before it, so that the move itself is answered
        at = one.span.start - 0.5 if one.by == "counts_as" else float(one.span.start)
        where[one.move] = max(where.get(one.move, at), at)
    for event in events:
        where.setdefault(event, 0.0)
    lacking = almost or {}
    options = index.stages[state.beat].options
    best: dict[str, Fit] = {}
    failed: dict[str, tuple[Option, str]] = {}
    for trigger in (*where, *(move for move in lacking if move not in where)):
        for option, row in options.get(trigger, ()):
            if only is not None and not only(option):
                continue
            missing = option.reaction.missing
            if missing:
                if not lacking.get(trigger, frozenset()).issuperset(missing):
                    continue
            elif not all(move in where for move in row):
                continue
            failure = _failed(option, state)
            if failure:
                failed[option.key] = (option, failure)
                continue
            rank = (
                1.0 if option.reaction.urgent else 0.0,
                float(len(row)),
                float(max(index.strength.get(move, 1) for move in row)),
                float(option.conditions),
                option.nearness,
                max(where.get(move, 0.0) for move in row),
                float(-option.order),
            )
            known = best.get(option.key)
            if known is None or rank > known.rank:
                best[option.key] = Fit(option, " + ".join(row), rank)
    return _ranked(best, failed)


def _failed(option: Option, state: State) -> str:
    if option.reaction.once and option.key in state.fired:
        return "once: already said"
    return first_failed(option.reaction.if_, state, option.key)


def _ranked(best: dict[str, Fit], failed: dict[str, tuple[Option, str]]) -> Choice:
    fits = sorted(best.values(), key=lambda fit: fit.rank, reverse=True)
    answers = [fit for fit in fits if not fit.option.reaction.lead_in]
    leads = [fit for fit in fits if fit.option.reaction.lead_in]
    if not answers:
        answers, leads = leads, []
    candidates = [Candidate(place=fit.option.place, rank=fit.rank) for fit in answers]
    candidates.extend(
        Candidate(place=fit.option.place, rank=fit.rank, failed="lead in") for fit in leads
    )
    candidates.extend(
        Candidate(place=option.place, failed=why)
        for key, (option, why) in failed.items()
        if key not in best
    )
    return Choice(
        winner=answers[0] if answers else None,
        lead_in=leads[0] if leads else None,
        candidates=tuple(candidates),
        decided_by=_decided_by(answers),
    )


def _decided_by(fits: list[Fit]) -> str:
    if not fits:
        return ""
    if len(fits) == 1:
        return "only one that fits"
    first, second = fits[0].rank, fits[1].rank
    return next(name for name, a, b in zip(RANK, first, second, strict=True) if a != b)
