"""Both takes of a moment, side by side."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Footer

from simulator.tui.commands import Back, Command
from simulator.tui.screens.page import Page
from simulator.tui.takes import Take
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import PILLAR_TITLES, capital, plainly


class GoOn(Command):
    """Goes on with the call from your new words."""

    title = "Go on from here"
    key = "enter"
    label = "go on from here"


class OnceMore(Command):
    """Says the same moment once more."""

    title = "Say it once more"
    key = "a"
    label = "once more"


class TakesScreen(Page[str]):
    """Closes with "on", "again" or "back"."""

    CSS_PATH = "takes.tcss"
    NAME = "Two takes"
    EXPLAINS = (
        "The same moment twice: what you said before and now, what the person answered, how the "
        "mood changed, and what the score stood at right after. Both takes are kept. Enter goes on "
        "with the call from your new words."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (GoOn, OnceMore, Back)

    def __init__(self, title: str, who: str, before: Take, now: Take) -> None:
        super().__init__()
        self.call_title = title
        self.who = who
        self.before = before
        self.now = now

    def compose(self) -> ComposeResult:
        """Before on the left, now on the right; the difference below."""
        yield Masthead(f"Two takes · {self.call_title}", "")
        with VerticalScroll(classes="body"):
            with Container(classes="takes"):
                for heading, one, style in (
                    ("Before", self.before, "$muted"),
                    ("Now", self.now, "$primary"),
                ):
                    yield Plain(self._take(heading, one, style), classes="take")
            yield Plain("The difference", classes="heading")
            yield Plain(difference(self.before, self.now), classes="difference")
        yield Footer(show_command_palette=False)

    def _take(self, heading: str, one: Take, style: str) -> Content:
        parts: list[Content | tuple[str, str]] = [
            (f"{heading}\n\n", f"bold {style}"),
            ("You\n", "$you"),
            (f"{one.said}\n\n", "$foreground"),
            (f"{self.who}\n", "$them"),
            ("\n".join(one.answered) or "(silence)", "$foreground"),
        ]
        return Content.assemble(*parts)

    @on(GoOn)
    def go_on(self) -> None:
        """Goes on."""
        self.dismiss("on")

    @on(OnceMore)
    def once_more(self) -> None:
        """Says it again."""
        self.dismiss("again")

    @on(Back)
    def back(self) -> None:
        """Back to the debrief."""
        self.dismiss("back")


def difference(before: Take, now: Take) -> Content:
    """Points, criteria and mood, before and now."""
    rows: list[Content] = [_points("Total so far", before.total, now.total)]
    for name, title in PILLAR_TITLES.items():
        was, is_ = before.pillars.get(name), now.pillars.get(name)
        if was is not None and is_ is not None and was != is_:
            rows.append(_points(title, was, is_))
    for criterion in now.earned:
        if criterion not in before.earned:
            words = f"{capital(plainly(criterion))} earned now"
            rows.append(Content.assemble(("✓ ", "$success"), words))
    for criterion in before.earned:
        if criterion not in now.earned:
            words = f"{capital(plainly(criterion))} earned only before"
            rows.append(Content.assemble(("✗ ", "$accent"), words))
    for mood in before.mood:
        if before.mood[mood] != now.mood[mood]:
            rows.append(
                Content.assemble(
                    (f"{capital(mood):<20}", "$muted"),
                    f"{_change(before.mood[mood])} before, {_change(now.mood[mood])} now",
                )
            )
    return Content("\n").join(rows)


def _change(number: int) -> str:
    return f"{number:+}" if number else "no change"


def _points(title: str, was: int, now: int) -> Content:
    change = f"{now - was:+}" if now != was else "the same"
    style = "$success" if now > was else "$accent" if now < was else "$muted"
    return Content.assemble((f"{title:<20}", "$muted"), f"{was:>3} → {now:>3}  ", (change, style))
