"""The recording of a call from files: left is the trainee, right the prospect."""

import wave
from pathlib import Path

import numpy as np

from simulator.errors import SpeechError
from simulator.speech import sound
from simulator.speech.sound import LINE_RATE, Samples


class Referee:
    """Writes both sides of a call, sample-aligned, 48 kHz stereo. Raises ``SpeechError``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._raw = path.open("wb")
        except OSError as error:
            raise self._unwritten(error) from error
        self._file = wave.open(self._raw, "wb")  # noqa: SIM115 - closed by close()
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(LINE_RATE)

    def add(self, microphone: bytes, line: Samples) -> None:
        """Adds 20 ms of either side: 16 kHz PCM and 48 kHz samples. Raises ``SpeechError``."""
        left = np.repeat(sound.from_pcm(microphone), 3)
        both = np.stack([left, line], axis=1).reshape(-1).astype(np.float32)
        try:
            self._file.writeframes(sound.to_pcm(both))
        except OSError as error:
            raise self._unwritten(error) from error

    def close(self) -> None:
        """Ends the file. Raises ``SpeechError``."""
        try:
            self._file.close()
            self._raw.close()
        except OSError as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error: OSError) -> SpeechError:
        return SpeechError(
            f"{self._path} can't be written: {error.strerror}",
            "choose another folder or free some space",
        )
