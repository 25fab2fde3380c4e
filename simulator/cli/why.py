"""``ringcraft why``: why the prospect answered as they did, turn by turn."""

import argparse
import sys
from pathlib import Path

from simulator.dialogue.events import Log
from simulator.errors import NotFound, UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument(
        "log",
        help="a log as 'ringcraft play --json' prints it ('-' reads standard input), "
        "or the id of a stored call",
    )
    parser.add_argument("--turn", type=int, help="the turn to explain; all when none is given")


def run(args: argparse.Namespace) -> int:
    """Prints moves, mood steps, the ranking and the first condition that failed for each loser."""
    from simulator.rehearsal.logs import explained

    log = _log(args.log)
    turns = range(log[-1].turn + 1) if args.turn is None else (args.turn,)
    for turn in turns:
        for line in explained(log, turn):
            sys.stdout.write(line + "\n")
        sys.stdout.write("\n")
    return 0


def _log(name: str) -> Log:
    from simulator.rehearsal.logs import read

    if name == "-":
        return read(sys.stdin, "standard input")
    path = Path(name)
    if path.is_file():
        try:
            return read(path.read_text(encoding="utf-8").splitlines(), name)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"can't read '{name}'", "it should be a text file") from error
    return _stored(name)


def _stored(name: str) -> Log:
    from simulator.store import Store

    with Store.open() as store:
        found = [row.id for row in store.calls(limit=10_000) if row.id.startswith(name)]
        if name not in found and len(found) != 1:
            what = "several stored calls begin" if found else "there is no file and no stored call"
            raise NotFound(f"{what} with '{name}'", "check the path or the id")
        return store.log(name if name in found else found[0])
