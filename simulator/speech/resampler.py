"""Sound of one rate at another, block by block, as if it had come in one piece."""

from collections.abc import Callable
from math import gcd

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from simulator.speech.sound import Samples

CROSSINGS = 24
"""Zero crossings of the filter on either side: its steepness."""
PASSED = 0.9
"""Where it cuts, as a share of what the lower of both rates can carry."""
SMOOTHNESS = 8.0
"""Beta of its Kaiser window: what is cut off lies 80 dB lower."""


class Resampler:
    """Brings a stream from ``rate`` to ``wanted`` hertz; remembers where the last block ended.

    A band limit at the lower of both rates is part of it. Places are whole numbers, so that
    no error grows in a long call.
    """

    def __init__(self, rate: float, wanted: float) -> None:
        old, new = round(rate), round(wanted)
        common = gcd(old, new)
        self._up, self._down = new // common, old // common
        widened = max(1.0, old / new)
        half = int(np.ceil(CROSSINGS * widened))
        self._taps = 2 * half
        places = np.arange(1 - half, 1 + half) - np.arange(self._up)[:, None] / self._up
        bell = np.i0(SMOOTHNESS * np.sqrt(np.clip(1 - (places / half) ** 2, 0, 1)))
        rows = np.sinc(places / widened * PASSED) * bell
        self._rows = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
        """The filter for each place between two samples that a new one can have."""
        self._held = np.zeros(half - 1, np.float32)
        self._place = 0
        """Of the next new sample, from the first one held, in parts of ``_up``."""

    def push(self, samples: Samples) -> Samples:
        """Takes what has come; what can be made of it."""
        self._held = np.concatenate([self._held, samples])
        beyond = (len(self._held) - self._taps + 1) * self._up - self._place
        return self._made(max(0, -(-beyond // self._down)))

    def pull(self, count: int, source: Callable[[int], Samples]) -> Samples:
        """``count`` new samples; asks ``source`` for as many old ones as that takes."""
        last = self._place + (count - 1) * self._down
        lacking = last // self._up + self._taps - len(self._held)
        if lacking > 0:
            self._held = np.concatenate([self._held, source(lacking)])
        return self._made(count)

    def _made(self, count: int) -> Samples:
        if not count:
            return np.zeros(0, np.float32)
        first, between = np.divmod(self._place + self._down * np.arange(count), self._up)
        around = sliding_window_view(self._held, self._taps)[first]
        made: Samples = np.einsum("ij,ij->i", around, self._rows[between])
        self._place += self._down * count
        past = min(self._place // self._up, len(self._held))
        self._held = self._held[past:]
        self._place -= past * self._up
        return made
