"""The line at the top: where you are, and one thing worth knowing there."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from simulator.tui.widgets.plain import Plain


class Masthead(Horizontal):
    """Name of the screen on the left, a fact on the right."""

    DEFAULT_CSS = """
    Masthead {
        height: 1;
        dock: top;
        padding: 0 2;
        background: $surface;
        color: $muted;
        & > .masthead--left { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        & > .masthead--right { width: auto; text-align: right; }
    }
    """

    def __init__(self, title: str, fact: str = "") -> None:
        super().__init__()
        self.title = title
        self.fact = fact

    def compose(self) -> ComposeResult:
        """The two ends of the line."""
        yield Plain(
            Content.assemble(("Ringcraft", "bold $foreground"), ("  ", ""), (self.title, "$muted")),
            classes="masthead--left",
        )
        yield Plain(self.fact, classes="masthead--right")

    def tell(self, fact: str) -> None:
        """Changes the fact on the right."""
        self.query_one(".masthead--right", Plain).show(fact)
