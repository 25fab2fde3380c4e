"""The call: it rings, somebody answers, you write what you say; ``spoken`` lets you talk."""

import asyncio
from collections.abc import Callable
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from simulator.dialogue.events import Log, TraineeSpoke
from simulator.errors import RingcraftError
from simulator.tui.call_commands import (
    GoToDebrief,
    HangUp,
    Hint,
    OpenBrief,
    RepeatLine,
    ToggleMood,
)
from simulator.tui.commands import Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.phone import Phone
from simulator.tui.plan import Finished, Plan, script
from simulator.tui.screens.page import Page
from simulator.tui.widgets.key_line import KeyLine
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.mood import MoodView
from simulator.tui.widgets.rail import Rail
from simulator.tui.widgets.say_line import SayLine
from simulator.tui.widgets.transcript import Transcript, name_of
from simulator.tui.widgets.turn import TurnView
from simulator.tui.wording import clock, plainly

Retake = Literal["again", "first take"]
"""After a moment was said again: say it once more, or go back to the first take's debrief."""


class CallScreen(Page[Finished | Retake | None]):
    """One call; closes with the finished call, a wish for the moment, or None when none began."""

    CSS_PATH = "call.tcss"
    NAME = "Call"
    EXPLAINS = (
        "Write what you would say and press Enter; the person answers. The rail shows who is on "
        "the line, how they feel, the stage of the call and what you have learnt. Every turn is "
        "kept as it happens: if the program stops, Home offers to go on from the same turn. "
        "A line that begins with / gives a command: /hint, /repeat, /brief, /mood, /hang up."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        GoToDebrief,
        RepeatLine,
        HangUp,
        Hint,
        OpenBrief,
        ToggleMood,
    )

    def __init__(self, desk: Desk, plan: Plan) -> None:
        super().__init__()
        self.desk = desk
        self.plan = plan
        self.phone = Phone(desk, plan)
        self.answered = False
        self.busy = False
        self.over = False
        self.turns = asyncio.Lock()
        self.compared = False
        self.lines = script(plan.playable) if plan.help == "script" else ()

    def compose(self) -> ComposeResult:
        """Transcript and rail side by side, the line to write in below."""
        level = plainly(self.plan.level)
        coaching = self._coaching()
        yield Masthead(f"{self.plan.playable.scenario.scenario} · {level}", "ringing")
        with Horizontal(classes="talk"):
            yield Transcript(self.plan.playable, coach=coaching, id="transcript")
            yield Rail(
                self.plan.playable,
                show_mood=self.desk.settings.show_mood,
                coaching=self.plan.help != "none",
            )
        with Vertical(classes="mouth"):
            yield from self.mouth()
        yield KeyLine(self.OFFERS)

    def mouth(self) -> ComposeResult:
        """What the trainee talks with."""
        yield SayLine(placeholder="It is ringing…", id="say")

    def _coaching(self) -> bool:
        level = self.plan.playable.scenario.levels.get(self.plan.level)
        return self.plan.help != "none" and level is not None and level.hints

    def on_mount(self) -> None:
        """Lets it ring."""
        self.query_one(SayLine).focus()  # what is written while it rings is kept
        self.begin()

    def begin(self) -> None:
        """Rings."""
        self.ring()

    @work(exclusive=True, group="call")
    async def ring(self) -> None:
        """Rings while the hearing loads, then shows who answers."""
        if self.desk.settings.sounds:
            self.app.bell()
        ringing = asyncio.create_task(asyncio.sleep(self.desk.ring_seconds))
        try:
            events = await asyncio.to_thread(self.phone.pick_up)
        except RingcraftError as error:
            ringing.cancel()
            self.app.post_message(Trouble(error))
            self.dismiss(None)
            return
        if not self.plan.log:
            await ringing
        await self._show(events)
        await self._answered()

    async def _answered(self) -> None:
        """Somebody has picked up: the trainee may talk."""
        self.answered = True
        line = self.query_one(SayLine)
        line.placeholder = self._asks()
        line.focus()
        self.refresh_bindings()
        if self.plan.retry_turn:
            before = said_in(self.plan.first_take, self.plan.retry_turn)
            await self.query_one(Transcript).mount(
                TurnView("stage", "Say it again", f"Before, you said: {before}")
            )

    def _asks(self) -> str:
        """What the line to write in asks for, at this stage of the call."""
        scenario = self.plan.playable.scenario
        mode = scenario.beats[self.phone.call.state.beat].mode
        if mode == "voicemail":
            return "Leave your message in one go; Enter ends it"
        if mode == "word_for_word":
            return "Say the words on the right, exactly"
        return self.how()

    def how(self) -> str:
        """How one talks, in a line."""
        return "Write what you say, Enter says it"

    def can(self, command: type[Command]) -> bool:
        """Hints only where help is wanted; nothing but the debrief after the end."""
        if command is GoToDebrief:
            return self.over
        if command in (Hint, RepeatLine, HangUp):
            if self.over or not self.answered:
                return False
            return command is not Hint or self.plan.help != "none"
        return True

    @on(Input.Submitted, "#say")
    async def said(self, event: Input.Submitted) -> None:
        """Says the line, gives a command, or goes on to the debrief."""
        event.stop()
        text = event.value.strip()
        if self.over:
            self.post_message(GoToDebrief())
        elif text.startswith("/"):
            event.input.clear()
            self._command(text[1:])
        elif text == "?":
            event.input.clear()
            self.explain()
        elif text and not self.busy and self.answered:
            event.input.clear()  # now, so that what she writes meanwhile stays
            self.turn(lambda: self.phone.say(text), text)

    def _command(self, words: str) -> None:
        wanted = words.strip().lower()
        for command in self.offers():
            if wanted and (wanted == command.label or wanted in command.title.lower()):
                self.post_message(command())
                return
        self.notify(
            f"There is no command /{wanted}. Ctrl+P lists them all.", markup=False, timeout=4
        )

    @work(group="call")
    async def turn(self, does: Callable[[], Log], said: str = "") -> None:
        """Carries out one input after the other, then shows what came of it.

        What was ``said`` stands on the line again where that failed.
        """
        async with self.turns:
            if not self.over:
                await self._turn(does, said)

    async def _turn(self, does: Callable[[], Log], said: str) -> None:
        """One input, off the event loop."""
        self.busy = True
        line = self.query_one(Input)
        line.add_class("-busy")
        try:
            events = await asyncio.to_thread(does)
        except RingcraftError as error:
            self.app.post_message(Trouble(error))
            line.value = f"{said} {line.value}".strip()
            return
        finally:
            self.busy = False
            line.remove_class("-busy")
        await self._happened(events)

    async def _happened(self, events: Log) -> None:
        """Shows the events of a turn and what follows from them."""
        if not events:
            return
        await self._show(events)
        await asyncio.to_thread(self.phone.note_missed, events)
        if self.plan.retry_turn and not self.compared:
            self.compared = any(isinstance(event, TraineeSpoke) for event in events)
            if self.compared:
                self.compare()

    @work(exclusive=True, group="compare")
    async def compare(self) -> None:
        """Sets the two takes of the moment side by side."""
        from simulator.tui.screens.takes import TakesScreen
        from simulator.tui.takes import take

        playable, turn = self.plan.playable, self.plan.retry_turn
        before, now = await asyncio.gather(
            asyncio.to_thread(take, playable, self.plan.first_take, turn),
            asyncio.to_thread(take, playable, self.phone.call.log, turn),
        )
        who = name_of(playable, self.phone.call.state.person)
        wish = await self.app.push_screen_wait(
            TakesScreen(playable.scenario.scenario, who, before, now)
        )
        if wish == "on":
            return
        if not self.over:
            await asyncio.to_thread(self.phone.hang_up)
        await asyncio.to_thread(self.phone.finish)
        self.dismiss("again" if wish == "again" else "first take")

    async def _show(self, events: Log) -> None:
        await self.query_one(Transcript).add(events)
        call = self.phone.call
        self.query_one(Rail).follow(call.log, call.state.moods.get(call.state.person))
        self._tick()
        self.query_one(Rail).script(self._script())
        if self.answered:
            self.query_one(Input).placeholder = self._asks()
        if call.over and not self.over:
            self.over = True
            line = self.query_one(Input)
            line.placeholder = "The call is over. Enter shows what worked."
            chosen = self.desk.settings
            if chosen.sounds and chosen.bell and call.state.result == "won":
                self.app.bell()
        self.refresh_bindings()

    def _script(self) -> str:
        """The next line to say: of a word-for-word drill, or of the call that goes well."""
        call = self.phone.call
        beat = self.plan.playable.scenario.beats[call.state.beat]
        if beat.mode == "word_for_word" and beat.drill in self.plan.playable.drills:
            return " ".join(self.plan.playable.drills[beat.drill].script.split())
        said = sum(isinstance(event, TraineeSpoke) for event in call.log)
        return self.lines[said] if said < len(self.lines) else ""

    def _tick(self) -> None:
        at = self.lasted()
        limit = self.plan.playable.scenario.time_limit
        of = f" of {clock(limit)}" if limit else ""
        self.query_one(Masthead).tell(f"{clock(at)}{of}")

    def lasted(self) -> float:
        """Seconds on the phone."""
        return self.phone.call.state.clock

    @on(Hint)
    def hint(self) -> None:
        """Asks the engine for a hint."""
        if not self.busy:
            self.turn(self.phone.hint)

    @on(RepeatLine)
    async def repeat(self) -> None:
        """Shows the last line once more."""
        await self.query_one(Transcript).once_more()

    @on(OpenBrief)
    def open_brief(self) -> None:
        """Shows the facts of the brief over the call."""
        from simulator.tui.screens.facts import FactsScreen

        self.app.push_screen(FactsScreen(self.plan.playable))

    @on(ToggleMood)
    def toggle_mood(self) -> None:
        """Hides the mood or shows it."""
        rail = self.query_one(Rail)
        rail.show_mood = not rail.show_mood
        view = rail.query_one(MoodView)
        view.display = rail.show_mood and view.mood is not None

    @on(HangUp)
    def hang_up(self) -> None:
        """Asks, then ends the call."""
        from simulator.tui.screens.confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:
            if yes and not self.over:
                self.turn(self.phone.hang_up)

        self.app.push_screen(
            ConfirmScreen(
                "Hang up? The call is scored as far as it went, but can't be passed.",
                yes="Hang up",
                no="Stay on the line",
            ),
            answered,
        )

    @on(GoToDebrief)
    def go_to_debrief(self) -> None:
        """Scores the call and closes with it."""
        if self.over:
            self.finish()

    @work(exclusive=True, group="finish")
    async def finish(self) -> None:
        """Scores off the event loop."""
        finished = await asyncio.to_thread(self.phone.finish)
        self.dismiss(finished)


def said_in(log: Log, turn: int) -> str:
    """The trainee's words in a turn."""
    return " ".join(
        event.hearing.text
        for event in log
        if isinstance(event, TraineeSpoke) and event.turn == turn
    )
