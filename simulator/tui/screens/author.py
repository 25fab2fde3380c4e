"""The workshop: every scenario with its health, and ways to try it."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, ProgressBar
from textual.widgets.option_list import Option

from simulator.errors import RingcraftError
from simulator.files import Entry
from simulator.rehearsal.report import Row
from simulator.scenario.problems import Problem
from simulator.tui import health
from simulator.tui.author_commands import CheckAgain, OpenInbox, RunTests, Simulate, TryCall
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.screens.page import Page
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import capital, counted, plainly


class AuthorScreen(Page[None]):
    """Scenarios as their author sees them."""

    CSS_PATH = "author.tcss"
    NAME = "Workshop"
    EXPLAINS = (
        "Every scenario with what is wrong in its file. T runs its tests; M plays simulated "
        "novices to experts against it and shows how many pass; Enter talks to it and shows the "
        "ranking of every turn; I opens the sentences nobody understood. The same is done by "
        "ringcraft check, test, simulate, try and missed."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        TryCall,
        RunTests,
        Simulate,
        OpenInbox,
        CheckAgain,
        Back,
    )

    class Played(Message):
        """How far a simulation is; sent from another thread."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

        def can_replace(self, message: Message) -> bool:
            """Only the newest is worth drawing."""
            return isinstance(message, AuthorScreen.Played)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.entries: dict[str, Entry] = {}
        self.found: dict[str, tuple[Problem, ...]] = {}
        self.tests: dict[str, health.Tested] = {}
        self.rows: dict[str, tuple[Row, ...]] = {}
        self.simulating = ""
        self.stop = False

    def compose(self) -> ComposeResult:
        """The list, and the chosen scenario in detail."""
        yield Masthead("Workshop")
        with Container(classes="body"):
            with Vertical(classes="list"):
                yield OptionList(id="entries", markup=False)
            with VerticalScroll(classes="detail", can_focus=False):
                yield ProgressBar(id="bar", show_eta=False)
                yield Plain("Checking the files…", id="words")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Reads and checks after painting."""
        self.query_one(ProgressBar).display = False
        self.query_one(OptionList).focus()
        self.check()

    def on_unmount(self) -> None:
        """Stops a simulation that goes on."""
        self.stop = True

    @on(CheckAgain)
    @work(exclusive=True, group="check")
    async def check(self) -> None:
        """Reads the library, then checks it file by file."""
        try:
            for entry in await asyncio.to_thread(self.desk.library):
                self.entries[entry.name or entry.id] = entry
                self.found[entry.name or entry.id] = await asyncio.to_thread(health.problems, entry)
                self._list()
        except RingcraftError as error:
            self.post_message(Trouble(error))

    def _list(self) -> None:
        entries = self.query_one(OptionList)
        at = entries.highlighted
        entries.clear_options()
        for name, entry in self.entries.items():
            entries.add_option(
                Option(line(entry, self.found.get(name), self.tests.get(name)), id=name)
            )
        if entries.option_count:
            entries.highlighted = min(at or 0, entries.option_count - 1)
        self.refresh_bindings()

    def _chosen(self) -> str:
        option = self.query_one(OptionList).highlighted_option
        return option.id or "" if option is not None else ""

    @on(OptionList.OptionHighlighted)
    def show_detail(self) -> None:
        """Shows what is known of the chosen scenario."""
        name = self._chosen()
        if name in self.entries:
            self.query_one("#words", Plain).show(
                detail(
                    self.entries[name],
                    self.found.get(name, ()),
                    self.tests.get(name),
                    self.rows.get(name, ()),
                )
            )

    @on(RunTests)
    @work(exclusive=True, group="tests")
    async def run_tests(self) -> None:
        """Runs the tests off the event loop."""
        name = self._chosen()
        if name not in self.entries:
            return
        self.query_one(Masthead).tell("testing…")
        try:
            hear = await asyncio.to_thread(self.desk.hear)
            self.tests[name] = await asyncio.to_thread(health.tested, self.entries[name], hear)
        except RingcraftError as error:
            self.post_message(Trouble(error))
        self.query_one(Masthead).tell("")
        self._list()
        self.show_detail()

    @on(Simulate)
    def simulate(self) -> None:
        """Begins a simulation, or stops the one that goes on."""
        if self.simulating:
            self.stop = True
        else:
            self.run_simulation(self._chosen())

    @work(exclusive=True, group="simulation")
    async def run_simulation(self, name: str) -> None:
        """Plays off the event loop, with progress."""
        if name not in self.entries:
            return
        self.simulating, self.stop = name, False
        bar = self.query_one(ProgressBar)
        bar.update(total=None, progress=0)
        bar.display = True
        self.query_one(Masthead).tell("playing, m stops")

        def tell(done: int, total: int) -> None:
            self.post_message(self.Played(done, total))

        try:
            self.rows[name] = await asyncio.to_thread(
                health.simulated, self.entries[name], tell, lambda: self.stop
            )
        except health.Stopped:
            self.notify("The simulation was stopped.", markup=False)
        except RingcraftError as error:
            self.post_message(Trouble(error))
        self.simulating = ""
        bar.display = False
        self.query_one(Masthead).tell("")
        self.show_detail()

    @on(Played)
    def show_progress(self, event: Played) -> None:
        """Moves the bar."""
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    @on(OptionList.OptionSelected)
    @on(TryCall)
    def try_call(self) -> None:
        """Opens the talk with its ranking."""
        from simulator.tui.screens.trial import TrialScreen

        name = self._chosen()
        if name in self.entries:
            self.app.push_screen(TrialScreen(self.desk, name))

    @on(OpenInbox)
    def open_inbox(self) -> None:
        """Opens the inbox."""
        from simulator.tui.screens.missed import MissedScreen

        self.app.push_screen(MissedScreen(self.desk))

    def can(self, command: type[Command]) -> bool:
        """What works on a scenario needs one."""
        return command not in (TryCall, RunTests, Simulate) or bool(self.entries)

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


def line(
    entry: Entry, problems: tuple[Problem, ...] | None, tested: health.Tested | None
) -> Content:
    """A scenario in the list: sign, title, problems, tests."""
    errors = sum(p.severity == "error" for p in problems or ())
    if problems is None:
        sign, style, words = "·", "$muted", ""
    elif errors:
        sign, style, words = "✗", "$error", counted(errors, "error")
    elif problems:
        sign, style, words = "!", "$accent", counted(len(problems), "note")
    else:
        sign, style, words = "✓", "$success", "clean"
    tests = ""
    if tested is not None:
        tests = f", {tested.passed} of {tested.passed + len(tested.failed)} tests"
    return Content.assemble(
        (f"{sign} ", style),
        (f"{entry.title[:34]:<36}", "$foreground"),
        (f"{words}{tests}", "$muted"),
    )


def detail(
    entry: Entry,
    problems: tuple[Problem, ...],
    tested: health.Tested | None,
    rows: tuple[Row, ...],
) -> Content:
    """Everything known of a scenario."""
    parts: list[Content] = [
        Content.styled(entry.title, "bold $foreground"),
        Content.styled(entry.file, "$muted"),
    ]
    for problem in problems:
        style = "$error" if problem.severity == "error" else "$accent"
        parts.append(
            Content.assemble(
                (f"line {problem.line}  {problem.severity} {problem.code}  ", style),
                problem.message,
                (f"\n  {problem.hint}" if problem.hint else "", "$muted"),
            )
        )
    if not problems:
        parts.append(Content.styled("✓ Nothing is wrong in the file.", "$success"))
    if tested is not None:
        words = f"{tested.passed} of {tested.passed + len(tested.failed)} tests pass"
        parts.append(Content.styled(words, "$success" if not tested.failed else "$error"))
        parts += [Content.assemble(("✗ ", "$error"), failed) for failed in tested.failed]
    if rows:
        parts.append(Content.styled("Simulated trainees, 90 % of moves heard", "$primary"))
        parts.append(Content.styled(f"{'':<12}{'pass':>6}{'p10':>6}{'p50':>6}{'p90':>6}", "$muted"))
        for row in rows:
            parts.append(
                Content(f"{row.trainee:<12}{row.passed:>6.0%}{row.p10:>6}{row.p50:>6}{row.p90:>6}")
            )
        for row in rows:
            if row.causes and row.trainee == "average":
                cause = capital(plainly(row.causes[0][0]))
                parts.append(
                    Content.styled(f"Where average calls go wrong first: {cause}", "$muted")
                )
    return Content("\n").join(parts)
