"""Opens the app on a terminal that nothing native can scribble on."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Literal

import msgspec

from simulator import paths
from simulator.errors import RingcraftError, UsageError
from simulator.speech.terminal_guard import divert
from simulator.tui.plan import Plan, level_of

Answers = Literal["type", "speak"]


def opened(*, first: Plan | None, name: str | None = None, answers: Answers | None = None) -> int:
    """Runs the app until it is closed; returns the exit code.

    ``first`` rings at once. An empty level, a negative seed or no ``answers``
    stand for the trainee's own level, a fresh seed and her own way to answer.
    Raises ``UsageError`` without a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the app needs a terminal", "ringcraft play plays a call without one")
    from simulator.tui.app import RingcraftApp
    from simulator.tui.desk import Desk

    desk = Desk()
    if name:
        desk.settings = msgspec.structs.replace(desk.settings, name=name)
    if first is not None:
        first = msgspec.structs.replace(
            first,
            level=first.level or level_of(first.playable, desk.settings.level),
            seed=first.seed if first.seed >= 0 else desk.new_seed(),
            help=desk.settings.help,
            spoken=(answers or desk.settings.input) == "speak",
        )
    app = RingcraftApp(desk, first=first)
    with own_terminal():
        app.run()
    for error in desk.troubles():
        sys.stderr.write(f"error: {error}\n")
    if app.return_code:
        sys.stderr.write(
            "error: Ringcraft stopped at a fault of its own · what happened is in "
            f"{paths.app_log()}; your call is kept, and Home offers to continue it\n"
        )
        return RingcraftError.exit_code
    return 0


@contextlib.contextmanager
def own_terminal() -> Iterator[None]:
    """Lets the app draw on the real stderr while descriptor 2 goes to the log.

    Textual draws on ``sys.__stderr__``; Kaldi, ALSA and PortAudio write to
    descriptor 2 past Python, straight onto the picture.
    """
    screen = divert(paths.app_log())
    drawn = sys.__stderr__
    sys.__stderr__ = os.fdopen(os.dup(screen), "w", encoding="utf-8")  # type: ignore[misc]
    try:
        yield
    finally:
        sys.stderr.flush()
        sys.__stderr__.close()
        sys.__stderr__ = drawn  # type: ignore[misc]
        os.dup2(screen, 2)
        os.close(screen)
