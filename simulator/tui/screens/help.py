"""`?`: what the screen in front is for, and every key it has."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from simulator.tui.commands import Command
from simulator.tui.widgets.plain import Plain

ALSO = (
    ("tab", "goes to the next part of the screen; shift+tab goes back"),
    ("enter", "chooses; the mouse works everywhere too"),
)


class HelpScreen(ModalScreen[None]):
    """The explanation of one screen, made from its commands."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "close", show=False)
    ]

    def __init__(self, name: str, explains: str, offers: Sequence[type[Command]]) -> None:
        super().__init__()
        self.title_words = name
        self.explains = explains
        self.commands = tuple(offers)

    def compose(self) -> ComposeResult:
        """The words, then one line a key."""
        with VerticalScroll(classes="sheet"):
            yield Plain(Content.styled(self.title_words, "bold"), classes="name")
            yield Plain(self.explains, classes="explains")
            with Vertical(classes="keys"):
                for command in self.commands:
                    yield Plain(_row(command.keys(), f"{command.title}. {command.help()}"))
                for key, words in ALSO:
                    yield Plain(_row(key, words))
            yield Plain("Esc closes this.", classes="end")


def _row(key: str, words: str) -> Content:
    return Content.assemble((f"{key or 'palette':<10}", "bold $primary"), (words, "$foreground"))
