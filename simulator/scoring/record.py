"""A call as the scorer sees it: turns with all that was going on when she spoke."""

from msgspec import Struct
from msgspec.structs import replace

from simulator.dialogue.correction import corrected
from simulator.dialogue.events import (
    BeatEntered,
    CallEnded,
    CallStarted,
    Coached,
    FactGiven,
    FactTold,
    FactUnheard,
    Log,
    ObjectionClosed,
    ObjectionRaised,
    ObjectionServed,
    ProspectSpoke,
    ReactionChosen,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.scenario.model import Playable
from simulator.scoring.prospect import Line, read
from simulator.understanding.hearing import Almost, Heard

WORDS_PER_SECOND = 2.5
"""Pace of a typed turn (``authoring.md`` 4.2)."""


class Turn(Struct, frozen=True, kw_only=True):
    """One turn of the trainee and its surroundings."""

    number: int
    at: float  # call clock when she began
    text: str
    counted: int  # characters heard before the person cut in
    seconds: float
    beat: str
    voicemail: bool
    person: str
    exchanges: int  # turns she had before this one
    prospect: tuple[str, ...]  # what was said to her just before
    earlier: tuple[str, ...]  # what this person had said before that
    heard: tuple[Heard, ...]  # in the words that count
    maybe: tuple[Heard, ...]
    almost: tuple[Almost, ...]
    done: frozenset[str]  # moves of the turns before
    told: frozenset[str]  # facts revealed before
    reads: tuple[Line, ...]  # the lines of ``prospect``, read
    objection: str = ""  # open when she spoke
    answered: frozenset[str] = frozenset()  # moves that the person took up
    reveals: tuple[str, ...] = ()  # facts told in answer
    gave: tuple[str, ...] = ()  # facts she gave
    ids: frozenset[str] = frozenset()  # of the moves heard
    coached: tuple[Coached, ...] = ()

    @property
    def resisted(self) -> bool:
        """Whether the prospect was resisting when she spoke."""
        return bool(self.objection) or any(line.resistance for line in self.reads)

    def has(self, move: str) -> bool:
        """Whether ``move`` was heard in the words that count."""
        return move in self.ids


class Moment(Struct, frozen=True, kw_only=True):
    """When something happened, and the words around it."""

    turn: int
    at: float
    name: str
    person: str = ""


class Record(Struct, frozen=True, kw_only=True):
    """The whole call, read once."""

    turns: tuple[Turn, ...]
    beats: tuple[Moment, ...]
    told: tuple[Moment, ...]
    given: tuple[Moment, ...]
    raised: tuple[Moment, ...]
    settled: tuple[Moment, ...]
    lost: tuple[Moment, ...]
    level: str = "standard"
    engine: str = ""
    ending: CallEnded | None = None
    seconds: float = 0.0

    def turn(self, number: int) -> Turn | None:
        """The trainee's turn ``number``, if she spoke in it."""
        return next((turn for turn in self.turns if turn.number == number), None)

    @property
    def resisted(self) -> bool:
        """Whether anything was objected or resisted in the call."""
        return bool(self.raised) or any(turn.resisted for turn in self.turns)


class _Scribe:
    """Walks the events once; lives for one ``transcribe``."""

    def __init__(self, playable: Playable) -> None:
        self.playable = playable
        self.turns: list[Turn] = []
        self.beats: list[Moment] = []
        self.told: list[Moment] = []
        self.given: list[Moment] = []
        self.raised: list[Moment] = []
        self.settled: list[Moment] = []
        self.lost: list[Moment] = []
        self.open: str = ""
        self.fresh: list[str] = []  # lines since her last turn
        self.before: list[tuple[str, str]] = []  # person and line, before those
        self.person = ""
        self.kept: Turn | None = None
        self.answered: set[str] = set()
        self.reveals: list[str] = []
        self.gave: list[str] = []
        self.coached: list[Coached] = []
        self.done: set[str] = set()

    def spoke(self, event: TraineeSpoke) -> None:
        self.flush()
        hearing = event.hearing
        beat = self.beats[-1].name if self.beats else ""
        scene = self.playable.scenario.beats.get(beat)
        seconds = hearing.seconds or len(hearing.text[: event.counted].split()) / WORDS_PER_SECOND
        counting = [h for h in hearing.moves if h.span.start < event.counted]
        self.kept = Turn(
            number=event.turn,
            at=event.started,
            text=hearing.text,
            counted=event.counted,
            seconds=seconds,
            beat=beat,
            voicemail=scene is not None and scene.mode == "voicemail",
            person=self.person,
            exchanges=len(self.turns),
            prospect=tuple(self.fresh),
            earlier=tuple(line for who, line in self.before if who == self.person),
            heard=tuple(sorted(counting, key=lambda h: (h.span.start, h.span.end, h.move))),
            maybe=tuple(h for h in hearing.maybe if h.span.start < event.counted),
            almost=tuple(a for a in hearing.almost if a.span.start < event.counted),
            done=frozenset(self.done),
            told=frozenset(moment.name for moment in self.told),
            reads=tuple(read(line) for line in self.fresh),
            objection=self.open,
            ids=frozenset(h.move for h in counting),
        )
        self.done |= self.kept.ids
        self.before += [(self.person, line) for line in self.fresh]
        self.fresh = []

    def flush(self) -> None:
        if self.kept is not None:
            self.turns.append(
                replace(
                    self.kept,
                    answered=frozenset(self.answered),
                    reveals=tuple(self.reveals),
                    gave=tuple(self.gave),
                    coached=tuple(self.coached),
                )
            )
        self.kept = None
        self.answered, self.reveals, self.gave, self.coached = set(), [], [], []


def transcribe(playable: Playable, log: Log) -> Record:
    """Reads the events of a call, in order, into turns and moments.

    Where the trainee corrected what was misheard, her last version counts.
    """
    scribe = _Scribe(playable)
    started: CallStarted | None = None
    ended: CallEnded | None = None
    last = 0.0
    for event in corrected(log):
        last = max(last, event.at)
        match event:
            case CallStarted():
                started = event
            case BeatEntered():
                scribe.beats.append(
                    Moment(turn=event.turn, at=event.at, name=event.beat, person=event.person)
                )
                scribe.person = event.person
            case ProspectSpoke():
                scribe.person = event.person
                scribe.fresh.append(event.line)
                last = max(last, event.at + event.pause + event.seconds)
            case TraineeSpoke():
                scribe.spoke(event)
                if scribe.kept is not None:
                    last = max(last, event.started + scribe.kept.seconds)
            case ReactionChosen():
                scribe.answered |= set(event.move.split(" + "))
                if event.place.part == "answers":
                    scribe.answered.add(event.place.name)
            case FactTold():
                scribe.reveals.append(event.fact)
                scribe.told.append(
                    Moment(turn=event.turn, at=event.at, name=event.fact, person=event.person)
                )
            case FactUnheard():
                scribe.told = [moment for moment in scribe.told if moment.name != event.fact]
            case FactGiven():
                scribe.gave.append(event.fact)
                scribe.given.append(Moment(turn=event.turn, at=event.at, name=event.fact))
            case ObjectionRaised():
                scribe.raised.append(Moment(turn=event.turn, at=event.at, name=event.objection))
                if not event.waiting:
                    scribe.open = event.objection
            case ObjectionServed():
                scribe.answered |= set(event.moves)
            case ObjectionClosed():
                side = scribe.settled if event.settled else scribe.lost
                side.append(Moment(turn=event.turn, at=event.at, name=event.objection))
                scribe.open = ""
            case Coached():
                scribe.coached.append(event)
            case CallEnded():
                ended = event
            case TraineeSilent():
                scribe.flush()
            case _:
                pass
    scribe.flush()
    return Record(
        turns=tuple(scribe.turns),
        beats=tuple(scribe.beats),
        told=tuple(scribe.told),
        given=tuple(scribe.given),
        raised=tuple(scribe.raised),
        settled=tuple(scribe.settled),
        lost=tuple(scribe.lost),
        level=started.level if started else "standard",
        engine=started.engine if started else "",
        ending=ended,
        seconds=last,
    )
