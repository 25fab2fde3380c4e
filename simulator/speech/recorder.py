"""Keeps the sound of each turn as a file, for as long as the disk takes it."""

from collections.abc import Callable
from pathlib import Path

from simulator.errors import SpeechError
from simulator.speech import sound
from simulator.speech.messages import Fault, News
from simulator.speech.sound import EAR_RATE


class Recorder:
    """Writes turns into ``folder``, numbered behind the ``kept`` that are there; None: nowhere."""

    def __init__(self, folder: Path | None, send: Callable[[News], None], *, kept: int = 0) -> None:
        self._folder = folder
        self._send = send
        self._count = kept

    def keep(self, pcm: bytes) -> str:
        """The name of a turn's file; "" where none is kept. Trouble is told once."""
        self._count += 1
        if self._folder is None:
            return ""
        path = self._folder / f"turn-{self._count}.wav"
        try:
            sound.write_wav(path, sound.from_pcm(pcm), EAR_RATE)
        except SpeechError as error:
            self._folder = None
            self._send(Fault(what=error.message, hint=error.hint, kind="keep"))
            return ""
        return path.name
