"""``ringcraft doctor``: what works, what doesn't, what to do."""

import argparse
import sys

MARKS = {"fine": "ok   ", "limited": "less ", "broken": "NO   "}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print findings as JSON, one a line")


def run(args: argparse.Namespace) -> int:
    """Prints findings as they come. Returns 1 where a call couldn't be spoken."""
    import msgspec

    from simulator.checkup import examine

    spoken = typed = True
    for finding in examine():
        if finding.state == "broken":
            spoken = False
            typed = typed and finding.area == "speech"
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
        answers = ("no", "yes")
        sys.stdout.write(f"\nTyped calls: {answers[typed]}. Spoken calls: {answers[spoken]}.\n")
    return 0 if spoken else 1
