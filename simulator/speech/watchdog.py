"""Notices a microphone that is lost, frozen or dead: nobody else reports it.

After a sound server has died PortAudio goes on delivering old, loud blocks with
no flag set; a system that forbids the microphone delivers zeros. Both can only
be told by what the blocks hold.
"""

from collections import deque
from typing import Literal

Trouble = Literal["lost", "frozen", "zeros"]

LOST = 0.8
"""Seconds spent waiting for a block; a machine too busy to wait is not a lost microphone."""
FIRST = 3.0
"""Seconds allowed before the very first block."""
FROZEN = 5
"""Equal blocks, not silent, within the last 50 (one second)."""
DEAD = 3.0
"""Seconds of nothing but zeros from a microphone that has never given anything else."""
SILENCED = 20.0
"""The same for one that has: some headsets send zeros while nobody speaks."""


class Watchdog:
    """Fed with blocks and with waits; tells each trouble once."""

    def __init__(self) -> None:
        self._waited = 0.0
        self._seen_any = False
        self._worked = False
        self._hashes: deque[int] = deque(maxlen=50)
        self._zeros = 0.0
        self._told: set[Trouble] = set()

    def block(self, pcm: bytes, seconds: float) -> Trouble | None:
        """Looks at a block of ``seconds``."""
        self._waited = 0.0
        self._seen_any = True
        if not any(pcm):
            self._zeros += seconds
            allowed = SILENCED if self._worked else DEAD
            return self._tell("zeros") if self._zeros >= allowed else None
        self._zeros = 0.0
        self._worked = True
        number = hash(pcm)
        repeated = self._hashes.count(number)
        self._hashes.append(number)
        return self._tell("frozen") if repeated >= FROZEN - 1 else None

    def waited(self, seconds: float) -> Trouble | None:
        """Looks at a wait of ``seconds`` that brought no block."""
        self._waited += seconds
        allowed = LOST if self._seen_any else FIRST
        return self._tell("lost") if self._waited > allowed - 0.01 else None

    def _tell(self, trouble: Trouble) -> Trouble | None:
        if trouble in self._told:
            return None
        self._told.add(trouble)
        return trouble
