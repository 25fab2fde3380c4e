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

from simulator.scenario.values import (
    Chance,
    Change,
    MoodChange,
    Range,
    Row,
    Seconds,
    SecondsRange,
    When,
)

Result = Literal["won", "partial", "lost"]
PillarName = Literal["qualification", "value", "rapport"]
PILLARS: tuple[PillarName, ...] = ("qualification", "value", "rapport")
Text = Annotated[str, Meta(extra={"shape": "prose"})]
"""Words for a person to read or say; may hold placeholders such as ``<day>``."""
Texts = Annotated[tuple[str, ...], Meta(extra={"shape": "prose"})]
"""Prose: the author may write one line or a list with one row each."""
Names = Annotated[tuple[str, ...], Meta(extra={"shape": "names"})]
"""Identifiers or short phrases: one, or a list in either YAML style."""
Id = Annotated[str, Meta(extra={"shape": "id"})]
"""A name that others point to: letters, digits, ``-`` and ``_``."""
MoveId = Annotated[str, Meta(extra={"shape": "id", "to": "move"})]
"""A name of something elsewhere: ``to`` says of what, so that one walk checks them all."""
MoveIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "move"})]
BeatId = Annotated[str, Meta(extra={"to": "beat"})]
BeatIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "beat"})]
EndingId = Annotated[str, Meta(extra={"to": "ending"})]
PersonId = Annotated[str, Meta(extra={"to": "person"})]
PersonaId = Annotated[str, Meta(extra={"to": "persona"})]
VoiceId = Annotated[str, Meta(extra={"to": "voice"})]
RubricId = Annotated[str, Meta(extra={"to": "rubric"})]
ProductId = Annotated[str, Meta(extra={"to": "product"})]
DrillId = Annotated[str, Meta(extra={"to": "drill"})]
LevelId = Annotated[str, Meta(extra={"to": "level"})]
LevelIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "level"})]
ReactionId = Annotated[str, Meta(extra={"to": "reaction"})]
ReactionIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "reaction"})]
ObjectionId = Annotated[str, Meta(extra={"to": "objection"})]
ObjectionIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "objection"})]
ObjectionKey = Annotated[str, Meta(extra={"shape": "id", "to": "objection"})]
Modules = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "module"})]
FactId = Annotated[str, Meta(extra={"to": "fact"})]
FactIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "fact"})]
ToldId = Annotated[str, Meta(extra={"to": "told"})]
ToldIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "told"})]
RememberedIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "remembered"})]
MomentId = Annotated[str, Meta(extra={"to": "moment"})]
"""A beat, move, told fact or objection: when it first came up."""
Points = Annotated[int, Meta(ge=0, le=100)]
"""A whole number from 0 to 100."""


