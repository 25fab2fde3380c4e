"""Keeps native libraries from writing on the screen.

Vosk, ALSA and PortAudio print to file descriptor 2, below Python's reach and
where the app draws. The guard points that descriptor at a log file.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from simulator.speech.log_tail import trimmed


def divert(log: Path) -> int:
    """Sends descriptor 2 to ``log`` for good; returns a copy of the old one.

    ``sys.stderr`` follows it into the log. Falls back to the null device where
    the log can't be opened.
    """
    sys.stderr.flush()
    old = os.dup(2)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        target = os.open(trimmed(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        target = os.open(os.devnull, os.O_WRONLY)
    os.dup2(target, 2)
    os.close(target)
    return old


class _Quiet:
    """Descriptor 2, shared by all threads: silent from the first that asks to the last that ends.

    Each on its own would restore what the other had put there.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._old = -1

    def enter(self) -> None:
        """One more wants quiet."""
        with self._lock:
            if self._inside == 0:
                sys.stderr.flush()
                self._old = os.dup(2)
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, 2)
                os.close(null)
            self._inside += 1

    def leave(self) -> None:
        """One less."""
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                os.dup2(self._old, 2)
                os.close(self._old)


_quiet = _Quiet()


@contextlib.contextmanager
def quiet_natives() -> Iterator[None]:
    """Sends descriptor 2 to the null device while native code runs, in any number of threads.

    Python's own ``sys.stderr`` must not be used inside.
    """
    _quiet.enter()
    try:
        yield
    finally:
        _quiet.leave()
