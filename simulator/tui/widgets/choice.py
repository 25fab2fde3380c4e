"""One of a few, on one line: ``○ easy  ● standard  ○ hard``."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

LABEL = 16
"""Cells for the name of the choice."""


class Choice(Widget, can_focus=True):
    """Left and right choose; a click chooses too."""

    DEFAULT_CSS = """
    Choice {
        height: auto;
        padding: 0 1;
        &:focus { background: $block-cursor-blurred-background; }
        &:disabled { text-opacity: 60%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "previous", show=False),
        Binding("right,space", "move(1)", "next", show=False),
    ]
    value: reactive[str] = reactive("", layout=True)

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, choice: "Choice", value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

        @property
        def control(self) -> "Choice":
            """The widget it was chosen in."""
            return self.choice

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(id=id, disabled=disabled)
        self.label = label
        self.options = tuple(options)
        self.set_reactive(Choice.value, value)

    def render(self) -> Content:
        """The label, then each option with its round mark."""
        parts: list[Content] = [Content.styled(f"{self.label:<{LABEL}}", "$muted")]
        for value, title in self.options:
            on = value == self.value
            parts.append(
                Content.styled(f"● {title}", "bold $primary")
                if on
                else Content.styled(f"○ {title}", "$muted")
            )
            parts.append(Content("   "))
        return Content("").join(parts)

    def action_move(self, step: int) -> None:
        """Chooses the next or previous option, going round."""
        values = [value for value, _ in self.options]
        at = values.index(self.value) if self.value in values else 0
        self.choose(values[(at + step) % len(values)])

    def choose(self, value: str) -> None:
        """Chooses ``value`` and says so."""
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self, value))

    def on_click(self, event: Click) -> None:
        """Chooses the option under the pointer."""
        left = LABEL + self.styles.padding.left
        for value, title in self.options:
            width = len(title) + 5
            if left <= event.x < left + width:
                self.choose(value)
            left += width
