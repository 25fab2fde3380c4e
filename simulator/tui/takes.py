"""Two takes of one moment: what was said, what came back, what it was worth."""

from msgspec import Struct

from simulator.dialogue.events import Log, MoodChanged, ProspectSpoke, TraineeSpoke
from simulator.scenario.model import PillarName, Playable
from simulator.scoring import score
from simulator.tui.wording import MOODS


class Take(Struct, frozen=True, kw_only=True):
    """One way the moment went, up to the prospect's answer."""

    said: str
    answered: tuple[str, ...]
    mood: dict[str, int]  # change of each mood in this turn
    pillars: dict[PillarName, int]  # points so far
    total: int
    earned: tuple[str, ...]  # criteria earned so far


def take(playable: Playable, log: Log, turn: int) -> Take:
    """Turn ``turn`` of ``log``, with the score as it stood right after it."""
    until = tuple(event for event in log if event.turn <= turn)
    now = [event for event in until if event.turn == turn]
    card = score(playable, until)
    mood = dict.fromkeys(MOODS, 0)
    for event in now:
        if isinstance(event, MoodChanged):
            mood["trust"] += event.change.trust
            mood["patience"] += event.change.patience
            mood["interest"] += event.change.interest
    return Take(
        said=" ".join(e.hearing.text for e in now if isinstance(e, TraineeSpoke)),
        answered=tuple(e.line for e in now if isinstance(e, ProspectSpoke)),
        mood=mood,
        pillars={pillar.name: pillar.score for pillar in card.pillars if pillar.relevant},
        total=card.total,
        earned=tuple(c.name for c in card.criteria if c.state == "earned"),
    )
