"""``ringcraft schema``: what editors need to complete and check files."""

import argparse
import json
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    from simulator.scenario.shapes import FILES

    parser.add_argument("kind", nargs="?", choices=tuple(FILES), default="scenario")
    parser.add_argument(
        "--write",
        metavar="PACK",
        nargs="?",
        const=".",
        help="write the schemas of all kinds to PACK/.schema/ (the working folder by default)",
    )
    parser.add_argument("--reference", action="store_true", help="print the reference page")


def run(args: argparse.Namespace) -> int:
    """Prints one schema, or writes them all."""
    from simulator.files.editor import names_of, write_schemas
    from simulator.scenario.schema import Schema

    if args.reference:
        from simulator.workshop.reference import page

        sys.stdout.write(page())
        return 0
    if args.write is None:
        body = Schema(names_of(Path.cwd())).of(args.kind)
        sys.stdout.write(json.dumps(body, indent=1) + "\n")
        return 0
    for path in write_schemas(Path(args.write)):
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(
        "Start a call file with: # yaml-language-server: $schema=../.schema/scenario.json\n"
    )
    return 0
