"""The three pillars as bars against their marks."""

from textual.content import Content
from textual.widget import Widget

from simulator.scoring.card import Scorecard
from simulator.tui.widgets.bar import bar
from simulator.tui.wording import PILLAR_TITLES

NAMES = 19
AFTER = 16
"""Cells before and after the bar."""


class Pillars(Widget):
    """One line a pillar: name, bar with the mark, points."""

    DEFAULT_CSS = "Pillars { height: auto; }"

    def __init__(self, card: Scorecard, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.card = card

    def render(self) -> Content:
        """The bars; a pillar that could not come up says so instead."""
        card = self.card
        room = max(10, (self.size.width or 60) - NAMES - AFTER)
        lines = [
            Content.assemble(
                (f"{'Total':<{NAMES}}", "bold $foreground"),
                bar(
                    room,
                    card.total,
                    mark=card.pass_mark,
                    style="$success" if card.total >= card.pass_mark else "$accent",
                ),
                (f" {card.total:>3}", "bold $foreground"),
                (f"  pass {card.pass_mark}", "$muted"),
            )
        ]
        for pillar in card.pillars:
            title = f"{PILLAR_TITLES[pillar.name]:<{NAMES}}"
            if not pillar.relevant:
                lines.append(
                    Content.assemble((title, "$foreground"), ("did not come up", "$muted"))
                )
                continue
            mark = max(pillar.at_least, 0) or None
            word = "reached" if pillar.reached else f"needs {pillar.at_least}"
            style = "$success" if pillar.reached else "$accent"
            lines.append(
                Content.assemble(
                    (title, "$foreground"),
                    bar(room, pillar.score, mark=mark, style=style),
                    (f" {pillar.score:>3}", "bold $foreground"),
                    (f"  {word}" if mark else "", "$muted"),
                )
            )
        return Content("\n").join(lines)
