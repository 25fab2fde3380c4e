"""Home: today's call, what is unfinished, the library, the last results."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Input, OptionList
from textual.widgets.option_list import Option

from simulator.errors import RingcraftError
from simulator.tui.commands import Command
from simulator.tui.desk import Desk
from simulator.tui.home_commands import (
    Continue,
    Discard,
    Filter,
    LastDebrief,
    OpenProgress,
    OpenSettings,
    OpenWorkshop,
    Quit,
    RingToday,
)
from simulator.tui.messages import OpenCall, OpenDebrief, ResumeCall, Trouble
from simulator.tui.screens.page import Page
from simulator.tui.today import choose, practised, streak
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.widgets.today import TodayCard
from simulator.tui.wording import counted, plainly, verdict, when

if TYPE_CHECKING:
    from simulator.files import Entry
    from simulator.store import CallRow

RECENT = 200
"""Ended calls read for last results, streak and today's choice."""

TAGS = 26
"""Cells for the tags of a call; those that don't fit whole stay out."""


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What Home shows, read in one go off the event loop."""

    entries: "tuple[Entry, ...]"
    rows: "tuple[CallRow, ...]"
    unfinished: "tuple[CallRow, ...]"


class HomeScreen(Page[None]):
    """Where every practice begins."""

    CSS_PATH = "home.tcss"
    NAME = "Home"
    EXPLAINS = (
        "Today's call is one short call chosen for you: one you have not rung yet, or the one that "
        "went worst. Enter rings it. The library below holds all calls; / filters it by words such "
        "as gatekeeper, price or hard. A call that was cut off can be continued."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        RingToday,
        Continue,
        Filter,
        LastDebrief,
        OpenProgress,
        OpenSettings,
        Quit,
        OpenWorkshop,
        Discard,
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.news: News | None = None
        self.today = ""

    def compose(self) -> ComposeResult:
        """Today's call, the unfinished one, library, results."""
        yield Masthead("Practice on the telephone")
        with Vertical(classes="body"):
            yield TodayCard(id="today")
            yield Plain("", id="unfinished")
            with Vertical(classes="library"):
                yield Plain("Library", classes="heading")
                yield Input(placeholder="filter, such as price or gatekeeper", id="filter")
                yield OptionList(id="calls", markup=False)
            with Vertical(classes="results"):
                yield Plain("Last results", classes="heading")
                yield Plain("", id="results")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Paints first; reads afterwards."""
        self.query_one("#unfinished", Plain).display = False
        self.query_one("#filter", Input).display = False
        self.query_one(TodayCard).focus()
        self.read()

    def on_screen_resume(self) -> None:
        """Shows what has changed meanwhile."""
        if self.news is not None:
            self.read()

    @work(exclusive=True, group="home")
    async def read(self) -> None:
        """Reads library and results off the event loop, then shows them."""
        try:
            self.news = await asyncio.to_thread(self._news)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        self._show(self.news)

    def _news(self) -> News:
        store = self.desk.open_store()
        rows = store.calls(limit=RECENT) if store else ()
        return News(
            entries=self.desk.library(),
            rows=practised(rows),
            unfinished=store.unfinished() if store else (),
        )

    def _show(self, news: News) -> None:
        now = self.desk.now()
        ids = [entry.id for entry in news.entries if not entry.problem]
        self.today = choose(ids, news.rows, now.date()) or ""
        for entry in news.entries:
            if entry.id == self.today:
                rung = any(row.scenario == entry.id for row in news.rows)
                self.query_one(TodayCard).tell(
                    entry.title,
                    " ".join(entry.summary.split()),
                    "the one to better" if rung else "new to you",
                )
        days = streak(news.rows, now)
        self.query_one(Masthead).tell(f"{counted(days, 'day')} in a row" if days else "")
        self._show_unfinished(news)
        self._show_results(news)
        self._show_library()
        self.refresh_bindings()

    def _show_unfinished(self, news: News) -> None:
        part = self.query_one("#unfinished", Plain)
        part.display = bool(news.unfinished)
        if news.unfinished:
            row = news.unfinished[0]
            moment = when(row.started, self.desk.now())
            part.show(
                Content.assemble(
                    ("Unfinished  ", "$accent"),
                    (row.title, "bold $foreground"),
                    (f"  {moment}, {counted(row.turns, 'turn')} in.  ", "$muted"),
                    ("C continues, X discards", "$primary"),
                )
            )

    def _show_results(self, news: News) -> None:
        lines = [result_line(row, when(row.started, self.desk.now())) for row in news.rows[:8]]
        none = Content.styled("None yet. Your first call will stand here.", "$muted")
        self.query_one("#results", Plain).show(Content("\n").join(lines) if lines else none)

    def _show_library(self) -> None:
        if self.news is None:
            return
        best: dict[str, int] = {}
        for row in self.news.rows:
            best[row.scenario] = max(best.get(row.scenario, 0), row.total or 0)
        words = self.query_one("#filter", Input).value.lower().split()
        calls = self.query_one(OptionList)
        highlighted = calls.highlighted
        calls.clear_options()
        for entry in self.news.entries:
            text = " ".join((entry.title, entry.summary, *entry.tags, *entry.levels)).lower()
            if all(word in text for word in words):
                calls.add_option(
                    Option(entry_line(entry, best.get(entry.id)), id=entry.name or entry.id)
                )
        if calls.option_count:
            calls.highlighted = min(highlighted or 0, calls.option_count - 1)

    def can(self, command: type[Command]) -> bool:
        """Continuing needs an unfinished call, a debrief an ended one."""
        if command in (Continue, Discard):
            return self.news is not None and bool(self.news.unfinished)
        if command is LastDebrief:
            return self.news is not None and bool(self.news.rows)
        return True

    @on(RingToday)
    @on(TodayCard.Chosen)
    def ring_today(self) -> None:
        """Opens the brief of today's call."""
        if self.today:
            self.post_message(OpenCall(self.today))

    @on(OptionList.OptionSelected, "#calls")
    def ring_chosen(self, event: OptionList.OptionSelected) -> None:
        """Opens the brief of the chosen call."""
        if event.option.id:
            self.post_message(OpenCall(event.option.id))

    @on(Continue)
    def go_on(self) -> None:
        """Resumes the newest unfinished call."""
        if self.news is not None and self.news.unfinished:
            self.post_message(ResumeCall(self.news.unfinished[0]))

    @on(LastDebrief)
    def last_debrief(self) -> None:
        """Opens the newest debrief."""
        if self.news is not None and self.news.rows:
            self.post_message(OpenDebrief(self.news.rows[0]))

    @on(Discard)
    def discard(self) -> None:
        """Asks, then deletes the unfinished call."""
        from simulator.speech import recordings
        from simulator.tui.screens.confirm import ConfirmScreen

        store = self.desk.store
        if store is None or self.news is None or not self.news.unfinished:
            return
        row = self.news.unfinished[0]

        def answered(yes: bool | None) -> None:
            if yes:
                try:
                    store.delete_call(row.id)
                    recordings.delete(row.id)
                except RingcraftError as error:
                    self.post_message(Trouble(error))
                self.read()

        self.app.push_screen(
            ConfirmScreen(
                f"Delete the unfinished call “{row.title}”? It can't be brought back.",
                yes="Delete",
                no="Keep",
            ),
            answered,
        )

    @on(Filter)
    def filter(self) -> None:
        """Opens the filter line."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#filter")
    def filtered(self) -> None:
        """Narrows the library while words are typed."""
        self._show_library()

    @on(Input.Submitted, "#filter")
    def filter_done(self, event: Input.Submitted) -> None:
        """Goes to the list; an empty filter closes."""
        event.input.display = bool(event.value)
        self.query_one(OptionList).focus()

    @on(OpenProgress)
    def open_progress(self) -> None:
        """Opens the progress."""
        from simulator.tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen(self.desk))

    @on(OpenWorkshop)
    def open_workshop(self) -> None:
        """Opens the workshop."""
        from simulator.tui.screens.author import AuthorScreen

        self.app.push_screen(AuthorScreen(self.desk))

    @on(OpenSettings)
    def open_settings(self) -> None:
        """Opens the settings."""
        from simulator.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.desk))


def entry_line(entry: "Entry", best: int | None) -> Content:
    """A call in the library: title, tags, best total."""
    if entry.problem:
        return Content.assemble((f"{entry.title[:38]:<40}", "$muted"), ("! has a fault", "$accent"))
    tags = ""
    for tag in entry.tags:
        longer = f"{tags}, {plainly(tag)}" if tags else plainly(tag)
        tags = longer if len(longer) <= TAGS else tags
    return Content.assemble(
        (f"{entry.title[:38]:<40}", "$foreground"),
        (f"{tags:<{TAGS + 2}}", "$muted"),
        ("" if best is None else f"best {best}", "$muted"),
    )


def result_line(row: "CallRow", moment: str) -> Content:
    """An ended call: sign, total, title, when."""
    sign, style = ("✓", "$success") if row.passed else ("✗", "$accent")
    total = "  –" if row.total is None else f"{row.total:>3}"
    return Content.assemble(
        (f"{sign} ", style),
        (f"{total}  ", "bold $foreground"),
        (f"{row.title[:32]:<34}", "$foreground"),
        (f"{verdict(row.result, row.passed)}, {moment}", "$muted"),
    )
