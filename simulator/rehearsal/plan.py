"""What a sensible trainee knows of a scenario: ways out, what comes first, what earns points."""

import re
from collections.abc import Iterator

from msgspec import Struct

from simulator.dialogue.index import Index, Option
from simulator.dialogue.objection import level_named
from simulator.dialogue.state import State
from simulator.scenario.model import Conditions, Criterion
from simulator.scenario.values import EVENTS

ORDER = (
    "greeting",
    "introduce_self",
    "use_name",
    "permission_opener",
    "use_research",
    "small_talk",
    "state_reason",
    "ask_for_help",
    "ask_referral",
    "ask_best_time",
    "ask_current_solution",
    "ask_need",
    "ask_impact",
    "empathise",
    "reflect",
    "ask_authority",
    "ask_decision_process",
    "ask_timeline",
    "ask_budget",
    "ask_criteria",
    "summarise_needs",
    "tie_to_need",
    "state_credibility",
    "state_value",
    "quantify_value",
    "tell_proof",
    "differentiate",
    "acknowledge_objection",
    "clarify_objection",
    "answer_objection",
    "check_resolved",
    "reduce_risk",
    "state_price",
    "offer_email",
    "ask_for_meeting",
    "ask_for_business",
    "offer_times",
    "leave_callback",
    "leave_message",
    "confirm_next_step",
    "thank",
    "say_goodbye",
)
"""The order in which a good call makes its moves."""
PLACE_IN_CALL = {move: place for place, move in enumerate(ORDER)}
RIDERS = frozenset(
    {"greeting", "introduce_self", "use_name", "thank", "empathise", "reflect", "apologise"}
)
"""Moves that go along with another in one turn."""
GIVES = {
    "day": "offer_times",
    "time": "offer_times",
    "date": "offer_times",
    "phone": "leave_callback",
    "email": "offer_email",
    "name": "introduce_self",
    "company": "introduce_self",
    "percent": "quantify_value",
    "money": "state_price",
    "amount": "quantify_value",
    "duration": "permission_opener",
}
"""A move that states each kind of fact."""
FACTS = {
    "day": "Thursday",
    "time": "ten",
    "date": "the ninth of May",
    "phone": "0117 496 0123",
    "email": "sam at example dot com",
    "name": "Sam",
    "company": "our company",
    "percent": "twelve percent",
    "money": "forty pounds",
    "amount": "forty",
    "number": "forty",
    "duration": "two minutes",
}
"""What a simulated trainee says for a fact."""
FAR = 99
DEEPEST = 4


Teller = tuple[str, Option, tuple[str, ...]]
"""A beat, a reaction in it, and the moves that call it."""


class Way(Struct, frozen=True):
    """A reaction that leads out of its beat, the moves that call it, how far it is to a win."""

    option: Option
    row: tuple[str, ...]
    cost: int


class Plan(Struct, frozen=True):
    """A scenario at one level, as a sensible trainee sees it."""

    index: Index
    ways: dict[str, tuple[Way, ...]]  # beat -> ways out, nearest to a win first
    tells: dict[str, tuple[Teller, ...]]  # fact -> beat, option, moves
    raises: dict[str, tuple[Teller, ...]]
    notes: dict[str, tuple[Teller, ...]]  # flag -> who remembers it
    wants: tuple[Criterion, ...]  # criteria that can be earned, in the order of a good call
    everywhere: frozenset[str]  # moves that some beat answers
    good: tuple[str, ...]
    bad: tuple[str, ...]
    all: tuple[str, ...]
    phrases: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[str, ...]]


