"""The prospect's voice from the hibari models: in the process, faster than real time."""

from pathlib import Path
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
        self._files: dict[str, Path | None] = {}

    @property
    def version(self) -> str:
        """Changes whenever clips would sound different."""
        return f"hibari-{self._hibari.__version__}-3"

    def resolved(self, voice: str) -> str:
        """The voice that renders ``voice``: itself, or its stand-in while it is not fetched."""
        return self._available(spec(voice)).name

    def render(self, text: str, voice: str, speed: float = 1.0, pitch: float = 1.0) -> bytes:
        """Mono 16-bit PCM at 24 kHz, trimmed, at speaking level.

        The same arguments give the same bytes. Raises ``SpeechError`` when the
        line holds nothing that can be spoken, or something that the engine can't say.
        """
        chosen = self._available(spec(voice))
        ratio = chosen.ratio * pitch
        pace = min(2.0, max(0.5, chosen.speed * speed / ratio))
        if not any(letter.isalnum() for letter in text):
            raise unspeakable(text)
        engine = self._engine(chosen.base)
        try:
            spoken = self._speak(engine, text, pace, chosen.melody)
        except Exception as error:  # its own, of any kind: it can't spell 40 digits, for one
            raise SpeechError(f"the voice can't say '{shown(text)}'", "word it anew") from error
        if not len(spoken):
            raise unspeakable(text)
        if ratio != 1.0:
            spoken = sound.resampled(spoken, CLIP_RATE * ratio, CLIP_RATE)
        clip = sound.faded(sound.trimmed(spoken, CLIP_RATE), CLIP_RATE)
        return sound.to_pcm(sound.at_level(clip, SPEAKING_LEVEL))

    def _available(self, chosen: VoiceSpec) -> VoiceSpec:
        if not chosen.stand_in or self._file(chosen.base):
            return chosen
        return spec(chosen.stand_in)

    def _file(self, base: str) -> Path | None:
        if base not in self._files:  # looking takes its checksum, so once has to do
            self._files[base] = models.voice_file(base)
        return self._files[base]

    def _engine(self, base: str) -> Any:
        if base not in self._loaded:
            file = self._file(base)
            given = {"voice": base, "model": str(file)} if file else {}
            try:
                self._loaded[base] = self._hibari.Hibari(**given)
            except Exception as error:  # onnxruntime has many of its own
                raise SpeechError(
                    f"the voice {base} can't be loaded: {shown(str(error))}",
                    "pip install --force-reinstall hibari-tts"
                    if file is None
                    else f"ringcraft models fetch {base}",
                ) from error
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


def unspeakable(text: str) -> SpeechError:
    """The trouble with a line that holds no words."""
    return SpeechError(f"nothing in '{shown(text)}' can be spoken", "write words in the line")


def shown(text: str, most: int = 60) -> str:
    """A text as messages quote it: on one line, its beginning where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _widened(pitch: Samples, melody: float) -> Samples:
    voiced = pitch > UNVOICED_BELOW
    if not voiced.any():
        return pitch
    middle = float(np.exp(np.mean(np.log(pitch[voiced]))))
    shaped = pitch.copy()
    shaped[voiced] = middle * (pitch[voiced] / middle) ** melody
    return shaped
