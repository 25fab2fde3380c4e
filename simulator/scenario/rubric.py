"""How a call is scored: three pillars and their criteria."""

from typing import Annotated

from msgspec import Meta, field

from simulator.scenario.names import (
    BeatId,
    BeatIds,
    FactId,
    MomentId,
    Names,
    ObjectionId,
    PillarName,
    Points,
    ToldId,
)
from simulator.scenario.reaction import Coach, Header, Shape
from simulator.scenario.values import (
    Chance,
    SecondsRange,
    When,
)


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
