"""Playables and logs built by hand, for one rule at a time."""

from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallEnded,
    CallStarted,
    Coached,
    FactGiven,
    FactTold,
    Log,
    ObjectionClosed,
    ObjectionRaised,
    Place,
    ProspectSpoke,
    ReactionChosen,
    TraineeSpoke,
)
from simulator.scenario.model import (
    Answer,
    Beat,
    Criterion,
    Ending,
    Level,
    MoveDef,
    Objection,
    ObjectionLevel,
    Person,
    Persona,
    Pillar,
    PillarName,
    Playable,
    Rubric,
    Scenario,
    You,
)
from simulator.scenario.values import When
from simulator.understanding.hearing import Almost, Heard, Hearing, Span

PLACE = Place(part="beat", owner="talk", name="reaction")
BAD = ("pressure", "pitch_too_early", "stack_questions", "repeat_self", "ramble", "rude")


def when(text: str) -> When:
    rows = tuple(
        tuple(m.strip() for m in row.split("+")) for row in text.replace(" or ", "|").split("|")
    )
    return When(text=text, anyof=rows)


def credit(move: str, points: int = 10, **more: object) -> Criterion:
    return Criterion(name=f"Did {move}", points=points, credit=when(move), **more)  # type: ignore[arg-type]


def penalty(move: str, points: int = -10, **more: object) -> Criterion:
    return Criterion(name=f"Fault {move}", points=points, penalty=when(move), **more)  # type: ignore[arg-type]


def playable(
    qualification: tuple[Criterion, ...] = (),
    value: tuple[Criterion, ...] = (),
    rapport: tuple[Criterion, ...] = (),
    *,
    weights: tuple[int, int, int] = (40, 30, 30),
    at_least: tuple[int, int, int] = (0, 0, 0),
    pass_mark: int = 70,
    beats: dict[str, Beat] | None = None,
    endings: dict[str, Ending] | None = None,
    levels: dict[str, Level] | None = None,
    answers: dict[str, tuple[Answer, ...]] | None = None,
    objections: dict[str, Objection] | None = None,
) -> Playable:
    names: tuple[PillarName, ...] = ("qualification", "value", "rapport")
    parts = (qualification, value, rapport)
    return Playable(
        id="made",
        scenario=Scenario(
            scenario="Made by hand",
            you=You(name="Sam", company="Tallyroute"),
            people={"dana": Person(persona="dana", answers=answers or {})},
            starts_with="talk",
            beats=beats or {"talk": Beat(with_="dana"), "done": Beat(with_="dana")},
            endings=endings
            or {"won": Ending(result="won"), "lost": Ending(result="lost", at_most=35)},
            levels=levels or {},
        ),
        personas={"dana": Persona(persona="Dana Whitlock")},
        voices={},
        objections=objections
        or {"price": Objection(objection="Price", levels=(ObjectionLevel(name="a", says=("x",)),))},
        rubric=Rubric(
            rubric="Made",
            pass_mark=pass_mark,
            pillars={
                name: Pillar(weight=weights[i], at_least=at_least[i], criteria=parts[i])
                for i, name in enumerate(names)
            },
        ),
        product=None,
        moves={move: MoveDef(sign="bad") for move in BAD},
        drills={},
        hash="scenario",
        rubric_hash="rubric",
    )


class Story:
    """Writes the log of a call, line by line."""

    def __init__(self, *, level: str = "standard", beat: str = "talk") -> None:
        self.events: list[AnyEvent] = [
            CallStarted(
                engine="1",
                scenario="made",
                scenario_hash="scenario",
                rubric_hash="rubric",
                level=level,
                seed=1,
                you="Sam",
            ),
            BeatEntered(beat=beat, person="dana"),
        ]
        self.turn = 0
        self.at = 0.0

    def they(self, line: str) -> "Story":
        self.events.append(
            ProspectSpoke(
                turn=self.turn,
                at=self.at,
                person="dana",
                line=line,
                place=PLACE,
                variant=0,
                seconds=2.0,
            )
        )
        self.at += 2.0
        return self

    def you(
        self,
        text: str,
        *moves: str,
        confidence: float = 0.9,
        sure: bool = True,
        counted: int | None = None,
        spans: dict[str, str] | None = None,
        maybe: tuple[str, ...] = (),
        missing: dict[str, tuple[str, ...]] | None = None,
        seconds: float = 0.0,
    ) -> "Story":
        self.turn += 1

        def heard(move: str, how: float) -> Heard:
            words = (spans or {}).get(move, text)
            start = text.index(words)
            return Heard(
                move=move,
                confidence=how,
                span=Span(start=start, end=start + len(words)),
                nearest=f"near {move}",
                sure=sure,
            )

        self.events.append(
            TraineeSpoke(
                turn=self.turn,
                at=self.at,
                started=self.at,
                counted=len(text) if counted is None else counted,
                hearing=Hearing(
                    text=text,
                    seconds=seconds,
                    moves=tuple(heard(move, confidence) for move in moves),
                    maybe=tuple(heard(move, 0.5) for move in maybe),
                    almost=tuple(
                        Almost(move=move, confidence=0.7, span=Span(0, len(text)), missing=facts)
                        for move, facts in (missing or {}).items()
                    ),
                ),
            )
        )
        self.at += seconds or len(text.split()) / 2.5
        return self

    def took(self, move: str) -> "Story":
        return self.add(ReactionChosen(turn=self.turn, at=self.at, place=PLACE, move=move))

    def tells(self, fact: str) -> "Story":
        return self.add(FactTold(turn=self.turn, at=self.at, fact=fact, person="dana"))

    def gives(self, fact: str) -> "Story":
        return self.add(FactGiven(turn=self.turn, at=self.at, fact=fact, value=fact))

    def raises(self, objection: str) -> "Story":
        return self.add(ObjectionRaised(turn=self.turn, at=self.at, objection=objection, level="a"))

    def closes(self, objection: str, settled: bool = True) -> "Story":
        return self.add(
            ObjectionClosed(turn=self.turn, at=self.at, objection=objection, settled=settled)
        )

    def coached(self, note: str, stronger: str) -> "Story":
        return self.add(
            Coached(turn=self.turn, at=self.at, note=note, stronger=stronger, place=PLACE)
        )

    def enters(self, beat: str) -> "Story":
        return self.add(BeatEntered(turn=self.turn, at=self.at, beat=beat, person="dana"))

    def ends(self, ending: str = "won", result: str = "won") -> Log:
        self.add(CallEnded(turn=self.turn, at=self.at, ending=ending, result=result))  # type: ignore[arg-type]
        return tuple(self.events)

    def add(self, event: AnyEvent) -> "Story":
        self.events.append(event)
        return self

    @property
    def log(self) -> Log:
        return tuple(self.events)
