"""The call as a picture: how the mood went, and where points were won and lost."""

from textual.content import Content
from textual.widget import Widget

from simulator.dialogue.events import Log, MoodChanged, TraineeSpoke
from simulator.dialogue.state import band
from simulator.scoring.card import Scorecard
from simulator.tui.wording import MOODS, clock, said_at

LEVELS = {"low": "▁", "medium": "─", "high": "▔"}
"""A thin line that rises and falls with the band of the mood."""
NAMES = 10
"""Cells for the name of a row."""


class Timeline(Widget):
    """Three lines of mood and one of marks over the time of the call."""

    DEFAULT_CSS = "Timeline { height: 5; }"

    def __init__(self, log: Log, card: Scorecard, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.events = log
        self.card = card

    def render(self) -> Content:
        """One row a mood, the marks, the time."""
        width = max(12, self.size.width - NAMES)
        length = max(1.0, self.events[-1].at if self.events else 1.0)
        rows = []
        for index, name in enumerate(MOODS):
            rows.append(
                Content.assemble(
                    (f"{name.capitalize():<{NAMES}}", "$muted"),
                    (_line(self.events, index, width, length), "$secondary"),
                )
            )
        rows.append(self._marks(width, length))
        end = clock(length)
        rows.append(
            Content.styled(f"{'':<{NAMES}}0:00{end.rjust(max(len(end), width - 4))}", "$muted")
        )
        return Content("\n").join(rows)

    def _marks(self, width: int, length: float) -> Content:
        cells = [" "] * width
        won, lost = points_by_turn(self.card)
        for event in self.events:
            if isinstance(event, TraineeSpoke):
                column = min(width - 1, int(said_at(event) / length * width))
                if event.turn in lost:
                    cells[column] = "✗"
                elif event.turn in won:
                    cells[column] = "✓"
        parts: list[tuple[str, str]] = [(f"{'Points':<{NAMES}}", "$muted")]
        parts += [(cell, "$error" if cell == "✗" else "$success") for cell in cells]
        return Content.assemble(*parts)


def points_by_turn(card: Scorecard) -> tuple[set[int], set[int]]:
    """Turns in which a criterion was earned, and turns in which points were lost."""
    won = {q.turn for c in card.criteria if c.state == "earned" for q in c.quotes}
    lost = {q.turn for c in card.criteria if c.state == "lost" for q in c.quotes}
    return won, lost


def _line(log: Log, index: int, width: int, length: float) -> str:
    """The mood with that index over time, a cell each; blank before it is known."""
    known = [(event.at, event.now[index]) for event in log if isinstance(event, MoodChanged)]
    if not known:
        return " " * width
    cells = []
    value = known[0][1]
    at = 0
    for column in range(width):
        moment = (column + 1) / width * length
        while at < len(known) and known[at][0] <= moment:
            value = known[at][1]
            at += 1
        cells.append(LEVELS[band(value)])
    return "".join(cells)
