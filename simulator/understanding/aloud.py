"""How a reply was said besides its words: plain data between voice, engine and log."""

from msgspec import Struct
from msgspec.structs import replace

from simulator.understanding.hearing import Context, Word


class Voicedness(Struct, frozen=True, kw_only=True):
    """What the sound of a turn says; measured in ``simulator.speech``, told in ``scoring``."""

    voiced: float = 0.0  # seconds
    level: float = -120.0  # dBFS of the voiced parts
    clipped: float = 0.0  # share of samples at full scale
    pitch: float = 0.0  # median hertz
    variation: float = 0.0  # semitones, standard deviation
    tracked: float = 0.0  # seconds with a pitch
    fillers: int | None = None  # at least so many; None: nobody had the time to count
    waited: float | None = None  # seconds from the prospect's last sound; None: he had not finished
    over: float = 0.0  # seconds she and the prospect talked at once before he gave way


class Speech(Struct, frozen=True, kw_only=True):
    """A reply as it was spoken; the defaults are those of a typed one.

    ``started`` and the times of ``words`` are seconds since pick-up.
    """

    seconds: float = 0.0
    started: float | None = None
    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = ()  # other transcripts, best first
    paused: tuple[int, ...] = ()  # words before each longer pause inside the reply
    interrupted: bool = False
    line_heard: float = 1.0  # share of the person's last line that had sounded
    audio: str = ""  # name of the recording, where one is kept
    sound: Voicedness | None = None

    @property
    def aloud(self) -> bool:
        """Whether it was spoken at all."""
        return self.seconds > 0 or self.started is not None


TYPED = Speech()


def listening(context: Context, speech: Speech, *, whole: bool) -> Context:
    """The context with what a recogniser adds to it.

    Its words and other readings fit the ``whole`` reply only, not one that the
    person cut short.
    """
    if not speech.aloud:
        return context
    return replace(
        context,
        source="speech",
        seconds=speech.seconds,
        words=speech.words if whole else (),
        alternatives=speech.alternatives if whole else (),
        paused=speech.paused,
    )