def plan_of(index: Index) -> Plan:
    """Reads a scenario once for any number of simulated calls."""
    playable = index.playable
    tells: dict[str, list[Teller]] = {}
    raises: dict[str, list[Teller]] = {}
    notes: dict[str, list[Teller]] = {}
    everywhere: set[str] = set()
    for beat, stage in index.stages.items():
        for triggers in stage.triggers.values():
            for trigger in triggers:
                option, row = trigger.option, trigger.row
                if row[0] in EVENTS:
                    continue
                everywhere.update(row)
                entry = (beat, option, row)
                for fact in option.reaction.tells:
                    tells.setdefault(fact, []).append(entry)
                for flag in option.reaction.remember:
                    notes.setdefault(flag, []).append(entry)
                if option.reaction.raise_:
                    raises.setdefault(option.reaction.raise_, []).append(entry)
    heard = [
        move
        for move, one in playable.moves.items()
        if not one.worked_out and (one.sounds_like or move in PLACE_IN_CALL)
    ]
    return Plan(
        index=index,
        ways=_ways(index),
        tells={name: tuple(rows) for name, rows in tells.items()},
        raises={name: tuple(rows) for name, rows in raises.items()},
        notes={name: tuple(rows) for name, rows in notes.items()},
        wants=_wants(index),
        everywhere=frozenset(everywhere),
        good=tuple(move for move in heard if playable.moves[move].sign == "good"),
        bad=tuple(move for move in heard if playable.moves[move].sign == "bad"),
        all=tuple(heard),
        phrases={
            move: tuple(spoken(text, index) for text in playable.moves[move].sounds_like)
            or (move.replace("_", " "),)
            for move in heard
        },
        needs={move: playable.moves[move].needs for move in heard},
    )


def spoken(text: str, index: Index) -> str:
    """An example phrasing with its placeholders filled, as a sentence."""
    known = {**FACTS, **index.playable.scenario.values}
    text = re.sub(r"<([\w-]+)>", lambda found: known.get(found.group(1), "it"), text)
    return text[:1].upper() + text[1:]


