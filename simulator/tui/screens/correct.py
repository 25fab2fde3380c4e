"""The words of a turn, to be put right."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from simulator.tui.widgets.plain import Plain


class CorrectScreen(ModalScreen[str | None]):
    """Closes with the right words, or None to leave them."""

    CSS_PATH = "correct.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave it", show=False)
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """What was understood, and the line to write in."""
        with Vertical(classes="box"):
            yield Plain("What did you say?", classes="heading")
            yield Input(self.text, id="words")
            yield Plain(
                "Write what you really said; the score is worked out again and both versions are "
                "kept. Enter takes it, Esc leaves it as it is.",
                classes="how",
            )

    @on(Input.Submitted)
    def taken(self, event: Input.Submitted) -> None:
        """Closes with the words."""
        event.stop()
        self.dismiss(event.value.strip() or None)
