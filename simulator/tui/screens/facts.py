"""The facts of the brief over a call that is going on."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from simulator.scenario.model import Playable
from simulator.tui.screens.brief import facts
from simulator.tui.widgets.plain import Plain


class FactsScreen(ModalScreen[None]):
    """Read and close; the call waits."""

    CSS_PATH = "facts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f4,q", "dismiss", "close", show=False)
    ]

    def __init__(self, playable: Playable) -> None:
        super().__init__()
        self.playable = playable

    def compose(self) -> ComposeResult:
        """Brief and facts."""
        with VerticalScroll(classes="sheet"):
            yield Plain(" ".join(self.playable.scenario.brief.split()), classes="brief")
            for heading, content in facts(self.playable):
                yield Plain(heading, classes="heading")
                yield Plain(content, classes="fact")
            yield Plain("Esc goes back to the call.", classes="end")
