"""Headset or loudspeakers? Found by listening to the ring tone.

While it rings the microphone either hears the ringing, and then it will hear
the prospect too, or it doesn't.
"""

from statistics import median

RISE = 10.0
"""dB by which ringing must lift the microphone for loudspeakers."""
NEEDED = 15
"""Blocks of either kind before anything is concluded: 300 ms."""
SETTLING = 0.15
"""Seconds after the tone starts or stops in which its sound is on its way."""


class Coupling:
    """Gathers microphone levels with and without ringing."""

    def __init__(self) -> None:
        self._with: list[float] = []
        self._without: list[float] = []

    def add(self, level: float, into_ring: float, tone: float) -> None:
        """Takes the level ``into_ring`` seconds after a ring began that sounds for ``tone``.

        Short gaps inside the ring don't matter: most of it sounds.
        """
        if SETTLING <= into_ring < tone:
            self._with.append(level)
        elif into_ring >= tone + SETTLING:
            self._without.append(level)

    @property
    def decided(self) -> bool:
        """Whether enough was heard to tell."""
        return min(len(self._with), len(self._without)) >= NEEDED

    @property
    def headset(self) -> bool:
        """Whether it is known that the microphone can't hear the prospect."""
        if not self.decided:
            return False
        quiet = max(median(self._without), -80.0)
        return median(self._with) - quiet < RISE
