"""How it was said: who talked when, and the figures of delivery with their bands."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer

from simulator.scoring.delivery import kind_of, measure, spoken
from simulator.scoring.metric import Metric
from simulator.scoring.stretch import seconds_of, stretches
from simulator.scoring.voice import LEAST_SPEECH
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


TOO_SHORT = "Pace, pauses and voice are told from half a minute of your speech."
TYPED = "Pace, pauses and voice are told of spoken calls."


class ChartScreen(Page[None]):
    """Who talked when, and the figures of delivery; advice, never part of the score."""

    CSS_PATH = "chart.tcss"
    NAME = "Delivery"
    EXPLAINS = (
        "Who talked when, how the mood went, and how you said it: share of the talk, pace, pauses, "
        "questions, and what your voice tells, melody, loudness and fillers. The band is what "
        "works for this kind of call, with its source. It is advice beside the score and never "
        "part of it. Speech is measured from half a minute of it; a typed call shows only what "
        "typing can tell."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (Back,)

    def __init__(self, finished: Finished) -> None:
        super().__init__()
        self.finished = finished

    def compose(self) -> ComposeResult:
        """The two pictures, then a line a figure."""
        log = self.finished.log
        way, turns = "spoken" if spoken(log) else "typed", stretches(log)
        yield Masthead(f"Delivery · {self.finished.playable.scenario.scenario}", way)
        with VerticalScroll(classes="body"):
            yield FloorView(turns)
            yield Timeline(log, self.finished.card)
            metrics = measure(log, kind_of(self.finished.playable))
            for metric in metrics:
                yield Plain(row(metric))
                stands = " · ".join(part for part in (metric.base, metric.source) if part)
                yield Plain(stands, classes="stands")
            if not metrics:
                yield Plain("You did not say anything in this call.")
            elif seconds_of([turn for turn in turns if turn.aloud]) < LEAST_SPEECH:
                yield Plain(TOO_SHORT if way == "spoken" else TYPED, classes="note")
        yield Footer(show_command_palette=False)

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


def row(metric: Metric) -> Content:
    """A figure with its band."""
    sign, word, style = VERDICTS[metric.verdict]
    parts: list[Content | tuple[str, str]] = [
        (f"{sign} ", style),
        (f"{metric.name:<28}", "$foreground"),
        (f"{metric.told:<22}", "bold $foreground"),
    ]
    if metric.usual:
        parts.append((f"{word}, band {metric.usual}", style))
    return Content.assemble(*parts)
