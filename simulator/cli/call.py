"""``ringcraft call``: straight into a call in the app."""

import argparse

from simulator.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which call, and how."""
    parser.add_argument("scenario", help="id of a call, or path of a call file")
    parser.add_argument("--level", help="level of difficulty; the scenario's brief lists them")
    parser.add_argument(
        "--seed", type=int, help="same seed, same call; chosen at random if left out"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--typed", action="store_true", help="answer by keyboard")
    how.add_argument("--voice", action="store_true", help="answer by voice; else as in settings")
    parser.add_argument("--as", dest="name", metavar="NAME", help="your name in the results")


def run(args: argparse.Namespace) -> int:
    """Loads the scenario before the app opens, so that trouble is said on the terminal."""
    from simulator.files import load
    from simulator.tui.open import Answers, opened
    from simulator.tui.plan import Plan, levels

    playable = load(args.scenario)
    known = levels(playable)
    if args.level is not None and args.level not in known:
        raise UsageError(f"there is no level '{args.level}'", f"levels: {', '.join(known)}")
    plan = Plan(
        playable=playable,
        level=args.level or "",
        seed=args.seed if args.seed is not None else -1,
    )
    answers: Answers | None = "speak" if args.voice else "type" if args.typed else None
    return opened(first=plan, name=args.name, answers=answers)
