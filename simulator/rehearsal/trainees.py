"""Simulated trainees: who makes which moves in the next turn.

A trainee is a pure choice from the state of the call and a stream of numbers;
how well she is heard is decided elsewhere.
"""

from collections.abc import Callable
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from simulator.dialogue.choice import choose
from simulator.dialogue.events import Input, Silence
from simulator.dialogue.state import State
from simulator.errors import UsageError
from simulator.rehearsal.plan import (
    PLACE_IN_CALL,
    RIDERS,
    Plan,
    Teller,
    due_step,
    lacking,
)
from simulator.understanding.hearing import Heard, Span

SENSIBLE = {"novice": 0.25, "average": 0.55, "skilled": 0.80, "expert": 0.97}
"""How often each of the ladder does the sensible thing rather than anything at all."""
FIXED = ("silent", "rambler", "pusher", "parrot", "soup")
KINDS = (*FIXED, *SENSIBLE)
LADDER = tuple(SENSIBLE)
PUSHING = ("ask_for_meeting", "pressure", "offer_times", "discount_early", "argue", "state_value")
PARROTED = (
    ("greeting", "introduce_self", "state_reason"),
    ("state_value", "quantify_value"),
    ("tell_proof", "differentiate"),
    ("ask_for_meeting", "offer_times"),
)


class Wish(Struct, frozen=True):
    """What a trainee wants to do next: moves to say, or nothing for a while."""

    moves: tuple[str, ...] = ()
    silent: bool = False
    long: bool = False  # pads the turn with talk until she is cut off


Trainee = Callable[[Plan, State, Random], Wish]


def trainee(kind: str, plan: Plan) -> Trainee:
    """The trainee of a kind: ``expert``, ``one-note:thank`` ... Raises ``UsageError``."""
    if kind in SENSIBLE:
        share = SENSIBLE[kind]
        return lambda plan, state, dice: _laddered(plan, state, dice, share)
    name, _, move = kind.partition(":")
    if name == "one-note" and move:
        if move not in plan.index.playable.moves:
            raise UsageError(f"there is no move '{move}'", "write one-note:MOVE")
        return lambda plan, state, dice: Wish((move,))
    match kind:
        case "silent":
            return lambda plan, state, dice: Wish(silent=True)
        case "rambler":
            return lambda plan, state, dice: Wish((_pick(plan.good, dice),), long=True)
        case "pusher":
            return lambda plan, state, dice: Wish((_pick(PUSHING, dice),))
        case "parrot":
            return lambda plan, state, dice: Wish(PARROTED[state.turn % len(PARROTED)])
        case "soup":
            return lambda plan, state, dice: Wish(plan.good)
    raise UsageError(
        f"there is no trainee '{kind}'", f"there are {', '.join(KINDS)} and one-note:MOVE"
    )


def _pick(items: tuple[str, ...], dice: Random) -> str:
    return items[int(dice.random() * len(items))]


def _anything(plan: Plan, dice: Random) -> Wish:
    return Wish((_pick(plan.all, dice),))


def _laddered(plan: Plan, state: State, dice: Random, share: float) -> Wish:
    """Sensible with this chance: a turn at a time, in a message a move at a time."""
    if plan.index.stages[state.beat].beat.mode == "talk":
        return sensible(plan, state) if dice.random() < share else _anything(plan, dice)
    wanted = sensible(plan, state).moves
    moves = [m if dice.random() < share else _pick(plan.all, dice) for m in wanted]
    return Wish(tuple(dict.fromkeys(moves)))


def sensible(plan: Plan, state: State) -> Wish:
    """The open objection first, then what still earns points here, then the way out."""
    stage = plan.index.stages[state.beat]
    if stage.beat.mode != "talk":
        return Wish(_all_wanted(plan, state))
    wanted = _wanted(plan, state)
    if state.open:
        step = due_step(plan, state)
        if step is not None:
            return Wish(_with_riders(plan, state, step, wanted))
    way_out = _way_out(plan, state)
    first = _wanted_here(plan, state, wanted)
    if first is not None and (
        way_out is None or (_has_time(plan, state) and not set(first) <= set(way_out))
    ):
        return Wish(_with_riders(plan, state, first, wanted))
    if way_out is not None:
        return Wish(_with_riders(plan, state, way_out, wanted))
    return Wish(_something(plan, state))


def _has_time(plan: Plan, state: State) -> bool:
    return state.feeling.patience > 25 and state.clock < 0.7 * plan.index.time_limit


def _way_out(plan: Plan, state: State) -> tuple[str, ...] | None:
    """The moves towards the nearest win that can be had from here."""
    for way in plan.ways[state.beat]:
        more = lacking(plan, state, way.option)
        if more is None:
            continue
        moves = more[1:] if more[:1] == ("",) else (*more, *way.row)
        if all(move in plan.phrases for move in moves) and not _mistake(plan, state, moves):
            return tuple(dict.fromkeys(moves))
    return None


