"""The debrief: how it came out, what to do better, and the moment to say again."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Footer

from simulator.dialogue import restore
from simulator.dialogue.events import CallEnded, Log, TraineeSpoke
from simulator.errors import StoreError
from simulator.scoring.card import Scorecard
from simulator.tui.commands import Back, Command
from simulator.tui.debrief_commands import (
    OpenChart,
    ReadTalk,
    RingAgain,
    SaveReport,
    SayAgain,
    WholeCard,
)
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.plan import Finished, Plan
from simulator.tui.screens.brief import SURE
from simulator.tui.screens.card import SIGNS
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choice import Choice
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.pillars import Pillars
from simulator.tui.widgets.plain import Plain
from simulator.tui.widgets.timeline import Timeline
from simulator.tui.widgets.tips import TipView
from simulator.tui.wording import PILLAR_TITLES, capital, clock, counted, plainly, said_at


class DebriefScreen(Page[Plan | None]):
    """One finished call; closes with a plan to ring next, or None for Home."""

    CSS_PATH = "debrief.tcss"
    NAME = "Debrief"
    EXPLAINS = (
        "The large number is your total of 100; the stroke on each bar is the mark to reach. Below "
        "are at most three tips, the most useful first, each with your own words and a stronger "
        "line. Choose a tip with Tab and press A to say that moment again."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        SayAgain,
        WholeCard,
        ReadTalk,
        OpenChart,
        SaveReport,
        RingAgain,
        Back,
    )

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  (Textual's own)

    def __init__(self, desk: Desk, finished: Finished) -> None:
        super().__init__()
        self.desk = desk
        self.finished = finished

    def compose(self) -> ComposeResult:
        """Outcome and pillars first, then the tips."""
        card, playable = self.finished.card, self.finished.playable
        level = plainly(self.finished.plan.level)
        yield Masthead(
            f"{playable.scenario.scenario} · {level}", f"{clock(card.seconds)} on the phone"
        )
        with Container(classes="body"):
            with Vertical(classes="score"):
                with Horizontal(classes="headline"):
                    yield Digits(str(card.total), classes="passed" if card.passed else "missed")
                    with Vertical(classes="words"):
                        yield Plain(self._verdict(), classes="verdict")
                        yield Plain(self._outcome(), classes="outcome")
                        for reason in card.why_not[:1]:
                            yield Plain(capital(reason), classes="outcome")
                yield Pillars(card)
                yield Timeline(self.finished.log, card)
                yield Plain(criteria_at_a_glance(card), classes="glance")
            with VerticalScroll(classes="advice", can_focus=False):
                yield Plain(self._heading(), classes="heading")
                for number, tip in enumerate(card.tips, 1):
                    yield TipView(number, tip, self._at(tip.turn))
                if self.desk.settings.ask_confidence:
                    yield Choice("How sure now?", SURE, "", id="sure")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Starts on the first tip; where there is none, on the question below."""
        for part in (*self.query(TipView), *self.query(Choice)):
            part.focus()
            return

    def _verdict(self) -> Content:
        card = self.finished.card
        if card.passed:
            return Content.styled("✓ Passed", "bold $success")
        if card.provisional:
            return Content.styled("○ Left before the end", "bold $accent")
        return Content.styled("✗ Not passed yet", "bold $accent")

    def _outcome(self) -> str:
        ended = outcome(self.finished.log)
        if ended is None:
            return ""
        if ended.shows:
            return ended.shows
        return "You hung up." if ended.result == "left" else plainly(ended.ending).capitalize()

    def _heading(self) -> str:
        tips = self.finished.card.tips
        if not tips:
            return "Nothing to correct. Try the next level."
        return f"{counted(len(tips), 'thing')} to try next time"

    def _at(self, turn: int) -> float | None:
        for event in self.finished.log:
            if isinstance(event, TraineeSpoke) and event.turn == turn:
                return said_at(event)
        return None

    def can(self, command: type[Command]) -> bool:
        """Saying again needs a turn to go back to."""
        if command is SayAgain:
            return any(isinstance(event, TraineeSpoke) for event in self.finished.log)
        return True

    @on(WholeCard)
    def whole_card(self) -> None:
        """Opens the scorecard."""
        from simulator.tui.screens.card import CardScreen

        self.app.push_screen(CardScreen(self.finished))

    @on(OpenChart)
    def open_chart(self) -> None:
        """Opens the figures of delivery."""
        from simulator.tui.screens.chart import ChartScreen

        self.app.push_screen(ChartScreen(self.finished))

    @on(SaveReport)
    @work(exclusive=True, group="save")
    async def save_report(self) -> None:
        """Writes the report off the event loop and says where it is."""
        from simulator.tui.saving import save_report

        try:
            path = await asyncio.to_thread(save_report, self.desk, self.finished)
        except StoreError as error:
            self.post_message(Trouble(error))
            return
        self.notify(str(path), title="The report is saved", markup=False, timeout=10)

    @on(ReadTalk)
    @work(exclusive=True, group="talk")
    async def read_talk(self) -> None:
        """Opens the transcript; a turn chosen there is said again."""
        from simulator.tui.screens.talk import TalkScreen

        choice = await self.app.push_screen_wait(
            TalkScreen(self.desk, self.finished, turn=self._tip_turn())
        )
        if choice.corrected is not None:
            self.finished = choice.corrected
            await self.recompose()
            self.on_mount()
            self.notify("Scored again with your words. Both versions are kept.", markup=False)
        elif choice.turn:
            self._retry(choice.turn)

    @on(SayAgain)
    def say_again(self) -> None:
        """Goes back to the turn of the chosen tip, or to the last turn."""
        self._retry(self._tip_turn())

    @on(TipView.Again)
    def tip_again(self, event: TipView.Again) -> None:
        """Goes back to the turn of that tip."""
        self._retry(event.turn)

    def _tip_turn(self) -> int:
        focused = self.focused
        tips = [focused.tip] if isinstance(focused, TipView) else list(self.finished.card.tips)
        for tip in tips:
            if tip.turn:
                return tip.turn
        turns = [e.turn for e in self.finished.log if isinstance(e, TraineeSpoke)]
        return turns[-1] if turns else 0

    def _retry(self, turn: int) -> None:
        if not turn:
            return
        plan, finished = self.finished.plan, self.finished
        self.dismiss(
            Plan(
                playable=plan.playable,
                level=plan.level,
                seed=plan.seed,
                help=plan.help,
                spoken=plan.spoken,
                log=restore(plan.playable, finished.log, turn),
                retry_of=finished.call_id,
                retry_turn=turn,
                first_take=finished.log,
            )
        )

    @on(RingAgain)
    def ring_again(self) -> None:
        """Closes with the same call from its start."""
        plan = self.finished.plan
        self.dismiss(
            Plan(
                playable=plan.playable,
                level=plan.level,
                seed=self.desk.new_seed(),
                help=plan.help,
                spoken=plan.spoken,
            )
        )

    @on(Back)
    def home(self) -> None:
        """Closes."""
        self.dismiss(None)

    @on(Choice.Changed, "#sure")
    async def sure(self, event: Choice.Changed) -> None:
        """Keeps how sure the trainee feels after the call."""
        store, call_id = self.desk.store, self.finished.call_id
        if store is None or not call_id:
            return
        try:
            await asyncio.to_thread(store.note_confidence, call_id, after=int(event.value))
        except StoreError as error:
            self.post_message(Trouble(error))


def criteria_at_a_glance(card: Scorecard) -> Content:
    """Every criterion that came up, a line each, under its pillar."""
    rows: list[Content] = []
    for pillar in card.pillars:
        rows.append(Content.styled(PILLAR_TITLES[pillar.name], "$primary"))
        for criterion in card.criteria:
            if criterion.pillar != pillar.name or criterion.state in ("not_relevant", "clean"):
                continue
            sign, word, colour = SIGNS[criterion.state]
            points = f"{criterion.points:+}" if criterion.points else word
            rows.append(
                Content.assemble(
                    (f"{sign} ", colour),
                    (capital(plainly(criterion.name)), "$foreground"),
                    (f"  {points}", "$muted"),
                )
            )
    return Content("\n").join(rows)


def outcome(log: Log) -> CallEnded | None:
    """How the call ended, once it has."""
    for event in reversed(log):
        if isinstance(event, CallEnded):
            return event
    return None
