"""The recogniser: Vosk behind a face that can't be misused.

Vosk aborts the process when one recogniser is used from two threads, when a
grammar is changed in the middle, or when a model is damaged. So a
``Recogniser`` belongs to the thread that made it, grammars are set at birth,
and models come from ``models.recogniser`` only, which checks them.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from simulator.errors import ModelError, SpeechError
from simulator.speech import models, sound, wave_file
from simulator.speech.model_list import SMALL
from simulator.speech.sound import EAR_RATE, Samples
from simulator.speech.terminal_guard import quiet_natives
from simulator.understanding.hearing import Word

STUFFING = 0.25
"""Seconds of faint noise pushed in after a pause: the decoder's right context
fills up at once and the text of what was said so far is whole, 15 to 30 ms
after the question instead of a quarter of a second, without ending the utterance."""
FAINT = -70.0
"""dBFS of that noise. Louder noise is heard as "huh", zeros upset the adaptation."""
ALTERNATIVES = 3
SHORT = 60.0
"""Seconds up to which other readings of a whole recording mean anything: there are at
most three, and the decoder keeps all of the sound in memory to find them."""
STEP = EAR_RATE // 10 * 2
"""Bytes of a tenth of a second, after which the decoder is asked for a pause."""


class Transcript(Struct, frozen=True, kw_only=True):
    """What was recognised: the best text with its words, and the next best texts."""

    text: str
    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = ()
    seconds: float = 0.0


class Vocabulary:
    """A loaded model. Raises ``ModelError`` when it isn't there or damaged."""

    def __init__(self, name: str = SMALL) -> None:
        folder = models.recogniser(name)
        self._vosk = _vosk()
        self.folder: Path = folder
        try:
            with quiet_natives():
                self._model: Any = self._vosk.Model(model_path=str(folder))
        except Exception as error:
            raise ModelError(
                f"the recogniser in {folder} can't be loaded", "ringcraft models verify"
            ) from error

    def knows(self, word: str) -> bool:
        """Whether the recogniser can ever write this word (lower case, one word)."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def recogniser(self, rate: float = EAR_RATE, *, grammar: tuple[str, ...] = ()) -> "Recogniser":
        """A fresh recogniser for the thread that calls this.

        ``rate`` is the real rate of the sound, 16 kHz or more. ``grammar``
        limits what can be heard to these phrases. Raises ``SpeechError``.
        """
        if rate < EAR_RATE:
            raise SpeechError(
                f"sound at {rate:.0f} Hz is too narrow to recognise", "record at 16000 Hz or more"
            )
        with quiet_natives():
            if grammar:
                made = self._vosk.KaldiRecognizer(self._model, rate, json.dumps(list(grammar)))
            else:
                made = self._vosk.KaldiRecognizer(self._model, rate)
        made.SetWords(True)
        return Recogniser(made, rate)


class Recogniser:
    """Hears one stream of sound. One thread only."""

    def __init__(self, made: Any, rate: float) -> None:
        self._made = made
        self._rate = rate
        self._stuffing = sound.to_pcm(sound.faint_noise(round(STUFFING * rate), FAINT))
        self._fed = 0.0  # seconds of real sound
        self._stuffed: list[tuple[float, float]] = []  # (position in the decoder, length)

    @property
    def fed(self) -> float:
        """Seconds of real sound fed since birth."""
        return self._fed

    def feed(self, pcm: bytes) -> None:
        """Takes 16-bit mono PCM."""
        self.accept(pcm)

    def accept(self, pcm: bytes) -> bool:
        """As ``feed``; true where the decoder itself sees the end of an utterance."""
        ended = bool(self._made.AcceptWaveform(pcm))
        self._fed += len(pcm) / 2 / self._rate
        return ended

    def want_alternatives(self, count: int) -> None:
        """Gives up word confidences for the ``count`` best texts; before any sound."""
        self._made.SetMaxAlternatives(count)

    def alternatives(self) -> tuple[str, ...]:
        """Ends the utterance; the best texts in order. Needs ``want_alternatives``."""
        rows = json.loads(self._made.FinalResult()).get("alternatives", ())
        return tuple(cleaned(row["text"]) for row in rows)

    def partial(self) -> str:
        """The words so far; lags up to a quarter of a second behind the sound."""
        text: str = json.loads(self._made.PartialResult())["partial"]
        return cleaned(text)

    def complete(self) -> str:
        """The words so far up to this very moment, without ending the utterance."""
        position = self._fed + sum(length for _, length in self._stuffed)
        self._made.AcceptWaveform(self._stuffing)
        self._stuffed.append((position, STUFFING))
        return self.partial()

    def finish(self, *, flush: bool = False) -> Transcript:
        """Ends the utterance: words with times in seconds of real sound fed since birth.

        ``flush`` also takes the last 150 ms that were not stuffed, which costs
        25 to 40 ms and the adaptation to the speaker.
        """
        answer = self._made.FinalResult() if flush else self._made.Result()
        heard = json.loads(answer)
        words = tuple(
            Word(
                text=row["word"],
                start=round(self._real(row["start"]), 3),
                end=round(self._real(row["end"]), 3),
                confidence=round(float(row.get("conf", 1.0)), 3),
            )
            for row in heard.get("result", ())
            if row["word"] != "[unk]"
        )
        return Transcript(text=cleaned(heard.get("text", "")), words=words, seconds=self._fed)

    def warm_up(self) -> None:
        """Makes the first real sound as quick as the rest (the decoder compiles at first use)."""
        self._made.AcceptWaveform(sound.to_pcm(sound.faint_noise(round(self._rate), FAINT)))
        self._made.Result()
        self._stuffed.append((self._fed, 1.0))

    def _real(self, position: float) -> float:
        """A time in the decoder's own count as a time in the real sound."""
        before = 0.0
        for start, length in self._stuffed:
            if position > start + length:
                before += length
            elif position > start:
                before += position - start
        return max(0.0, min(self._fed, position - before))


