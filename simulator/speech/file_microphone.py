"""A microphone made of WAV files: each is spoken when the prospect has finished."""

from pathlib import Path

import numpy as np

from simulator.speech import sound, wave_file
from simulator.speech.sound import EAR_RATE
from simulator.speech.vad import BLOCK, BLOCK_SECONDS

ROOM = -66.0
"""dBFS of the quiet room around the files."""
UNHEARD = 12.0
"""Seconds without a reply after which the next file is spoken all the same."""
PATIENCE = 30.0
"""Seconds after the last file when the microphone is put away."""


class FileMicrophone:
    """Gives blocks for ever; ``done`` once all files are spoken and long answered.

    Raises ``NotFound`` and ``SpeechError`` for a file that can't be read.
    """

    def __init__(self, files: tuple[str, ...], gap: float) -> None:
        self._waiting = [self._read(Path(name)) for name in files]
        self._gap = gap
        self._current = b""
        self._spoken = 0
        self._quiet = 0.0
        self._since = 0.0
        room = sound.faint_noise(EAR_RATE * 4, ROOM, seed=11)
        self._room = sound.to_pcm(room)
        self._at = 0

    def block(self, *, quiet: bool, turns: int) -> bytes:
        """The next 20 ms. ``quiet``: the prospect waits; ``turns``: turns that are over."""
        self._since += BLOCK_SECONDS
        self._quiet = self._quiet + BLOCK_SECONDS if quiet else 0.0
        room = self._room[self._at : self._at + BLOCK * 2]
        self._at = (self._at + BLOCK * 2) % (len(self._room) - BLOCK * 2)
        if self._current:
            block, self._current = self._current[: BLOCK * 2], self._current[BLOCK * 2 :]
            self._since = 0.0
            return _mixed(block.ljust(BLOCK * 2, b"\0"), room)
        answered = turns >= self._spoken or self._since > UNHEARD
        if self._waiting and answered and self._quiet >= self._gap:
            self._current = self._waiting.pop(0)
            self._spoken += 1
            self._quiet = 0.0
        return room

    @property
    def done(self) -> bool:
        """Whether nothing more will be said."""
        return not self._waiting and not self._current and self._since > PATIENCE

    def _read(self, path: Path) -> bytes:
        with wave_file.opened(path) as file:
            pieces = sound.resampled_pieces(file.pieces(), file.rate)
            return b"".join(sound.to_pcm(piece) for piece in pieces)


def _mixed(first: bytes, second: bytes) -> bytes:
    total = np.frombuffer(first, "<i2").astype(np.int32) + np.frombuffer(second, "<i2")
    limited: bytes = np.clip(total, -32768, 32767).astype("<i2").tobytes()
    return limited
