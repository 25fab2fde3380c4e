"""State as a fold of the events: what each event changes, in one place."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallEnded,
    CallStarted,
    Coached,
    FactGiven,
    FactTold,
    FactUnheard,
    HintGiven,
    Log,
    MoodChanged,
    ObjectionClosed,
    ObjectionMoved,
    ObjectionRaised,
    ObjectionServed,
    ProspectSpoke,
    ReactionChosen,
    Remembered,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.dialogue.index import Index, key_of, prepared, silent_after
from simulator.dialogue.state import Feeling, Objecting, State
from simulator.scenario.model import Playable


def fold(playable: Playable, log: Log) -> State:
    """Where the call stands after these events; the first must be ``CallStarted``.

    Raises ``NotFound`` when the scenario has no such level, ``ValueError`` for
    a log without its beginning.
    """
    if not log or not isinstance(log[0], CallStarted):
        raise ValueError("a log begins with call_started")
    index = prepared(playable, log[0].level)
    state = State(level=log[0].level, seed=log[0].seed)
    for event in log:
        state = apply(index, state, event)
    return state


def apply(index: Index, state: State, event: AnyEvent) -> State:
    """The state after one event."""
    return _APPLY[type(event)](index, state, event)


def _started(index: Index, state: State, event: CallStarted) -> State:
    moods = {alias: Feeling(*mood) for alias, mood in index.start.items()}
    return replace(state, spoken=event.spoken, moods=moods)


def _entered(index: Index, state: State, event: BeatEntered) -> State:
    return replace(
        state,
        beat=event.beat,
        person=event.person,
        beat_since=event.at,
        clock=max(state.clock, event.at),
        here=frozenset(),
        silences=0,
        not_followed=0,
        hints=0,
    )


def _prospect_spoke(index: Index, state: State, event: ProspectSpoke) -> State:
    key = key_of(event.place)
    stock = event.place.name if event.place.part == "stock" else ""
    return replace(
        state,
        clock=round(event.at + event.pause + event.seconds, 2),
        used={**state.used, key: (*state.used.get(key, ()), event.variant)},
        lines=(*state.lines, event.line),
        last_lines=(*state.last_lines, event.line) if state.breath else (event.line,),
        breath=state.breath + 1,
        line_began=event.at,
        # stock lines and openings end in a courtesy question that wants no answer
        asked=event.place.part not in ("stock", "opens") and event.line.endswith("?"),
        asked_again=stock in ("not_followed", "breaking_up", "cuts_in"),
        not_followed=state.not_followed + (stock == "not_followed"),
        noises=state.noises + (stock == "breaking_up"),
        gone=state.gone | {event.person} if stock == "had_enough" else state.gone,
    )


def _trainee_spoke(index: Index, state: State, event: TraineeSpoke) -> State:
    moves = event.hearing.ids()
    times = dict(state.times)
    for move in moves:
        times[move] = times.get(move, 0) + 1
    understood = any(one.by != "worked_out" for one in event.hearing.moves)
    return replace(
        state,
        turn=event.turn,
        clock=round(event.started + event.seconds, 2),
        times=times,
        here=state.here | moves,
        said=(*state.said, event.hearing.text[: event.counted]),
        breath=0,
        told_last=(),
        silences=0,
        not_followed=0 if understood else state.not_followed,
        interruptions=state.interruptions + event.interrupted,
    )


def _trainee_silent(index: Index, state: State, event: TraineeSilent) -> State:
    return replace(
        state,
        turn=event.turn,
        clock=round(event.at + event.seconds, 2),
        silences=state.silences + (event.seconds >= silent_after(index, state)),
        breath=0,
        told_last=(),
    )


def _mood_changed(index: Index, state: State, event: MoodChanged) -> State:
    return replace(state, moods={**state.moods, event.person: Feeling(*event.now)})


def _reaction_chosen(index: Index, state: State, event: ReactionChosen) -> State:
    lost = event.move == "not_understood"
    return replace(
        state,
        fired=state.fired | {key_of(event.place)},
        not_followed=state.not_followed + 1 if lost else 0,
    )


def _fact_told(index: Index, state: State, event: FactTold) -> State:
    last = state.told_last if event.fact in state.told else (*state.told_last, event.fact)
    return replace(state, told=state.told | {event.fact}, told_last=last)


def _fact_unheard(index: Index, state: State, event: FactUnheard) -> State:
    return replace(state, told=state.told - {event.fact})


def _fact_given(index: Index, state: State, event: FactGiven) -> State:
    return replace(state, knows={**state.knows, event.fact: event.value})


def _remembered(index: Index, state: State, event: Remembered) -> State:
    return replace(state, remembers=state.remembers | {event.flag})


def _objection_raised(index: Index, state: State, event: ObjectionRaised) -> State:
    name = event.objection
    status = Objecting(status="waiting" if event.waiting else "open", level=event.level)
    waiting = tuple(other for other in state.waiting if other != name)
    return replace(
        state,
        objections={**state.objections, name: status},
        open=state.open if event.waiting else name,
        waiting=(*waiting, name) if event.waiting else waiting,
    )


def _objection_served(index: Index, state: State, event: ObjectionServed) -> State:
    now = state.objections[event.objection]
    now = replace(now, turns=now.turns + 1, heard=(*now.heard, event.heard))
    return replace(state, objections={**state.objections, event.objection: now})


def _objection_moved(index: Index, state: State, event: ObjectionMoved) -> State:
    now = Objecting(status="open", level=event.level)
    return replace(state, objections={**state.objections, event.objection: now})


def _objection_closed(index: Index, state: State, event: ObjectionClosed) -> State:
    now = replace(state.objections[event.objection], status="settled" if event.settled else "lost")
    return replace(state, objections={**state.objections, event.objection: now}, open="")


def _hint_given(index: Index, state: State, event: HintGiven) -> State:
    return replace(state, hints=state.hints + 1)


def _coached(index: Index, state: State, event: Coached) -> State:
    return state


def _ended(index: Index, state: State, event: CallEnded) -> State:
    return replace(
        state, ending=event.ending, result=event.result, clock=max(state.clock, event.at)
    )


_APPLY: dict[type, Callable[[Index, State, Any], State]] = {
    CallStarted: _started,
    BeatEntered: _entered,
    ProspectSpoke: _prospect_spoke,
    TraineeSpoke: _trainee_spoke,
    TraineeSilent: _trainee_silent,
    MoodChanged: _mood_changed,
    ReactionChosen: _reaction_chosen,
    FactTold: _fact_told,
    FactUnheard: _fact_unheard,
    FactGiven: _fact_given,
    Remembered: _remembered,
    ObjectionRaised: _objection_raised,
    ObjectionServed: _objection_served,
    ObjectionMoved: _objection_moved,
    ObjectionClosed: _objection_closed,
    Coached: _coached,
    HintGiven: _hint_given,
    CallEnded: _ended,
}
