"""Keeps native libraries from writing on the screen.

Vosk, ALSA and PortAudio print to file descriptor 2, below Python's reach and
where the app draws. The guard points that descriptor at a log file.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def divert(log: Path) -> int:
    """Sends descriptor 2 to ``log`` for good; returns a copy of the old one.

    ``sys.stderr`` follows it into the log. Falls back to the null device where
    the log can't be opened.
    """
    sys.stderr.flush()
    old = os.dup(2)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        target = os.open(os.devnull, os.O_WRONLY)
    os.dup2(target, 2)
    os.close(target)
    return old


@contextlib.contextmanager
def quiet_natives() -> Iterator[None]:
    """Sends descriptor 2 to the null device while native code runs.

    Python's own ``sys.stderr`` must not be used inside.
    """
    sys.stderr.flush()
    old = os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(old, 2)
        os.close(old)
        os.close(null)
