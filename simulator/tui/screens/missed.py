"""The inbox of sentences nobody understood: say what each was, or that it is nothing."""

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList
from textual.widgets.option_list import Option

from simulator import files
from simulator.errors import RingcraftError
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.screens.page import Page
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import counted, plainly

if TYPE_CHECKING:
    from simulator.store import MissedRow


class AssignMove(Command):
    """Says which move the sentence was; it becomes an example for the hearing."""

    title = "It was a move"
    key = "enter,a"
    shown = "enter"
    label = "it was a move"


class IgnoreSentence(Command):
    """Puts the sentence away: it was nothing a seller should say."""

    title = "Ignore it"
    key = "i"
    label = "ignore"


class UndoDecision(Command):
    """Takes the last decision back."""

    title = "Undo"
    key = "u"
    label = "undo"


class MissedScreen(Page[None]):
    """The most frequent first."""

    CSS_PATH = "missed.tcss"
    NAME = "Missed sentences"
    EXPLAINS = (
        "Sentences of real calls that no move was heard in, the most frequent first, each under "
        "the line it answered. They cost nobody points. Enter says which move a sentence was, I "
        "puts it away, U takes the last decision back."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        AssignMove,
        IgnoreSentence,
        UndoDecision,
        Back,
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.groups: list[list[MissedRow]] = []
        self.decided: list[list[int]] = []

    def compose(self) -> ComposeResult:
        """The list, or that it is empty."""
        yield Masthead("Missed sentences")
        with Vertical(classes="body"):
            yield Plain("", id="words")
            yield OptionList(id="missed", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Reads after painting."""
        self.query_one(OptionList).focus()
        self.read()

    @work(exclusive=True, group="missed")
    async def read(self) -> None:
        """Reads the inbox and shows it."""
        try:
            store = await asyncio.to_thread(self.desk.open_store)
            rows = await asyncio.to_thread(store.missed) if store else ()
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        same: dict[tuple[str, str], list[MissedRow]] = defaultdict(list)
        for row in rows:
            same[(row.scenario, row.text.lower())].append(row)
        self.groups = sorted(same.values(), key=lambda group: -len(group))
        self.query_one("#words", Plain).show(
            f"{counted(len(self.groups), 'sentence')} to decide"
            if self.groups
            else "The inbox is empty: everything said so far was understood."
        )
        missed = self.query_one(OptionList)
        at = missed.highlighted
        missed.clear_options()
        for group in self.groups:
            missed.add_option(Option(_line(group)))
        if self.groups:
            missed.highlighted = min(at or 0, len(self.groups) - 1)
        self.refresh_bindings()

    def _chosen(self) -> "list[MissedRow]":
        at = self.query_one(OptionList).highlighted
        return self.groups[at] if at is not None and at < len(self.groups) else []

    @on(OptionList.OptionSelected, "#missed")
    @on(AssignMove)
    @work(exclusive=True, group="talk")
    async def assign(self) -> None:
        """Asks for the move, then keeps the decision."""
        group = self._chosen()
        if not group:
            return
        try:
            playable = await asyncio.to_thread(files.load, group[0].scenario)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        moves = {name: move.means for name, move in playable.moves.items() if not move.worked_out}
        move = await self.app.push_screen_wait(MoveScreen(group[0].text, moves))
        if move:
            self._decide(group, move)

    @on(IgnoreSentence)
    def ignore(self) -> None:
        """Keeps the decision that it was nothing."""
        group = self._chosen()
        if group:
            self._decide(group, "")

    @on(UndoDecision)
    def undo(self) -> None:
        """Takes the last decision back."""
        store = self.desk.store
        if store is None or not self.decided:
            return
        try:
            store.decide_missed(self.decided.pop(), None)
        except RingcraftError as error:
            self.post_message(Trouble(error))
        self.read()

    def _decide(self, group: "list[MissedRow]", move: str) -> None:
        store = self.desk.store
        if store is None:
            return
        numbers = [row.id for row in group]
        try:
            store.decide_missed(numbers, move)
        except RingcraftError as error:
            self.post_message(Trouble(error))
            return
        self.decided.append(numbers)
        self.read()

    def can(self, command: type[Command]) -> bool:
        """Deciding needs a sentence, undo a decision."""
        if command is UndoDecision:
            return bool(self.decided)
        return command not in (AssignMove, IgnoreSentence) or bool(self.groups)

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


class MoveScreen(ModalScreen[str | None]):
    """Chooses a move by typing part of its name or meaning."""

    CSS_PATH = "missed.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "none", show=False),
        Binding("down", "focus_list", "to the list", show=False),
    ]

    def __init__(self, text: str, moves: dict[str, str]) -> None:
        super().__init__()
        self.text = text
        self.moves = moves

    def compose(self) -> ComposeResult:
        """The sentence, a filter, the moves."""
        with Vertical(classes="box"):
            yield Plain(f"“{self.text}”", classes="sentence")
            yield Input(placeholder="which move was it? type to filter", id="filter")
            yield OptionList(id="moves", markup=False)

    def on_mount(self) -> None:
        """Shows all moves."""
        self._list("")

    def _list(self, words: str) -> None:
        moves = self.query_one("#moves", OptionList)
        moves.clear_options()
        for name, means in self.moves.items():
            if all(word in f"{plainly(name)} {name} {means}".lower() for word in words.split()):
                moves.add_option(
                    Option(
                        Content.assemble((f"{name:<24}", "$foreground"), (means, "$muted")),
                        id=name,
                    )
                )
        if moves.option_count:
            moves.highlighted = 0

    @on(Input.Changed, "#filter")
    def filtered(self, event: Input.Changed) -> None:
        """Narrows the list."""
        self._list(event.value.lower())

    @on(Input.Submitted, "#filter")
    def first(self, event: Input.Submitted) -> None:
        """Takes the highlighted move."""
        event.stop()
        option = self.query_one("#moves", OptionList).highlighted_option
        self.dismiss(option.id if option else None)

    def action_focus_list(self) -> None:
        """Goes to the list."""
        self.query_one("#moves", OptionList).focus()

    @on(OptionList.OptionSelected, "#moves")
    def taken(self, event: OptionList.OptionSelected) -> None:
        """Closes with the move."""
        event.stop()
        self.dismiss(event.option.id)


def _line(group: "list[MissedRow]") -> Content:
    row = group[0]
    return Content.assemble(
        (f"{len(group):>3} ×  ", "$muted"),
        (row.text, "bold $foreground"),
        (f"\n       after “{row.prospect}”, {row.scenario}", "$muted"),
    )
