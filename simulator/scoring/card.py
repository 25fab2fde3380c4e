"""A score as data: what was earned, by which words, and what would earn more."""

from typing import Literal

from msgspec import Struct, field

from simulator.scenario.model import PillarName

State = Literal["earned", "missed", "lost", "clean", "not_relevant", "unclear"]
"""How a criterion came out; ``CriterionScore`` says what each means."""


class Quote(Struct, frozen=True, kw_only=True):
    """Her own words, where they stand and how sure the hearing was."""

    words: str
    turn: int
    at: float  # seconds on the call's clock
    start: int = 0  # characters in the turn's text
    end: int = 0
    confidence: float = 1.0
    move: str = ""
    nearest: str = ""


class CriterionScore(Struct, frozen=True, kw_only=True):
    """One criterion as it came out.

    ``state``: earned; missed; lost (a penalty was drawn); clean (a penalty was
    not drawn); not_relevant (could not come up here, left out of the sum);
    unclear (hangs on words not heard clearly: neither earns nor costs).
    """

    pillar: PillarName
    name: str
    rule: str  # in words: "ask_need", "price settled", "at most 30 seconds"
    state: State
    points: int  # what it brought: positive, zero or negative
    possible: int  # what it could bring; 0 for a penalty
    must: bool = False
    quotes: tuple[Quote, ...] = ()
    note: str = ""
    stronger: str = ""


class PillarScore(Struct, frozen=True, kw_only=True):
    """A pillar from 0 to 100, and whether it reached its own bar."""

    name: PillarName
    score: int
    weight: int
    at_least: int
    reached: bool
    relevant: bool = True  # False: no criterion of it could come up


class Tip(Struct, frozen=True, kw_only=True):
    """Advice: what happened, a stronger line, and the moment it belongs to."""

    note: str
    stronger: str
    turn: int  # 0: about the whole call
    criterion: str = ""
    points_lost: int = 0
    words: str = ""


class Scorecard(Struct, frozen=True, kw_only=True):
    """The score of one call, with everything that explains it."""

    total: int
    passed: bool
    pass_mark: int
    pillars: tuple[PillarScore, ...]
    criteria: tuple[CriterionScore, ...]
    tips: tuple[Tip, ...] = ()
    ending: str = ""
    result: str = ""
    bonus: int = 0
    capped_at: int | None = None
    why_not: tuple[str, ...] = ()  # reasons for not passing, in words
    provisional: bool = False  # the call was left before its end
    engine: str = ""
    scenario_hash: str = ""
    rubric_hash: str = ""
    seconds: float = 0.0
    notes: tuple[str, ...] = field(default=())

    def pillar(self, name: PillarName) -> PillarScore:
        """The pillar called ``name``. Raises ``KeyError`` when there is none."""
        for pillar in self.pillars:
            if pillar.name == name:
                return pillar
        raise KeyError(name)
