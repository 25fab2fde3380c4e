"""Lines as the recogniser would write them had somebody said them on the telephone.

Every line has one built-in voice, pace and channel of its own, drawn from its words alone: the
same line is spoken the same way on every run, whatever else is spoken before it.
"""

import random
import re
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from simulator.errors import SpeechError
from simulator.speech import phone_line, sound
from simulator.speech.clips import best_engine
from simulator.speech.sound import CLIP_RATE, EAR_RATE, LINE_RATE, Samples
from simulator.speech.voice_list import BUILT_IN
from simulator.speech.vosk_ears import Transcript, Vocabulary
from simulator.understanding.spoken import spoken_form

SLOWEST, FASTEST = 0.85, 1.2  # of the voice's own pace
KINDS = ("clean", "telephone", "office")
QUIETEST, LOUDEST = 15.0, 5.0  # dB of speech above the office noise
BLOCK = EAR_RATE // 10 * 2  # bytes fed at once: a tenth of a second
PRE_ROLL = 0.3  # seconds that the ear keeps from before and after the speech
HUSH = -65.0  # dBFS: a quiet room; the recogniser never meets digital silence
BABBLE = (
    "So I said to him that it would be fine.",
    "Could you bring the other one over when you are done with it?",
    "No, the invoices went out on Tuesday, I think.",
)


def channel(name: str, clip: Samples, room: Samples) -> tuple[Samples, int]:
    """The clip (24 kHz) as it reaches the microphone, and its rate.

    ``name`` is "clean", "telephone" or "office N dB"; ``room`` is ``phone_line.bed``.
    """
    if name == "telephone":
        return phone_line.through_line(clip, CLIP_RATE), LINE_RATE
    if name == "clean":
        return clip, CLIP_RATE
    wanted = float(name.split()[1])
    noise = sound.resampled(room, LINE_RATE, CLIP_RATE)[: len(clip)]
    gain = 10 ** ((sound.dbfs(clip) - wanted - sound.dbfs(noise)) / 20)
    return (clip + np.resize(noise, len(clip)) * gain).astype(np.float32), CLIP_RATE


@dataclass(frozen=True)
class Speaker:
    """How one line is said: voice, pace and what lies between mouth and recogniser."""

    voice: str
    speed: float
    channel: str

    @property
    def kind(self) -> str:
        """The channel without its level."""
        return self.channel.split()[0]


def speaker(text: str) -> Speaker:
    """The speaker that this line has on every run."""
    dice = random.Random(text)
    kind = dice.choice(KINDS)
    level = f" {dice.uniform(LOUDEST, QUIETEST):.0f} dB" if kind == "office" else ""
    return Speaker(
        dice.choice(BUILT_IN), round(dice.uniform(SLOWEST, FASTEST), 2), f"{kind}{level}"
    )


class Booth:
    """Speaks lines and recognises them; a voice and the recogniser are loaded once.

    Raises ``SpeechError`` and ``ModelError`` where either is missing.
    """

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self._engine = best_engine()
        # one for all lines: a fresh one each would cost half a second a line
        self._ears = (vocabulary or Vocabulary()).recogniser()
        voices = [sound.from_pcm(self._engine.render(text, "ruth", 1.0, 1.0)) for text in BABBLE]
        self._room = phone_line.bed(voices)

    def recognised(self, text: str) -> Transcript:
        """What is written of the line; empty where nothing in it can be spoken."""
        said = speaker(text)
        try:
            clip = sound.from_pcm(self._engine.render(text, said.voice, said.speed, 1.0))
        except SpeechError:
            return Transcript(text="")
        quiet = sound.faint_noise(round(PRE_ROLL * CLIP_RATE), HUSH)
        heard = np.concatenate([quiet, clip, quiet]).astype(np.float32)
        samples, rate = channel(said.channel, heard, self._room)
        pcm = sound.to_pcm(sound.resampled(samples, rate, EAR_RATE))
        parts: list[Transcript] = []
        for start in range(0, len(pcm), BLOCK):
            if self._ears.accept(pcm[start : start + BLOCK]):
                parts.append(self._ears.finish())
        parts.append(self._ears.finish(flush=True))  # also forgets the voice for the next line
        return Transcript(
            text=" ".join(part.text for part in parts if part.text),
            words=tuple(word for part in parts for word in part.words),
        )


def word_errors(text: str, written: str) -> tuple[int, int]:
    """(words wrong, lost or added; words said), numbers and symbols in words."""
    said = spoken_form(text).split()
    return Levenshtein.distance(said, re.findall(r"[a-z']+", written)), len(said)
