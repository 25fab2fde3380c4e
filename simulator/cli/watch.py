"""``ringcraft watch``: looks at a scenario again whenever its pack is saved."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument(
        "--replies", metavar="FILE", help="a talk to play again after each save, one reply a line"
    )
    parser.add_argument("--level", default="standard", help="level of difficulty of the talk")
    parser.add_argument("--seed", type=int, default=1, help="seed of the talk")
    parser.add_argument(
        "--once", action="store_true", help="look once, wait for one save, look again and stop"
    )


def run(args: argparse.Namespace) -> int:
    """Goes on until it is interrupted."""
    from simulator.hearing_model import load_hearing
    from simulator.rehearsal import replies, watching
    from simulator.rehearsal.suites import suite

    file = Path(suite(args.scenario).file)
    talk: tuple[replies.Reply, ...] = ()
    if args.replies:
        talk = replies.read(replies.lines_of(args.replies), args.replies)
    look = watching.Look(args.scenario, load_hearing(), level=args.level, seed=args.seed, talk=talk)
    changes = watching.changes(file)
    _show(look.again())
    for files in changes:
        sys.stdout.write(f"\nsaved: {', '.join(path.name for path in files)}\n")
        _show(look.again())
        if args.once:
            break
    return 0


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
