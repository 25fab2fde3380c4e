"""The whole scorecard: every criterion with its rule, your words, and a stronger line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer

from simulator.scoring.card import CriterionScore
from simulator.tui.commands import Back, Command
from simulator.tui.plan import Finished
from simulator.tui.screens.page import Page
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import PILLAR_TITLES, capital, clock, plainly

SIGNS = {
    "earned": ("✓", "earned", "$success"),
    "missed": ("✗", "missed", "$error"),
    "lost": ("✗", "lost", "$error"),
    "clean": ("○", "a fault you avoided", "$muted"),
    "not_relevant": ("·", "did not come up", "$muted"),
    "unclear": ("?", "not heard clearly, not counted", "$accent"),
}
"""Sign, word and colour of each state of a criterion."""


class CardScreen(Page[None]):
    """Every point, accounted for."""

    CSS_PATH = "card.tcss"
    NAME = "Whole scorecard"
    EXPLAINS = (
        "Every criterion of this scenario: ✓ earned, ✗ missed or lost, ○ a fault you avoided, · "
        "did not come up and is left out of the sum, ? not heard clearly and so not counted. Under "
        "each stand the rule, your words with their time, and a line that would have earned it."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (Back,)

    def __init__(self, finished: Finished) -> None:
        super().__init__()
        self.finished = finished

    def compose(self) -> ComposeResult:
        """Pillar by pillar."""
        card = self.finished.card
        title = self.finished.playable.scenario.scenario
        yield Masthead(f"Scorecard · {title}", f"{card.total} of 100")
        with VerticalScroll(classes="body"):
            for pillar in card.pillars:
                yield Plain(
                    Content.assemble(
                        (PILLAR_TITLES[pillar.name], "bold $primary"),
                        (f"  {pillar.score} of 100, counts {pillar.weight}", "$muted"),
                    ),
                    classes="pillar",
                )
                for criterion in card.criteria:
                    if criterion.pillar == pillar.name:
                        yield Plain(row(criterion), classes="criterion")
            for note in (*card.why_not, *card.notes):
                yield Plain(note, classes="note")
            yield Plain(
                f"engine {card.engine}  scenario {card.scenario_hash[:12]}  "
                f"rubric {card.rubric_hash[:12]}",
                classes="versions",
            )
        yield Footer(show_command_palette=False)

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


def row(criterion: CriterionScore) -> Content:
    """One criterion in two to five lines."""
    sign, word, colour = SIGNS[criterion.state]
    points = f"{criterion.points:+}" if criterion.points else "0"
    of = f" of {criterion.possible}" if criterion.possible else ""
    parts: list[Content | tuple[str, str]] = [
        (f"{sign} ", f"bold {colour}"),
        (capital(plainly(criterion.name)), "$foreground"),
        (f"  {word}, {points}{of}", "$muted"),
    ]
    if criterion.must:
        parts.append(("  must", "$accent"))
    if criterion.rule:
        parts.append((f"\n  rule: {plainly(criterion.rule)}", "$muted"))
    for quote in criterion.quotes:
        parts.append(("\n  you said ", "$muted"))
        parts.append((f"“{quote.words}”", "$foreground"))
        parts.append((f" at {clock(quote.at)}, heard {quote.confidence:.0%}", "$muted"))
    if criterion.note and criterion.state in ("missed", "lost", "unclear"):
        parts.append((f"\n  {criterion.note}", "$foreground"))
    if criterion.stronger and criterion.state in ("missed", "lost"):
        parts.append(("\n  stronger ", "$muted"))
        parts.append((f"“{criterion.stronger}”", "$success"))
    return Content.assemble(*parts)