def cleaned(text: str) -> str:
    """Without the marker for sound that is no word."""
    return " ".join(word for word in text.split() if word != "[unk]")


def transcribe(
    path: Path, vocabulary: Vocabulary, progress: Callable[[float, float], None] | None = None
) -> Transcript:
    """Recognises a WAV file of any rate and length, mono or stereo.

    Text, words with times and confidence, and up to three further readings of
    a short one. ``progress`` gets seconds done and in all. Raises
    ``NotFound``, ``SpeechError`` and ``ModelError``.
    """
    tell = progress or (lambda done, total: None)
    with wave_file.opened(path) as file:
        return _recognised(
            sound.resampled_pieces(file.pieces(), file.rate),
            vocabulary,
            others=file.seconds <= SHORT,
            tell=lambda done: tell(done, file.seconds),
        )


def recognise(
    samples: Samples, rate: int, vocabulary: Vocabulary, *, others: bool = True
) -> Transcript:
    """As ``transcribe``, for sound in memory; without ``others`` in half the time."""
    narrow = sound.resampled(samples, rate, EAR_RATE)
    return _recognised((narrow,), vocabulary, others=others, tell=lambda done: None)


def _recognised(
    pieces: Iterable[Samples],
    vocabulary: Vocabulary,
    *,
    others: bool,
    tell: Callable[[float], None],
) -> Transcript:
    """Hears 16 kHz sound as it comes; keeps it only for the ``others``."""
    ears = vocabulary.recogniser()
    parts: list[Transcript] = []
    kept: list[bytes] = []
    for piece in pieces:
        pcm = sound.to_pcm(piece)
        if others:
            kept.append(pcm)
        # An utterance is ended in every longer pause: the decoder's memory stays small.
        for start in range(0, len(pcm), STEP):
            if ears.accept(pcm[start : start + STEP]):
                parts.append(ears.finish())
        tell(ears.fed)
    parts.append(ears.finish(flush=True))
    text = " ".join(part.text for part in parts if part.text)
    return Transcript(
        text=text,
        words=tuple(word for part in parts for word in part.words),
        alternatives=readings(b"".join(kept), vocabulary, besides=text) if others else (),
        seconds=round(ears.fed, 3),
    )


def readings(pcm: bytes, vocabulary: Vocabulary, besides: str = "") -> tuple[str, ...]:
    """The other likely texts of an utterance (16 kHz PCM), best first, by a second decoding."""
    ears = vocabulary.recogniser()
    ears.want_alternatives(ALTERNATIVES + 1)
    ears.feed(pcm)
    found = ears.alternatives()
    return tuple(text for text in dict.fromkeys(found) if text and text != besides)[:ALTERNATIVES]


def _vosk() -> Any:
    try:
        import vosk
    except (ImportError, OSError) as error:
        raise SpeechError(
            f"the recogniser Vosk can't be loaded: {error}", "pip install vosk; typing works"
        ) from error
    vosk.SetLogLevel(-1)
    return vosk
