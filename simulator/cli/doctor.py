"""``ringcraft doctor``: what works, what doesn't, what to do."""

import argparse
import sys

MARKS = {"fine": "ok   ", "limited": "less ", "broken": "NO   "}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print findings as JSON, one a line")


def run(args: argparse.Namespace) -> int:
    """Prints findings as they come. Returns 1 where something is broken."""
    import msgspec

    from simulator.checkup import examine

    broken: set[str] = set()
    for finding in examine():
        if finding.state == "broken":
            broken.add(finding.area)
        if args.json:
            sys.stdout.write(msgspec.json.encode(finding).decode() + "\n")
            continue
        sys.stdout.write(
            f"{MARKS[finding.state]} {finding.area:<10} {finding.name:<12} {finding.detail}\n"
        )
        if finding.todo:
            sys.stdout.write(f"      → {finding.todo}\n")
        sys.stdout.flush()
    if not args.json:
        sys.stdout.write(
            f"\nTyped calls: {_answer(broken - {'speech'})}. Spoken calls: {_answer(broken)}.\n"
        )
    return 1 if broken else 0


def _answer(broken: set[str]) -> str:
    """Whether a call can be had; without a store it can, and nothing of it stays."""
    if broken - {"store"}:
        return "no"
    return "yes, but they are not kept" if broken else "yes"
