"""Trust, patience and interest, each as a word and a bar."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.dialogue.state import Feeling, band
from simulator.tui.widgets.bar import bar
from simulator.tui.wording import MOODS

COLOURS = {"low": "$error", "medium": "$accent", "high": "$success"}


class MoodView(Widget):
    """The mood of the person on the line; ``None`` while nobody is."""

    DEFAULT_CSS = "MoodView { height: auto; }"
    mood: reactive[Feeling | None] = reactive(None, layout=True)

    def render(self) -> Content:
        """Two lines a mood: the word, then the bar."""
        if self.mood is None:
            return Content("")
        lines: list[Content] = []
        width = max(8, self.size.width or 20)
        for name, value in zip(MOODS, self.mood, strict=True):
            word = band(value)
            lines.append(
                Content.assemble(
                    (f"{name.capitalize():<10}", "$muted"),
                    (word.rjust(max(1, width - 10)), "$foreground"),
                )
            )
            lines.append(bar(width, value, style=COLOURS[word]))
        return Content("\n").join(lines)
