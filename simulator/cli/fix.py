"""``ringcraft fix``: mends what can be mended in files, showing the change first."""

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("files", nargs="+", help="files to mend")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--names", action="store_true", help="also take each 'did you mean'")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when nothing was to mend or it was mended, 1 when changes were not written."""
    from simulator.workshop.fixing import difference, fixed, read

    left = 0
    for name in args.files:
        path = Path(name)
        before = read(path)
        after = fixed(path, names=args.names)
        if before == after:
            named = not args.names and fixed(path, names=True) != before
            told = " but misspelt names; add --names to take each 'did you mean'" if named else ""
            sys.stdout.write(f"{name}: nothing to mend{told}\n")
            continue
        sys.stdout.write(difference(before, after, name))
        if args.yes or _agreed(name):
            path.write_text(after, encoding="utf-8", newline="")
            sys.stdout.write(f"{name}: mended\n")
        else:
            left += 1
    if left:
        sys.stdout.write("nothing was written; add --yes to write\n")
    return 1 if left else 0


def _agreed(name: str) -> bool:
    if not sys.stdin.isatty():
        return False
    sys.stdout.write(f"write {name}? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
