"""A tip: what happened, her own words, and what would have been stronger."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.scoring.card import Tip
from simulator.tui.wording import clock


class TipView(Static, can_focus=True):
    """One tip; Enter on it says that moment again."""

    DEFAULT_CSS = """
    TipView {
        height: auto;
        padding: 0 1;
        margin: 0 0 1 0;
        border-left: wide $faint;
        &:focus { border-left: wide $primary; background: $raised; }
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
        super().__init__(_content(number, tip, at), markup=False)
        self.tip = tip

    def action_again(self) -> None:
        """Asks to say it again."""
        if self.tip.turn:
            self.post_message(self.Again(self.tip.turn))


def _content(number: int, tip: Tip, at: float | None) -> Content:
    parts: list[Content | tuple[str, str]] = [
        (f"{number}  ", "$muted"),
        (tip.note, "bold $foreground"),
    ]
    if tip.points_lost:
        parts.append((f"  {tip.points_lost} points", "$muted"))
    if tip.words:
        moment = "" if at is None else f"  at {clock(at)}"
        parts += [
            ("\n   you said  ", "$muted"),
            (f"“{tip.words}”", "$foreground"),
            (moment, "$muted"),
        ]
    if tip.stronger:
        parts += [("\n   stronger  ", "$muted"), (f"“{tip.stronger}”", "$success")]
    return Content.assemble(*parts)
