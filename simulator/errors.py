"""Expected trouble: each leaf has a title, a message and a hint, shown once.

RingcraftError
├── PackError         a pack, scenario or other file can't be used
├── NotFound          a name or file that isn't there
├── UsageError        a command's words are off
├── StoreError        results or settings can't be read or written
├── ModelError        a model is missing, damaged or can't be had
├── SpeechError       microphone, speaker or voice trouble
└── NetworkError      a live drill can't reach its peer
"""

from typing import ClassVar


class RingcraftError(Exception):
    """Something that can be expected to go wrong, in words a user can act on."""

    title: ClassVar[str] = "Something went wrong"
    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} · {self.hint}" if self.hint else self.message


class PackError(RingcraftError):
    """A pack, scenario or other file can't be used."""

    title = "This file can't be used"
    exit_code = 1


class NotFound(RingcraftError):
    """A name or file that isn't there."""

    title = "Not found"
    exit_code = 2


class UsageError(RingcraftError):
    """A command's words are off."""

    title = "That can't be done this way"
    exit_code = 2


class StoreError(RingcraftError):
    """Results or settings can't be read or written."""

    title = "Your results can't be stored"


class ModelError(RingcraftError):
    """A model is missing, damaged or can't be had."""

    title = "A model is missing"


class SpeechError(RingcraftError):
    """Microphone, speaker or voice trouble."""

    title = "Sound trouble"


class NetworkError(RingcraftError):
    """A live drill can't reach its peer."""

    title = "Connection trouble"
