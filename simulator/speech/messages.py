"""What the app and the voice worker say to each other: one JSON object a line.

``Order`` goes to the worker, ``News`` comes from it. Times are seconds of the
worker's audio clock, which starts at 0 when the line is picked up.
"""

from typing import Literal

from msgspec import Struct

from simulator.speech.voice_list import Prosody
from simulator.understanding.aloud import Voicedness
from simulator.understanding.hearing import Word

Talk = Literal["open", "tap"]
Sides = Literal["auto", "headset", "speakers"]


class Message(Struct, frozen=True, kw_only=True, tag_field="is"):
    """Base of all messages."""


class Utterance(Struct, frozen=True, kw_only=True):
    """A line for the prospect to speak; ``pause`` seconds of quiet come before it."""

    text: str
    voice: str = "heart"
    prosody: Prosody = Prosody()
    pause: float = 0.0


class Open(Message, frozen=True, kw_only=True, tag="open"):
    """First order: what to use. With ``files`` the microphone is WAV files in turn.

    With files the sound of the prospect goes to ``output``, audio time replaces
    real time and every question waits for its answer.
    """

    recogniser: str
    microphone: str = ""
    speaker: str = ""
    sides: Sides = "auto"
    talk: Talk = "open"
    clips: str = ""  # folder of rendered lines; "": in memory only
    keep: str = ""  # folder for recordings of the trainee's turns; "": none
    kept: int = 0  # recordings that are there already
    sounds: bool = True  # ringing, click, office and the tone of a dead line
    mute_prospect: bool = False  # captions only
    files: tuple[str, ...] = ()
    output: str = ""
    gap: float = 0.3  # with files: seconds between a line's end and the next file


class Prepare(Message, frozen=True, kw_only=True, tag="prepare"):
    """Render these lines when nothing more urgent is waiting."""

    lines: tuple[Utterance, ...]


class Ring(Message, frozen=True, kw_only=True, tag="ring"):
    """Let it ring."""


class PickUp(Message, frozen=True, kw_only=True, tag="pick_up"):
    """Stop ringing, click, and speak these lines; the clock starts."""

    lines: tuple[Utterance, ...]
    beep: bool = False  # a voicemail: the tone follows


class Speak(Message, frozen=True, kw_only=True, tag="speak"):
    """Speak these lines now: the answer to typed words or to silence."""

    lines: tuple[Utterance, ...]
    beep: bool = False


class Listen(Message, frozen=True, kw_only=True, tag="listen"):
    """What the next turn needs to know."""

    silent_after: float = 0.0  # seconds of quiet that are news; 0: never
    talk_limit: float = 0.0  # seconds of speech after which the person cuts in; 0: never


class Verdict(Message, frozen=True, kw_only=True, tag="verdict"):
    """The answer to ``Heard``: how long to wait, and what to say then."""

    id: int
    wait: float
    opener: float | None = None
    opener_line: Utterance | None = None
    lines: tuple[Utterance, ...] = ()
    other_readings: bool = False  # decode again, and ask once more if there is time
    beep: bool = False


class Done(Message, frozen=True, kw_only=True, tag="done"):
    """The answer to ``Committed`` and ``Silent``: the app has caught up."""


class Tap(Message, frozen=True, kw_only=True, tag="tap"):
    """Begin to talk, or finish the turn at once."""


class Mute(Message, frozen=True, kw_only=True, tag="mute"):
    """Close or open the microphone."""

    on: bool


class Repeat(Message, frozen=True, kw_only=True, tag="repeat"):
    """Say these lines once more, in place of what sounds."""

    lines: tuple[Utterance, ...]


class Think(Message, frozen=True, kw_only=True, tag="think"):
    """The trainee wants a moment: no silence is reported for so long."""

    seconds: float


class Forget(Message, frozen=True, kw_only=True, tag="forget"):
    """Drop what is being heard: the words were typed instead."""


class HangUp(Message, frozen=True, kw_only=True, tag="hang_up"):
    """The call is over: let the last line end, then the tone of a dead line."""


class Close(Message, frozen=True, kw_only=True, tag="close"):
    """Stop the worker."""


Order = (
    Open
    | Prepare
    | Ring
    | PickUp
    | Speak
    | Listen
    | Verdict
    | Done
    | Tap
    | Mute
    | Repeat
    | Think
    | Forget
    | HangUp
    | Close
)


class Ready(Message, frozen=True, kw_only=True, tag="ready"):
    """Everything is loaded; a call can be picked up."""

    voice: str  # name of the voice engine, "" where the prospect has no voice
    headset: bool
    input_latency: float = 0.0
    output_latency: float = 0.0


class Heard(Message, frozen=True, kw_only=True, tag="heard"):
    """A pause: the words so far. Asks for a ``Verdict``."""

    id: int
    text: str
    started: float
    seconds: float
    own_pause: float = 0.0
    alternatives: tuple[str, ...] = ()
    paused: tuple[int, ...] = ()  # words before each longer pause so far
    interrupted: bool = False
    line_heard: float = 1.0
    cut_off: bool = False  # she has talked longer than the limit: answer now


class Replying(Message, frozen=True, kw_only=True, tag="replying"):
    """The turn looks over; the reply of that verdict begins."""

    id: int


class Yielded(Message, frozen=True, kw_only=True, tag="yielded"):
    """She went on talking: the reply was taken back."""

    id: int
    after: float  # seconds from her first sound to the prospect's silence


class Committed(Message, frozen=True, kw_only=True, tag="committed"):
    """A turn is over for good; its words. Asks for ``Done``."""

    id: int
    text: str
    started: float
    ended: float
    words: tuple[Word, ...] = ()
    interrupted: bool = False
    line_heard: float = 1.0
    audio: str = ""
    sound: Voicedness | None = None
    waited: float = 0.0  # quiet before the reply was let go, seconds


class Silent(Message, frozen=True, kw_only=True, tag="silent"):
    """Nobody has spoken for a while. Asks for ``Done`` after what follows from it."""

    seconds: float


class Caption(Message, frozen=True, kw_only=True, tag="caption"):
    """Words being heard now; "" when there are none."""

    text: str


MicState = Literal["closed", "listening", "hearing", "muted", "off"]


class Meter(Message, frozen=True, kw_only=True, tag="meter"):
    """Level of the microphone and what it is doing, ten times a second."""

    level: float
    state: MicState


class LineStarted(Message, frozen=True, kw_only=True, tag="line_started"):
    """The first sample of a line has gone to the loudspeaker."""

    text: str
    at: float


class LineEnded(Message, frozen=True, kw_only=True, tag="line_ended"):
    """A line is over; ``heard`` is the share that sounded."""

    text: str
    at: float
    heard: float = 1.0
    last: bool = True  # no further line follows by itself


class OnSpeakers(Message, frozen=True, kw_only=True, tag="on_speakers"):
    """The microphone has heard the ringing: it will hear the prospect too."""


class Fault(Message, frozen=True, kw_only=True, tag="fault"):
    """Trouble, in words; ``fatal`` where the worker can't go on."""

    what: str
    hint: str = ""
    fatal: bool = False
    kind: str = ""


News = (
    Ready
    | Heard
    | Replying
    | Yielded
    | Committed
    | Silent
    | Caption
    | Meter
    | LineStarted
    | LineEnded
    | OnSpeakers
    | Fault
)
