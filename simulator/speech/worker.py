"""The voice worker: a child process that owns the sound card, the recogniser and the voice.

It reads orders from standard input and writes news to standard output, one JSON
object a line. Native libraries print and abort: their output goes to a log file,
and when they take this process down, the call lives on in the other one.
"""

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import BinaryIO

import msgspec

from simulator import paths
from simulator.errors import RingcraftError, SpeechError
from simulator.speech import devices, messages
from simulator.speech.clips import Clips, best_engine
from simulator.speech.ear import Ear
from simulator.speech.file_microphone import FileMicrophone
from simulator.speech.floor import Floor
from simulator.speech.line_clips import LineClips
from simulator.speech.measurement import Measurement
from simulator.speech.messages import News, Order
from simulator.speech.mouth import Mouth
from simulator.speech.panel import Panel
from simulator.speech.receiver import Receiver
from simulator.speech.referee import Referee
from simulator.speech.sound import LINE_RATE
from simulator.speech.station import Station, lines_of, with_sound
from simulator.speech.streams import Loudspeaker, Microphone
from simulator.speech.terminal_guard import divert
from simulator.speech.vad import BLOCK, BLOCK_SECONDS, Detector
from simulator.speech.voice_list import Prosody
from simulator.speech.vosk_ears import Vocabulary, readings
from simulator.speech.watchdog import Watchdog

LOG = "voice-worker.log"
WAIT = 0.1
"""Seconds to wait for a block before the watchdog is asked."""
LOOK = 4.0
"""Seconds between two looks for a microphone, where there was none."""
BEHIND = 0.5
"""Seconds of unheard sound from which this machine counts as too slow."""
WORDS: dict[str, tuple[str, str]] = {
    "lost": ("the microphone is gone", "plug it in again; the call goes on when it is back"),
    "frozen": (
        "the microphone repeats old sound: the sound system has stopped",
        "the line is opened again",
    ),
    "zeros": (
        "the microphone delivers nothing at all",
        "is it muted? On macOS allow your terminal under Privacy, Microphone; or type",
    ),
    "speaker": ("the loudspeaker has stopped", "the line is opened again"),
    "back": ("there is a microphone again", "the line is opened again"),
}
"""What is found while it runs, in words: what it is and what to do."""


