"""``ringcraft pack``: packs as zip files, in and out."""

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="export|import")
    out = actions.add_parser("export", help="write a pack to a zip")
    out.add_argument("folder", help="the pack's folder")
    out.add_argument("-o", "--output", help="the zip; the folder's name by default")
    inward = actions.add_parser("import", help="bring a zip into your packs")
    inward.add_argument("zip", help="the zip file")
    inward.add_argument("--name", default="", help="the pack's folder; the zip's name by default")
    inward.add_argument("--replace", action="store_true", help="over a pack of that name")


def run(args: argparse.Namespace) -> int:
    """Exit code 0; trouble is raised."""
    from simulator.workshop.zipping import bring_in, export

    if args.action == "export":
        folder = Path(args.folder)
        target = Path(args.output or f"{folder.resolve().name}.zip")
        count = export(folder, target)
        sys.stdout.write(f"{target}: {count} files\n")
        return 0
    place = bring_in(Path(args.zip), args.name, replace=args.replace)
    sys.stdout.write(f"{place}\nplay a call of it with: ringcraft play {place.name}/CALL\n")
    return 0
