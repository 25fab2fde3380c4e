"""Which reaction answers: a total order over all that fit. Asking changes nothing."""

from collections.abc import Callable, Iterable
from operator import attrgetter

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
    explain: bool = True,
) -> Choice:
    """Ranks the reactions that answer the moves heard, in the beat the state is in.

    ``events`` are the triggers that are no moves (``interrupted`` ...), ``almost``
    the moves that lack facts, with those facts; ``only`` narrows what may answer.
    Without ``explain`` the candidates and what decided are left out, which is all it changes.
    """
    where: dict[str, float] = {}
    for one in heard:
        # what a move counts as stands just before it, so that the move itself is answered
        at = one.span.start - 0.5 if one.by == "counts_as" else float(one.span.start)
        if one.move not in where or where[one.move] < at:
            where[one.move] = at
    for event in events:
        where.setdefault(event, 0.0)
    triggers = index.stages[state.beat].triggers
    best: dict[str, Fit] = {}
    failed: dict[str, tuple[Option, str]] = {}
    sources = where if not almost else {**dict.fromkeys(almost, 0.0), **where}
    for move in sources:
        for trigger in triggers.get(move, ()):
            option, row = trigger.option, trigger.row
            if option.key in failed or (only is not None and not only(option)):
                continue
            missing = option.reaction.missing
            if missing:
                if almost is None or not almost.get(move, frozenset()).issuperset(missing):
                    continue
                position = where.get(move, 0.0)
            elif len(row) == 1:
                if move not in where:
                    continue
                position = where[move]
            else:
                if not where.keys() >= set(row):
                    continue
                position = max(where[other] for other in row)
            known = best.get(option.key)
            if known is None:
                failure = _failed(option, state)
                if failure:
                    failed[option.key] = (option, failure)
                    continue
            rank = (*trigger.head, position, trigger.tail)
            if known is None or rank > known.rank:
                best[option.key] = Fit(option, " + ".join(row), rank)
    return _ranked(list(best.values()), failed, explain)


def _failed(option: Option, state: State) -> str:
    reaction = option.reaction
    if reaction.once and option.key in state.fired:
        return "once: already said"
    if not option.checks:
        return ""
    return first_failed(reaction.if_, state, option.key, option.checks)


def _ranked(fits: list[Fit], failed: dict[str, tuple[Option, str]], explain: bool) -> Choice:
    if not explain and len(fits) < 2:
        return Choice(winner=fits[0] if fits else None, lead_in=None, candidates=(), decided_by="")
    if len(fits) > 1:
        fits.sort(key=attrgetter("rank"), reverse=True)
    answers = [fit for fit in fits if not fit.option.reaction.lead_in]
    leads = [fit for fit in fits if fit.option.reaction.lead_in]
    if not answers:
        answers, leads = leads, []
    candidates: tuple[Candidate, ...] = ()
    if explain:
        candidates = (
            *(Candidate(place=fit.option.place, rank=fit.rank) for fit in answers),
            *(Candidate(place=fit.option.place, rank=fit.rank, failed="lead in") for fit in leads),
            *(Candidate(place=option.place, failed=why) for option, why in failed.values()),
        )
    return Choice(
        winner=answers[0] if answers else None,
        lead_in=leads[0] if leads else None,
        candidates=candidates,
        decided_by=_decided_by(answers) if explain else "",
    )


def _decided_by(fits: list[Fit]) -> str:
    if not fits:
        return ""
    if len(fits) == 1:
        return "only one that fits"
    first, second = fits[0].rank, fits[1].rank
    return next(name for name, a, b in zip(RANK, first, second, strict=True) if a != b)
