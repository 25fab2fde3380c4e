"""Talking to a scenario as its author: every turn explained, and the call bent at will.

Commands begin with a colon and take no time of the call. What they change (the
beat, a mood) is written into the log as events, so that the state stays a fold
of it; such a talk can't be kept as a test, which starts at the beginning.
"""

from collections.abc import Iterator

from msgspec import Struct

from simulator import dialogue
from simulator.call import Call, Hear
from simulator.dialogue.events import (
    BeatEntered,
    Log,
    MoodChanged,
    Place,
    ProspectSpoke,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.dialogue.line import seconds_of
from simulator.errors import NotFound, UsageError
from simulator.rehearsal.logs import explained
from simulator.rehearsal.telling import inside, names, scored, spoken
from simulator.scenario.model import Playable
from simulator.scenario.values import MoodChange

HELP = """\
say something, or
:back [N]        go back one turn, or N
:as LEVEL        start again at another level
:seed N          start again with another seed
:restart         start again
:beat NAME       jump to a beat
:mood trust 70   set trust, patience or interest of the person on the line
:silent [6]      say nothing for so many seconds
:hint            ask for a hint
:why [TURN]      the ranking of the last turn, or of another
:score           the score so far
:keep NAME       save the talk as a test in the file
:quit            leave"""
MOODS = ("trust", "patience", "interest")


class Step(Struct, frozen=True):
    """What one line of the author brought: lines to show, and whether she wants to stop."""

    lines: tuple[str, ...]
    over: bool = False
    keep: str = ""  # name of the test to be written


class Session:
    """One talk; ``playable`` may be exchanged for a newer version of the same file."""

    def __init__(self, playable: Playable, hear: Hear, *, level: str, seed: int) -> None:
        self.playable = playable
        self.hear = hear
        self.call = Call(playable, hear, level=level, seed=seed)
        self.bent = False

    def begin(self) -> Step:
        """Rings. Raises ``NotFound`` when there is no such level."""
        return Step((*self._told(self.call.begin()), "(:help lists what you can do)"))

    def put(self, text: str) -> Step:
        """Carries out one line. Raises ``UsageError`` or ``NotFound`` for a wrong command."""
        text = text.strip()
        if not text.startswith(":"):
            if self.call.over:
                return Step(("the call is over; :back, :restart or :quit",))
            return Step(self._told(self.call.say(text)))
        command, _, rest = text[1:].partition(" ")
        rest = rest.strip()
        match command:
            case "help" | "h" | "":
                return Step(tuple(HELP.splitlines()))
            case "quit" | "q":
                return Step((), over=True)
            case "back":
                return self._back(_number(rest or "1", ":back"))
            case "as":
                return self._again(level=rest or "standard")
            case "seed":
                return self._again(seed=_number(rest, ":seed"))
            case "restart":
                return self._again()
            case "beat":
                return self._beat(rest)
            case "mood":
                return self._mood(rest)
            case "silent":
                seconds = float(_number(rest.split()[0] if rest else "6", ":silent"))
                return Step(self._told(self.call.silence(seconds)))
            case "hint":
                return Step(self._told(self.call.hint()) or ("there is no hint here",))
            case "why":
                turn = _number(rest, ":why") if rest else self.call.state.turn
                return Step(tuple(explained(self.call.log, turn)))
            case "score":
                return Step(tuple(scored(self.call.scorecard())))
            case "keep":
                return self._keep(rest)
        raise UsageError(f"there is no ':{command}'", ":help lists what there is")

    def reload(self, playable: Playable) -> Step:
        """Takes a newer version of the scenario and plays the same inputs again."""
        inputs = _inputs(self.call.log)
        before = [event.line for event in self.call.log if isinstance(event, ProspectSpoke)]
        self.playable = playable
        call = Call(playable, self.hear, level=self.call.level, seed=self.call.seed)
        call.begin()
        for one in inputs:
            if call.over:
                break
            if isinstance(one, str):
                call.say(one)
            else:
                call.silence(one)
        self.call = call
        self.bent = False
        after = [event.line for event in call.log if isinstance(event, ProspectSpoke)]
        if after == before:
            return Step(("reloaded; the talk stays as it was",))
        return Step(("reloaded; the talk is now:", *self._told(call.log)))

    def _told(self, log: Log) -> tuple[str, ...]:
        called = names(self.playable)
        lines: list[str] = []
        for event in log:
            if not isinstance(event, TraineeSpoke | TraineeSilent):
                lines += spoken((event,), called)
            lines += [f"    {line}" for line in inside((event,))]
        if self.call.over:
            lines += scored(self.call.scorecard())
        return tuple(lines)

    def _again(self, level: str = "", seed: int | None = None) -> Step:
        call = Call(
            self.playable,
            self.hear,
            level=level or self.call.level,
            seed=self.call.seed if seed is None else seed,
        )
        log = call.begin()
        self.call, self.bent = call, False
        return Step(self._told(log))

    def _back(self, turns: int) -> Step:
        to = self.call.state.turn - turns + 1
        if turns < 1 or to < 1:
            raise UsageError(f"can't go back {turns} turns", f"there are {self.call.state.turn}")
        self._take(dialogue.restore(self.playable, self.call.log, to))
        last = [event for event in self.call.log if isinstance(event, ProspectSpoke)]
        return Step((f"back to turn {to}", *spoken(tuple(last[-1:]), names(self.playable))))

    def _take(self, log: Log) -> None:
        self.call = Call(
            self.playable, self.hear, level=self.call.level, seed=self.call.seed, log=log
        )

    def _beat(self, name: str) -> Step:
        beat = self.playable.scenario.beats.get(name)
        if beat is None:
            raise NotFound(
                f"there is no beat '{name}'", f"there are {', '.join(self.playable.scenario.beats)}"
            )
        state = self.call.state
        new: Log = (BeatEntered(turn=state.turn, at=state.clock, beat=name, person=beat.with_),)
        if beat.opens:
            new += (
                ProspectSpoke(
                    turn=state.turn,
                    at=state.clock,
                    person=beat.with_,
                    line=beat.opens[0],
                    place=Place(part="opens", owner=name, name="opens"),
                    variant=0,
                    seconds=seconds_of(beat.opens[0]),
                ),
            )
        return self._bend(new)

    def _mood(self, rest: str) -> Step:
        name, _, number = rest.partition(" ")
        if name not in MOODS:
            raise UsageError(f"there is no mood '{name}'", ":mood trust 70")
        wanted = _number(number, ":mood")
        if not 0 <= wanted <= 100:
            raise UsageError("a mood goes from 0 to 100", ":mood trust 70")
        state = self.call.state
        now = state.feeling._replace(**{name: wanted})
        change = MoodChange(**{name: wanted - getattr(state.feeling, name)})
        return self._bend(
            (
                MoodChanged(
                    turn=state.turn,
                    at=state.clock,
                    person=state.person,
                    change=change,
                    now=now,
                    cause="set by the author",
                ),
            )
        )

    def _bend(self, new: Log) -> Step:
        if self.call.over:
            raise UsageError("the call is over", ":back goes back a turn, :restart starts again")
        self._take(self.call.log + new)
        self.bent = True
        return Step(self._told(new))

    def _keep(self, name: str) -> Step:
        if not name:
            raise UsageError("a test needs a name", ":keep Asking for time earns time")
        if self.bent:
            raise UsageError(
                "a talk bent by :beat or :mood can't be a test", ":restart and talk it through"
            )
        if not self.call.state.turn:
            raise UsageError("nothing has been said yet", "say something first")
        return Step((), keep=name)


def _number(text: str, command: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise UsageError(f"{command} needs a whole number, not '{text}'", ":help") from error


def _inputs(log: Log) -> Iterator[str | float]:
    """What was put in, in order: texts and silences."""
    for event in log:
        if isinstance(event, TraineeSpoke):
            yield event.hearing.text
        elif isinstance(event, TraineeSilent):
            yield event.seconds
