"""The app's end of the voice worker: starts it, sends orders, hands on its news.

Nothing that a worker does or leaves undone may hold up the call: orders wait in
a queue, never in the caller, and a worker that hangs or talks nonsense is ended,
which the call notices as it would a crash.
"""

import contextlib
import os
import queue
import subprocess
import threading
import traceback
from collections.abc import Callable
from typing import IO

import msgspec

from simulator import paths
from simulator.errors import SpeechError
from simulator.speech import child
from simulator.speech.messages import Close, Fault, News, Open, Order, Ready

GOODBYE = 3.0
"""Seconds a worker is given to end by itself."""
FIRST = 20.0
"""Seconds until the first news: a cold disk, and devices that open slowly."""
HUNG = 10.0
"""Seconds without news after which a worker hangs: it tells the level ten times a second."""
LOADING = 60.0
"""Seconds until it is ready, however large the recogniser; also the longest silence of
a call from files, which has no clock."""
TICK = 0.25
LONGEST = 1 << 20
"""Bytes of one message; a turn of many minutes has a tenth of that."""
FRUGAL = {"MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_TRIM_THRESHOLD_": "262144"}
"""Sound comes in large pieces. With these the C library of Linux gives a piece back once it is
free; by itself it keeps them, and a worker grows by 100 to 200 MB. Elsewhere they mean nothing."""
_decoder = msgspec.json.Decoder(News)


class Line:
    """One worker. ``on_news`` and ``on_gone`` are called from one reader thread.

    ``on_gone`` gets the exit code once, when the worker has ended however it
    ended; where it had to be ended, a fatal ``Fault`` has said why, also where
    ``on_news`` itself failed. Raises ``SpeechError`` when no process can be started.
    """

    def __init__(
        self,
        setting: Open,
        on_news: Callable[[News], None],
        on_gone: Callable[[int], None],
        command: tuple[str, ...] = (),
    ) -> None:
        self._on_news = on_news
        self._on_gone = on_gone
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._from_files = bool(setting.files)
        self._ended = threading.Event()
        self._spoke = self._ready = self._reading = False
        self._silent = 0.0
        self._why = ""
        words = list(command) or child.command("simulator.speech.worker")
        try:
            # The worker sends its own descriptor 2 to a log; until then nothing may show.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**FRUGAL, **os.environ},
                start_new_session=True,  # Ctrl+C in the terminal is the app's business
            )
        except OSError as error:
            raise SpeechError(
                f"the voice worker can't be started: {error.strerror}", "answer by typing"
            ) from error
        self.send(setting)
        self._reader = threading.Thread(target=self._read, name="voice news", daemon=True)
        self._reader.start()
        for work in (self._write, self._watch):
            threading.Thread(target=work, name="voice line", daemon=True).start()

    @property
    def process_id(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the worker runs."""
        return self._process.poll() is None

    def send(self, order: Order) -> None:
        """Sends an order and never waits; one to a worker that has ended is lost."""
        self._orders.put(order)

    def close(self) -> None:
        """Ends the worker; returns once it has ended."""
        self.send(Close())
        self._orders.put(None)
        self._await_end()
        if threading.current_thread() is not self._reader:
            self._reader.join(GOODBYE)

    def wait(self, seconds: float | None = None) -> int:
        """Waits for the worker to end by itself; its exit code. Raises ``TimeoutExpired``."""
        code = self._process.wait(seconds)
        if threading.current_thread() is not self._reader:
            self._reader.join(GOODBYE)
        return code

    def _await_end(self) -> int:
        try:
            return self._process.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _end(self, why: str) -> None:
        self._why = why
        self._process.kill()

    def _write(self) -> None:
        pipe = self._process.stdin
        while pipe is not None and (order := self._orders.get()) is not None:
            try:
                pipe.write(msgspec.json.encode(order) + b"\n")
                pipe.flush()
            except (ValueError, OSError):
                break  # it has ended, and the reader tells
        _shut(pipe)

    def _read(self) -> None:
        pipe = self._process.stdout
        if pipe is None:
            return
        with pipe:
            while line := pipe.readline(LONGEST):
                self._reading = True
                try:
                    news: News = _decoder.decode(line)
                except (msgspec.DecodeError, ValueError, RecursionError):
                    self._end("the voice worker talks nonsense")
                    break
                self._ready = self._ready or isinstance(news, Ready)
                if not self._told(news):
                    self._end("a fault of Ringcraft's own; the log says more")
                    break
                self._silent, self._spoke, self._reading = 0.0, True, False
        code = self._await_end()
        self._ended.set()
        self._orders.put(None)
        if self._why:
            self._told(Fault(what=self._why, fatal=True, kind="worker"))
        self._on_gone(code)

    def _told(self, news: News) -> bool:
        """Hands news on; a fault of who hears it may not leave a call that never answers."""
        try:
            self._on_news(news)
        except Exception:
            with contextlib.suppress(OSError):
                paths.log_dir().mkdir(parents=True, exist_ok=True)
                with paths.app_log().open("a", encoding="utf-8") as log:
                    traceback.print_exc(file=log)
            return False
        return True

    def _watch(self) -> None:
        """Counts ticks, not the clock: a program that was stopped for an hour begins anew."""
        loading = 0.0
        while not self._ended.wait(TICK):
            self._silent = 0.0 if self._reading else self._silent + TICK
            loading = 0.0 if self._ready else loading + TICK
            allowed = HUNG if self._spoke else FIRST
            if self._silent > (LOADING if self._from_files else allowed):
                self._end("the voice worker does not answer")
                return
            if loading > LOADING:
                self._end("the voice worker does not get ready")
                return


def _shut(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:
            return
