"""Notices a microphone that is lost, frozen or dead: nobody else reports it.

After a sound server has died PortAudio may go on delivering old, loud blocks with
no flag set; a system that forbids the microphone delivers zeros. Both can only
be told by what the blocks hold.
"""

from collections import deque
from typing import Literal

import numpy as np

from simulator.speech.sound import EAR_RATE

Trouble = Literal["lost", "frozen", "zeros"]

LOST = 0.8
"""Seconds spent waiting for a block; a machine too busy to wait is not a lost microphone."""
FIRST = 3.0
"""Seconds allowed before the very first block."""
FROZEN = 5
"""Equal blocks within the last 50 (one second)."""
HUM = 300.0
"""Hertz below which nothing is looked at: hum and offset are the same from block to block."""
TONES = 30
"""Strongest parts of the spectrum that a few tones can fill: the ringing of our own."""
BESIDE_TONES = 1e-4
"""Share of the power that lies beside them in every sound but tones."""
FAINT = 2.0
"""Steps of the converter: what is softer beside the tones can repeat by chance."""
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
        self.silent = 0.0
        """Seconds of nothing but one value, up to now."""
        self._told: set[Trouble] = set()

    def block(self, pcm: bytes, seconds: float) -> Trouble | None:
        """Looks at a block of ``seconds``."""
        self._waited = 0.0
        self._seen_any = True
        if pcm == pcm[:2] * (len(pcm) // 2):  # zeros, or the offset of a muted converter
            self.silent += seconds
            allowed = SILENCED if self._worked else DEAD
            return self._tell("zeros") if self.silent >= allowed else None
        self.silent = 0.0
        self._worked = True
        number = hash(pcm)
        repeated = self._hashes.count(number)
        self._hashes.append(number)
        frozen = repeated >= FROZEN - 1 and _never_twice(pcm)
        return self._tell("frozen") if frozen else None

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


def _never_twice(pcm: bytes) -> bool:
    """Whether a room can't give this block again: it is neither faint nor made of a few tones.

    Where the loudspeaker comes back unchanged, the ringing gives equal blocks too.
    """
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    window = np.blackman(len(samples))
    power = np.abs(np.fft.rfft(samples * window)) ** 2 / np.sum(window**2) / (len(samples) / 2)
    above = np.sort(power[round(HUM * len(samples) / EAR_RATE) :])
    beside = float(above[:-TONES].sum())
    return beside > max(FAINT**2, BESIDE_TONES * float(above.sum()))
