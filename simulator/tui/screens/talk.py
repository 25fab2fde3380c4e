"""The talk again, turn by turn, with what each turn won or lost."""

import subprocess
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer

from simulator.dialogue.events import Log, TraineeSpoke
from simulator.errors import RingcraftError
from simulator.scoring.card import Scorecard
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.plan import Finished
from simulator.tui.screens.page import Page
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.timeline import Timeline
from simulator.tui.widgets.transcript import turn_of
from simulator.tui.widgets.turn import TurnView
from simulator.tui.wording import plainly


class TurnBefore(Command):
    """Chooses your turn before."""

    title = "Turn before"
    key = "up,k"


class TurnAfter(Command):
    """Chooses your next turn."""

    title = "Next turn"
    key = "down,j"


class AgainFromTurn(Command):
    """Goes back to the chosen turn, with everything as it was, to say it again."""

    title = "Say it again from here"
    key = "a,enter"
    label = "say again"


class PlayTurn(Command):
    """Plays the recording of the chosen turn, where one is kept."""

    title = "Play this turn"
    key = "p"
    label = "play"


class CorrectTurn(Command):
    """Corrects the words of the chosen turn where they were misheard; both are kept."""

    title = "Correct what was misheard"
    key = "e"
    label = "correct"


class TalkChoice:
    """What the trainee chose to do with a turn."""

    def __init__(self, turn: int = 0, corrected: Finished | None = None) -> None:
        self.turn = turn
        self.corrected = corrected


class TalkScreen(Page[TalkChoice]):
    """Reads like the call; up and down choose one of your turns."""

    CSS_PATH = "talk.tcss"
    NAME = "Transcript"
    EXPLAINS = (
        "The whole talk. The lines at the top show how trust, patience and interest went, and "
        "where points were won (✓) and lost (✗). Up and down choose one of your turns; A goes back "
        "to it to say it again, E corrects its words if they were misheard."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        AgainFromTurn,
        CorrectTurn,
        PlayTurn,
        TurnBefore,
        TurnAfter,
        Back,
    )

    def __init__(self, desk: Desk, finished: Finished, *, turn: int = 0) -> None:
        super().__init__()
        self.desk = desk
        self.finished = finished
        self.chosen = turn
        self.playing: subprocess.Popen[bytes] | None = None

    def compose(self) -> ComposeResult:
        """Timeline, then the turns."""
        finished = self.finished
        yield Masthead(f"Transcript · {finished.playable.scenario.scenario}", "")
        yield Timeline(finished.log, finished.card)
        notes = notes_by_turn(finished.log, finished.card)
        with VerticalScroll(classes="turns", can_focus=False):
            for event in finished.log:
                view = turn_of(finished.playable, event)
                if view is None:
                    continue
                if isinstance(event, TraineeSpoke):
                    view.note = "\n".join(part for part in (view.note, *notes[event.turn]) if part)
                yield view
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Chooses the first turn, or the one asked for."""
        turns = self._turns()
        if turns:
            self._choose(self.chosen if self.chosen in turns else turns[0])

    def _said(self) -> list[TraineeSpoke]:
        return [event for event in self.finished.log if isinstance(event, TraineeSpoke)]

    def _turns(self) -> list[int]:
        return [event.turn for event in self._said()]

    def _choose(self, turn: int) -> None:
        self.chosen = turn
        for view in self.query(TurnView):
            mine = view.turn == turn and turn > 0
            view.set_class(mine, "-chosen")
            if mine:
                view.scroll_visible(animate=False)

    def can(self, command: type[Command]) -> bool:
        """There must be a turn to choose, and a recording to play."""
        if command is PlayTurn:
            return any(event.audio for event in self._said())
        return command not in (AgainFromTurn, CorrectTurn) or bool(self._turns())

    @on(TurnBefore)
    def turn_before(self) -> None:
        """Moves the choice up."""
        self._choose(max([t for t in self._turns() if t < self.chosen], default=self.chosen))

    @on(TurnAfter)
    def turn_after(self) -> None:
        """Moves the choice down."""
        self._choose(min([t for t in self._turns() if t > self.chosen], default=self.chosen))

    @on(AgainFromTurn)
    def again(self) -> None:
        """Closes with the turn to say again."""
        if self.chosen:
            self.dismiss(TalkChoice(turn=self.chosen))

    @on(PlayTurn)
    async def play(self) -> None:
        """Plays the turn in the background; another turn stops it."""
        import asyncio

        from simulator.speech import recordings

        path = recordings.of(next((e.audio for e in self._said() if e.turn == self.chosen), ""))
        if path is None:
            self.notify(
                "No recording of this turn is kept. Settings, Keep audio says how long.",
                markup=False,
            )
            return
        from simulator.speech import playback

        self._stop()
        speaker = self.desk.settings.speaker
        self.playing = await asyncio.to_thread(playback.play_apart, path, speaker)
        self.listen_to(self.playing)

    @work(group="playing")
    async def listen_to(self, playing: "subprocess.Popen[bytes]") -> None:
        """Says why nothing could be heard."""
        import asyncio

        from simulator.speech import playback

        why = await asyncio.to_thread(playback.ended, playing)
        if why:
            self.notify(why, title="It can't be played", severity="error", markup=False)

    def on_unmount(self) -> None:
        """Stops what plays."""
        self._stop()

    def _stop(self) -> None:
        if self.playing is not None:
            self.playing.terminate()
            self.playing.wait()
            self.playing = None

    @on(CorrectTurn)
    @work(exclusive=True, group="correct")
    async def correct(self) -> None:
        """Asks for the right words, then scores the call with them."""
        import asyncio

        from simulator.tui.correcting import corrected_call
        from simulator.tui.screens.correct import CorrectScreen

        spoke = next((event for event in self._said() if event.turn == self.chosen), None)
        if spoke is None:
            return
        text = await self.app.push_screen_wait(CorrectScreen(spoke.hearing.text))
        if text is None or text == spoke.hearing.text:
            return
        try:
            corrected = await asyncio.to_thread(
                corrected_call, self.desk, self.finished, self.chosen, text
            )
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        self.dismiss(TalkChoice(corrected=corrected))

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(TalkChoice())


def notes_by_turn(log: Log, card: Scorecard) -> dict[int, list[str]]:
    """What each of the trainee's turns won or lost, in words."""
    notes: dict[int, list[str]] = {e.turn: [] for e in log if isinstance(e, TraineeSpoke)}
    for criterion in card.criteria:
        if criterion.state not in ("earned", "lost"):
            continue
        sign = "✓" if criterion.state == "earned" else "✗"
        for turn in {quote.turn for quote in criterion.quotes}:
            if turn in notes:
                notes[turn].append(f"{sign} {plainly(criterion.name)}  {criterion.points:+}")
    return notes
