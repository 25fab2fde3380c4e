"""What a pack holds, as written by its author, one frozen struct a YAML shape.

These structs are the single definition behind the reader, the editor's JSON
Schema and the reference page: a field's name is the YAML key, its annotation
the shape, its ``Meta(description=...)`` the sentence shown to authors. The
reader (``simulator.files``) turns text into the value types of
``simulator.scenario.values`` (a move test, a length of time, a change of mood)
while it still knows line and column.

Nothing here refers to another file by object: names stay names. ``Playable``
is the joined-up, self-contained value that the engine plays.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from simulator.scenario.material import (
    Claim,
    Claims,
    Drill,
    DrillTest,
    Mood,
    MoreWords,
    MoveDef,
    Moves,
    Objection,
    ObjectionLevel,
    Outcome,
    Pack,
    Persona,
    Product,
    Rival,
    StockLines,
    Voice,
    VoiceSettings,
    WearsThin,
    Worth,
)
from simulator.scenario.names import (
    PILLARS,
    BeatId,
    BeatIds,
    DrillId,
    EndingId,
    FactId,
    FactIds,
    Id,
    LevelId,
    LevelIds,
    Modules,
    MomentId,
    MoveId,
    MoveIds,
    Names,
    ObjectionId,
    ObjectionIds,
    ObjectionKey,
    PersonaId,
    PersonId,
    PillarName,
    Points,
    ProductId,
    ReactionId,
    ReactionIds,
    RememberedIds,
    Result,
    RubricId,
    Text,
    Texts,
    ToldId,
    ToldIds,
    VoiceId,
)
from simulator.scenario.reaction import Answer, Coach, Conditions, Header, Out, Reaction, Shape
from simulator.scenario.rubric import Criterion, Pillar, Rubric
from simulator.scenario.values import (
    Chance,
    MoodChange,
    Range,
    Seconds,
)

__all__ = [
    "PILLARS",
    "Answer",
    "Beat",
    "BeatId",
    "BeatIds",
    "Claim",
    "Claims",
    "Coach",
    "Conditions",
    "Criterion",
    "Drill",
    "DrillId",
    "DrillTest",
    "Ending",
    "EndingId",
    "FactId",
    "FactIds",
    "Header",
    "Id",
    "Level",
    "LevelId",
    "LevelIds",
    "Modules",
    "MomentId",
    "Mood",
    "MoreWords",
    "MoveDef",
    "MoveId",
    "MoveIds",
    "Moves",
    "Names",
    "Objection",
    "ObjectionId",
    "ObjectionIds",
    "ObjectionKey",
    "ObjectionLevel",
    "ObjectionLimits",
    "Out",
    "Outcome",
    "Pack",
    "Person",
    "PersonId",
    "Persona",
    "PersonaId",
    "Pillar",
    "PillarName",
    "Playable",
    "Points",
    "Product",
    "ProductId",
    "Reaction",
    "ReactionId",
    "ReactionIds",
    "RememberedIds",
    "Result",
    "Rival",
    "Rubric",
    "RubricId",
    "Scenario",
    "ScoreTest",
    "Shape",
    "StockLines",
    "Test",
    "Text",
    "Texts",
    "ToldId",
    "ToldIds",
    "Turn",
    "Voice",
    "VoiceId",
    "VoiceSettings",
    "WearsThin",
    "Worth",
    "You",
]


class You(Shape, frozen=True, kw_only=True):
    """The trainee's own part."""

    name: str
    company: str = ""
    phone: str = ""


class Person(Shape, frozen=True, kw_only=True):
    """One who can answer in this scenario."""

    persona: PersonaId
    voice: VoiceId = ""
    answers: dict[MoveId, Annotated[tuple[Answer, ...], Meta(extra={"one": True})]] = field(
        default_factory=dict
    )


