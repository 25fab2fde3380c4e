"""One step of a call: an input comes in, events go out. A plain function.

The order within a turn is that of the turn cycle: the clock, what was heard,
what follows from it, feelings, the open objection, one reaction, then the gates
(an ending that has fired, patience, time).
"""

from msgspec.structs import replace

from simulator.dialogue.choice import Choice
from simulator.dialogue.events import (
    AskHint,
    FactGiven,
    FactUnheard,
    HangUp,
    Input,
    Log,
    MoodChanged,
    ObjectionServed,
    Said,
    Silence,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.dialogue.feeling import felt
from simulator.dialogue.index import LONGEST_CALL, Option, prepared, silent_after
from simulator.dialogue.objection import in_order, serve
from simulator.dialogue.state import State
from simulator.dialogue.talk import Breath
from simulator.dialogue.timing import counted_by, talked
from simulator.dialogue.unanswered import (
    answered_perhaps,
    asked_perhaps,
    not_understood,
    off_topic,
    wants_it_again,
)
from simulator.dialogue.worked_out import complete
from simulator.scenario.model import Out, Playable
from simulator.scenario.values import MoodChange
from simulator.understanding.hearing import Heard

SOURED = MoodChange(trust=-6, patience=-6)
WARMED = MoodChange(trust=2)
SILENCE_COSTS = MoodChange(patience=-5)
INTERRUPTING_COSTS = MoodChange(trust=-3)
SILENCES = 3
"""Silences in a row after which the person hangs up."""
LINE_TAKEN_IN = 0.8
"""Share of the person's line after which what it tells has been heard."""
MOST_TURNS = 1000
"""Turns after which any call ends, however short they are."""


def step(
    playable: Playable, state: State, given: Input, *, explain: bool = True
) -> tuple[State, Log]:
    """The state after an input, and the new events. After the end nothing happens.

    Without ``explain`` the events say which reaction was chosen but not among
    which, which saves time in simulations and changes nothing else. Raises
    ``NotFound`` when the scenario lacks the state's level.
    """
    breath = Breath(prepared(playable, state.level), state, explain=explain)
    if not state.over:
        match given:
            case Said():
                if given.hearing.text.strip() or given.hearing.noise:
                    _said(breath, given)
                else:
                    _silent(breath, given.hearing.seconds or silent_after(breath.index, state))
            case Silence():
                _silent(breath, given.seconds)
            case AskHint():
                breath.hint(asked=True)
            case HangUp():
                breath.leave(given.result)
    return breath.state, tuple(breath.events)


def _said(b: Breath, given: Said) -> None:
    """Steps 3 to 11 of the turn cycle for a spoken or typed reply."""
    before = b.state
    index = b.index
    hearing = given.hearing
    count = counted_by(index, before, hearing.text, hearing.seconds, given.words)
    cut = count < len(hearing.text.rstrip())
    spoken = given.started is not None or hearing.source == "speech"
    started = round(given.started, 2) if given.started is not None else before.clock
    # speech may begin while the line is still sounding, never before it began
    started = max(started, before.line_began)
    seconds = talked(
        index, before, hearing.text, hearing.seconds if spoken else 0.0, cut=cut, count=count
    )
    interrupted = given.interrupted and given.line_heard < 1
    moves = complete(index, before, hearing, count, cut=cut, interrupted=interrupted)
    b.emit(
        TraineeSpoke(
            turn=before.turn + 1,
            at=started,
            hearing=replace(hearing, moves=moves),
            counted=count,
            started=started,
            seconds=seconds,
            cut_in=cut,
            interrupted=interrupted,
            words=given.words,
            audio=given.audio,
            sound=given.sound,
        )
    )
    if interrupted and given.line_heard < LINE_TAKEN_IN:
        for told in before.told_last:
            b.emit(FactUnheard(turn=b.state.turn, at=started, fact=told, person=before.person))
    for fact in hearing.facts:
        if fact.span.start < max(count, 1):
            b.emit(FactGiven(turn=b.state.turn, at=b.state.clock, fact=fact.kind, value=fact.value))
    beat = index.stages[before.beat].beat
    if beat.mode != "talk":
        cut_off = cut and beat.when_cut_off is not None
        _recorded(b, beat.when_cut_off if cut_off else beat.then)
        return
    if interrupted and before.interruptions:
        b.feel(INTERRUPTING_COSTS, "interrupted")
    _feelings(b, moves, too_long=cut)
    _reply(b, given, moves, cut=cut, interrupted=interrupted)
    _gates(b)


def _recorded(b: Breath, out: Out | None) -> None:
    """A beat of one turn (voicemail, word for word) is over."""
    b.go(out if out is not None else Out(end="finished"))
    if not b.state.over and b.state.turn > 0:
        _gates(b)


def _feelings(b: Breath, moves: tuple[Heard, ...], *, too_long: bool) -> None:
    state = b.state
    for change, now, cause in felt(
        b.index, state, tuple(one.move for one in moves), too_long=too_long
    ):
        b.emit(
            MoodChanged(
                turn=state.turn,
                at=state.clock,
                person=state.person,
                change=change,
                now=now,
                cause=cause,
            )
        )


def _reply(
    b: Breath, given: Said, moves: tuple[Heard, ...], *, cut: bool, interrupted: bool
) -> None:
    """What the person says: cutting in, the objection, a reaction, or a stock line."""
    if cut:
        _cut_in(b, moves)
        return
    if wants_it_again(b.state, given.hearing):
        b.say_again()
        return
    if b.state.open and _serve_objection(b, moves):
        return
    almost = {one.move: frozenset(one.missing) for one in given.hearing.almost if one.missing}
    events = ("interrupted",) if interrupted else ()
    asked = asked_perhaps(b, moves, given.hearing)
    if b.answer(b.choose((*moves, *asked), events=events, almost=almost)):
        return
    if any(one.by != "worked_out" and one.move != "use_name" for one in moves):
        if not answered_perhaps(b, given.hearing):
            off_topic(b, moves)
    else:
        not_understood(b, given.hearing)


def _cut_in(b: Breath, moves: tuple[Heard, ...]) -> None:
    """The trainee talked too long: what she said counts, but gets no answer of its own."""
    if b.state.open:
        b.say_stock("cuts_in", lead_in=True)
        _serve_objection(b, moves)
        return
    choice = b.choose(moves, only=_answers_rambling)
    if not b.answer(choice, alone=True):
        b.say_stock("cuts_in")


def _answers_rambling(option: Option) -> bool:
    reaction = option.reaction
    return reaction.urgent or any("ramble" in row for row in reaction.when.anyof)


def _serve_objection(b: Breath, moves: tuple[Heard, ...]) -> bool:
    """What the turn does to the open objection; whether the person has spoken to it."""
    state = b.state
    name = state.open
    objection = b.index.playable.objections[name]
    limits = b.index.level.objections.get(name)
    said = in_order(moves)
    now = state.objections[name]
    serving = serve(objection, limits, now, said)
    b.emit(
        ObjectionServed(
            turn=state.turn,
            at=state.clock,
            objection=name,
            level=now.level,
            outcome=serving.outcome,
            row=serving.row,
            moves=serving.moves,
            heard=said,
        )
    )
    if serving.soured:
        b.feel(SOURED, f"objection {name} soured")
    elif serving.outcome == "warmed":
        b.feel(WARMED, f"objection {name} warmed")
    if not serving.goes:
        return False
    if serving.goes == "settled":
        b.close_objection(name, settled=True)
        b.answer(_told_by(b, moves), alone=True)
        if not b.state.waiting:
            b.answer(_agreed(b, moves, serving.moves), alone=True)
        b.next_waiting()
    elif serving.goes == "lost":
        b.close_objection(name, settled=False)
        beat = b.index.stages[b.state.beat].beat
        b.go(beat.if_lost_objection.get(name, Out()))
        b.next_waiting()
    else:
        b.deepen(name, serving.goes)
        if serving.outcome == "handled":
            b.answer(_told_by(b, moves), alone=True)
        b.object(name, serving.goes)
    return True


def _told_by(b: Breath, moves: tuple[Heard, ...]) -> Choice:
    """What the person knows about the moves of a turn that moved an objection."""
    return b.choose(moves, only=lambda option: option.place.part == "answers")


def _agreed(b: Breath, moves: tuple[Heard, ...], settling: tuple[str, ...]) -> Choice:
    """The step that a settled objection was in the way of, where the same words took it.

    Only a move that names a fact ("Tuesday at ten") takes a step with what settles.
    """
    known = b.index.playable.moves
    named = [one for one in moves if one.move in settling and known[one.move].needs]
    return b.choose(named, only=lambda option: bool(option.reaction.goto or option.reaction.end))


def _silent(b: Breath, seconds: float) -> None:
    """Nobody spoke. Below the person's patience with silence only time passes."""
    state = b.state
    b.emit(TraineeSilent(turn=state.turn + 1, at=state.clock, seconds=seconds))
    beat = b.index.stages[state.beat].beat
    if beat.mode != "talk":
        if seconds >= (beat.silence_ends_it or 0.0):
            _recorded(b, beat.when_cut_off or beat.then)
        return
    if seconds >= silent_after(b.index, state):
        times = b.state.silences
        b.feel(SILENCE_COSTS, "silence")
        answered = b.answer(b.choose(events=("silence",)))
        lines = b.index.stock[state.person].silent
        if not answered and times <= len(lines):
            b.say_stock("silent", variant=times - 1)
        if b.state.silences >= SILENCES and not b.state.over:
            _had_enough(b)
    _gates(b)


def _gates(b: Breath) -> None:
    """An ending that has fired wins; then patience; then time."""
    if b.state.over:
        return
    talking = b.index.stages[b.state.beat].beat.mode == "talk"
    if talking and b.state.feeling.patience == 0:
        _had_enough(b)
    if not b.state.over:
        _time(b)


def _had_enough(b: Breath) -> None:
    """Patience is gone. Where the scenario lets the call go on, the second time ends it."""
    again = b.state.person in b.state.gone
    b.say_stock("had_enough")
    if again:
        b.end("hung_up")
    else:
        b.go(b.index.playable.scenario.if_patience_gone)


def _time(b: Breath) -> None:
    """The beat's limit, then the call's; where that lets it go on, the second time ends it."""
    state = b.state
    scenario = b.index.playable.scenario
    beat = b.index.stages[state.beat].beat
    if beat.time_limit is not None and state.clock - state.beat_since >= beat.time_limit:
        b.go(beat.when_cut_off or beat.then or scenario.if_time_up)
        if b.state.over or b.state.beat != state.beat:
            return
    limit = b.index.time_limit
    if state.clock >= limit:
        if state.beat_since >= limit or state.clock >= limit + LONGEST_CALL:
            b.end("out_of_time")
        else:
            b.go(scenario.if_time_up)
    elif state.turn >= MOST_TURNS:
        b.end("out_of_time")
