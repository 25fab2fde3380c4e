"""The voice worker: a child process that owns the sound card, the recogniser and the voice.

It reads orders from standard input and writes news to standard output, one JSON
object a line. Native libraries print and abort: their output goes to a log file,
and when they take this process down, the call lives on in the other one.
"""

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import BinaryIO

import msgspec

from simulator.errors import RingcraftError, SpeechError
from simulator.speech import child, messages
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
from simulator.speech.sound_card import SoundCard
from simulator.speech.station import Station, lines_of, with_sound
from simulator.speech.vad import BLOCK_SECONDS, Detector
from simulator.speech.voice_list import Prosody
from simulator.speech.vosk_ears import Vocabulary, readings

LOG = "voice-worker.log"


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
        self._lines = LineClips(settled=False, on_trouble=lambda error: self._fault(error, "voice"))
        self._stop = threading.Event()
        self._second = ThreadPoolExecutor(1, "second reading")
        self._read: Future[tuple[str, ...]] | None = None
        self._prepared: queue.SimpleQueue[tuple[messages.Utterance, ...]] = queue.SimpleQueue()
        self._engine = ""
        self.card = SoundCard(self._mouth, mail.send)
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
            clips = None  # it is told now, not again with every line
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
        floor = Floor(
            Ear(recogniser, Detector()),
            self._receiver,
            self._panel,
            self._mail.send,
            tap=self._setting.talk == "tap",
            keep=Path(self._setting.keep) if self._setting.keep else None,
            kept=self._setting.kept,
        )
        floor.measure = lambda pcm: Measurement(pcm, None if self.card.slow else vocabulary)
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
        self.card.open(self._setting)
        work = [self.load_voice] + ([self.load_ears] if self.card.hears else [])
        loading = [threading.Thread(target=load, daemon=True) for load in work]
        for thread in loading:
            thread.start()

        def tell() -> None:
            for thread in loading:
                thread.join()
            self.ready(*self.card.latencies)

        threading.Thread(target=tell, name="ready", daemon=True).start()
        self.card.run(self.station, lambda: self._mail.closed)

    def finish(self) -> None:
        """Stops rendering ahead."""
        self._stop.set()

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
    mail = Mailbox(child.answers(LOG))
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
