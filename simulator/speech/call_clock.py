"""The clock of a spoken call, set against the wall's and against that of each voice worker."""

import time


class CallClock:
    """Seconds of the call; it stands still while nobody has answered, and on hold.

    A worker's own clock begins at 0 when it opens the line; ``offset`` is the
    call's clock then.
    """

    def __init__(self) -> None:
        self.offset = 0.0
        self._base = 0.0  # the call's clock when somebody answered
        self._answered: float | None = None
        self._opened = 0.0  # when the present worker opened the line
        self._on_hold: float | None = None
        self._held = 0.0

    @property
    def answered(self) -> bool:
        """Whether somebody has answered."""
        return self._answered is not None

    @property
    def on_hold(self) -> bool:
        """Whether it stands still for the trainee."""
        return self._on_hold is not None

    @property
    def elapsed(self) -> float:
        """Seconds of the call so far."""
        if self._answered is None:
            return self._base
        now = time.monotonic() if self._on_hold is None else self._on_hold
        return self._base + max(0.0, now - self._answered) - self._held

    def start_at(self, seconds: float) -> None:
        """Sets it for a call that goes on where it stood."""
        self._base = self.offset = seconds

    def answer(self) -> None:
        """Somebody has answered: it runs."""
        self._answered = self._opened = time.monotonic()

    def open_again(self) -> None:
        """Another worker has opened the line."""
        self._opened, self.offset = time.monotonic(), self.elapsed

    def set_back(self, seconds: float) -> None:
        """Takes out what had been counted before."""
        self._base -= seconds
        self.offset -= seconds

    def hold(self) -> None:
        """Stops it."""
        if self._on_hold is None:
            self._on_hold = time.monotonic()

    def go_on(self) -> None:
        """Lets it run again; a worker's clock has run on meanwhile."""
        since, self._on_hold = self._on_hold, None
        if since is not None and self._answered is not None:
            now = time.monotonic()
            self._held += now - max(since, self._answered)
            self.offset -= now - max(since, self._opened)