class Mailbox:
    """Writes news as lines; safe from any thread. A closed reader ends the worker."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()
        self.closed = False

    def send(self, news: News) -> None:
        """Sends one message."""
        line = msgspec.json.encode(news) + b"\n"
        with self._lock:
            try:
                self._out.write(line)
                self._out.flush()
            except (BrokenPipeError, ValueError):
                self.closed = True


class Worker:
    """A call's sound, from the first order to the last."""

    def __init__(self, setting: messages.Open, mail: Mailbox) -> None:
        self._setting = setting
        self._mail = mail
        self._mouth = Mouth()
        self._receiver = Receiver(self._mouth, mail.send)
        self._panel = Panel(mail.send)
        self._lines = LineClips(settled=False)
        self._stop = threading.Event()
        self._second = ThreadPoolExecutor(1, "second reading")
        self._read: Future[tuple[str, ...]] | None = None
        self._prepared: queue.SimpleQueue[tuple[messages.Utterance, ...]] = queue.SimpleQueue()
        self._engine = ""
        self._slow = False
        self.station = Station(None, self._receiver, self._panel, self._lines, mail.send, setting)

    def load_voice(self) -> None:
        """Loads the prospect's voice; without one the lines are captions only."""
        clips = None
        try:
            if not self._setting.mute_prospect:
                engine = best_engine()
                folder = Path(self._setting.clips) if self._setting.clips else None
                clips = Clips(engine, folder)
                clips.clip("Okay.", "heart", Prosody())  # the first one takes half a second
                self._engine = engine.name
        except SpeechError as error:
            self._fault(error, kind="voice")
        finally:
            self._lines.use(clips)
        if self._setting.sounds:
            self._lines.room()

    def load_ears(self) -> None:
        """Loads the recogniser; without one the trainee types."""
        try:
            vocabulary = Vocabulary(self._setting.recogniser)
            recogniser = vocabulary.recogniser()
            recogniser.warm_up()
        except RingcraftError as error:
            self._fault(error, kind="recogniser")
            return
        ear = Ear(recogniser, Detector())

        def tell(news: News) -> None:
            """Where she paused goes with the words: it is the punctuation of speech."""
            if isinstance(news, messages.Heard):
                news = msgspec.structs.replace(news, paused=tuple(ear.breaks))
            self._mail.send(news)

        floor = Floor(
            ear,
            self._receiver,
            self._panel,
            tell,
            tap=self._setting.talk == "tap",
            keep=Path(self._setting.keep) if self._setting.keep else None,
            kept=self._setting.kept,
        )
        floor.measure = lambda pcm: Measurement(pcm, vocabulary if self.counts_fillers else None)
        if self._setting.files:  # the audio's time stands still meanwhile
            floor.patience = None
        floor.again = lambda pcm, text: self._aside(lambda: readings(pcm, vocabulary, text))
        self.station.listen_with(floor)

    def _aside(self, read: Callable[[], tuple[str, ...]]) -> Future[tuple[str, ...]]:
        """Decodes beside the call; a call from files waits, so that it runs the same each time."""
        if self._read is not None:
            self._read.cancel()  # she has gone on: nobody waits for it any more
        future = self._read = self._second.submit(read)
        if self._setting.files:
            wait((future,))
        return future

    def read(self, orders: Iterator[Order]) -> None:
        """Takes orders until there are no more; renders what they need on the way."""
        for order in orders:
            if isinstance(order, messages.Prepare):
                self._prepared.put(lines_of(order))
                continue
            try:
                clips = with_sound(order, self._lines)
            except RingcraftError as error:
                self._fault(error, kind="voice")
                continue
            self.station.inbox.put((order, clips))
        self.station.inbox.put((messages.Close(), ()))

    def prepare(self) -> None:
        """Renders lines ahead for as long as the call lasts, while nobody speaks."""
        if sys.platform == "linux":  # there a thread has a priority of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        while not self._stop.is_set():
            try:
                lines = self._prepared.get(timeout=0.2)
            except queue.Empty:
                continue
            self._lines.prepare(lines, self._stop, self.station.hearing)

    def ready(self, input_latency: float = 0.0, output_latency: float = 0.0) -> None:
        """Tells that a call can be picked up."""
        self._mail.send(
            messages.Ready(
                voice=self._engine,
                headset=self.station.headset,
                input_latency=input_latency,
                output_latency=output_latency,
            )
        )

    def run_files(self) -> None:
        """Plays a call from WAV files, in the time of the audio."""
        self.load_voice()
        self.load_ears()
        microphone = FileMicrophone(self._setting.files, self._setting.gap)
        self.ready()
        referee = Referee(Path(self._setting.output)) if self._setting.output else None
        count = 0
        self.station.wait_for(messages.PickUp)
        while not (self.station.over or microphone.done or self._mail.closed):
            block = microphone.block(quiet=self.station.quiet, turns=self.station.turns)
            count += 1
            self.station.step(block, count * BLOCK_SECONDS)
            heard = self._mouth.pull(round(BLOCK_SECONDS * LINE_RATE))
            if referee is not None:
                referee.add(block, heard)
        if referee is not None:
            referee.close()

    def run_live(self) -> None:
        """Plays a call on the sound card; goes on without what can't be had."""
        loudspeaker = self._open_loudspeaker()
        microphone = self._open_microphone()
        loading = [
            threading.Thread(target=self.load_voice, name="voice", daemon=True),
            threading.Thread(target=self._load_ears_for, args=(microphone,), daemon=True),
        ]
        for thread in loading:
            thread.start()

        def tell() -> None:
            for thread in loading:
                thread.join()
            self.ready(
                microphone.latency if microphone else 0.0,
                loudspeaker.latency if loudspeaker else 0.0,
            )

        threading.Thread(target=tell, name="ready", daemon=True).start()
        if microphone is None:
            threading.Thread(target=self._look_for_microphone, daemon=True).start()
        # The devices go with the process: a stopped sound system would never close them.
        self._live(microphone, loudspeaker)

    def finish(self) -> None:
        """Stops rendering ahead."""
        self._stop.set()

    def _live(self, microphone: Microphone | None, loudspeaker: Loudspeaker | None) -> None:
        watchdog = Watchdog()
        count, pulls, pulled_at = 0, 0, time.monotonic()
        while not (self.station.over or self._mail.closed):
            now = time.monotonic()
            if microphone is None:
                if self._found and self._bark("back"):
                    return
                block = self._nothing(now, count)
            else:
                try:
                    block = microphone.blocks.get(timeout=WAIT)
                except queue.Empty:
                    if self._bark(watchdog.waited(WAIT)):
                        return
                    continue
                behind = microphone.blocks.qsize() * BLOCK_SECONDS
                if not self.station.line_open and behind > BEHIND:
                    continue  # loading kept this thread waiting; nothing of it matters
                self.watch_speed(behind)
                if self._bark(watchdog.block(block, BLOCK_SECONDS)):
                    return
            count += 1
            self.station.step(block, count * BLOCK_SECONDS)
            if loudspeaker is None:
                self._mouth.pull(round(BLOCK_SECONDS * LINE_RATE))
                continue
            if loudspeaker.pulls != pulls:
                pulls, pulled_at = loudspeaker.pulls, now
            elif now - pulled_at > 1.5 and self._bark("speaker"):
                return
            if count % 50 == 0 and (longer := loudspeaker.mend()):
                sys.stderr.write(f"output stuttered; buffer is now {longer * 1000:.0f} ms\n")

    _found = False

    def _look_for_microphone(self) -> None:
        """Until there is a new one: PortAudio shows what was plugged in only to a new process."""
        before: set[str] = set()
        with contextlib.suppress(SpeechError):
            before = {device.name for device in devices.inputs()}
        while not self._stop.wait(LOOK):
            if {device.name for device in devices.survey().inputs} - before:
                self._found = True
                return

    def _nothing(self, now: float, count: int) -> bytes:
        """Silence in real time, where there is no microphone."""
        if count == 0:
            self._began = now
        due = self._began + (count + 1) * BLOCK_SECONDS
        if due > now:
            time.sleep(due - now)
        return bytes(BLOCK * 2)

    _began = 0.0

    def _bark(self, trouble: str | None) -> bool:
        """Reports the watchdog's find; true where this worker can't go on."""
        if trouble is None:
            return False
        what, hint = WORDS[trouble]
        fatal = trouble != "zeros"
        self._mail.send(messages.Fault(what=what, hint=hint, fatal=fatal, kind=trouble))
        return fatal

    @property
    def counts_fillers(self) -> bool:
        """Whether there is time for it."""
        return not self._slow

    def watch_speed(self, behind: float) -> None:
        """Takes how many seconds of sound wait to be heard."""
        if behind > BEHIND and not self._slow:
            self._slow = True  # no more fillers: the words matter more
            self._mail.send(
                messages.Fault(
                    what="this machine is slow just now: answers come later",
                    hint="close other programs; nothing that you say is lost",
                    kind="slow",
                )
            )

    def _load_ears_for(self, microphone: Microphone | None) -> None:
        if microphone is not None:
            self.load_ears()

    def _open_microphone(self) -> Microphone | None:
        try:
            return Microphone(self._setting.microphone)
        except SpeechError as error:
            self._fault(error, kind="microphone")
            return None

    def _open_loudspeaker(self) -> Loudspeaker | None:
        try:
            return Loudspeaker(self._setting.speaker, self._mouth.pull)
        except SpeechError as error:
            self._fault(error, kind="speaker")
            return None

    def _fault(self, error: RingcraftError, kind: str) -> None:
        self._mail.send(messages.Fault(what=error.message, hint=error.hint, kind=kind))


