"""Logs that are only ever added to, kept from growing for ever."""

import contextlib
from pathlib import Path

LIMIT = 1_000_000
"""Bytes from which a log is cut when it is opened."""
KEPT = 200_000
"""Bytes of its end that stay."""


def trimmed(log: Path) -> Path:
    """The same log, to be opened for appending: of a long one only the last lines are left.

    It is cut in place, so that another Ringcraft that is writing goes on in the
    same file. One that can't be cut stays as it is.
    """
    with contextlib.suppress(OSError):
        if log.stat().st_size > LIMIT:
            with log.open("r+b") as file:
                file.seek(-KEPT, 2)
                file.readline()  # the first is most likely half a line
                end = file.read()
                file.seek(0)
                file.write(end)
                file.truncate()
    return log
