"""The voice worker: a child process that owns the sound card, the recogniser and the voice.

It reads orders from standard input and writes news to standard output, one JSON
object a line. Native libraries print and abort: their output goes to a log file,
and when they take this process down, the call lives on in the other one.
"""

import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path

from simulator import paths
from simulator.errors import RingcraftError
from simulator.speech import child, messages
from simulator.speech.clips import Clips, best_engine
from simulator.speech.ear import Ear
from simulator.speech.file_microphone import FileMicrophone
from simulator.speech.floor import Floor
from simulator.speech.line_clips import MOST_KEPT, LineClips
from simulator.speech.mailbox import Mailbox, orders
from simulator.speech.measurement import Measurement
from simulator.speech.messages import Order, Utterance
from simulator.speech.mouth import Mouth
from simulator.speech.panel import Panel
from simulator.speech.receiver import Receiver
from simulator.speech.recorder import Recorder
from simulator.speech.referee import Referee
from simulator.speech.sound import LINE_RATE
from simulator.speech.sound_card import SoundCard
from simulator.speech.station import Station, lines_of, with_sound
from simulator.speech.vad import BLOCK_SECONDS, Detector
from simulator.speech.voice_list import Prosody
from simulator.speech.vosk_ears import Vocabulary, readings

LOG = "voice-worker.log"
AT_ONCE = (messages.Mute, messages.Tap, messages.Think)
"""Keys that work at once, also while a line is still being rendered."""
DECIDES_WITHIN = 2.0
"""Seconds that everything loaded waits for the ringing to tell headset from loudspeakers."""


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
        self._prepared: queue.SimpleQueue[tuple[Utterance, ...]] = queue.SimpleQueue()
        self._unsounded: queue.SimpleQueue[Order] = queue.SimpleQueue()
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
        except Exception as error:
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
            ear = Ear(recogniser, Detector())
        except Exception as error:
            self._fault(error, kind="recogniser")
            return
        folder = Path(self._setting.keep) if self._setting.keep else None
        floor = Floor(
            ear,
            self._receiver,
            self._panel,
            self._mail.send,
            tap=self._setting.talk == "tap",
            recorder=Recorder(folder, self._mail.send, kept=self._setting.kept),
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
        """Takes orders until there are no more."""
        for order in orders:
            if isinstance(order, messages.Prepare):
                self._prepared.put(lines_of(order))
            elif isinstance(order, AT_ONCE):
                self.station.inbox.put((order, ()))
            else:
                self._unsounded.put(order)
        self.station.inbox.put((messages.Close(), ()))

    def render(self) -> None:
        """Renders what orders need, and hands them on in their turn."""
        while not self._stop.is_set():
            order = self._unsounded.get()
            try:
                clips = with_sound(order, self._lines)
            except Exception as error:  # the call goes on without the line's sound
                self._fault(error, kind="voice")
                clips = ()
            self.station.inbox.put((order, clips))

    def prepare(self) -> None:
        """Renders lines ahead for as long as the call lasts, while nobody speaks."""
        if sys.platform == "linux":  # there a thread has a priority of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        while not self._stop.is_set():
            try:
                lines = self._prepared.get(timeout=0.2)
            except queue.Empty:
                continue
            self._lines.prepare(self._wanted(lines), self._stop, self.station.hearing)

    def _wanted(self, lines: tuple[Utterance, ...]) -> Iterator[Utterance]:
        """As many as are kept, until a newer list has come: moods have changed then."""
        for line in islice(lines, MOST_KEPT):
            if not self._prepared.empty():
                return
            yield line

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
            until = time.monotonic() + DECIDES_WITHIN
            while not self.station.placed and time.monotonic() < until:
                time.sleep(BLOCK_SECONDS)
            self.ready(*self.card.latencies)

        threading.Thread(target=tell, name="ready", daemon=True).start()
        self.card.run(self.station, lambda: self._mail.closed)

    def finish(self) -> None:
        """Stops rendering ahead."""
        self._stop.set()

    def _fault(self, error: Exception, kind: str) -> None:
        """Tells what the call goes on without."""
        if isinstance(error, RingcraftError):
            self._mail.send(messages.Fault(what=error.message, hint=error.hint, kind=kind))
            return
        traceback.print_exception(error)
        what = f"the {kind} has failed: {type(error).__name__}"
        hint = f"{paths.log_dir() / LOG} says more; what is left works"
        self._mail.send(messages.Fault(what=what, hint=hint, kind=kind))


def main() -> int:
    """Runs one worker over this process's standard input and output."""
    mail = Mailbox(child.answers(LOG))
    coming = orders(sys.stdin.buffer)
    setting = next(coming, None)
    if not isinstance(setting, messages.Open):
        sys.stderr.write("the first order must be 'open'\n")
        return 2

    def die(error: BaseException | None) -> None:
        """A thread that has died must not leave a call behind that never answers."""
        traceback.print_exception(error)
        what = f"a fault of Ringcraft's own ({type(error).__name__})"
        mail.send(messages.Fault(what=what, fatal=True, kind="worker"))
        os._exit(1)

    threading.excepthook = lambda failed: die(failed.exc_value)
    code = 0
    try:
        worker = Worker(setting, mail)
        for target in (lambda: worker.read(coming), worker.render, worker.prepare):
            threading.Thread(target=target, daemon=True).start()
        if setting.files:
            worker.run_files()
        else:
            worker.run_live()
        worker.finish()
    except RingcraftError as error:
        mail.send(messages.Fault(what=error.message, hint=error.hint, fatal=True, kind="worker"))
        code = error.exit_code
    except Exception as error:
        die(error)
    # Native threads may still be busy; leaving at once keeps them from aborting.
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
