"""What the trainee chose before ringing."""

from typing import Literal

from msgspec import Struct

from simulator.dialogue.events import Log
from simulator.scenario.model import Playable
from simulator.scoring.card import Scorecard

Help = Literal["script", "hints", "none"]
DEFAULT_LEVEL = "standard"


class Plan(Struct, frozen=True, kw_only=True):
    """A call as it will be rung; with ``log`` one that goes on from there."""

    playable: Playable
    level: str = DEFAULT_LEVEL
    seed: int = 1
    help: Help = "hints"
    spoken: bool = False
    sure_before: int | None = None
    call_id: str = ""  # a stored call that is resumed
    log: Log = ()  # what has happened in it so far
    retry_of: str = ""  # the call a moment of which is said again
    retry_turn: int = 0
    first_take: Log = ()  # that call as it was


class Finished(Struct, frozen=True, kw_only=True):
    """A call that is over, with its score and where it is stored ("": nowhere)."""

    plan: Plan
    log: Log
    card: Scorecard
    call_id: str = ""

    @property
    def playable(self) -> Playable:
        """The scenario that was played."""
        return self.plan.playable


def levels(playable: Playable) -> tuple[str, ...]:
    """The levels of the scenario, in the author's order, never empty."""
    return tuple(playable.scenario.levels) or (DEFAULT_LEVEL,)


def level_of(playable: Playable, wanted: str) -> str:
    """The level ``wanted``; where the scenario has none of that name, its usual one."""
    names = levels(playable)
    return next((name for name in (wanted, DEFAULT_LEVEL) if name in names), names[0])


def script(playable: Playable) -> tuple[str, ...]:
    """A call that goes well, line by line: the words of the scenario's own winning test."""
    won = {name for name, ending in playable.scenario.endings.items() if ending.result == "won"}
    for test in playable.scenario.tests:
        if test.ends in won:
            return tuple(turn.you for turn in test.call if turn.you)
    return ()
