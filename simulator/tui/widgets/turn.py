"""One turn of the talk: who, when, and the words."""

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical

from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import clock

Side = Literal["them", "you", "stage"]


class TurnView(Vertical):
    """A turn; the name says whose it is, the line at its side repeats it in colour."""

    DEFAULT_CSS = """
    TurnView {
        height: auto;
        margin: 0 0 1 0;
        padding: 0 1;
        & > .turn--head { color: $muted; }
        &.-them { border-left: wide $them; margin: 0 4 1 0; }
        &.-them > .turn--head { color: $them; }
        &.-you { border-left: wide $you; margin: 0 0 1 4; }
        &.-you > .turn--head { color: $you; }
        &.-stage { margin: 0 0 1 1; color: $muted; text-style: italic; }
        &.-chosen { background: $raised; border-left: outer $primary; }
        & > .turn--note { color: $muted; }
    }
    """

    def __init__(
        self,
        side: Side,
        who: str,
        words: str,
        at: float | None = None,
        *,
        note: str = "",
        turn: int = 0,
    ) -> None:
        super().__init__(classes=f"-{side}")
        self.side = side
        self.who = who
        self.words = words
        self.at = at
        self.note = note
        self.turn = turn
        self.unwritten = False
        """Whether the words stay unwritten, for whoever wants to listen."""

    def compose(self) -> ComposeResult:
        """Head, words, and a note where there is one."""
        if self.who:
            time = "" if self.at is None else f"  {clock(self.at)}"
            yield Plain(f"{self.who}{time}", classes="turn--head")
        yield Plain("♪" if self.unwritten else self.words, classes="turn--words")
        if self.note:
            yield Plain(self.note, classes="turn--note")

    def write(self) -> None:
        """Writes words that were unwritten."""
        if self.unwritten:
            self.unwritten = False
            self.query_one(".turn--words", Plain).show(self.words)