class Beat(Shape, frozen=True, kw_only=True, rename={"with_": "with"}):
    """A stage of the call with its own reactions."""

    with_: PersonId
    about: Text = ""
    opens: Texts = ()
    reactions: tuple[Reaction, ...] = ()
    hints: Texts = ()
    without: dict[MoveId, Coach] = field(default_factory=dict)
    if_lost_objection: dict[ObjectionKey, Out] = field(default_factory=dict)
    time_limit: Seconds | None = None
    mode: Literal["talk", "voicemail", "word_for_word"] = "talk"
    talk_time: Seconds | None = None
    silence_ends_it: Seconds | None = None
    when_cut_off: Out | None = None
    then: Out | None = None
    drill: DrillId = ""


class Ending(Shape, frozen=True, kw_only=True):
    """How a call can come out."""

    result: Result
    shows: Text = ""
    bonus: int = 0
    at_most: Points | None = None


class ObjectionLimits(Shape, frozen=True, kw_only=True):
    """Where a level of difficulty enters and leaves an objection."""

    starts_at: str = ""
    stops_at: str = ""


class Level(Shape, frozen=True, kw_only=True):
    """A level of difficulty: what it changes."""

    mood: MoodChange = MoodChange()
    hints: bool = False
    time_limit: Seconds | None = None
    talk_time: Seconds | None = None
    objections: dict[ObjectionKey, ObjectionLimits] = field(default_factory=dict)
    credit_needs: Chance | None = None
    drop: ReactionIds = ()


class Turn(Shape, frozen=True, kw_only=True):
    """One row of an embedded test: what is put in and what must follow."""

    you: Text = ""
    silent: Seconds | None = None
    hears: MoveIds = ()
    not_hears: MoveIds = ()
    they: ReactionId = ""
    they_say: Text = ""
    beat: BeatId = ""
    mood: dict[Literal["trust", "patience", "interest"], Range] = field(default_factory=dict)
    raises: ObjectionId = ""
    settles: ObjectionId = ""
    objection: dict[ObjectionKey, str] = field(default_factory=dict)
    tells: ToldIds = ()


class ScoreTest(Shape, frozen=True, kw_only=True):
    """Ranges that a test's score must fall in."""

    total: Range | None = None
    qualification: Range | None = None
    value: Range | None = None
    rapport: Range | None = None


class Test(Shape, frozen=True, kw_only=True):
    """An embedded test of a scenario."""

    __test__ = False  # not a test class of pytest

    name: str
    level: LevelId = "standard"
    seed: int = 1
    call: tuple[Turn, ...]
    ends: EndingId = ""
    passes: bool | None = None
    score: ScoreTest = ScoreTest()


class Scenario(Header, frozen=True, kw_only=True):
    """``scenario:`` file."""

    scenario: str
    summary: Text = ""
    brief: Text = ""
    product: ProductId = ""
    you: You
    people: dict[Id, Person]
    values: dict[Id, str] = field(default_factory=dict)
    use: Modules = ()
    rubric: RubricId = ""
    scoring: Rubric | None = None
    time_limit: Seconds | None = None
    levels: dict[Id, Level] = field(default_factory=dict)
    starts_with: BeatId
    beats: dict[Id, Beat]
    anytime: tuple[Reaction, ...] = ()
    endings: dict[Id, Ending] = field(default_factory=dict)
    if_patience_gone: Out = Out(end="hung_up")
    if_time_up: Out = Out(end="out_of_time")
    tests: tuple[Test, ...] = ()


class Playable(Struct, frozen=True, kw_only=True):
    """A scenario joined with all it names; self-contained and hashable by content.

    The reader guarantees that every name in it resolves, so the engine never
    checks. ``hash`` is the sha256 of the canonical JSON of everything but the
    rubric and tests, ``rubric_hash`` that of the rubric.
    """

    id: str
    scenario: Scenario
    personas: dict[str, Persona]  # by alias in scenario.people
    voices: dict[str, Voice]  # by alias; a default where none is named
    objections: dict[str, Objection]  # by id
    rubric: Rubric
    product: Product | None
    moves: dict[str, MoveDef]  # built-in and the pack's own, phrasings joined
    drills: dict[str, Drill]
    hash: str
    rubric_hash: str
