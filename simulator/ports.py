"""The edges as the core sees them: each outside thing behind a Protocol."""

from collections.abc import Sequence
from typing import Protocol

from simulator.dialogue.events import AnyEvent, Input


class Clock(Protocol):
    """Real time, in seconds since pick-up, and the wall clock in UTC."""

    def now(self) -> float:
        """Seconds since the call was picked up."""

    def utc(self) -> str:
        """ISO 8601 with seconds and ``Z``."""


class Journal(Protocol):
    """Keeps every event of a call as it happens; one writer."""

    def append(self, call: str, events: Sequence[AnyEvent]) -> None:
        """Stores events of the call; returns once they would survive a killed process.

        Raises ``StoreError`` when they can't be stored.
        """


class Ears(Protocol):
    """Where inputs come from: a keyboard, a microphone, a file, a test."""

    def next(self, prospect: str) -> Input | None:
        """The next input after the person's line; None when there is no more."""


class Voice(Protocol):
    """Renders a line to sound."""

    def render(self, text: str, voice: str, speed: float) -> bytes:
        """Mono 16-bit PCM at 24 kHz. Raises ``SpeechError``."""