def orders(lines: BinaryIO) -> Iterator[Order]:
    """The orders that come in, until the other side closes or says so."""
    decoder = msgspec.json.Decoder(Order)
    for line in lines:
        try:
            order: Order = decoder.decode(line)
        except msgspec.DecodeError as error:
            sys.stderr.write(f"an order can't be read: {error}: {line[:200]!r}\n")
            continue
        yield order
        if isinstance(order, messages.Close):
            return


def main() -> int:
    """Runs one worker over this process's standard input and output."""
    out = os.fdopen(os.dup(1), "wb")
    divert(paths.log_dir() / LOG)
    os.dup2(2, 1)  # whatever prints must not end up between messages
    mail = Mailbox(out)
    coming = orders(sys.stdin.buffer)
    setting = next(coming, None)
    if not isinstance(setting, messages.Open):
        sys.stderr.write("the first order must be 'open'\n")
        return 2
    worker = Worker(setting, mail)
    for target in (lambda: worker.read(coming), worker.prepare):
        threading.Thread(target=target, daemon=True).start()
    code = 0
    try:
        if setting.files:
            worker.run_files()
        else:
            worker.run_live()
        worker.finish()
    except RingcraftError as error:
        mail.send(messages.Fault(what=error.message, hint=error.hint, fatal=True, kind="worker"))
        code = error.exit_code
    # Native threads may still be busy; leaving at once keeps them from aborting.
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
