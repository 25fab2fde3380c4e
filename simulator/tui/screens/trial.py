"""Talking to a scenario as its author: every turn explained."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer, Input

from simulator.errors import RingcraftError
from simulator.rehearsal.keeping import keep
from simulator.rehearsal.session import Session, Step
from simulator.rehearsal.suites import Suite, suite
from simulator.rehearsal.watching import Stamps, changed, stamps
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.screens.page import Page
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain


class TrialScreen(Page[None]):
    """A session with the ranking shown; the file may be saved meanwhile."""

    CSS_PATH = "trial.tcss"
    NAME = "Try a scenario"
    EXPLAINS = (
        "Write what a trainee would say. Below each answer stand the moves that were heard, the "
        "mood, the reaction that won and what decided. A line that begins with a colon is a "
        "command: :back :as :seed :beat :mood :why :score :keep NAME; :help lists them. Save the "
        "file in your editor and the next line is played by the new version."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (Back,)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.scenario = name
        self.session: Session | None = None
        self.file = Path()
        self.before: Stamps = {}

    def compose(self) -> ComposeResult:
        """What was said and why; the line to write in."""
        yield Masthead(f"Try · {self.scenario}")
        yield VerticalScroll(id="talk", can_focus=False)
        yield Input(placeholder="Say something, or :help", id="line", disabled=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Loads after painting."""
        self.query_one("#talk", VerticalScroll).anchor()
        self.begin()

    @work(exclusive=True, group="trial")
    async def begin(self) -> None:
        """Loads scenario and hearing off the event loop, then rings."""
        try:
            found = await asyncio.to_thread(suite, self.scenario)
            hear = await asyncio.to_thread(self.desk.hear)
            playable = found.playable
            levels = tuple(playable.scenario.levels) or ("standard",)
            level = "standard" if "standard" in levels else levels[0]
            self.session = Session(playable, hear, level=level, seed=1)
            self.file = Path(found.file)
            self.before = await asyncio.to_thread(stamps, self.file)
            step = await asyncio.to_thread(self.session.begin)
        except RingcraftError as error:
            self.app.post_message(Trouble(error))
            self.dismiss(None)
            return
        await self._show(step.lines)
        line = self.query_one(Input)
        line.disabled = False
        line.focus()

    @on(Input.Submitted, "#line")
    def submitted(self, event: Input.Submitted) -> None:
        """Carries the line out."""
        event.stop()
        text = event.value.strip()
        if text and self.session is not None:
            event.input.clear()
            self.put(text)

    @work(exclusive=True, group="trial")
    async def put(self, text: str) -> None:
        """One line, off the event loop."""
        if self.session is None:
            return
        await self._show((f"You: {text}",), "said")
        try:
            reloaded, step = await asyncio.to_thread(self._carry_out, self.session, text)
        except RingcraftError as error:
            await self._show((str(error),), "wrong")
            return
        await self._show(reloaded)
        if step.over:
            self.dismiss(None)
            return
        await self._show(step.lines)

    def _carry_out(self, session: Session, text: str) -> tuple[tuple[str, ...], Step]:
        reloaded: tuple[str, ...] = ()
        now = stamps(self.file)
        if changed(self.before, now):
            self.before = now
            newer: Suite = suite(self.scenario)
            reloaded = session.reload(newer.playable).lines
        step = session.put(text)
        if step.keep:
            keep(self.file, session.call.log, step.keep, session.hear)
            self.before = stamps(self.file)
            step = Step((f"kept '{step.keep}' in {self.file}; it passes",))
        return reloaded, step

    async def _show(self, lines: tuple[str, ...], kind: str = "told") -> None:
        if lines:
            await self.query_one("#talk").mount(Plain("\n".join(lines), classes=kind))

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)
