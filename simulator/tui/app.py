"""The app: one desk, the themes, and the way from Home through a call and back."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on, work
from textual.app import App
from textual.binding import BindingType

from simulator.errors import RingcraftError
from simulator.tui.commands import Commands, Leave, NextTheme
from simulator.tui.desk import Desk
from simulator.tui.messages import OpenCall, OpenDebrief, ResumeCall, Trouble
from simulator.tui.screens.home import HomeScreen
from simulator.tui.themes import ROLES, THEMES

if TYPE_CHECKING:
    from simulator.tui.plan import Finished, Plan


class RingcraftApp(App[None]):
    """Ringcraft in the terminal."""

    TITLE = "Ringcraft"
    CSS_PATH = "app.tcss"
    COMMANDS = {Commands}  # noqa: RUF012  (Textual's own declaration)
    COMMAND_PALETTE_BINDING = "ctrl+underscore"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk, *, first: "Plan | None" = None) -> None:
        super().__init__()
        self.desk = desk
        self.first = first
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour roles exist in every theme."""
        return ROLES

    def on_mount(self) -> None:
        """Shows Home; a call given on the command line rings at once."""
        self.push_screen(HomeScreen(self.desk))
        self.desk.listen(lambda error: self.post_message(Trouble(error)))
        self.tidy()
        if self.first is not None:
            self.take(self.first)

    @work(group="tidy")
    async def tidy(self) -> None:
        """Puts right what a killed Ringcraft left, while Home is already there."""
        await asyncio.to_thread(self.desk.tidy)

    def on_unmount(self) -> None:
        """Lets go of the store."""
        self.desk.close()

    @on(Trouble)
    def say_trouble(self, event: Trouble) -> None:
        """Says once, in words, what went wrong and what to do."""
        error = event.error
        words = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(words, title=error.title, severity="error", timeout=15, markup=False)

    @on(Leave)
    def leave(self) -> None:
        """Closes the app."""
        self.exit()

    @on(NextTheme)
    def next_theme(self) -> None:
        """Changes the colours and keeps the choice."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.desk.change(theme=self.theme)

    @on(OpenCall)
    @work(exclusive=True, group="flow")
    async def open_call(self, event: OpenCall) -> None:
        """Loads a scenario, then brief, call and debrief."""
        from simulator.files import load
        from simulator.tui.plan import Plan

        try:
            playable = await asyncio.to_thread(load, event.scenario)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        chosen = self.desk.settings
        plan = Plan(
            playable=playable,
            level=chosen.level,
            seed=self.desk.new_seed(),
            help=chosen.help,
            spoken=chosen.input == "speak",
        )
        await self._practise(plan, brief=True)

    @on(ResumeCall)
    @work(exclusive=True, group="flow")
    async def resume_call(self, event: ResumeCall) -> None:
        """Goes on with a stored call from its last turn."""
        from simulator.tui.plan import Plan

        row, store = event.row, self.desk.store
        if store is None:
            return
        try:
            playable = await asyncio.to_thread(store.playable, row.id)
            log = await asyncio.to_thread(store.log, row.id)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        plan = Plan(
            playable=playable,
            level=row.level,
            seed=row.seed,
            help=self.desk.settings.help,
            spoken=row.spoken,
            call_id=row.id,
            log=log,
        )
        await self._practise(plan, brief=False)

    @on(OpenDebrief)
    @work(exclusive=True, group="flow")
    async def open_debrief(self, event: OpenDebrief) -> None:
        """Shows the debrief of a stored call."""
        from simulator.tui.phone import reopened

        store = self.desk.store
        if store is None:
            return
        try:
            finished = await asyncio.to_thread(reopened, store, event.row)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        from simulator.tui.screens.debrief import DebriefScreen

        debrief = DebriefScreen(self.desk, finished)
        plan = await self.push_screen_wait(debrief)
        await self._practise(plan, brief=False, finished=debrief.finished)

    @work(exclusive=True, group="flow")
    async def take(self, plan: "Plan") -> None:
        """Starts with a call given on the command line."""
        await self._practise(plan, brief=False)

    async def _voiced(self, plan: "Plan") -> "Plan":
        """The plan, typed where it can't be spoken and the trainee won't fetch the model."""
        missing = await asyncio.to_thread(self.desk.speech_missing) if plan.spoken else None
        if missing is None:
            return plan
        from simulator.tui.screens.fetch import FetchScreen

        name = self.desk.settings.recogniser
        if await self.push_screen_wait(FetchScreen(name, missing.message)):
            return plan
        return msgspec.structs.replace(plan, spoken=False)

    async def _practise(
        self, plan: "Plan | None", *, brief: bool, finished: "Finished | None" = None
    ) -> None:
        """Brief, call, debrief; and again while the trainee wants to.

        ``finished`` is the call a moment of which is said again: its debrief
        comes back when that is left.
        """
        from simulator.tui.plan import Finished
        from simulator.tui.screens.brief import BriefScreen
        from simulator.tui.screens.call import CallScreen
        from simulator.tui.screens.debrief import DebriefScreen
        from simulator.tui.screens.spoken import SpokenScreen

        while plan is not None:
            if brief:
                plan = await self.push_screen_wait(
                    BriefScreen(
                        plan,
                        ask_confidence=self.desk.settings.ask_confidence,
                    )
                )
                if plan is None:
                    return
            plan = await self._voiced(plan)
            screen = SpokenScreen if plan.spoken else CallScreen
            outcome = await self.push_screen_wait(screen(self.desk, plan))
            brief = False
            if outcome is None:
                return
            if outcome == "again":
                continue
            if isinstance(outcome, Finished):
                finished = outcome
            if finished is None:
                return
            debrief = DebriefScreen(self.desk, finished)
            plan = await self.push_screen_wait(debrief)
            finished = debrief.finished  # words may have been corrected there
            if plan is None or not plan.retry_of:
                await asyncio.to_thread(self.desk.put_away)
