"""A question before something that can't be taken back."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button

from simulator.tui.widgets.plain import Plain


class ConfirmScreen(ModalScreen[bool]):
    """Yes or no; Escape is no."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", show=False),
        Binding("n,escape", "answer(False)", "no", show=False),
        Binding("left,right", "app.focus_next", "other answer", show=False),
    ]

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        super().__init__()
        self.question = question
        self.yes = yes
        self.no = no

    def compose(self) -> ComposeResult:
        """The question and its two answers; the harmless one has the focus."""
        with Vertical(classes="box"):
            yield Plain(self.question, classes="question")
            with Horizontal(classes="answers"):
                yield Button(f"{self.no} (n)", id="no")
                yield Button(f"{self.yes} (y)", id="yes")

    def on_mount(self) -> None:
        """Starts on the harmless answer."""
        self.query_one("#no", Button).focus()

    def action_answer(self, yes: bool) -> None:
        """Closes with the answer."""
        self.dismiss(yes)

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Closes with the answer of the button."""
        event.stop()
        self.dismiss(event.button.id == "yes")
