"""Progress: the trend of each pillar, the weakest points, every call so far."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

from simulator.errors import RingcraftError
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.messages import OpenDebrief, Trouble
from simulator.tui.progress import Played, Progress, lately, progress
from simulator.tui.screens.page import Page
from simulator.tui.today import practised, streak
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import PILLAR_TITLES, capital, counted, plainly, verdict, when

if TYPE_CHECKING:
    from simulator.store import CallRow

LOOKED_AT = 100
"""Newest calls that the page is made from."""
SHOWN = 30
"""Newest scores drawn in a trend."""
STEPS = "▁▂▃▄▅▆▇█"


class OpenChosen(Command):
    """Opens the debrief of the chosen call."""

    title = "Open the debrief"
    key = "enter"
    label = "debrief"


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows, read in one go off the event loop."""

    rows: "tuple[CallRow, ...]"
    progress: Progress


class ProgressScreen(Page[None]):
    """How practice goes."""

    CSS_PATH = "progress.tcss"
    NAME = "Progress"
    EXPLAINS = (
        "The trend of your total and of each pillar, newest on the right; the number is the mean "
        "of your last five calls. Below: where you lose most points, with a stronger line. The "
        "list holds every call; Enter opens its debrief. Calls you left early count in no trend."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (OpenChosen, Back)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: dict[str, CallRow] = {}

    def compose(self) -> ComposeResult:
        """Trends and weak points, then the calls."""
        yield Masthead("Progress")
        with Container(classes="body"):
            with VerticalScroll(classes="trends", can_focus=False):
                yield Plain("Reading your calls…", id="trend")
                yield Plain("", id="weakest")
            with Vertical(classes="calls"):
                yield Plain("Your calls", classes="heading")
                yield OptionList(id="calls", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Reads after painting."""
        self.query_one(OptionList).focus()
        self.read()

    @work(exclusive=True, group="progress")
    async def read(self) -> None:
        """Reads the calls and shows them."""
        try:
            past = await asyncio.to_thread(self._past)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        now = self.desk.now()
        days = streak(past.rows, now)
        self.query_one(Masthead).tell(f"{counted(days, 'day')} in a row" if days else "")
        self.query_one("#trend", Plain).show(trends(past.progress))
        self.query_one("#weakest", Plain).show(weak_points(past.progress))
        calls = self.query_one(OptionList)
        for row in past.rows:
            self.rows[row.id] = row
            calls.add_option(Option(_line(row, when(row.started, now)), id=row.id))
        if calls.option_count:
            calls.highlighted = 0
        self.refresh_bindings()

    def _past(self) -> Past:
        store = self.desk.open_store()
        rows = practised(store.calls(limit=LOOKED_AT)) if store else ()
        played = []
        for row in reversed(rows):
            cards = store.cards(row.id) if store else ()
            if cards:
                played.append(
                    Played(card=cards[0], sure_before=row.sure_before, sure_after=row.sure_after)
                )
        return Past(rows=rows, progress=progress(played))

    def can(self, command: type[Command]) -> bool:
        """Opening needs a call."""
        return command is not OpenChosen or bool(self.rows)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Opens the debrief of the call."""
        self._open(event.option.id)

    @on(OpenChosen)
    def open_chosen(self) -> None:
        """Opens the debrief of the highlighted call."""
        option = self.query_one(OptionList).highlighted_option
        self._open(option.id if option else None)

    def _open(self, call: str | None) -> None:
        if call in self.rows:
            self.post_message(OpenDebrief(self.rows[call]))

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


def trends(past: Progress) -> Content:
    """Counts, then a line of scores each for the total and the pillars."""
    if not past.calls:
        return Content("Finish a call and your progress stands here.")
    minutes = round(past.seconds / 60)
    rows = [
        Content.assemble(
            (counted(past.calls, "call"), "bold $foreground"),
            (f", {past.passed} passed, {counted(minutes, 'minute')} on the phone", "$muted"),
        ),
        Content(""),
        _trend("Total", past.totals),
    ]
    rows += [_trend(title, past.pillars.get(name, ())) for name, title in PILLAR_TITLES.items()]
    if past.sure_before is not None or past.sure_after is not None:
        before = "–" if past.sure_before is None else f"{past.sure_before:.1f}"
        after = "–" if past.sure_after is None else f"{past.sure_after:.1f}"
        rows.append(Content(""))
        rows.append(
            Content.styled(f"How sure you feel, of 5: {before} before, {after} after", "$muted")
        )
    return Content("\n").join(rows)


def _trend(title: str, scores: tuple[int, ...]) -> Content:
    newest = scores[-SHOWN:]
    mean = lately(scores)
    line = "".join(STEPS[min(7, score * 8 // 101)] for score in newest)
    return Content.assemble(
        (f"{title:<19}", "$foreground"),
        (f"{'–' if mean is None else mean:>3}  ", "bold $foreground"),
        (line, "$primary"),
    )


def weak_points(past: Progress) -> Content:
    """Where most points go, and what to say instead."""
    if not past.weakest:
        return Content("")
    rows: list[Content] = [Content.styled("Where you lose most points", "$primary")]
    for weakness in past.weakest:
        rows.append(
            Content.assemble(
                (capital(plainly(weakness.name)), "bold $foreground"),
                (f"  in {weakness.lost} of {counted(weakness.came_up, 'call')}", "$muted"),
            )
        )
        if weakness.stronger:
            rows.append(Content.styled(f"  “{weakness.stronger}”", "$success"))
    return Content("\n").join(rows)


def _line(row: "CallRow", moment: str) -> Content:
    sign, style = ("✓", "$success") if row.passed else ("✗", "$accent")
    again = "  again" if row.retry_of else ""
    return Content.assemble(
        (f"{sign} ", style),
        (f"{'–' if row.total is None else row.total:>3}  ", "bold $foreground"),
        (f"{row.title[:30]:<32}", "$foreground"),
        (f"{verdict(row.result, row.passed)}, {moment}{again}", "$muted"),
    )
