"""``ringcraft try``: talk to a scenario and see why it answers as it does."""

import argparse
import sys
from pathlib import Path

from simulator.errors import RingcraftError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument("--level", default="standard", help="level of difficulty")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same call")


def run(args: argparse.Namespace) -> int:
    """Reads lines until the input ends or ``:quit``; a saved file is taken in at the next line."""
    from simulator.hearing_model import load_hearing
    from simulator.rehearsal.keeping import keep
    from simulator.rehearsal.session import Session
    from simulator.rehearsal.suites import suite
    from simulator.rehearsal.watching import changed, stamps

    found = suite(args.scenario)
    hear = load_hearing()
    session = Session(found.playable, hear, level=args.level, seed=args.seed)
    before = stamps(Path(found.file))
    _show(session.begin().lines)
    while True:
        text = _line()
        if text is None:
            return 0
        if not text.strip():
            continue
        try:
            now = stamps(Path(found.file))
            if changed(before, now):
                before = now
                _show(session.reload(suite(args.scenario).playable).lines)
            step = session.put(text)
            if step.keep:
                keep(Path(found.file), session.call.log, step.keep, hear)
                before = stamps(Path(found.file))
                _show((f"kept '{step.keep}' in {found.file}; it passes",))
        except RingcraftError as error:
            _show((f"{error.message} · {error.hint}" if error.hint else error.message,))
            continue
        if step.over:
            return 0
        _show(step.lines)


def _line() -> str | None:
    if sys.stdin.isatty():
        try:
            return input("You: ")
        except EOFError:
            return None
    line = sys.stdin.readline()
    return line if line else None


def _show(lines: tuple[str, ...]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
