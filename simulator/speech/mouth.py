"""The prospect's side of the line: one endless stream that clips are laid into.

The stream never stops, so a clip needs no start-up time and the line is never
dead: behind the voice the office goes on, a little lower while somebody speaks.
``pull`` is called by the sound card's thread; everything else by the ear's.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock

import numpy as np
from msgspec import Struct

from simulator.speech.sound import LINE_RATE, Samples

FADE = 0.04
"""Seconds of fade when the prospect is cut off."""
DUCK = 0.5
"""Factor on the office while a clip sounds."""


class Playing(Struct, kw_only=True):
    """A clip in the queue; ``position`` counts samples already sounded."""

    name: str
    samples: Samples
    position: int = 0
    begun: bool = False


class Sounded(Struct, frozen=True, kw_only=True):
    """A clip began (``heard`` 0 and not ``over``) or is over."""

    name: str
    at: float  # seconds of the stream
    over: bool
    heard: float


class Cut(Struct, frozen=True, kw_only=True):
    """What was cut off: the clips in order, and the share of the first that had sounded."""

    names: tuple[str, ...] = ()
    heard: float = 0.0


class Mouth:
    """Mixes the office, the ringing and the clips; 48 kHz mono."""

    def __init__(self, bed: Samples | None = None) -> None:
        self._lock = Lock()
        self._queue: deque[Playing] = deque()
        self._cut: list[Playing] = []  # what a false interruption can bring back
        self._bed = bed
        self._bed_on = False
        self._bed_at = 0
        self._gain = 1.0
        self._ringing: Samples | None = None
        self._ring_at = 0
        self._sounded = 0
        self._events: deque[Sounded] = deque()
        self._fade: Samples | None = None

    def pull(self, count: int) -> Samples:
        """The next samples; never blocks for long and never fails."""
        with self._lock:
            out = self._background(count)
            self._lay_clips(out)
            if self._fade is not None:
                used = min(count, len(self._fade))
                out[:used] += self._fade[:used]
                self._fade = self._fade[used:] if used < len(self._fade) else None
            self._sounded += count
            return out

    @property
    def now(self) -> float:
        """Seconds of the stream given out so far."""
        return self._sounded / LINE_RATE

    @property
    def speaking(self) -> bool:
        """Whether a clip is sounding or waiting."""
        return bool(self._queue)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the clips that sound or wait, in order."""
        with self._lock:
            return tuple(clip.name for clip in self._queue)

    def ring(self, pattern: Samples | None) -> None:
        """Repeats a pattern (the ring with its pause) until given None."""
        with self._lock:
            self._ringing, self._ring_at = pattern, 0

    def room(self, bed: Samples | None) -> None:
        """Opens the line: the office is heard from now on; None: the line is dead."""
        with self._lock:
            self._bed, self._bed_on = bed, bed is not None

    def say(self, name: str, samples: Samples) -> None:
        """Lays a clip behind those that wait."""
        with self._lock:
            self._queue.append(Playing(name=name, samples=samples))
            self._cut.clear()

    def stop(self) -> Cut:
        """Fades out what sounds and drops what waits; says what that was."""
        with self._lock:
            if not self._queue:
                return Cut()
            self._cut = list(self._queue)
            self._queue.clear()
            first = self._cut[0]
            heard = first.position / max(1, len(first.samples))
            if first.begun:
                tail = first.samples[first.position : first.position + round(FADE * LINE_RATE)]
                self._fade = tail * np.linspace(1, 0, len(tail), dtype=np.float32)
                self._event(first, heard=heard, over=True)
            return Cut(names=tuple(clip.name for clip in self._cut), heard=heard)

    def resume(self, back: Callable[[Samples, int], int]) -> None:
        """Goes on with all that was cut off; ``back`` finds where the first starts again."""
        with self._lock:
            for clip in self._cut[:1]:
                clip.position = back(clip.samples, clip.position)
                clip.begun = False
            self._queue.extend(self._cut)
            self._cut = []

    def events(self) -> list[Sounded]:
        """What began and ended since the last call."""
        with self._lock:
            found = list(self._events)
            self._events.clear()
            return found

    def _background(self, count: int) -> Samples:
        out = np.zeros(count, np.float32)
        if self._ringing is not None:
            places = (np.arange(count) + self._ring_at) % len(self._ringing)
            out += self._ringing[places]
            self._ring_at = (self._ring_at + count) % len(self._ringing)
        if self._bed_on and self._bed is not None and len(self._bed):
            places = (np.arange(count) + self._bed_at) % len(self._bed)
            target = DUCK if self._queue else 1.0
            ramp = np.linspace(self._gain, target, count, dtype=np.float32)
            self._gain = target
            out += self._bed[places] * ramp
            self._bed_at = (self._bed_at + count) % len(self._bed)
        return out

    def _lay_clips(self, out: Samples) -> None:
        filled = 0
        while self._queue and filled < len(out):
            current = self._queue[0]
            if not current.begun:
                current.begun = True
                self._event(current, heard=0.0, over=False, offset=filled)
            part = current.samples[current.position : current.position + len(out) - filled]
            out[filled : filled + len(part)] += part
            current.position += len(part)
            filled += len(part)
            if current.position >= len(current.samples):
                self._queue.popleft()
                self._event(current, heard=1.0, over=True, offset=filled)

    def _event(self, clip: Playing, *, heard: float, over: bool, offset: int = 0) -> None:
        at = (self._sounded + offset) / LINE_RATE
        self._events.append(Sounded(name=clip.name, at=at, over=over, heard=heard))


def last_clause(samples: Samples, position: int) -> int:
    """Where to start again after a cut: the last short silence before, or the beginning."""
    block = LINE_RATE // 100
    count = position // block
    if count < 2:
        return 0
    power = np.mean(np.square(samples[: count * block].reshape(count, block)), axis=1)
    loud = float(power.max(initial=0.0))
    quiet = power < loud * 1e-3
    run = 0
    for place in range(count - 1, -1, -1):
        run = run + 1 if quiet[place] else 0
        if run >= 8:
            return (place + run) * block
    return 0
