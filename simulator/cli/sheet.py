"""``ringcraft sheet``: one printable page about a scenario, for the trainer."""

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, not to the screen")
    parser.add_argument(
        "--html", action="store_true", help="HTML for printing; also when FILE ends in .html"
    )


def run(args: argparse.Namespace) -> int:
    """Prints or writes the page."""
    from simulator.export.paper import html, markdown
    from simulator.export.sheet import sheet
    from simulator.files import load
    from simulator.files.writing import write

    page = sheet(load(args.scenario))
    if args.html or (args.output or "").lower().endswith((".html", ".htm")):
        text = html(page)
    else:
        text = markdown(page)
    if args.output:
        write(Path(args.output), text)
    else:
        sys.stdout.write(text)
    return 0
