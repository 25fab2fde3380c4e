"""Rendered lines, kept: in memory for the call, on disk for the next one."""

import contextlib
import hashlib
import os
import sys
import threading
from pathlib import Path
from typing import Protocol

from simulator.errors import RingcraftError, SpeechError
from simulator.speech import sound
from simulator.speech.hibari_voice import HibariVoice
from simulator.speech.sound import CLIP_RATE, Samples
from simulator.speech.system_voice import SystemVoice
from simulator.speech.voice_list import Prosody

MOST_ON_DISK = 500_000_000
"""Bytes of clips in a folder; the lines of one call in one mood are about 19 million."""


class Engine(Protocol):
    """Something that speaks: ``ports.Voice`` with a name and a version."""

    name: str

    @property
    def version(self) -> str:
        """Changes whenever clips would sound different."""

    def resolved(self, voice: str) -> str:
        """The voice that renders ``voice`` just now: itself, or what stands in for it."""

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

    ``folder`` is the cache on disk; None keeps them in memory only. Opening it
    removes what is too much there, in a thread of its own.
    """

    def __init__(self, engine: Engine, folder: Path | None = None) -> None:
        self._engine = engine
        self._folder = folder
        self._made: dict[str, Samples] = {}
        self._disk_works = folder is not None
        if folder is not None:
            tidying = threading.Thread(target=tidy, args=(folder, MOST_ON_DISK), daemon=True)
            tidying.start()

    def key(self, text: str, voice: str, prosody: Prosody) -> str:
        """Name of the clip: the checksum of all that shapes it."""
        made_with = f"{self._engine.version}|{self._engine.resolved(voice)}"
        shape = f"{made_with}|{prosody.speed:.3f}|{prosody.pitch:.3f}|{text}"
        return hashlib.sha256(shape.encode()).hexdigest()

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
        if path is None:
            return None
        try:
            samples, rate = sound.read_wav(path)
        except (RingcraftError, OSError):
            return None  # rendered afresh and written over
        with contextlib.suppress(OSError):
            os.utime(path)  # what was used last is kept longest
        return samples if rate == CLIP_RATE and len(samples) else None

    def _to_disk(self, key: str, samples: Samples) -> None:
        path = self._path(key)
        if path is None:
            return
        try:
            sound.write_wav(path, samples, CLIP_RATE)
        except (SpeechError, OSError) as error:
            self._disk_works = False  # a full disk costs speed at the next call, not this one
            sys.stderr.write(f"note: voice clips are not kept: {error}\n")


def tidy(folder: Path, most: int) -> None:
    """Removes the clips that were not used for longest, until ``most`` bytes are left.

    What can't be removed stays; a clip that is wanted again is rendered again.
    """
    found: list[tuple[float, int, Path]] = []
    with contextlib.suppress(OSError):
        for path in folder.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):  # another call tidies as well
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
    kept = 0
    for _, size, path in sorted(found, reverse=True):
        kept += size
        if kept > most:
            with contextlib.suppress(OSError):
                path.unlink()
