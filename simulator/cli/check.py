"""``ringcraft check``: every error and doubt in files, each with its place."""

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from simulator import __version__

if TYPE_CHECKING:
    from simulator.scenario.documents import Bundle
    from simulator.scenario.problems import Problem


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument(
        "paths", nargs="*", help="files or folders; the pack around here when none is given"
    )
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    parser.add_argument("--json", action="store_const", const="json", dest="format")
    parser.add_argument("--strict", action="store_true", help="exit 2 when there are warnings")
    parser.add_argument(
        "--deep", action="store_true", help="also what needs hearing and simulated play; slower"
    )
    parser.add_argument("--errors", action="store_true", help="errors only, no lints")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 clean, 1 errors, 2 warnings with ``--strict``."""
    from simulator.files import check
    from simulator.files.library import default_paths
    from simulator.scenario import problems as form

    paths = args.paths or default_paths()
    found = check(paths, lint=not args.errors, more=_deep() if args.deep else None)
    match args.format:
        case "json":
            sys.stdout.write(form.as_json(found) + "\n")
        case "sarif":
            from simulator.scenario.codes import TITLES

            sys.stdout.write(form.as_sarif(found, TITLES, __version__) + "\n")
        case "github":
            sys.stdout.write("".join(row + "\n" for row in form.as_github(found).splitlines()))
        case _:
            for problem in found:
                sys.stdout.write(form.text(problem) + "\n")
            sys.stdout.write(form.tally(found) + "\n")
    severities = {problem.severity for problem in found}
    if "error" in severities:
        return 1
    return 2 if args.strict and "warning" in severities else 0


def _deep() -> "Callable[[Bundle], Iterable[Problem]]":
    """Lints by hearing and by play."""
    from simulator.workshop.deep import findings

    return findings