def _ways(index: Index) -> dict[str, tuple[Way, ...]]:
    """Ways out of every beat with the number of steps to a win."""
    scenario = index.playable.scenario
    results = {name: ending.result for name, ending in scenario.endings.items()}
    steps = dict.fromkeys(index.stages, FAR)
    found: dict[str, list[tuple[Option, tuple[str, ...], str, str]]] = {}
    for beat, stage in index.stages.items():
        found[beat] = [
            (one.option, one.row, one.option.reaction.goto, one.option.reaction.end)
            for triggers in stage.triggers.values()
            for one in triggers
            if one.row[0] not in EVENTS and (one.option.reaction.goto or one.option.reaction.end)
        ]

    def cost(goto: str, end: str) -> int:
        if end:
            return {"won": 1, "partial": FAR // 3}.get(results.get(end, "lost"), FAR)
        return min(FAR, 1 + steps.get(goto, FAR))

    for _ in index.stages:
        for beat, stage in index.stages.items():
            out = stage.beat.then
            costs = [cost(goto, end) for _, _, goto, end in found[beat]]
            if out is not None:
                costs.append(cost(out.goto, out.end))
            steps[beat] = min(costs, default=FAR)
    return {
        beat: tuple(
            sorted(
                (
                    Way(option, row, cost(goto, end))
                    for option, row, goto, end in rows
                    if cost(goto, end) < FAR and goto != beat
                ),
                key=lambda way: (way.cost, -way.option.conditions, way.option.order),
            )
        )
        for beat, rows in found.items()
    }


def _wants(index: Index) -> tuple[Criterion, ...]:
    criteria = [
        criterion
        for pillar in index.playable.rubric.pillars.values()
        for criterion in pillar.criteria
        if criterion.points > 0 and criterion.penalty is None
    ]

    def place(criterion: Criterion) -> int:
        if criterion.credit is None:
            return len(ORDER)
        first = criterion.credit.anyof[0][0]
        return PLACE_IN_CALL.get(first, len(ORDER) // 2)

    return tuple(sorted(criteria, key=place))


def lacking(plan: Plan, state: State, option: Option, depth: int = 0) -> tuple[str, ...] | None:
    """The moves still to be made before a reaction fits; None when it can't be had.

    Moves named by ``done`` may be said in the same turn; where something has to
    happen first, only the moves that bring it about are returned, marked by a
    leading ``""``.
    """
    return _lacking(plan, state, option.reaction.if_, depth)


def _lacking(plan: Plan, state: State, c: Conditions | None, depth: int) -> tuple[str, ...] | None:
    if c is None:
        return ()
    times = state.times
    if depth > DEEPEST or (c.level and state.level not in c.level):
        return None
    if c.not_done and not times.keys().isdisjoint(c.not_done):
        return None
    if c.not_told and not state.told.isdisjoint(c.not_told):
        return None
    for first in _first(plan, state, c, depth):
        return ("", *first) if first is not None else None
    along = [move for move in c.done if move not in times]
    if c.done_here:
        along += [move for move in c.done_here if move not in state.here]
    if c.knows:
        along += [GIVES[kind] for kind in c.knows if kind not in state.knows and kind in GIVES]
    if c.times:
        along += [move for move, n in c.times.items() if times.get(move, 0) < n.low]
    if c.any_:
        blocks = [_lacking(plan, state, block, depth + 1) for block in c.any_]
        possible = sorted((b for b in blocks if b is not None), key=len)
        if not possible:
            return None
        if possible[0][:1] == ("",):
            return possible[0]
        along += possible[0]
    return tuple(along)


def _first(plan: Plan, state: State, c: Conditions, depth: int) -> Iterator[tuple[str, ...] | None]:
    """What has to happen in an earlier turn: a fact told, an objection settled, a mood."""
    for fact in c.told:
        if fact not in state.told:
            yield _by(plan, state, plan.tells.get(fact, ()), depth)
    for name in c.settled:
        objecting = state.objections.get(name)
        if objecting is None:
            yield _by(plan, state, plan.raises.get(name, ()), depth)
        elif objecting.status != "settled":
            yield None
    for name in c.open:
        if state.open != name:
            yield _by(plan, state, plan.raises.get(name, ()), depth)
    for flag in c.remembers:
        if flag not in state.remembers:
            yield _by(plan, state, plan.notes.get(flag, ()), depth)
    feeling = state.feeling
    for mood, wanted, now in (
        ("trust", c.trust, feeling.trust),
        ("patience", c.patience, feeling.patience),
        ("interest", c.interest, feeling.interest),
    ):
        if wanted is None:
            continue
        if now > wanted.high:
            yield None
        elif now < wanted.low:
            yield _liked(plan, state, mood)


def _by(
    plan: Plan,
    state: State,
    rows: tuple[Teller, ...],
    depth: int,
) -> tuple[str, ...] | None:
    for beat, option, row in rows:
        if beat != state.beat:
            continue
        more = _lacking(plan, state, option.reaction.if_, depth + 1)
        if more is None:
            continue
        return more[1:] if more[:1] == ("",) else (*more, *row)
    return None


def _liked(plan: Plan, state: State, mood: str) -> tuple[str, ...] | None:
    """A move that the person likes for this mood and has not tired of."""
    persona = plan.index.playable.personas[state.person]
    best: tuple[float, str] | None = None
    for move, change in persona.likes.items():
        gain = getattr(change, mood) / (1 + state.times.get(move, 0))
        if gain <= 0 or state.times.get(move, 0) > 1 or move not in plan.phrases:
            continue
        if best is None or gain > best[0]:
            best = (gain, move)
    return (best[1],) if best is not None else None


def due_step(plan: Plan, state: State) -> tuple[str, ...] | None:
    """The next step towards settling the open objection, the shortest row first."""
    name = state.open
    now = state.objections[name]
    objection = plan.index.playable.objections[name]
    level = level_named(objection, now.level)
    best: tuple[str, ...] | None = None
    least = FAR
    for row in level.settled_by:
        at = 0
        for said in now.heard:
            moves = {move for move, _ in said}
            while at < len(row.steps) and moves.issuperset(row.steps[at]):
                at += 1
        rest = row.steps[at:]
        speakable = all(move in plan.phrases for step in rest for move in step)
        if speakable and rest and len(rest) < least:
            least, best = len(rest), rest[0]
    return best