class Shape(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every authored struct: frozen, keyword only, no unknown keys."""


class Header(Shape, frozen=True, kw_only=True):
    """Keys that any file may carry beside its own."""

    id: Annotated[str, Meta(extra={"key": False})] = ""  # from the file name, not a key
    format: int = 1
    about: Text = ""
    based_on: str = ""
    remove: Names = ()
    tags: Names = ()
    notes: Text = ""


class Coach(Shape, frozen=True, kw_only=True):
    """What happened, and a line a real rep would say instead."""

    note: Text
    stronger: Text


class Conditions(Shape, frozen=True, kw_only=True, rename={"any_": "any"}):
    """The ``if:`` block: all lines must hold; each counts one for rank."""

    trust: Range | None = None
    patience: Range | None = None
    interest: Range | None = None
    done: MoveIds = ()
    not_done: MoveIds = ()
    done_here: MoveIds = ()
    times: dict[MoveId, Range] = field(default_factory=dict)
    told: ToldIds = ()
    not_told: ToldIds = ()
    knows: FactIds = ()
    settled: ObjectionIds = ()
    not_settled: ObjectionIds = ()
    open: ObjectionIds = ()
    lost: ObjectionIds = ()
    remembers: RememberedIds = ()
    turn: Range | None = None
    after: Seconds | None = None
    level: LevelIds = ()
    chance: Chance | None = None
    any_: "tuple[Conditions, ...]" = ()


class Reaction(Shape, frozen=True, kw_only=True, rename={"if_": "if", "raise_": "raise"}):
    """When the trainee does a move, if the mood fits, the person says a line."""

    name: Id
    when: When
    if_: Conditions | None = None
    missing: FactIds = ()
    says: Texts = ()
    mood: MoodChange = MoodChange()
    tells: Names = ()
    remember: Names = ()
    raise_: ObjectionId = ""
    goto: BeatId = ""
    end: EndingId = ""
    coach: Coach | None = None
    once: bool = False
    urgent: bool = False
    lead_in: bool = False
    pause: Seconds | None = None


class Answer(Shape, frozen=True, kw_only=True, rename={"if_": "if"}):
    """What a person knows, given when the move of its key is heard."""

    says: Texts
    tells: Names = ()
    if_: Conditions | None = None
    mood: MoodChange = MoodChange()
    coach: Coach | None = None


class Out(Shape, frozen=True, kw_only=True, rename={"raise_": "raise"}):
    """Where the call goes: exactly one of the three."""

    goto: BeatId = ""
    end: EndingId = ""
    raise_: ObjectionId = ""


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


class Criterion(Shape, frozen=True, kw_only=True, rename={"in_": "in"}):
    """One line of a rubric. Exactly one of credit, penalty, settled, reached, told, talk, knows."""

    name: str
    points: int
    credit: When | None = None
    penalty: When | None = None
    settled: ObjectionId = ""
    reached: BeatId = ""
    told: ToldId = ""
    talk: SecondsRange | None = None
    knows: FactId = ""
    times: Annotated[int, Meta(ge=1, le=100)] = 1
    at_most: Annotated[int, Meta(ge=1, le=100)] = 1
    of_turns: Chance | None = None  # in proportion: all points at this share of her turns
    before: MomentId = ""
    after: MomentId = ""
    in_: BeatIds = ()
    must: bool = False
    coach: Coach | None = None


class Pillar(Shape, frozen=True, kw_only=True):
    """One of the three pillars of a score."""

    weight: Points
    at_least: Points = 0
    criteria: tuple[Criterion, ...] = ()
    remove: Names = ()


class Rubric(Header, frozen=True, kw_only=True):
    """``rubric:`` file, or a scenario's own ``scoring:``."""

    rubric: str = ""
    pass_mark: Points = 70
    pillars: dict[PillarName, Pillar] = field(default_factory=dict)


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


class Mood(Shape, frozen=True, kw_only=True):
    """How a person feels, each 0 to 100."""

    trust: Points = 50
    patience: Points = 50
    interest: Points = 50


class WearsThin(Shape, frozen=True, kw_only=True):
    """What the passing of turns and long speeches cost in patience."""

    each_turn: Change = 0
    talk_longer_than: Seconds | None = None
    then: Change = 0


class StockLines(Shape, frozen=True, kw_only=True):
    """What a person says where no reaction speaks."""

    not_followed: Texts = ()
    silent: Texts = ()
    off_topic: Texts = ()
    cuts_in: Texts = ()
    had_enough: Texts = ()
    go_on: Texts = ()  # to a bare hello or thank you that nothing else answers
    breaking_up: Texts = ()  # to noise on the line


class Persona(Header, frozen=True, kw_only=True):
    """``persona:`` file: who answers."""

    persona: str
    job: Text = ""
    company: Text = ""
    sounds: Text = ""
    voice: VoiceId = ""
    mood: Mood = Mood()
    silent_after: Seconds | None = None
    wears_thin: WearsThin = WearsThin()
    likes: dict[MoveId, MoodChange] = field(default_factory=dict)
    dislikes: dict[MoveId, MoodChange] = field(default_factory=dict)
    lines: StockLines = StockLines()
    anytime: tuple[Reaction, ...] = ()


class ObjectionLevel(Shape, frozen=True, kw_only=True):
    """One layer of an objection."""

    name: Id
    says: Texts
    settled_by: Annotated[tuple[Row, ...], Meta(extra={"one": True})] = ()
    warmed_by: MoveIds = ()
    soured_by: MoveIds = ()
    turns: Annotated[int, Meta(ge=1, le=100)] = 3
    when_handled: str = "settled"
    when_failed: str = ""


class Outcome(Shape, frozen=True, kw_only=True):
    """What is said and felt when an objection is settled or lost."""

    says: Texts = ()
    mood: MoodChange = MoodChange()


class Objection(Header, frozen=True, kw_only=True):
    """``objection:`` file: reusable, in layers."""

    objection: str
    needs: Names = ()
    levels: tuple[ObjectionLevel, ...]
    settled: Outcome = Outcome()
    lost: Outcome = Outcome()
    coach: Coach | None = None
    again: bool = False


class MoveDef(Shape, frozen=True, kw_only=True):
    """A move: something a seller does, heard in a reply or worked out."""

    means: Text = ""
    pillar: Literal["qualification", "value", "rapport", ""] = ""
    sign: Literal["good", "bad"] = "good"
    reply: Literal["question", "statement", "social", "none"] = "statement"
    sounds_like: Texts = ()
    not_like: Texts = ()
    must_mention: tuple[Names, ...] = ()
    needs: FactIds = ()
    counts_as: MoveIds = ()
    worked_out: bool = False
    clarify: Text = ""


class MoreWords(Shape, frozen=True, kw_only=True):
    """``extend:`` adds phrasings; it cannot change a move's meaning."""

    sounds_like: Texts = ()
    not_like: Texts = ()


class Moves(Header, frozen=True, kw_only=True):
    """``moves:`` file: own moves, or own words for built-in ones."""

    moves: str
    extend: dict[MoveId, MoreWords] = field(default_factory=dict)
    define: dict[Id, MoveDef] = field(default_factory=dict)


class Worth(Shape, frozen=True, kw_only=True):
    """Something the product does for a buyer, a proof of it, or an edge over a rival."""

    say: Text
    mention: Names = ()


class Claim(Shape, frozen=True, kw_only=True):
    """A claim that is forbidden or needs proof, with the words that show it."""

    say: Text
    mention: Names = ()


class Rival(Shape, frozen=True, kw_only=True):
    """Another firm's offer, and what we may fairly say."""

    name: str
    called: Names = ()
    good_at: Text = ""
    edge: dict[Id, Worth] = field(default_factory=dict)
    forbidden: tuple[Claim, ...] = ()


class Claims(Shape, frozen=True, kw_only=True):
    """What may be said freely, only with proof, or never."""

    allowed: tuple[Claim, ...] = ()
    needs_proof: tuple[Claim, ...] = ()
    forbidden: tuple[Claim, ...] = ()


class Product(Header, frozen=True, kw_only=True, rename={"is_": "is"}):
    """``product:`` file: what we sell. The title is its name."""

    product: str
    is_: Text = ""
    price: Text = ""
    worth: dict[Id, Worth] = field(default_factory=dict)
    proof: dict[Id, Worth] = field(default_factory=dict)
    rivals: dict[Id, Rival] = field(default_factory=dict)
    claims: Claims = Claims()
    sounds_like: dict[str, Names] = field(default_factory=dict)


class DrillTest(Shape, frozen=True, kw_only=True):
    """A reading of a drill and the score it must get."""

    name: str
    you: Text
    score: Range


class Drill(Header, frozen=True, kw_only=True):
    """``drill:`` file: word for word."""

    drill: str
    script: Text
    swap: dict[str, Names] = field(default_factory=dict)
    skip: Names = ()
    exact: Names = ()
    pass_mark: Points = 95
    time: SecondsRange | None = None
    coach: Coach | None = None
    tests: tuple[DrillTest, ...] = ()


class VoiceSettings(Shape, frozen=True, kw_only=True):
    """Changes to a voice in a mood band."""

    speed: Annotated[float, Meta(ge=0.25, le=4)] | None = None
    pitch: Annotated[float, Meta(ge=0.25, le=4)] | None = None


class Voice(Header, frozen=True, kw_only=True):
    """``voice:`` file: how a person sounds."""

    voice: str
    engine_voice: str = ""
    speed: Annotated[float, Meta(ge=0.25, le=4)] = 1.0
    pitch: Annotated[float, Meta(ge=0.25, le=4)] = 1.0
    when_mood: dict[str, VoiceSettings] = field(default_factory=dict)


class Pack(Header, frozen=True, kw_only=True):
    """``pack:`` file: name, version, language, lint levels."""

    pack: str
    version: str = "0.1.0"
    language: str = "en"
    product: str = ""
    moves: Names = ()
    lint: dict[str, Literal["error", "warning", "note", "off"]] = field(default_factory=dict)


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
