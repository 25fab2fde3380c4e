"""Numbers and times in words a trainee reads."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.dialogue.events import TraineeSpoke
    from simulator.scenario.model import PillarName

PILLAR_TITLES: "dict[PillarName, str]" = {
    "qualification": "Qualification",
    "value": "Value proposition",
    "rapport": "Rapport",
}
MOODS = ("trust", "patience", "interest")
"""The three moods in the order of ``MoodChanged.now``."""


def clock(seconds: float) -> str:
    """``m:ss``; an hour and more as ``h:mm:ss``."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def said_at(event: "TraineeSpoke") -> float:
    """When she began a turn: what was typed has no start of its own."""
    return event.started or event.at


def plainly(name: str) -> str:
    """An identifier as words: ``front_desk`` is "front desk"."""
    return name.replace("_", " ").replace("-", " ")


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def counted(number: int, thing: str) -> str:
    """``1 turn``, ``3 turns``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def when(started: str, now: datetime) -> str:
    """A stored time (ISO 8601, UTC) as today, yesterday, a weekday or a date.

    ``now`` carries its time zone; days are counted in it.
    """
    moment = datetime.fromisoformat(started.replace("Z", "+00:00")).astimezone(now.tzinfo)
    days = (now.date() - moment.date()).days
    if days <= 0:
        return f"today {moment:%H:%M}"
    if days == 1:
        return "yesterday"
    if days < 7:
        return f"{moment:%A}"
    return f"{moment:%d %b %Y}".lstrip("0")


def verdict(result: str, passed: bool | None) -> str:
    """How a call came out, in two words at most."""
    if result in ("left", "stopped"):
        return "left early"
    return "passed" if passed else "not passed"
