"""``ringcraft simulate``: thousands of simulated trainees against a scenario."""

import argparse
import sys

import msgspec

from simulator.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument("--calls", type=int, default=300, help="calls of each trainee")
    parser.add_argument("--level", default="standard", help="level of difficulty")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same report")
    parser.add_argument(
        "--trainee",
        action="append",
        default=[],
        metavar="KIND",
        help="silent, rambler, pusher, parrot, soup, novice, average, skilled, expert or "
        "one-note:MOVE; all but the last when none is given; may be repeated",
    )
    parser.add_argument(
        "--one-notes", action="store_true", help="also one-note trainees, a move each"
    )
    parser.add_argument(
        "--heard", type=float, default=90, metavar="PERCENT", help="share of moves heard"
    )
    parser.add_argument(
        "--words",
        action="store_true",
        help="speak held-out phrasings through the hearing instead; slow",
    )
    parser.add_argument(
        "--aloud",
        action="store_true",
        help="and say them by a voice, over a phone line, to the recogniser; very slow",
    )
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 takes every core")
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when the scenario is unfair or can be gamed."""
    from simulator.files import load
    from simulator.rehearsal.report import simulate, told
    from simulator.rehearsal.simulation import Setting
    from simulator.rehearsal.trainees import FIXED, LADDER

    if args.calls < 1 or not 0 < args.heard <= 100 or args.jobs < 0:
        raise UsageError(
            "calls and jobs count from one and none, heard goes from 1 to 100", "see --help"
        )
    playable = load(args.scenario)
    kinds = list(args.trainee) or [*FIXED, *LADDER]
    if args.one_notes:
        kinds += [f"one-note:{move}" for move, one in playable.moves.items() if not one.worked_out]
    report = simulate(
        Setting(playable, args.level, args.seed, args.words, args.aloud),
        calls=args.calls,
        trainees=list(dict.fromkeys(kinds)),
        chance=args.heard / 100,
        processes=args.jobs,
        progress=_bar if sys.stderr.isatty() else None,
    )
    if args.json:
        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in told(report)))
    return 1 if report.doubts else 0


def _bar(done: int, total: int) -> None:
    width = 30
    full = width * done // total
    end = "\n" if done == total else ""
    sys.stderr.write(f"\r[{'=' * full}{' ' * (width - full)}] {done} of {total} calls{end}")
    sys.stderr.flush()
