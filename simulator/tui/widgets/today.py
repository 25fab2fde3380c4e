"""The call of the day: one key and it rings."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class TodayCard(Static, can_focus=True):
    """Title and summary of today's call; Enter or a click rings it."""

    DEFAULT_CSS = """
    TodayCard {
        height: auto;
        padding: 0 2;
        border: round $border-blurred;
        background: $surface;
        border-title-color: $primary;
        &:focus { border: round $primary; }
        &:hover { border: round $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "ring", "ring", show=False)]

    class Chosen(Message):
        """The trainee wants to ring today's call."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            Content.styled("Looking through the calls…", "$muted"), id=id, markup=False
        )
        self.border_title = "Today's call"

    def tell(self, title: str, summary: str, why: str) -> None:
        """Shows the call and why it was chosen."""
        self.update(
            Content.assemble(
                (title, "bold $foreground"),
                (f"   {why}\n", "$muted"),
                (summary, "$foreground"),
                ("\n☎  Enter rings", "$primary"),
            )
        )

    def action_ring(self) -> None:
        """Rings it."""
        self.post_message(self.Chosen())

    def on_click(self) -> None:
        """Rings it."""
        self.post_message(self.Chosen())
