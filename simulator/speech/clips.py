"""Rendered lines, kept: in memory for the call, on disk for the next one."""

import hashlib
import sys
from pathlib import Path
from typing import Protocol

from simulator.errors import SpeechError
from simulator.speech import sound
from simulator.speech.hibari_voice import HibariVoice
from simulator.speech.sound import CLIP_RATE, Samples
from simulator.speech.system_voice import SystemVoice
from simulator.speech.voice_list import Prosody


class Engine(Protocol):
    """Something that speaks: ``ports.Voice`` with a name and a version."""

    name: str

    @property
    def version(self) -> str:
        """Changes whenever clips would sound different."""

    def render(self, text: str, voice: str, speed: float, pitch: float) -> bytes:
        """Mono 16-bit PCM at 24 kHz. Raises ``SpeechError``."""


def best_engine() -> Engine:
    """The best voice that is installed: hibari, else the system's own.

    Raises ``SpeechError`` when there is none; calls go on in text then.
    """
    try:
        return HibariVoice()
    except SpeechError:
        return SystemVoice()


class Clips:
    """Lines as sound, rendered once for text, voice, prosody and engine version.

    ``folder`` is the cache on disk; None keeps them in memory only.
    """

    def __init__(self, engine: Engine, folder: Path | None = None) -> None:
        self._engine = engine
        self._folder = folder
        self._made: dict[str, Samples] = {}
        self._disk_works = folder is not None

    def key(self, text: str, voice: str, prosody: Prosody) -> str:
        """Name of the clip: the checksum of all that shapes it."""
        shape = f"{self._engine.version}|{voice}|{prosody.speed:.3f}|{prosody.pitch:.3f}|{text}"
        return hashlib.sha256(shape.encode()).hexdigest()

    def ready(self, text: str, voice: str, prosody: Prosody) -> bool:
        """Whether the clip is in memory."""
        return self.key(text, voice, prosody) in self._made

    def clip(self, text: str, voice: str, prosody: Prosody) -> Samples:
        """The line as mono samples at 24 kHz. Raises ``SpeechError``."""
        key = self.key(text, voice, prosody)
        made = self._made.get(key)
        if made is None:
            made = self._from_disk(key)
            if made is None:
                data = self._engine.render(text, voice, prosody.speed, prosody.pitch)
                made = sound.from_pcm(data)
                self._to_disk(key, made)
            if self._path(key) is None:  # what is on the disk need not be in memory too
                self._made[key] = made
        return made

    def _path(self, key: str) -> Path | None:
        if self._folder is None or not self._disk_works:
            return None
        return self._folder / key[:2] / f"{key}.wav"

    def _from_disk(self, key: str) -> Samples | None:
        path = self._path(key)
        if path is None or not path.is_file():
            return None
        try:
            samples, rate = sound.read_wav(path)
        except (SpeechError, OSError):
            return None  # rendered afresh and written over
        return samples if rate == CLIP_RATE and len(samples) else None

    def _to_disk(self, key: str, samples: Samples) -> None:
        path = self._path(key)
        if path is None:
            return
        try:
            sound.write_wav(path, samples, CLIP_RATE)
        except SpeechError as error:
            self._disk_works = False  # a full disk costs speed at the next call, not this one
            sys.stderr.write(f"note: voice clips are not kept: {error}\n")
