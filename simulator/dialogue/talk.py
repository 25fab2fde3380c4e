"""What a prospect can do in one breath: speak, feel, tell, raise, move on, hang up.

``Breath`` collects the events of one step and folds each into the state as it
comes, so that the next thing done sees what the last one changed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from simulator.dialogue.choice import Choice, Fit, choose
from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallEnded,
    Coached,
    FactTold,
    HintGiven,
    MoodChanged,
    ObjectionClosed,
    ObjectionMoved,
    ObjectionRaised,
    Place,
    ProspectSpoke,
    Remembered,
)
from simulator.dialogue.feeling import moved
from simulator.dialogue.fold import apply
from simulator.dialogue.index import Index, Option, key_of
from simulator.dialogue.line import complete, filled, fills, seconds_of, variant_of
from simulator.dialogue.objection import first_level, level_named
from simulator.dialogue.state import State
from simulator.scenario.model import Coach, Ending, Out
from simulator.scenario.values import MoodChange
from simulator.understanding.hearing import Heard

WAITING_AT_MOST = 3
"""Objections that may wait behind the open one."""
DEFAULT_ENDINGS = {
    "hung_up": Ending(result="lost", shows="The line goes dead."),
    "out_of_time": Ending(result="partial", shows="There is no more time."),
    "finished": Ending(result="partial", shows="The call is over."),
}
"""Endings that exist in every scenario; it may give them words of its own."""
_NO_CHANGE = MoodChange()


class Breath:
    """One step in the making: the state so far and the events that led to it."""

    __slots__ = ("events", "explain", "index", "state")

    def __init__(self, index: Index, state: State, *, explain: bool = True) -> None:
        self.index = index
        self.state = state
        self.explain = explain
        self.events: list[AnyEvent] = []

    def emit(self, event: AnyEvent) -> None:
        """Records what happened."""
        self.state = apply(self.index, self.state, event)
        self.events.append(event)

    def say(
        self,
        texts: Sequence[str],
        place: Place,
        *,
        variant: int | None = None,
        pause: float = 0.0,
        lead_in: bool = False,
    ) -> None:
        """Says one of the lines; nothing where there are none."""
        if not texts:
            return
        state = self.state
        known = fills(self.index.playable, state) if any("<" in text for text in texts) else {}
        if variant is None:
            allowed = [n for n, text in enumerate(texts) if complete(text, known)]
            key = key_of(place)
            variant = variant_of(
                allowed or range(len(texts)), state.used.get(key, ()), state.seed, key
            )
        line = filled(texts[variant], known)
        self.emit(
            ProspectSpoke(
                turn=state.turn,
                at=state.clock,
                person=state.person,
                line=line,
                place=place,
                variant=variant,
                seconds=seconds_of(line, self.index.speed[state.person]),
                pause=pause,
                lead_in=lead_in,
            )
        )

    def say_stock(self, name: str, *, variant: int | None = None, lead_in: bool = False) -> None:
        """Says a stock line of the person on the line."""
        person = self.state.person
        texts = getattr(self.index.stock[person], name)
        if variant is not None:
            variant = min(variant, len(texts) - 1)
        place = Place(part="stock", owner=person, name=name)
        self.say(texts, place, variant=variant, lead_in=lead_in)

    def feel(self, change: MoodChange, cause: str) -> None:
        """Moves the person's mood, capped and clamped."""
        if change == _NO_CHANGE:
            return
        state = self.state
        now = moved(state.feeling, change.trust, change.patience, change.interest)
        self.emit(
            MoodChanged(
                turn=state.turn,
                at=state.clock,
                person=state.person,
                change=change,
                now=now,
                cause=cause,
            )
        )

    def tell(self, facts: Sequence[str]) -> None:
        """Reveals facts."""
        for fact in facts:
            self.emit(
                FactTold(
                    turn=self.state.turn,
                    at=self.state.clock,
                    fact=fact,
                    person=self.state.person,
                )
            )

    def coach(self, coach: Coach | None, place: Place) -> None:
        """Notes coaching that belongs to this turn."""
        if coach is not None:
            self.emit(
                Coached(
                    turn=self.state.turn,
                    at=self.state.clock,
                    note=coach.note,
                    stronger=coach.stronger,
                    place=place,
                )
            )

    def choose(
        self,
        heard: Iterable[Heard] = (),
        *,
        events: Iterable[str] = (),
        almost: dict[str, frozenset[str]] | None = None,
        only: Callable[[Option], bool] | None = None,
    ) -> Choice:
        """Which reaction would answer, as things stand."""
        return choose(
            self.index,
            self.state,
            heard,
            events=events,
            almost=almost,
            only=only,
            explain=self.explain,
        )

    def answer(self, choice: Choice, *, alone: bool = False) -> bool:
        """Carries out a choice; False when nothing fits. ``alone`` leaves out the lead-in."""
        if choice.winner is None:
            return False
        if choice.lead_in is not None and not alone:
            self._react(choice, choice.lead_in)
        self._react(choice, choice.winner)
        reaction = choice.winner.option.reaction
        self.go(Out(goto=reaction.goto, end=reaction.end, raise_=reaction.raise_))
        return True

    def _react(self, choice: Choice, fit: Fit) -> None:
        reaction, place = fit.option.reaction, fit.option.place
        self.emit(choice.event(fit, self.state.turn, self.state.clock))
        self.feel(reaction.mood, f"reaction {reaction.name}")
        self.say(
            reaction.says,
            place,
            pause=reaction.pause or 0.0,
            lead_in=fit is choice.lead_in,
        )
        self.tell(reaction.tells)
        for flag in reaction.remember:
            self.emit(Remembered(turn=self.state.turn, at=self.state.clock, flag=flag))
        self.coach(reaction.coach, place)

    def go(self, out: Out) -> None:
        """Raises, then moves to a beat, then ends: whatever of the three is given."""
        if out.raise_:
            self.raise_objection(out.raise_)
        if out.end:
            self.end(out.end)
        elif out.goto:
            self.enter(out.goto)

    def enter(self, beat: str) -> None:
        """Moves to a beat; its opening follows in the same breath."""
        state = self.state
        stage = self.index.stages[beat].beat
        self.emit(BeatEntered(turn=state.turn, at=state.clock, beat=beat, person=stage.with_))
        self.say(stage.opens, Place(part="opens", owner=beat, name="opens"))

    def end(self, name: str) -> None:
        """Ends the call with an ending of the scenario, or one of the defaults."""
        endings = self.index.playable.scenario.endings
        ending = endings.get(name) or DEFAULT_ENDINGS.get(name, DEFAULT_ENDINGS["finished"])
        self.emit(
            CallEnded(
                turn=self.state.turn,
                at=self.state.clock,
                ending=name,
                result=ending.result,
                shows=ending.shows,
            )
        )

    def raise_objection(self, name: str) -> None:
        """Opens an objection and speaks its first level, or puts it in line.

        One that is open, waiting or over stays as it is, unless the file says
        ``again: yes`` of one that is over.
        """
        state = self.state
        objection = self.index.playable.objections[name]
        known = state.objections.get(name)
        if known is not None and (known.status in ("open", "waiting") or not objection.again):
            return
        level = first_level(objection, self.index.level.objections.get(name))
        if state.open:
            if len(state.waiting) < WAITING_AT_MOST:
                self.emit(
                    ObjectionRaised(
                        turn=state.turn, at=state.clock, objection=name, level=level, waiting=True
                    )
                )
            return
        self._open(name, level)

    def _open(self, name: str, level: str) -> None:
        state = self.state
        self.emit(ObjectionRaised(turn=state.turn, at=state.clock, objection=name, level=level))
        self.object(name, level)

    def object(self, name: str, level: str) -> None:
        """Speaks a level of an objection."""
        says = level_named(self.index.playable.objections[name], level).says
        self.say(says, Place(part="objection", owner=name, name=level))

    def deepen(self, name: str, level: str) -> None:
        """Moves the open objection to another level; the line is spoken separately."""
        state = self.state
        self.emit(
            ObjectionMoved(
                turn=state.turn,
                at=state.clock,
                objection=name,
                level=level,
                was=state.objections[name].level,
            )
        )

    def close_objection(self, name: str, *, settled: bool) -> None:
        """Settles or loses the open objection: the line, then the mood."""
        state = self.state
        objection = self.index.playable.objections[name]
        self.emit(ObjectionClosed(turn=state.turn, at=state.clock, objection=name, settled=settled))
        outcome = objection.settled if settled else objection.lost
        word = "settled" if settled else "lost"
        place = Place(part="objection", owner=name, name=word)
        self.say(outcome.says, place)
        self.feel(outcome.mood, f"objection {name} {word}")
        if not settled:
            self.coach(objection.coach, place)

    def next_waiting(self) -> None:
        """Brings up the next objection in line, where none is open."""
        state = self.state
        if state.waiting and not state.open and not state.over:
            name = state.waiting[0]
            self._open(name, state.objections[name].level)

    def say_again(self) -> None:
        """Says the last breath once more, for whoever did not catch it."""
        state = self.state
        line = " ".join(state.last_lines)
        self.emit(
            ProspectSpoke(
                turn=state.turn,
                at=state.clock,
                person=state.person,
                line=line,
                place=Place(part="stock", owner=state.person, name="again"),
                variant=0,
                seconds=seconds_of(line, self.index.speed[state.person]),
            )
        )

    def hint(self, *, asked: bool) -> None:
        """The beat's next hint; the last one again when they are used up."""
        state = self.state
        beat = self.index.stages[state.beat].beat
        hints = beat.hints or ((beat.about,) if beat.about else ())
        if hints:
            text = hints[min(state.hints, len(hints) - 1)]
            self.emit(HintGiven(turn=state.turn, at=state.clock, text=text, asked=asked))

    def leave(self, result: Literal["left", "stopped"]) -> None:
        """Ends the call without a result of the scenario."""
        state = self.state
        self.emit(CallEnded(turn=state.turn, at=state.clock, ending=result, result=result))
