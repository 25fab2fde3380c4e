"""Notices a microphone that is lost, frozen or dead: nobody else reports it.

After a sound server has died PortAudio goes on delivering old, loud blocks with
no flag set; a system that forbids the microphone delivers zeros. Both can only
be told by what the blocks hold.
"""

from collections import deque
from typing import Literal

Trouble = Literal["lost", "frozen", "zeros"]

LOST = 0.5
"""Seconds without a block."""
FIRST = 1.5
"""Seconds allowed before the very first block."""
FROZEN = 5
"""Equal blocks, not silent, within the last 50 (one second)."""
ZEROS = 3.0
"""Seconds of nothing but zeros."""


class Watchdog:
    """Fed with blocks and the real clock; tells each trouble once until it has passed."""

    def __init__(self, now: float) -> None:
        self._last = now
        self._seen_any = False
        self._hashes: deque[int] = deque(maxlen=50)
        self._zeros = 0.0
        self._told: set[Trouble] = set()

    def block(self, pcm: bytes, seconds: float, now: float) -> Trouble | None:
        """Looks at a block of ``seconds`` that came at ``now``."""
        self._last = now
        self._seen_any = True
        self._told.discard("lost")
        if not any(pcm):
            self._zeros += seconds
            return self._tell("zeros") if self._zeros >= ZEROS else None
        self._zeros = 0.0
        self._told.discard("zeros")
        number = hash(pcm)
        repeated = self._hashes.count(number)
        self._hashes.append(number)
        if repeated >= FROZEN - 1:
            return self._tell("frozen")
        return None

    def tick(self, now: float) -> Trouble | None:
        """Looks at the clock when no block has come."""
        allowed = LOST if self._seen_any else FIRST
        return self._tell("lost") if now - self._last >= allowed else None

    def _tell(self, trouble: Trouble) -> Trouble | None:
        if trouble in self._told:
            return None
        self._told.add(trouble)
        return trouble
