"""Typed rows of the store."""

from msgspec import Struct


class CallRow(Struct, frozen=True, kw_only=True):
    """One call as the lists show it. Times are ISO 8601 in UTC."""

    id: str
    scenario: str
    title: str
    level: str
    seed: int
    engine: str
    scenario_hash: str
    rubric_hash: str
    trainee: str
    spoken: bool
    started: str
    ended: str | None
    owner: str
    retry_of: str | None
    retry_turn: int | None
    ending: str
    result: str
    total: int | None
    passed: bool | None
    seconds: float
    sure_before: int | None
    sure_after: int | None
    turns: int


class MissedRow(Struct, frozen=True, kw_only=True):
    """A sentence nobody understood. ``move`` is None until someone has decided;
    the empty text means "ignore"."""

    id: int
    call: str
    turn: int
    scenario: str
    prospect: str
    text: str
    noted: str
    move: str | None
