"""Who spoke when: two lines over the time of the call."""

from textual.content import Content
from textual.widget import Widget

from simulator.scoring.stretch import Stretch
from simulator.tui.wording import clock

NAMES = 10


class FloorView(Widget):
    """Your stretches of talk above theirs."""

    DEFAULT_CSS = "FloorView { height: 3; }"

    def __init__(self, stretches: tuple[Stretch, ...]) -> None:
        super().__init__()
        self.stretches = stretches

    def render(self) -> Content:
        """A heavy line where somebody talks, dots where not."""
        width = max(12, self.size.width - NAMES)
        end = max((s.start + s.seconds for s in self.stretches), default=1.0) or 1.0
        rows = []
        for mine, name, style in ((True, "You", "$you"), (False, "They", "$them")):
            cells = ["·"] * width
            for stretch in self.stretches:
                if stretch.mine is mine:
                    first = min(width - 1, int(stretch.start / end * width))
                    last = min(
                        width, max(first + 1, int((stretch.start + stretch.seconds) / end * width))
                    )
                    cells[first:last] = ["━"] * (last - first)
            parts: list[tuple[str, str]] = [(f"{name:<{NAMES}}", "$muted")]
            parts += [(cell, style if cell == "━" else "$faint") for cell in cells]
            rows.append(Content.assemble(*parts))
        moment = clock(end)
        rows.append(
            Content.styled(
                f"{'':<{NAMES}}0:00{moment.rjust(max(len(moment), width - 4))}", "$muted"
            )
        )
        return Content("\n").join(rows)
