"""The talk so far: one widget a turn, kept at the newest."""

from textual.containers import VerticalScroll

from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallEnded,
    Coached,
    HintGiven,
    Log,
    ProspectSpoke,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.scenario.model import Playable
from simulator.tui.widgets.turn import TurnView
from simulator.tui.wording import said_at

MOUNTED = 80
"""Turns kept as widgets; older ones leave the screen, never the log."""


def turn_of(playable: Playable, event: AnyEvent, *, coach: bool = True) -> TurnView | None:
    """The widget of an event; None for events that are not part of the talk."""
    match event:
        case ProspectSpoke():
            return TurnView("them", name_of(playable, event.person), event.line, event.at)
        case TraineeSpoke():
            note = "They cut in: the rest was not heard." if event.cut_in else ""
            if event.corrects:
                note = f"Corrected; first understood as: {event.corrects}"
            return TurnView(
                "you", "You", event.hearing.text, said_at(event), note=note, turn=event.turn
            )
        case TraineeSilent():
            return TurnView("stage", "", f"Silence, {event.seconds:.0f} seconds.")
        case HintGiven():
            return TurnView("stage", "Hint", event.text)
        case Coached() if coach:
            return TurnView("stage", "Coach", f"{event.note} Stronger: {event.stronger}")
        case CallEnded():
            return TurnView("stage", "", event.shows or "The call is over.")
        case _:
            return None


def name_of(playable: Playable, person: str) -> str:
    """The name of a person of the scenario, as the trainee knows it."""
    persona = playable.personas.get(person)
    return persona.persona if persona is not None else person


class Transcript(VerticalScroll):
    """The turns of a call, newest at the bottom."""

    DEFAULT_CSS = """
    Transcript { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    """

    def __init__(self, playable: Playable, *, coach: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.playable = playable
        self.coach = coach
        self.last_line = ""
        self.only_heard = False
        """Whether the person's lines are heard and not written."""

    def on_mount(self) -> None:
        """Stays at the newest turn unless the trainee scrolls up."""
        self.anchor()

    async def add(self, events: Log) -> None:
        """Shows the turns among ``events``."""
        views = []
        for event in events:
            if isinstance(event, ProspectSpoke):
                self.last_line = event.line
            if isinstance(event, BeatEntered) and event.turn > 0:
                continue
            view = turn_of(self.playable, event, coach=self.coach)
            if view is not None:
                view.unwritten = self.only_heard and isinstance(event, ProspectSpoke)
                views.append(view)
        if views:
            await self.mount_all(views)
            surplus = len(self.children) - MOUNTED
            if surplus > 0:
                await self.remove_children(list(self.children)[:surplus])

    async def once_more(self) -> None:
        """Shows the person's last line again."""
        view = TurnView("stage", "Once more", self.last_line)
        view.unwritten = self.only_heard
        await self.mount(view)

    def reveal(self) -> None:
        """Writes the lines that were only heard."""
        for view in self.query(TurnView):
            view.write()
