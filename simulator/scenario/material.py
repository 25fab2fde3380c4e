"""What scenarios share: people, objections, moves, products, drills, voices, packs."""

from typing import Annotated, Literal

from msgspec import Meta, field

from simulator.scenario.names import (
    FactIds,
    Id,
    MoveId,
    MoveIds,
    Names,
    Points,
    Text,
    Texts,
    VoiceId,
)
from simulator.scenario.reaction import Coach, Header, Reaction, Shape
from simulator.scenario.values import (
    Change,
    MoodChange,
    Range,
    Row,
    Seconds,
    SecondsRange,
)


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
