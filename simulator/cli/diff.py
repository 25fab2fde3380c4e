"""``ringcraft diff``: what changed in meaning between two calls, and the shift in scores."""

import argparse
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("before", help="a call's id, or the path of its file")
    parser.add_argument("after", help="the other one")
    parser.add_argument("--level", default="standard", help="level of difficulty to simulate")
    parser.add_argument("--calls", type=int, default=60, help="simulated calls of each trainee")
    parser.add_argument("--text", action="store_true", help="what changed only, without playing")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when nothing changed, 1 when something did."""
    import msgspec

    from simulator.errors import UsageError
    from simulator.files import load
    from simulator.workshop.difference import changes, shift

    if args.calls < 1:
        raise UsageError("--calls counts from one")
    before, after = load(args.before), load(args.after)
    found = changes(before, after)
    played = () if args.text or not found else shift(before, after, args.calls, args.level)
    if args.json:
        body = {"changes": found, "scores": played}
        sys.stdout.write(msgspec.json.encode(body).decode() + "\n")
        return 1 if found else 0
    for change in found:
        sys.stdout.write(change.told() + "\n")
    if not found:
        sys.stdout.write("the same in meaning\n")
    for row in played:
        sys.stdout.write(
            f"{row.trainee:<8} median {row.median[0]:>3} -> {row.median[1]:<3} "
            f"passes {row.passed[0]:.0%} -> {row.passed[1]:.0%}\n"
        )
    return 1 if found else 0
