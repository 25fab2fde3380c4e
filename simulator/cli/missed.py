"""``ringcraft missed``: the inbox of sentences nobody understood."""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from simulator.errors import NotFound, UsageError

if TYPE_CHECKING:
    from simulator.store import MissedRow, Store

Group = Sequence["MissedRow"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.description = "Without an option: lists the sentences, the most frequent first."
    act = parser.add_mutually_exclusive_group()
    act.add_argument(
        "--assign", nargs=2, metavar=("N", "MOVE"), help="sentence N was this move: a new phrasing"
    )
    act.add_argument("--new", nargs=2, metavar=("N", "MOVE"), help="start a move with sentence N")
    act.add_argument("--ignore", nargs="+", metavar="N", help="sentences that are nothing")
    parser.add_argument("--means", default="", metavar="TEXT", help="what a new move means")
    parser.add_argument("--pack", type=Path, metavar="DIR", help="pack to write to; else this one")
    parser.add_argument("--dry-run", action="store_true", help="show the change, write nothing")
    parser.add_argument("--json", action="store_true", help="list as JSON Lines")


def run(args: argparse.Namespace) -> int:
    """Lists the inbox, or decides about a sentence."""
    from simulator.store import Store

    with Store.open() as store:
        groups = grouped(store.missed())
        if args.ignore:
            for number in args.ignore:
                store.decide_missed([row.id for row in _picked(groups, number)], "")
            return 0
        if args.assign or args.new:
            return _write(args, store, groups)
    for place, group in enumerate(groups, 1):
        if args.json:
            row = {
                "number": place,
                "times": len(group),
                "scenario": group[0].scenario,
                "prospect": group[0].prospect,
                "text": group[0].text,
            }
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        else:
            sys.stdout.write(f"{place:>3}  {len(group)}×  {group[0].text}\n")
            sys.stdout.write(f"         to “{group[0].prospect}” in {group[0].scenario}\n")
    if not groups and not args.json:
        sys.stdout.write("The inbox is empty: everything said so far was understood.\n")
    return 0


def grouped(rows: Sequence["MissedRow"]) -> list[Group]:
    """The same words in the same call count as one sentence; the most frequent first."""
    same: dict[tuple[str, str], list[MissedRow]] = defaultdict(list)
    for row in rows:
        same[row.scenario, row.text.lower()].append(row)
    return sorted(same.values(), key=lambda group: -len(group))


def _write(args: argparse.Namespace, store: "Store", groups: list[Group]) -> int:
    from simulator.files.writing import write
    from simulator.workshop.inbox import changes

    number, move = args.assign or args.new
    group = _picked(groups, number)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", move):
        raise UsageError(f"'{move}' can't be a move's id", "use small letters, digits and '_'")
    root = args.pack or Path.cwd()
    found = changes(root, move, group[0].text, defines=bool(args.new), means=args.means)
    for change in found:
        sys.stdout.write(change.diff())
    if args.dry_run:
        return 0
    for change in found:
        change.path.parent.mkdir(exist_ok=True)
        write(change.path, change.after)
    store.decide_missed([row.id for row in group], move)
    sys.stdout.write("Written. 'ringcraft confuse CALL' tells how well the move is heard now.\n")
    return 0


def _picked(groups: list[Group], number: str) -> Group:
    if number.isdigit() and 1 <= int(number) <= len(groups):
        return groups[int(number) - 1]
    raise NotFound(f"there is no sentence {number} in the inbox", "see 'ringcraft missed'")
