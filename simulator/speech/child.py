"""Child processes of this program's own modules: how one is started, and how it begins.

What native libraries print or break stays in the child; it answers on standard output.
"""

import os
import sys
from typing import BinaryIO

from simulator import paths
from simulator.speech.terminal_guard import divert


def command(module: str, *words: str) -> list[str]:
    """The command line that runs ``module`` of this installation with these words.

    ``-m`` alone would import the user's current folder first: a ``queue.py`` that lies
    there would be run in place of Python's own.
    """
    return [sys.executable, "-P", "-m", module, *words]


def answers(log: str) -> BinaryIO:
    """In the child: where its answers go. Whatever prints goes to that file of the log folder."""
    out = os.fdopen(os.dup(1), "wb")
    divert(paths.log_dir() / log)
    os.dup2(2, 1)  # nothing that prints may end up between answers
    return out
