"""``ringcraft flat``: a file with what it is based on merged in, each line with its origin."""

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("file", help="a file, or the id of a call")
    parser.add_argument("--plain", action="store_true", help="without origins")


def run(args: argparse.Namespace) -> int:
    """Prints the merged file; exit code 1 with the reasons when it can't be read."""
    from simulator.files.emitting import emit
    from simulator.files.library import locate
    from simulator.files.packs import around
    from simulator.files.workspace import Workspace
    from simulator.scenario.problems import text

    workspace = Workspace()
    path = Path(args.file)
    if path.is_file():
        pack = around(path, workspace.builtin)
    else:
        pack, path = locate(workspace, args.file)
    tree = workspace.tree(pack, path)
    problems = workspace.read(pack, path).problems
    if tree.root is None or problems:
        sys.stderr.write("".join(text(problem) + "\n" for problem in problems))
        return 1
    root = tree.root
    root.entries = {name: one for name, one in root.entries.items() if name != "based_on"}
    sys.stdout.write(emit(root, origins=not args.plain))
    return 0
