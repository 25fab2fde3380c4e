"""A spoken call: the microphone beside the line to write in, and what the voice worker tells."""

import asyncio
import time
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from simulator.errors import RingcraftError
from simulator.speech import notes
from simulator.speech.notes import Note
from simulator.tui.call_commands import (
    GoToDebrief,
    HangUp,
    Hint,
    Mute,
    OpenBrief,
    RepeatLine,
    Talk,
    Think,
    ToggleMood,
)
from simulator.tui.commands import Command
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.plan import Plan
from simulator.tui.screens.call import CallScreen
from simulator.tui.voice_news import VoiceNews
from simulator.tui.widgets.lamp import Lamp
from simulator.tui.widgets.say_line import SayLine
from simulator.tui.widgets.transcript import Transcript

TYPING_TOLD = 1.0
"""Seconds between two words to the worker that she is typing."""


class SpokenScreen(CallScreen):
    """The call by voice; whatever goes wrong with sound, it goes on in writing."""

    NAME = "Spoken call"
    EXPLAINS = (
        "Talk as on the telephone: the person answers when you have finished. The line above the "
        "input shows whether the microphone is open, how loud you are and the words being heard. "
        "Space on the empty line says that you are done; if you chose to tap (Settings, "
        "Microphone), it also begins your turn. You can write instead at any moment: Enter says "
        "it. A line that begins with / gives a command: /hint, /repeat, /mute, /think, /hang up."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        GoToDebrief,
        Talk,
        RepeatLine,
        Mute,
        Think,
        HangUp,
        Hint,
        OpenBrief,
        ToggleMood,
    )

    def __init__(self, desk: Desk, plan: Plan) -> None:
        super().__init__(desk, plan)
        self.muted = False
        self.deaf = False
        self.typed_at = 0.0

    def mouth(self) -> ComposeResult:
        """The microphone above the line to write in."""
        yield Lamp()
        yield from super().mouth()

    def begin(self) -> None:
        """Rings aloud; what happens comes as news."""
        self.query_one(Transcript).only_heard = not self.desk.settings.captions
        self.query_one(SayLine).taps = True
        self.ring_aloud()

    @work(exclusive=True, group="call")
    async def ring_aloud(self) -> None:
        """Rings off the event loop and shows what had happened before, in a call that goes on."""

        def listener(note: Note) -> None:
            self.post_message(VoiceNews(note))

        try:
            events = await asyncio.to_thread(self.phone.ring, listener)
        except RingcraftError as error:
            self.app.post_message(Trouble(error))
            self.dismiss(None)
            return
        if events:
            await self._show(events)

    async def on_screen_suspend(self) -> None:
        """While something else is in front the call waits: nobody hears her, nobody minds."""
        if self.phone.spoken is not None:
            await asyncio.to_thread(self.phone.spoken.hold, True)

    async def on_screen_resume(self) -> None:
        """Goes on with the call; the microphone stays as she has left it."""
        if self.phone.spoken is not None:
            await asyncio.to_thread(self.phone.spoken.hold, False)

    def can(self, command: type[Command]) -> bool:
        """The microphone's keys need a microphone and a call that goes on."""
        if command in (Talk, Mute, Think):
            if self.over or not self.answered:
                return False
            return not self.deaf and (command is not Talk or self._taps())
        return super().can(command)

    def _taps(self) -> bool:
        return self.desk.settings.talk == "tap"

    def how(self) -> str:
        """What the microphone waits for."""
        if self.deaf:
            return super().how()
        if self.muted:
            return "Muted: F7 opens the microphone; or write and press Enter"
        if self._taps():
            return "Space to talk, space when done; or write and press Enter"
        return "Talk, or write and press Enter"

    def lasted(self) -> float:
        """Seconds on the phone by the clock on the wall; once it is over, as the score has it."""
        spoken = self.phone.spoken
        return super().lasted() if spoken is None or self.over else spoken.elapsed

    @on(VoiceNews)
    async def voice_news(self, event: VoiceNews) -> None:
        """Shows what the voice worker tells."""
        match event.note:
            case notes.PickedUp():
                await self._picked_up()
            case notes.Turn(log):
                await self._happened(log)
            case notes.Caption(text):
                self.query_one(Lamp).caption = text
            case notes.Meter(level, state):
                lamp = self.query_one(Lamp)
                lamp.level = level
                if self.answered:  # while it rings the ears are still being loaded
                    lamp.state = state
            case notes.OnSpeakers():
                self._advise_headset()
            case notes.Trouble():
                self._sound_trouble(event.note)
            case notes.VoiceBack(voice_lost, unheard):
                captions = self.desk.settings.captions or unheard
                self._sound(deaf=voice_lost, only_heard=not captions)
            case notes.CallOver():
                self.query_one(Lamp).state = "over"
            case _:
                pass

    async def _picked_up(self) -> None:
        self.set_interval(1.0, self._tick)
        await self._answered()

    def _advise_headset(self) -> None:
        if not self.desk.told_of_headsets:
            self.desk.told_of_headsets = True
            self.notify(
                "A headset is better: with one you can cut in at any word. "
                "On loudspeakers it takes three.",
                title="Your microphone hears the loudspeaker",
                timeout=10,
                markup=False,
            )

    def _sound_trouble(self, note: notes.Trouble) -> None:
        if note.voice_lost:
            self.query_one(Lamp).state = "off"
        self._sound(
            deaf=self.deaf or note.voice_lost,
            only_heard=self.query_one(Transcript).only_heard and not note.unheard,
        )
        words = f"{note.message}\n{note.hint}" if note.hint else note.message
        self.notify(words, title=note.title, severity="error", timeout=12, markup=False)

    def _sound(self, *, deaf: bool, only_heard: bool) -> None:
        """Whether she can't be heard, and whether the person's lines need no writing."""
        self.deaf = deaf
        transcript = self.query_one(Transcript)
        transcript.only_heard = only_heard
        if not only_heard:
            transcript.reveal()
        self._ask_anew()

    def _ask_anew(self) -> None:
        line = self.query_one(SayLine)
        line.taps = not self.deaf
        if self.answered and not self.over:
            line.placeholder = self._asks()
        self.refresh_bindings()

    @on(Input.Changed, "#say")
    async def typing(self, event: Input.Changed) -> None:
        """Nobody minds the silence of somebody who writes."""
        now = time.monotonic()
        if event.value and self.phone.spoken is not None and now - self.typed_at > TYPING_TOLD:
            self.typed_at = now
            await asyncio.to_thread(self.phone.spoken.typing)

    @on(RepeatLine)
    async def repeat_aloud(self) -> None:
        """Lets the person say the last line again."""
        if self.phone.spoken is not None:
            await asyncio.to_thread(self.phone.spoken.repeat)

    @on(Talk)
    @on(SayLine.Tapped)
    async def talk(self) -> None:
        """Begins to talk or finishes the turn."""
        if self.phone.spoken is not None:
            await asyncio.to_thread(self.phone.spoken.tap)

    @on(Mute)
    async def mute(self) -> None:
        """Closes or opens the microphone."""
        if self.phone.spoken is not None:
            self.muted = not self.muted
            await asyncio.to_thread(self.phone.spoken.mute, self.muted)
            self._ask_anew()

    @on(Think)
    async def think(self) -> None:
        """Asks for patience."""
        if self.phone.spoken is not None:
            await asyncio.to_thread(self.phone.spoken.thinking)
            self.notify("Take your time: nobody minds the silence for 20 seconds.", markup=False)
