"""How it was said: who talked when, and the figures of delivery with their bands."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer

from simulator.scoring.delivery import kind_of, measure, spoken
from simulator.scoring.metric import Metric
from simulator.scoring.stretch import stretches
from simulator.tui.commands import Back, Command
from simulator.tui.plan import Finished
from simulator.tui.screens.page import Page
from simulator.tui.widgets.floor import FloorView
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.widgets.timeline import Timeline

VERDICTS = {
    "within": ("✓", "fine", "$success"),
    "below": ("↓", "low", "$accent"),
    "above": ("↑", "high", "$accent"),
    "": ("·", "", "$muted"),
}


class ChartScreen(Page[None]):
    """Timing and delivery; advice, never part of the score."""

    CSS_PATH = "chart.tcss"
    NAME = "Timing"
    EXPLAINS = (
        "Who talked when, how the mood went, and how you talk: share of the talk, longest "
        "stretch, questions, pace. The band is what works for this kind of call, with its source. "
        "It is advice beside the score and never part of it. A typed call shows only what typing "
        "can tell."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (Back,)

    def __init__(self, finished: Finished) -> None:
        super().__init__()
        self.finished = finished

    def compose(self) -> ComposeResult:
        """The two pictures, then a line a figure."""
        log = self.finished.log
        way = "spoken" if spoken(log) else "typed"
        yield Masthead(f"Timing · {self.finished.playable.scenario.scenario}", way)
        with VerticalScroll(classes="body"):
            yield FloorView(stretches(log))
            yield Timeline(log, self.finished.card)
            metrics = measure(log, kind_of(self.finished.playable))
            for metric in metrics:
                yield Plain(row(metric), classes="metric")
            if not metrics:
                yield Plain("You did not say anything in this call.", classes="metric")
        yield Footer(show_command_palette=False)

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


def row(metric: Metric) -> Content:
    """A figure, its band and where the band comes from."""
    sign, word, style = VERDICTS[metric.verdict]
    parts: list[Content | tuple[str, str]] = [
        (f"{sign} ", style),
        (f"{metric.name:<28}", "$foreground"),
        (f"{metric.told:<12}", "bold $foreground"),
    ]
    if metric.usual:
        parts.append((f"{word}, band {metric.usual}", style))
    if metric.base:
        parts.append((f"  {metric.base}", "$muted"))
    if metric.source:
        parts.append((f"\n  {metric.source}", "$muted"))
    return Content.assemble(*parts)
