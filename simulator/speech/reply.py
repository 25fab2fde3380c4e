"""A reply that lies ready: what will be said, and when it may be."""

from typing import Literal

from msgspec import Struct

from simulator.speech.measurement import Measurement
from simulator.speech.sound import Samples


class Clip(Struct, frozen=True):
    """A line with its sound."""

    text: str
    samples: Samples
    pause: float = 0.0


class Reply(Struct, kw_only=True):
    """The prospect's answer to the words of one pause."""

    id: int
    text: str
    wait: float
    opener_after: float | None = None
    opener: Clip | None = None
    clips: tuple[Clip, ...] = ()
    beep: bool = False
    at_once: bool = False  # tapped, or she talked too long: nothing can take it back
    state: Literal["armed", "opened", "running"] = "armed"
    began: float = 0.0
    waited: float = 0.0
    measurement: Measurement | None = None  # of the words that it answers

    @property
    def due(self) -> float:
        """Seconds of quiet after which the first line begins."""
        return max(self.wait, self.clips[0].pause if self.clips else 0.0)
