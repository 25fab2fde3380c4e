"""The app's end of the voice worker: starts it, sends orders, hands on its news."""

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO

import msgspec

from simulator.errors import SpeechError
from simulator.speech.messages import Close, News, Open, Order

GOODBYE = 3.0
"""Seconds a worker is given to end by itself."""
_decoder = msgspec.json.Decoder(News)


class Line:
    """One worker. ``on_news`` and ``on_gone`` are called from one reader thread.

    ``on_gone`` gets the exit code once, when the worker has ended however it
    ended. Raises ``SpeechError`` when no process can be started.
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
        self._lock = threading.Lock()
        words = list(command) or [sys.executable, "-m", "simulator.speech.worker"]
        try:
            # The worker sends its own descriptor 2 to a log; until then nothing may show.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in the terminal is the app's business
            )
        except OSError as error:
            raise SpeechError(
                f"the voice worker can't be started: {error.strerror}", "answer by typing"
            ) from error
        self.send(setting)
        self._reader = threading.Thread(target=self._read, name="voice news", daemon=True)
        self._reader.start()

    @property
    def process_id(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the worker runs."""
        return self._process.poll() is None

    def send(self, order: Order) -> None:
        """Sends an order; one to a worker that has ended is lost, and ``on_gone`` tells."""
        pipe = self._process.stdin
        if pipe is None:
            return
        with self._lock:
            try:
                pipe.write(msgspec.json.encode(order) + b"\n")
                pipe.flush()
            except (BrokenPipeError, ValueError, OSError):
                return

    def close(self) -> None:
        """Ends the worker; returns once it has ended."""
        self.send(Close())
        with self._lock:
            _shut(self._process.stdin)
        try:
            self._process.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if threading.current_thread() is not self._reader:
            self._reader.join(GOODBYE)

    def wait(self, seconds: float | None = None) -> int:
        """Waits for the worker to end by itself; its exit code. Raises ``TimeoutExpired``."""
        code = self._process.wait(seconds)
        if threading.current_thread() is not self._reader:
            self._reader.join(GOODBYE)
        return code

    def _read(self) -> None:
        pipe = self._process.stdout
        if pipe is None:
            return
        with pipe:
            for line in pipe:
                self._on_news(_decoder.decode(line))
        code = self._process.wait()
        with self._lock:
            _shut(self._process.stdin)
        self._on_gone(code)


def _shut(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except BrokenPipeError:
            return
