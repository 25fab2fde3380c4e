"""Lines as they come out of the receiver: rendered, sent through the phone line, kept."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from simulator.dialogue.line import WORDS_A_SECOND
from simulator.errors import SpeechError
from simulator.speech import phone_line, sound
from simulator.speech.clips import Clips
from simulator.speech.messages import Utterance
from simulator.speech.sound import CLIP_RATE, LINE_RATE, Samples
from simulator.speech.voice_list import Prosody

MOST_KEPT = 200
"""Lines kept in memory, about 50 MB; one more is made again in some milliseconds."""
BABBLE = (
    "Yes, I sent it over this morning, so it should be with them by now.",
    "Could you put that on my desk when you are done with it, please?",
    "No, the other one, from last week, the one with the long list.",
)


Key = tuple[str, str, Prosody]


class Made(Struct, frozen=True):
    """A line as 16-bit PCM; ``trouble`` says why it is silence."""

    pcm: bytes
    trouble: SpeechError | None = None


class LineClips:
    """Every line once, ready for the loudspeaker; safe to call from any thread.

    ``on_trouble`` is told once why a line that is wanted can't be heard.
    """

    def __init__(
        self,
        clips: Clips | None = None,
        *,
        settled: bool = True,
        on_trouble: Callable[[SpeechError], None] = lambda _: None,
    ) -> None:
        self._clips = clips
        self._on_trouble = on_trouble
        self._told = False
        self._settled = threading.Event()
        if settled:
            self._settled.set()
        self._made: dict[Key, Made] = {}  # newest last
        self._lock = threading.Lock()
        self._hurried: set[int] = set()  # threads that wait for a sound
        self._room: Samples | None = None

    def use(self, clips: Clips | None) -> None:
        """Gives the lines a voice, or settles that there is none; lines wait for it."""
        self._clips = clips
        self._settled.set()

    def clip(self, line: Utterance) -> Samples:
        """The line at 48 kHz, its pause not included; silence of its length without a voice."""
        made = self._made.get((line.text, line.voice, line.prosody))
        if made is None:
            with self._at_once():
                made = self._rendered(line)
        if made.trouble is not None and not self._told:
            self._told = True
            self._on_trouble(made.trouble)
        return sound.from_pcm(made.pcm)

    def prepare(
        self, lines: Iterable[Utterance], stop: threading.Event, busy: Callable[[], bool]
    ) -> None:
        """Renders lines ahead, one at a time, so that an urgent one can come between.

        Waits while ``busy()``: the ear needs the processor more. Who waits for a
        lock that is let go and taken again at once never gets it, so a line that
        is wanted now has this one step back.
        """
        for line in lines:
            while (busy() or self._hurried) and not stop.is_set():
                stop.wait(0.02)
            if stop.is_set():
                return
            self._rendered(line)

    @contextlib.contextmanager
    def _at_once(self) -> Iterator[None]:
        self._hurried.add(threading.get_ident())
        try:
            yield
        finally:
            self._hurried.discard(threading.get_ident())

    def _rendered(self, line: Utterance) -> Made:
        self._settled.wait()
        with self._lock:
            key = (line.text, line.voice, line.prosody)
            made = self._made.pop(key, None)
            if made is None:
                made = self._make(line)
            self._made[key] = made
            while len(self._made) > MOST_KEPT:
                del self._made[next(iter(self._made))]
            return made

    def room(self) -> Samples:
        """The office behind the prospect, made once."""
        self._settled.wait()
        if self._room is None:
            with self._at_once():
                self._room = self._furnish()
        return self._room

    def _furnish(self) -> Samples:
        voices: list[Samples] = []
        if self._clips is not None:
            for number, text in enumerate(BABBLE):
                voice = ("marian", "sam", "june")[number]
                with self._lock, contextlib.suppress(SpeechError):  # fewer people sit there
                    voices.append(self._clips.clip(text, voice, Prosody()))
        return phone_line.bed(voices)

    def _make(self, line: Utterance) -> Made:
        trouble = None
        if self._clips is not None:
            try:
                spoken = self._clips.clip(line.text, line.voice, line.prosody)
                return Made(sound.to_pcm(phone_line.through_line(spoken, CLIP_RATE)))
            except SpeechError as error:
                trouble = error
        words = max(1, len(line.text.split()))
        return Made(sound.to_pcm(sound.silence(words / WORDS_A_SECOND, LINE_RATE)), trouble)
