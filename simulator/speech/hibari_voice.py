"""The prospect's voice from the hibari models: in the process, faster than real time."""

from typing import Any

import numpy as np

from simulator.errors import SpeechError
from simulator.speech import models, sound
from simulator.speech.sound import CLIP_RATE, Samples
from simulator.speech.voice_list import VoiceSpec, spec

SPEAKING_LEVEL = -20.0
"""dBFS of the loud parts of every clip, so that all persons are equally loud."""
UNVOICED_BELOW = 40.0
"""Hz; the vocoder takes lower values of its pitch curve as voiceless."""


class HibariVoice:
    """Renders lines; a model is loaded once per recording it is made from.

    Raises ``SpeechError`` when the package is not installed.
    """

    name = "hibari"

    def __init__(self) -> None:
        try:
            import hibari
            from hibari import dsp
        except ImportError as error:
            raise SpeechError(
                "the voice package hibari-tts is not installed",
                "pip install 'ringcraft[voice]' adds it; the system's voice is used until then",
            ) from error
        self._hibari: Any = hibari
        self._dsp: Any = dsp
        self._loaded: dict[str, Any] = {}

    @property
    def version(self) -> str:
        """Changes whenever clips would sound different."""
        return f"hibari-{self._hibari.__version__}-2"

    def render(self, text: str, voice: str, speed: float = 1.0, pitch: float = 1.0) -> bytes:
        """Mono 16-bit PCM at 24 kHz, trimmed, at speaking level.

        The same arguments give the same bytes. Raises ``SpeechError`` when the
        line holds nothing that can be spoken.
        """
        chosen = self._available(spec(voice))
        ratio = chosen.ratio * pitch
        pace = min(2.0, max(0.5, chosen.speed * speed / ratio))
        if not any(letter.isalnum() for letter in text):
            raise SpeechError(f"nothing in '{text}' can be spoken", "write words in the line")
        spoken = self._speak(self._engine(chosen.base), text, pace, chosen.melody)
        if not len(spoken):
            raise SpeechError(f"nothing in '{text}' can be spoken", "write words in the line")
        if ratio != 1.0:
            spoken = sound.resampled(spoken, CLIP_RATE * ratio, CLIP_RATE)
        clip = sound.faded(sound.trimmed(spoken, CLIP_RATE), CLIP_RATE)
        return sound.to_pcm(sound.at_level(clip, SPEAKING_LEVEL))

    def _available(self, chosen: VoiceSpec) -> VoiceSpec:
        if chosen.base == "heart" or models.voice_file(chosen.base):
            return chosen
        return spec(chosen.stand_in)

    def _engine(self, base: str) -> Any:
        if base not in self._loaded:
            if base == "heart":
                engine = self._hibari.Hibari()
            else:
                engine = self._hibari.Hibari(voice=base, model=str(models.voice_file(base)))
            self._loaded[base] = engine
        return self._loaded[base]

    def _speak(self, engine: Any, text: str, pace: float, melody: float) -> Samples:
        rng = np.random.default_rng(0)
        parts: list[Samples] = []
        for phonemes in engine.phonemize(text):
            ids = engine.ids(phonemes)
            if len(ids) < 3:
                continue
            given = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([pace], np.float32)}
            *shape, pitch = (row[0] for row in engine.sess.run(None, given))
            if melody != 1.0:
                pitch = _widened(pitch, melody)
            parts.append(self._dsp.synth(*shape, pitch, rng))
        if not parts:
            return np.zeros(0, np.float32)
        return np.concatenate(parts).astype(np.float32)


def _widened(pitch: Samples, melody: float) -> Samples:
    voiced = pitch > UNVOICED_BELOW
    if not voiced.any():
        return pitch
    middle = float(np.exp(np.mean(np.log(pitch[voiced]))))
    shaped = pitch.copy()
    shaped[voiced] = middle * (pitch[voiced] / middle) ** melody
    return shaped
