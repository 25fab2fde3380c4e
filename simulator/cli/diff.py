"""``ringcraft diff``: what changed in meaning between two versions, and how scores shift."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from simulator.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("old", metavar="A", help="a call's id or file, or a pack's folder")
    parser.add_argument("new", metavar="B", help="the same, as it is now")
    parser.add_argument(
        "--calls",
        type=int,
        default=100,
        metavar="N",
        help="simulated calls of each trainee in each version; 0 plays none",
    )
    parser.add_argument("--level", default="standard", help="level of the simulated calls")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same figures")
    parser.add_argument("--json", action="store_true", help="one object")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 when something differs")


def run(args: argparse.Namespace) -> int:
    """Prints the differences call by call; simulates only calls that differ in play."""
    from simulator.files.versions import versions
    from simulator.rehearsal.shift import shifts
    from simulator.scenario.differences import differences

    if args.calls < 0:
        raise UsageError("calls count from none", "see --help")
    old, new = versions(args.old, args.new)
    results: list[dict[str, Any]] = []
    for name in sorted({*old, *new}):
        row: dict[str, Any] = {"call": name, "state": "same", "differences": (), "shift": ()}
        if name not in old or name not in new:
            row["state"] = "added" if name in new else "removed"
        elif found := differences(old[name], new[name]):
            row["state"], row["differences"] = "changed", found
            if args.calls and not all(one.words or one.area == "tests" for one in found):
                row["shift"] = shifts(
                    old[name],
                    new[name],
                    calls=args.calls,
                    level=args.level,
                    seed=args.seed,
                    progress=_bar if sys.stderr.isatty() else None,
                )
        results.append(row)
    if args.json:
        body = {"calls": args.calls, "level": args.level, "seed": args.seed, "compared": results}
        sys.stdout.write(msgspec.json.encode(body).decode() + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _told(results, args)))
    return int(args.exit_code and any(row["state"] != "same" for row in results))


def _told(results: list[dict[str, Any]], args: argparse.Namespace) -> Iterator[str]:
    from simulator.rehearsal import shift
    from simulator.scenario import differences

    changed = [row for row in results if row["state"] != "same"]
    if not changed:
        yield "no difference in meaning"
    for number, row in enumerate(changed):
        if number:
            yield ""
        if len(results) > 1 or row["state"] != "changed":
            yield f"{row['call']}: {row['state']}"
        yield from differences.told(row["differences"])
        if row["shift"]:
            yield ""
            yield (
                f"over the same {args.calls} calls of each trainee at level {args.level}, "
                f"seed {args.seed}:"
            )
            yield from shift.told(row["shift"])


def _bar(done: int, total: int) -> None:
    end = "\r\033[K" if done == total else ""
    sys.stderr.write(f"\rplaying {done} of {total} calls{end}")
    sys.stderr.flush()
