"""How long this trainee pauses inside a turn: learnt as the call goes on."""

SHORTEST = 0.2
"""Seconds; shorter gaps are part of pronunciation."""
LONGEST = 2.0
"""Seconds; longer ones are thinking, not habit."""
NEEDED = 4
"""Pauses before anything is concluded."""
KEPT = 30


class Pauses:
    """Pauses that turned out not to end a turn."""

    def __init__(self) -> None:
        self._seen: list[float] = []

    def add(self, seconds: float) -> None:
        """Notes a pause after which the trainee went on."""
        if SHORTEST <= seconds <= LONGEST:
            self._seen.append(seconds)
            del self._seen[:-KEPT]

    @property
    def usual(self) -> float:
        """The 80th percentile in seconds; 0 while too few are known."""
        if len(self._seen) < NEEDED:
            return 0.0
        ordered = sorted(self._seen)
        return ordered[min(len(ordered) - 1, round(0.8 * (len(ordered) - 1)))]
