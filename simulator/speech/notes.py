"""What a spoken call tells a screen. Frozen, and sent from one reader thread."""

from msgspec import Struct

from simulator.dialogue.events import Log
from simulator.speech.messages import MicState


class Note(Struct, frozen=True):
    """Base of all notes."""


class Ringing(Note, frozen=True):
    """It rings."""


class PickedUp(Note, frozen=True):
    """The prospect has picked up."""


class Turn(Note, frozen=True):
    """New events of the call, already journaled."""

    log: Log


class LineStarted(Note, frozen=True):
    """The prospect's voice begins a line."""

    text: str


class LineEnded(Note, frozen=True):
    """The line is over; ``heard`` is the share that sounded."""

    text: str
    heard: float


class OnSpeakers(Note, frozen=True):
    """The microphone hears the loudspeaker: to cut in takes three words."""


class Caption(Note, frozen=True):
    """Words being heard now; "" clears them."""

    text: str


class Meter(Note, frozen=True):
    """Level of the microphone in dBFS and what it is doing."""

    level: float
    state: MicState


class Trouble(Note, frozen=True):
    """Something is wrong with sound.

    ``voice_lost``: answers must be typed until ``VoiceBack``; ``unheard``: the
    prospect must be read until then.
    """

    title: str
    message: str
    hint: str
    voice_lost: bool
    unheard: bool = False


class VoiceBack(Note, frozen=True):
    """The line works again, but for what is lost or unheard still; see ``Trouble``."""

    voice_lost: bool = False
    unheard: bool = False


class CallOver(Note, frozen=True):
    """The call has ended and its last sound with it."""
