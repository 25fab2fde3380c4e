"""Settings: colours, what is shown, sounds, and the trainee's own data."""

import asyncio
from typing import ClassVar, get_args

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Footer, Input

from simulator import paths
from simulator.errors import StoreError
from simulator.settings import Settings, Theme
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choice import Choice
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import plainly

SWITCH = (("yes", "yes"), ("no", "no"))
SWITCHES = (
    ("show_mood", "Show the mood"),
    ("captions", "Captions"),
    ("sounds", "Sounds"),
    ("bell", "Bell on success"),
    ("ask_confidence", "Ask how sure"),
)


SPEAKING: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("input", "You answer by", (("type", "typing"), ("speak", "speaking"))),
    ("talk", "Microphone", (("open", "open"), ("tap", "tap space to talk"))),
    (
        "headset",
        "You listen by",
        (("auto", "find out"), ("headset", "headset"), ("speakers", "speakers")),
    ),
    (
        "keep_audio",
        "Keep audio",
        (("never", "never"), ("until-debrief", "until the debrief"), ("always", "always")),
    ),
)


class OpenSound(Command):
    """Chooses microphone and loudspeaker and checks the microphone."""

    title = "Microphone and loudspeaker"
    key = "m"
    label = "sound"


class UndoChange(Command):
    """Takes back the last change of a setting."""

    title = "Undo the last change"
    key = "u"
    label = "undo"


class ExportData(Command):
    """Writes every call with its events and scores to a file."""

    title = "Export all results"
    key = "e"
    label = "export"


class DeleteData(Command):
    """Deletes every result on this machine, after asking."""

    title = "Delete all results"
    key = "x"
    label = "delete"


class SettingsScreen(Page[None]):
    """Every choice holds at once and is stored."""

    CSS_PATH = "settings.tcss"
    NAME = "Settings"
    EXPLAINS = (
        "Left and right change the marked setting; it holds at once. U takes the last change back. "
        "Your results stay on this machine; E writes them all to a file, X deletes them."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        OpenSound,
        UndoChange,
        ExportData,
        DeleteData,
        Back,
    )

    def __init__(self, desk: Desk, *, folder: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.folder = folder or str(paths.store_path())
        self.before: list[Settings] = []

    def compose(self) -> ComposeResult:
        """One line a setting, then the data."""
        chosen = self.desk.settings
        yield Masthead("Settings")
        with VerticalScroll(classes="body", can_focus=False):
            yield Plain("The app", classes="heading")
            themes = [(name, plainly(name)) for name in get_args(Theme)]
            yield Choice("Colours", themes, chosen.theme, id="theme")
            for name, label in SWITCHES:
                yield Choice(label, SWITCH, "yes" if getattr(chosen, name) else "no", id=name)
            yield Plain("A new call starts with", classes="heading")
            helps = [(name, name) for name in ("script", "hints", "none")]
            yield Choice("Help", helps, chosen.help, id="help")
            yield Plain("Speaking", classes="heading")
            for name, label, options in SPEAKING:
                yield Choice(label, options, getattr(chosen, name), id=name)
            yield Button("Microphone and loudspeaker (m)", id="sound", compact=True)
            yield Plain("Your name in reports", classes="heading")
            yield Input(chosen.name, placeholder="none", id="name")
            yield Plain("Your results", classes="heading")
            yield Plain(f"They are kept in {self.folder}", classes="fact")
            yield Button("Export all (e)", id="export", compact=True)
            yield Button("Delete all (x)", id="delete", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Starts on the first setting."""
        self.query_one("#theme", Choice).focus()

    def can(self, command: type[Command]) -> bool:
        """Undo needs a change, the data commands a store."""
        if command is UndoChange:
            return bool(self.before)
        return command not in (ExportData, DeleteData) or self.desk.store is not None

    @on(Choice.Changed)
    def changed(self, event: Choice.Changed) -> None:
        """Takes the choice."""
        name = event.choice.id or ""
        switch = name in dict(SWITCHES)
        self._change({name: event.value == "yes" if switch else event.value})

    @on(Input.Submitted, "#name")
    @on(Input.Blurred, "#name")
    def named(self, event: Input.Submitted | Input.Blurred) -> None:
        """Takes the name."""
        if event.value.strip() != self.desk.settings.name:
            self._change({"name": event.value.strip()})

    def _change(self, changes: dict[str, object]) -> None:
        self.before.append(self.desk.settings)
        self._take(changes)

    def _take(self, changes: dict[str, object]) -> None:
        self.desk.change(**changes)
        self.app.theme = self.desk.settings.theme
        self.refresh_bindings()

    @on(OpenSound)
    @on(Button.Pressed, "#sound")
    def open_sound(self) -> None:
        """Opens the devices."""
        from simulator.tui.screens.sound import SoundScreen

        self.app.push_screen(SoundScreen(self.desk))

    @on(UndoChange)
    def undo(self) -> None:
        """Goes back to the settings before the last change."""
        if not self.before:
            return
        self._take(msgspec.structs.asdict(self.before.pop()))
        chosen = self.desk.settings
        with self.prevent(Choice.Changed, Input.Changed):
            for choice in self.query(Choice):
                value = getattr(chosen, choice.id or "")
                choice.value = value if isinstance(value, str) else ("yes" if value else "no")
            self.query_one("#name", Input).value = chosen.name

    @on(ExportData)
    @on(Button.Pressed, "#export")
    def export(self) -> None:
        """Starts the export."""
        self.write_export()

    @work(exclusive=True, group="export")
    async def write_export(self) -> None:
        """Writes JSON Lines, a call a line, next to the store."""
        store = self.desk.store
        if store is None:
            return
        path = paths.data_dir() / f"ringcraft-{self.desk.now():%Y%m%d-%H%M%S}.jsonl"

        def write() -> int:
            count = 0
            try:
                with path.open("wb") as file:
                    for call in store.export():
                        file.write(msgspec.json.encode(call) + b"\n")
                        count += 1
            except OSError as error:
                raise StoreError(
                    f"{path} can't be written: {error.strerror}", "free some space and try again"
                ) from error
            return count

        try:
            count = await asyncio.to_thread(write)
        except StoreError as error:
            self.post_message(Trouble(error))
            return
        self.notify(f"{count} calls written to {path}", title="Exported", markup=False, timeout=10)

    @on(DeleteData)
    @on(Button.Pressed, "#delete")
    def delete(self) -> None:
        """Asks, then deletes."""
        from simulator.tui.screens.confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:
            if yes:
                self.delete_all()

        self.app.push_screen(
            ConfirmScreen(
                "Delete every call, score and recording on this machine? They can't be brought "
                "back; export the results first if you may want them.",
                yes="Delete all",
                no="Keep them",
            ),
            answered,
        )

    @work(exclusive=True, group="delete")
    async def delete_all(self) -> None:
        """Deletes off the event loop and says so once it is done."""
        from simulator.tui import erasure

        store = self.desk.store
        if store is None:
            return
        try:
            await asyncio.to_thread(erasure.everything, store)
        except StoreError as error:
            self.post_message(Trouble(error))
            return
        self.notify("All results and recordings are deleted.", markup=False)

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)