def _wanted(plan: Plan, state: State) -> list[tuple[str, ...]]:
    """Moves that would still earn a criterion in this beat, in the order of a good call."""
    times = state.times
    rows: list[tuple[str, ...]] = []
    for criterion in plan.wants:
        if criterion.in_ and state.beat not in criterion.in_:
            continue
        if criterion.credit is not None:
            for row in criterion.credit.anyof:
                if row[0] in times and times.keys() >= set(row):
                    break
            else:
                rows += criterion.credit.anyof
        elif criterion.told and criterion.told not in state.told:
            rows += _here(plan.tells.get(criterion.told, ()), state.beat)
        elif criterion.settled and criterion.settled not in state.objections:
            rows += _here(plan.raises.get(criterion.settled, ()), state.beat)
    return rows


def _here(known: tuple[Teller, ...], beat: str) -> list[tuple[str, ...]]:
    return [row for where, _, row in known if where == beat]


def _wanted_here(plan: Plan, state: State, wanted: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The first of them that this beat answers and that no one would mind."""
    live = plan.index.stages[state.beat].live
    for row in wanted:
        if RIDERS.issuperset(row):
            continue
        if all(
            move in plan.phrases and (move in live or move not in plan.everywhere) for move in row
        ) and not _mistake(plan, state, row):
            return row
    return None


def _mistake(plan: Plan, state: State, moves: tuple[str, ...]) -> bool:
    """Whether the person would answer these moves with a reaction that has coaching."""
    if plan.index.stages[state.beat].coached.isdisjoint(moves):
        return False
    times = dict(state.times)
    for move in moves:
        times[move] = times.get(move, 0) + 1
    heard = [
        Heard(move=move, confidence=1.0, span=Span(place, place + 1))
        for place, move in enumerate(moves)
    ]
    # only what ``choose`` reads is brought up to date
    after = replace(state, times=times, here=state.here.union(moves))
    winner = choose(plan.index, after, heard, explain=False).winner
    return winner is not None and winner.option.reaction.coach is not None


def _with_riders(
    plan: Plan, state: State, moves: tuple[str, ...], wanted: list[tuple[str, ...]]
) -> tuple[str, ...]:
    """The moves in the order of a good call, with up to two courtesies that still earn."""
    chosen = list(dict.fromkeys(moves))
    coached = plan.index.stages[state.beat].coached
    for row in wanted:
        if len(chosen) >= 3:
            break
        move = row[0]
        if len(row) > 1 or move not in RIDERS or move in chosen:
            continue
        if move == "reflect" and (state.turn < 2 or not state.told):
            continue
        if move == "empathise" and not (state.told or state.open):
            continue
        if move in coached and _mistake(plan, state, (move, *chosen)):
            continue
        chosen.append(move)
    if not state.here and "introduce_self" not in chosen and "introduce_self" in plan.phrases:
        persona = plan.index.playable.personas[state.person]
        if "introduce_self" not in persona.dislikes:
            chosen.append("introduce_self")
    main = [move for move in chosen if move not in RIDERS]
    side = [move for move in chosen if move in RIDERS and move != "thank"]
    side.sort(key=lambda move: PLACE_IN_CALL.get(move, 0))
    return (*side, *main, "thank") if "thank" in chosen else (*side, *main)


def _all_wanted(plan: Plan, state: State) -> tuple[str, ...]:
    """Everything that earns, in one breath: a message has one turn."""
    moves: list[str] = []
    for criterion in plan.wants:
        if criterion.credit is not None:
            for move in criterion.credit.anyof[0]:
                if move in plan.phrases and move not in moves:
                    moves.append(move)
    return tuple(moves) or (plan.good[0],)


def _something(plan: Plan, state: State) -> tuple[str, ...]:
    """A move that this beat answers without minding; the least used of them."""
    live = plan.index.stages[state.beat].live
    known = [move for move in plan.good if move in live and move not in RIDERS]
    known.sort(key=lambda move: (state.times.get(move, 0), PLACE_IN_CALL.get(move, 99)))
    for move in known[:4]:
        if not _mistake(plan, state, (move,)):
            return (move,)
    return (known[0],) if known else (plan.good[0],)


def put_silence(plan: Plan, state: State) -> Input:
    """As much silence as makes the person speak, or ends a recording."""
    beat = plan.index.stages[state.beat].beat
    persona = plan.index.playable.personas[state.person]
    return Silence(seconds=max(persona.silent_after or 6.0, beat.silence_ends_it or 0.0))
