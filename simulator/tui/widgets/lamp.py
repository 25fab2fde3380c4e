"""The microphone: what it is doing, how loud, and the words being heard."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

STATES = {
    "closed": ("○", "mic closed", "$muted"),
    "listening": ("●", "listening", "$success"),
    "hearing": ("◉", "hearing you", "$primary"),
    "muted": ("✗", "muted", "$error"),
    "off": ("–", "no microphone", "$muted"),
    "over": ("–", "line closed", "$muted"),
}
"""Sign, words and colour of each state."""
CELLS = 10
QUIETEST, LOUDEST = -60.0, -6.0
"""dBFS at the ends of the level."""


class Lamp(Widget):
    """One line; the level never moves faster than ten times a second."""

    DEFAULT_CSS = "Lamp { height: 1; padding: 0 1; }"
    state: reactive[str] = reactive("closed")
    level: reactive[float] = reactive(-120.0)
    caption: reactive[str] = reactive("")

    def render(self) -> Content:
        """Sign and word of the state, the level, the caption."""
        sign, words, style = STATES[self.state]
        caption = self.caption[-max(0, self.size.width - 16 - CELLS - 3) :]
        return Content.assemble(
            (f"{sign} {words:<14}", style),
            (meter(self.level, CELLS), "$secondary"),
            ("  ", ""),
            (caption, "$foreground"),
        )


def meter(dbfs: float, cells: int) -> str:
    """A level as a row of blocks, full at ``LOUDEST``."""
    share = (dbfs - QUIETEST) / (LOUDEST - QUIETEST)
    lit = max(0, min(cells, round(share * cells)))
    return "▮" * lit + "▯" * (cells - lit)
