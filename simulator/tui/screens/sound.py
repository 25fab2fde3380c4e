"""Microphone and loudspeaker: which, and does the microphone work?"""

import asyncio
import subprocess
import threading
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

from simulator import paths
from simulator.errors import SpeechError
from simulator.speech import check, devices, phone_line, playback, sound
from simulator.speech.check import MicCheck
from simulator.speech.sound import LINE_RATE
from simulator.tui.commands import Back, Command
from simulator.tui.desk import Desk
from simulator.tui.screens.page import Page
from simulator.tui.widgets.lamp import Lamp
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain

SECONDS = 2.0
"""How long the check listens."""
RING = 1.0
"""How long the loudspeaker rings."""
PATIENCE = 10.0
"""Seconds beyond that which the sound system has to play it."""
SYSTEM = "whatever the system uses"


class CheckMicrophone(Command):
    """Listens for two seconds while you speak and says what it heard."""

    title = "Check the microphone"
    key = "c"
    label = "check"


class TryLoudspeaker(Command):
    """Rings once on the chosen loudspeaker."""

    title = "Try the loudspeaker"
    key = "t"
    label = "try the loudspeaker"


class LookAgain(Command):
    """Looks for devices again, after you plugged one in."""

    title = "Look for devices again"
    key = "l"
    label = "look again"


class SoundScreen(Page[None]):
    """Devices to choose from, and the check."""

    CSS_PATH = "sound.tcss"
    NAME = "Sound"
    EXPLAINS = (
        "Choose the microphone and the loudspeaker with the arrow keys and Enter; C listens for "
        "two seconds while you speak and says what it heard and what to do; T rings on the "
        "loudspeaker. A headset lets you cut in at any word; on loudspeakers it takes three."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        CheckMicrophone,
        TryLoudspeaker,
        LookAgain,
        Back,
    )

    class Heard(Message):
        """A reading of the microphone; sent from another thread."""

        def __init__(self, level: float) -> None:
            super().__init__()
            self.level = level

        def can_replace(self, message: Message) -> bool:
            """Only the newest is worth drawing."""
            return isinstance(message, SoundScreen.Heard)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.checking = False
        self.stop = threading.Event()
        self.ringing: subprocess.Popen[bytes] | None = None

    def compose(self) -> ComposeResult:
        """Two lists, the level, the verdict."""
        yield Masthead("Sound")
        with Vertical(classes="body"):
            yield Plain("Microphone", classes="heading")
            yield OptionList(id="microphone", markup=False)
            yield Plain("Loudspeaker", classes="heading")
            yield OptionList(id="speaker", markup=False)
            yield Lamp()
            yield Plain("C checks the microphone: press it and say something.", id="verdict")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Looks after painting."""
        self.query_one("#microphone", OptionList).focus()
        self.look()

    def on_unmount(self) -> None:
        """Ends what goes on: nobody waits for a device that does not answer."""
        self.stop.set()
        if self.ringing is not None:
            self.ringing.kill()

    @on(LookAgain)
    @work(exclusive=True, group="devices")
    async def look(self) -> None:
        """Lists the devices; a child process asks the sound system."""
        found = await asyncio.to_thread(devices.survey)
        chosen = self.desk.settings
        for side, known, name in (
            ("#microphone", found.inputs, chosen.microphone),
            ("#speaker", found.outputs, chosen.speaker),
        ):
            options = self.query_one(side, OptionList)
            options.clear_options()
            # Settings know a device by its name; of two with one name the system gives the first.
            names = list(dict.fromkeys(["", *(device.name for device in known)]))
            for value in names if name in names else [*names, name]:
                sign = "●" if value == name else "○"
                gone = "" if value in names else " (not there now: the system's is used)"
                words = f"{sign} {value or SYSTEM}{gone}"
                options.add_option(Option(Content(words), id=f"={value}"))
            options.highlighted = 0
        if found.problem:
            self.query_one("#verdict", Plain).show(f"{found.problem}\n{found.hint}")

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Keeps the choice."""
        value = (event.option.id or "=")[1:]
        if event.option_list.id == "microphone":
            self.desk.change(microphone=value)
        else:
            self.desk.change(speaker=value)
        self.look()

    @on(CheckMicrophone)
    @work(group="check")
    async def check_microphone(self) -> None:
        """Listens off the event loop; nothing while a check goes on."""
        if self.checking:
            return
        self.checking, self.stop = True, threading.Event()
        lamp, verdict = self.query_one(Lamp), self.query_one("#verdict", Plain)
        lamp.state = "listening"
        verdict.show("Listening. Say a sentence…")
        try:
            heard = await asyncio.to_thread(self._listen, self.desk.settings.microphone)
        except SpeechError as error:
            verdict.show(f"✗ {error.message}\n{error.hint}")
        else:
            verdict.show(told(heard))
        finally:
            self.checking = False
        lamp.state = "closed"

    @on(TryLoudspeaker)
    @work(exclusive=True, group="ring")
    async def try_loudspeaker(self) -> None:
        """Rings off the event loop."""
        verdict = self.query_one("#verdict", Plain)
        verdict.show("It rings. Can you hear it?")
        why = await asyncio.to_thread(self._ring, self.desk.settings.speaker)
        if why:
            verdict.show(f"✗ {why}")

    def _listen(self, name: str) -> MicCheck:
        def show(dbfs: float) -> None:
            self.post_message(self.Heard(dbfs))

        return check.microphone(name, SECONDS, show, self.stop)

    def _ring(self, speaker: str) -> str:
        """Rings once; why it could not be heard, or "". Blocks."""
        path = paths.cache_dir() / "ring.wav"
        try:
            sound.write_wav(path, phone_line.ring_back(RING), LINE_RATE)
        except SpeechError as error:
            return str(error)
        self.ringing = playing = playback.play_apart(path, speaker)
        late = threading.Event()

        def give_up() -> None:
            late.set()
            playing.kill()

        limit = threading.Timer(RING + PATIENCE, give_up)
        limit.start()
        why = playback.ended(playing)
        limit.cancel()
        return "the loudspeaker does not answer; try another" if late.is_set() else why

    @on(Heard)
    def show_level(self, event: Heard) -> None:
        """Moves the level."""
        self.query_one(Lamp).level = event.level

    @on(Back)
    def back(self) -> None:
        """Closes."""
        self.dismiss(None)


def told(heard: MicCheck) -> str:
    """The verdict in words."""
    figures = f"{heard.name}: level {heard.level:.0f} dB, quiet {heard.floor:.0f} dB"
    verdict = f"✗ {heard.problem}\n{heard.hint}" if heard.problem else "✓ The microphone works."
    against = f"\n! {heard.wireless}" if heard.wireless else ""
    return f"{verdict}{against}\n{figures}"
