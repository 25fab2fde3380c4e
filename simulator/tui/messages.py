"""What parts of the app tell each other."""

from typing import TYPE_CHECKING

from textual.message import Message

from simulator.errors import RingcraftError

if TYPE_CHECKING:
    from simulator.store import CallRow


class Trouble(Message):
    """Something expected went wrong; the app says it once, in words."""

    def __init__(self, error: RingcraftError) -> None:
        super().__init__()
        self.error = error


class OpenCall(Message):
    """The trainee wants to ring a scenario."""

    def __init__(self, scenario: str) -> None:
        super().__init__()
        self.scenario = scenario


class ResumeCall(Message):
    """The trainee wants to go on with a call that was cut off."""

    def __init__(self, row: "CallRow") -> None:
        super().__init__()
        self.row = row


class OpenDebrief(Message):
    """The trainee wants to see an ended call again."""

    def __init__(self, row: "CallRow") -> None:
        super().__init__()
        self.row = row
