"""``ringcraft explain CODE``: the page about a lint, with a wrong and a right example."""

import argparse
import sys

from simulator.errors import NotFound


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("code", nargs="?", help="a code (W402) or a name (thin-move); all if none")


def run(args: argparse.Namespace) -> int:
    """Prints the page; ``NotFound`` for a code that isn't."""
    from simulator.paths import lint_pages_dir
    from simulator.scenario import codes
    from simulator.scenario.problems import suggestion

    if args.code is None:
        for code in codes.CODES:
            sys.stdout.write(f"{code.code}  {code.severity:<8} {code.name:<24} {code.title}\n")
        return 0
    found = codes.find(args.code)
    if found is None:
        hint = suggestion(args.code, [*codes.BY_CODE, *codes.BY_NAME])
        raise NotFound(f"there is no code '{args.code}'", hint or "ringcraft explain lists them")
    page = lint_pages_dir() / f"{found.code}.md"
    try:
        text = page.read_text(encoding="utf-8")
    except OSError as error:
        raise NotFound(f"the page of {found.code} is not installed", found.title) from error
    sys.stdout.write(text)
    return 0
