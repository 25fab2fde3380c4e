"""Measures the sound of a turn aside, while the prospect answers it."""

import threading

from msgspec.structs import replace

from simulator.speech import fillers, prosody, sound
from simulator.speech.vosk_ears import Vocabulary
from simulator.understanding.aloud import Voicedness


class Measurement:
    """One turn's sound (16 kHz PCM); without a ``vocabulary`` fillers are not counted.

    Ten seconds of speech take about 0.4 s, and the ear must not wait so long.
    """

    def __init__(self, pcm: bytes, vocabulary: Vocabulary | None = None) -> None:
        self._pcm = pcm
        self._vocabulary = vocabulary
        self._found: Voicedness | None = None
        self._thread = threading.Thread(target=self._measure, name="measurement", daemon=True)
        self._thread.start()

    def found(self, patience: float | None) -> Voicedness | None:
        """What is known after at most so many seconds; None waits for all of it.

        Without fillers where they are still being counted, and nothing where
        there was no time at all.
        """
        self._thread.join(patience)
        return self._found

    def _measure(self) -> None:
        self._found = prosody.voicedness(sound.from_pcm(self._pcm))
        if self._vocabulary is not None:
            heard = fillers.count(self._pcm, self._vocabulary)
            self._found = replace(self._found, fillers=heard)
