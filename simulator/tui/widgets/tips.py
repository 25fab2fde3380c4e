"""A tip: what happened, her own words, and what would have been stronger."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message

from simulator.scoring.card import Tip
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import clock


class TipView(Vertical, can_focus=True):
    """One tip; Enter on it says that moment again."""

    DEFAULT_CSS = """
    TipView {
        height: auto;
        padding: 0 1;
        margin: 0 0 1 0;
        border-left: wide $faint;
        &:focus { border-left: wide $primary; background: $raised; }
        & > Horizontal { height: auto; }
        & > Horizontal > .tip--label { width: 11; color: $muted; padding-left: 1; }
        & > Horizontal > .tip--words { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "again", "say it again from here", show=False)
    ]

    class Again(Message):
        """The trainee wants to say that moment again."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self, number: int, tip: Tip, at: float | None) -> None:
        super().__init__()
        self.number = number
        self.tip = tip
        self.moment = at

    def compose(self) -> ComposeResult:
        """What happened; then her words and the stronger ones, each with its label."""
        tip = self.tip
        lost = f"  {tip.points_lost} points" if tip.points_lost else ""
        note = Content.assemble(
            (f"{self.number}  ", "$muted"), (tip.note, "bold $foreground"), (lost, "$muted")
        )
        yield Plain(note)
        rows: list[tuple[str, Content]] = []
        if tip.words:
            when = "" if self.moment is None else f"  at {clock(self.moment)}"
            rows.append(("you said", Content.assemble(f"“{tip.words}”", (when, "$muted"))))
        if tip.stronger:
            rows.append(("stronger", Content.styled(f"“{tip.stronger}”", "$success")))
        for label, words in rows:
            with Horizontal():
                yield Plain(label, classes="tip--label")
                yield Plain(words, classes="tip--words")

    def on_click(self) -> None:
        """Chooses the tip."""
        self.focus()

    def action_again(self) -> None:
        """Asks to say it again."""
        if self.tip.turn:
            self.post_message(self.Again(self.tip.turn))
