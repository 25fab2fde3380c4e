"""``ringcraft migrate``: brings files to the present version of the format."""

import argparse
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("paths", nargs="+", help="files or folders")
    parser.add_argument("--yes", action="store_true", help="write the changes")


def run(args: argparse.Namespace) -> int:
    """Shows what would change, writes with ``--yes``; exit code 1 while something is to do."""
    from simulator.files.library import files_under
    from simulator.files.workspace import FORMAT, Workspace
    from simulator.files.writing import write
    from simulator.workshop.fixing import difference, read
    from simulator.workshop.migrating import migrated

    changed = 0
    for _, path in files_under(args.paths, Workspace()):
        before = read(path)
        after = migrated(before, str(path))
        if before == after:
            continue
        changed += 1
        sys.stdout.write(difference(before, after, str(path)))
        if args.yes:
            write(path, after)
    if not changed:
        sys.stdout.write(f"every file is at format {FORMAT}\n")
        return 0
    sys.stdout.write(f"{changed} files {'changed' if args.yes else 'would change; add --yes'}\n")
    return 0 if args.yes else 1
