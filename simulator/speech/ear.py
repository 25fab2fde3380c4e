"""The trainee's side of the line: sound in, utterances and pauses out.

Fed block by block from one thread, on the audio's own clock. Sound reaches the
recogniser only while somebody speaks and in the pauses of a turn: a recogniser
that listens to an empty room hears "huh".
"""

from collections import deque

from msgspec import Struct, structs

from simulator.speech.pauses import Pauses
from simulator.speech.sound import EAR_RATE
from simulator.speech.vad import BLOCK_SECONDS, STILL_SPEECH, Detector, Voicing
from simulator.speech.vosk_ears import Recogniser, Transcript

PRE_ROLL = 20
"""Blocks kept from before speech was noticed: 400 ms."""
ONSET = 3
"""Voiced blocks among the last five that begin an utterance."""
SURE_WITHOUT_NETWORK = 0.3
"""Seconds of quiet that need no confirmation."""
SILENT_ROOM = -60.0
"""dBFS of a room so quiet that the level alone tells when she has stopped."""
SURE_IN_SILENCE = 0.1
"""Seconds of quiet that need no confirmation there."""
NOISE_WORDS = frozenset(("huh", "the", "a", "uh", "hmm", "oh"))
"""What the recogniser makes of a cough or a door; alone and short it is nothing."""
NOISE_VOICED = 0.15
BREAK = 0.3
"""Seconds of quiet inside a turn that part one sentence from the next, as a full stop does."""


class Signs(Struct, frozen=True):
    """What a block brought."""

    voicing: Voicing
    began: bool = False
    resumed: float | None = None  # length of the pause that turned out to be none


class Ear:
    """Follows one speaker through a call."""

    def __init__(self, recogniser: Recogniser, detector: Detector) -> None:
        self._recogniser = recogniser
        self._detector = detector
        self._roll: deque[bytes] = deque(maxlen=PRE_ROLL)
        self._recent: deque[bool] = deque(maxlen=5)
        self._pcm = bytearray()
        self._fed_at_start = 0.0
        self.pauses = Pauses()
        self.breaks: list[int] = []
        """Words of the utterance before each of its pauses of ``BREAK`` or more."""
        self._said = 0
        self.active = False
        self.began = 0.0
        self.onset = 0.0
        """When her voice was first noticed; ``began`` lies before it."""
        self.last_voiced = 0.0
        self.voiced = 0.0
        self.voiced_run = 0.0
        self._now = 0.0
        self._probability: float | None = None

    def push(self, block: bytes, at: float) -> Signs:
        """Takes the 20 ms that ended at ``at``."""
        voicing = self._detector.push(block)
        self._now = at
        self._probability = voicing.probability
        self._recent.append(voicing.voiced)
        resumed = None
        began = False
        if not self.active:
            self._roll.append(block)
            if sum(self._recent) >= ONSET:
                began = True
                self._begin(at, b"".join(self._roll))
        else:
            self._feed(block)
            if voicing.voiced:
                pause = at - BLOCK_SECONDS - self.last_voiced
                if pause >= 0.2 and self.voiced_run == 0:
                    resumed = pause
                    if pause >= BREAK and self._said:
                        self.breaks.append(self._said)
        if began or (voicing.voiced and not self.voiced):
            self.onset = at - (ONSET if began else 1) * BLOCK_SECONDS
        if voicing.voiced:
            self.last_voiced = at
            self.voiced += BLOCK_SECONDS
            self.voiced_run += BLOCK_SECONDS
        elif at - self.last_voiced > 0.06:
            self.voiced_run = 0.0
        return Signs(voicing, began, resumed)

    def open(self, at: float) -> None:
        """Begins an utterance without waiting for a voice: tap to talk."""
        if not self.active:
            self._begin(at, b"")
            self.last_voiced = at

    @property
    def quiet(self) -> float:
        """Seconds since the last voiced block."""
        return self._now - self.last_voiced

    @property
    def confirmed(self) -> bool:
        """Whether the sure detector agrees that nobody speaks."""
        enough = SURE_IN_SILENCE if self.floor < SILENT_ROOM else SURE_WITHOUT_NETWORK
        if self._probability is None or self.quiet >= enough:
            return True
        return self._probability < STILL_SPEECH

    @property
    def floor(self) -> float:
        """The room's noise in dBFS."""
        return self._detector.floor

    @property
    def pcm(self) -> bytes:
        """The sound of the utterance so far, 16 kHz."""
        return bytes(self._pcm)

    def partial(self) -> str:
        """The words so far, a quarter of a second behind."""
        return self._recogniser.partial()

    def complete(self) -> str:
        """The words up to this moment; "" where they are but a noise."""
        text = self._recogniser.complete()
        self._said = len(text.split())
        return "" if self._is_noise(text) else text

    def finish(self, *, flush: bool = False) -> Transcript:
        """Ends the utterance; word times are on the clock of ``push``."""
        heard = self._recogniser.finish(flush=flush)
        shift = self.began - self._fed_at_start
        words = tuple(
            structs.replace(w, start=round(w.start + shift, 3), end=round(w.end + shift, 3))
            for w in heard.words
        )
        self._rest()
        return structs.replace(heard, words=words)

    def drop(self) -> None:
        """Forgets the utterance."""
        if self.active:
            self._recogniser.finish()
        self._rest()

    def _is_noise(self, text: str) -> bool:
        return self.voiced < NOISE_VOICED and text in NOISE_WORDS

    def _begin(self, at: float, before: bytes) -> None:
        self.active = True
        self.voiced = 0.0
        self.voiced_run = 0.0
        self._pcm.clear()
        self.breaks.clear()
        self._said = 0
        self.onset = at
        self._fed_at_start = self._recogniser.fed
        self.began = at - len(before) / 2 / EAR_RATE
        self.last_voiced = at
        if before:
            self._feed(before)

    def _feed(self, pcm: bytes) -> None:
        self._pcm += pcm
        self._recogniser.feed(pcm)

    def _rest(self) -> None:
        self.active = False
        self._roll.clear()
        self._recent.clear()
        self.voiced = 0.0
        self.voiced_run = 0.0
