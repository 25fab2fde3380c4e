"""When the trainee does this, if that holds, the person says so: the heart of the format."""

from typing import Annotated

from msgspec import Meta, Struct, field

from simulator.scenario.names import (
    BeatId,
    EndingId,
    FactIds,
    Id,
    LevelIds,
    MoveId,
    MoveIds,
    Names,
    ObjectionId,
    ObjectionIds,
    RememberedIds,
    Text,
    Texts,
    ToldIds,
)
from simulator.scenario.values import (
    Chance,
    MoodChange,
    Range,
    Seconds,
    When,
)


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
