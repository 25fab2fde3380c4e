"""A call in real time: the microphone's blocks in turn, and what goes wrong with devices."""

import contextlib
import queue
import sys
import threading
import time
from collections.abc import Callable

from simulator.errors import SpeechError
from simulator.speech import check, devices, messages
from simulator.speech.messages import News
from simulator.speech.mouth import Mouth
from simulator.speech.second_listener import SecondListener
from simulator.speech.sound import LINE_RATE
from simulator.speech.station import Station
from simulator.speech.streams import Loudspeaker, Microphone
from simulator.speech.vad import BLOCK, BLOCK_SECONDS
from simulator.speech.watchdog import Watchdog

WAIT = 0.1
"""Seconds to wait for a block before the watchdog is asked."""
LOOK = 4.0
"""Seconds between two looks for a microphone, where there was none."""
BEHIND = 0.5
"""Seconds of unheard sound from which this machine counts as too slow."""
STOPPED = 1.5
"""Seconds in which a loudspeaker that works has asked for sound."""
WORDS: dict[str, tuple[str, str]] = {
    "lost": ("the microphone is gone", "plug it in again; the call goes on when it is back"),
    "frozen": (
        "the microphone repeats old sound: the sound system has stopped",
        "the line is opened again",
    ),
    "zeros": (
        check.NOTHING,
        "is it muted? On macOS allow your terminal under Privacy, Microphone; or type",
    ),
    "speaker": ("the loudspeaker has stopped", "the line is opened again"),
    "back": ("there is a microphone again", "the line is opened again"),
}
"""What is found while it runs, in words: what it is and what to do."""


class SoundCard:
    """Microphone and loudspeaker of one call; goes on without what can't be had.

    The devices go with the process: a stopped sound system would never close them.
    """

    def __init__(self, mouth: Mouth, send: Callable[[News], None]) -> None:
        self._mouth = mouth
        self._send = send
        self._microphone: Microphone | None = None
        self._loudspeaker: Loudspeaker | None = None
        self._watchdog = Watchdog()
        self._second = SecondListener("")
        self._plugged_in = threading.Event()
        self._over = threading.Event()
        self._count = 0
        self._began = 0.0
        self._pulls, self._pulled_at = 0, 0.0
        self.slow = False
        """Whether the machine was too slow for all that is heard."""

    @property
    def hears(self) -> bool:
        """Whether there is a microphone."""
        return self._microphone is not None

    @property
    def latencies(self) -> tuple[float, float]:
        """Seconds that microphone and loudspeaker say they take; 0 where there is none."""
        devices_ = (self._microphone, self._loudspeaker)
        ear, mouth = (device.latency if device else 0.0 for device in devices_)
        return ear, mouth

    def open(self, setting: messages.Open) -> None:
        """Opens both; what can't be opened is told."""
        self._second = SecondListener(setting.microphone)
        try:
            self._loudspeaker = Loudspeaker(setting.speaker, self._mouth.pull)
        except SpeechError as error:
            self._send(messages.Fault(what=error.message, hint=error.hint, kind="speaker"))
        try:
            self._microphone = Microphone(setting.microphone)
        except SpeechError as error:
            self._send(messages.Fault(what=error.message, hint=error.hint, kind="microphone"))
            threading.Thread(target=self._look_for_microphone, daemon=True).start()

    def run(self, station: Station, deserted: Callable[[], bool]) -> None:
        """Steps through the call until it is over, nobody wants it, or a device has failed."""
        self._pulled_at = time.monotonic()
        while not (station.over or deserted()):
            block = self._block(station)
            if block is None:
                continue
            if block == b"" or self._speaker_has_stopped():
                break
            self._count += 1
            station.step(block, self._count * BLOCK_SECONDS)
            self._mend()
        self._over.set()

    def watch_speed(self, behind: float) -> None:
        """Takes how many seconds of sound wait to be heard."""
        if behind > BEHIND and not self.slow:
            self.slow = True  # no more fillers: the words matter more
            self._send(
                messages.Fault(
                    what="this machine is slow just now: answers come later",
                    hint="close other programs; nothing that you say is lost",
                    kind="slow",
                )
            )

    def _block(self, station: Station) -> bytes | None:
        """The next 20 ms; None where there is none yet, empty where there will be none."""
        if self._microphone is None:
            ended = self._plugged_in.is_set() and self._bark("back")
            return b"" if ended else self._nothing()
        try:
            block = self._microphone.blocks.get(timeout=WAIT)
        except queue.Empty:
            return b"" if self._bark(self._watchdog.waited(WAIT)) else None
        behind = self._microphone.blocks.qsize() * BLOCK_SECONDS
        if not station.line_open and behind > BEHIND:
            return None  # loading kept this thread waiting; nothing of it matters
        self.watch_speed(behind)
        trouble = self._watchdog.block(block, BLOCK_SECONDS)
        if self._second.finds(self._watchdog.silent):
            trouble = "lost"
        return b"" if self._bark(trouble) else block

    def _nothing(self) -> bytes:
        """Silence in real time, where there is no microphone."""
        now = time.monotonic()
        if self._count == 0:
            self._began = now
        due = self._began + (self._count + 1) * BLOCK_SECONDS
        if due > now:
            time.sleep(due - now)
        return bytes(BLOCK * 2)

    def _speaker_has_stopped(self) -> bool:
        """Asked once a block; without a loudspeaker the sound goes nowhere."""
        if self._loudspeaker is None:
            self._mouth.pull(round(BLOCK_SECONDS * LINE_RATE))
            return False
        now = time.monotonic()
        if self._loudspeaker.pulls != self._pulls:
            self._pulls, self._pulled_at = self._loudspeaker.pulls, now
            return False
        return now - self._pulled_at > STOPPED and self._bark("speaker")

    def _mend(self) -> None:
        if self._loudspeaker is None or self._count % 50:
            return
        if longer := self._loudspeaker.mend():
            sys.stderr.write(f"output stuttered; buffer is now {longer * 1000:.0f} ms\n")

    def _bark(self, trouble: str | None) -> bool:
        """Reports the watchdog's find; true where this worker can't go on."""
        if trouble is None:
            return False
        what, hint = WORDS[trouble]
        fatal = trouble != "zeros"
        self._send(messages.Fault(what=what, hint=hint, fatal=fatal, kind=trouble))
        return fatal

    def _look_for_microphone(self) -> None:
        """Until there is a new one: PortAudio shows what was plugged in only to a new process."""
        before: set[str] = set()
        with contextlib.suppress(SpeechError):
            before = {device.name for device in devices.inputs()}
        while not self._over.wait(LOOK):
            if {device.name for device in devices.survey().inputs} - before:
                self._plugged_in.set()
                return
