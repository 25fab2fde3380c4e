"""``ringcraft coverage``: what tests and simulated calls reach, with line numbers."""

import argparse
import sys
from pathlib import Path

import msgspec

from simulator.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument("--calls", type=int, default=50, help="simulated calls of each trainee")
    parser.add_argument("--level", default="standard", help="level of difficulty")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same calls")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 takes every core")
    parser.add_argument("--html", metavar="FILE", help="write a page that shows each line")
    parser.add_argument("--json", action="store_true", help="one row a line")


def run(args: argparse.Namespace) -> int:
    """Prints the tally and what is missed."""
    from simulator.hearing_model import load_hearing
    from simulator.rehearsal.coverage import as_html, cover, told
    from simulator.rehearsal.suites import suite

    if args.calls < 0 or args.jobs < 0:
        raise UsageError("calls and jobs can't be negative", "see --help")
    coverage = cover(
        suite(args.scenario),
        load_hearing(),
        calls=args.calls,
        level=args.level,
        seed=args.seed,
        processes=args.jobs,
    )
    if args.html:
        try:
            Path(args.html).write_text(as_html(coverage), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"can't write '{args.html}'", str(error.strerror)) from error
    if args.json:
        for row in coverage.rows:
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in told(coverage)))
    return 0
