"""``ringcraft pack``: packs as zip files, in and out, and the ones you have."""

import argparse
import sys
from pathlib import Path

from simulator.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    out = actions.add_parser("export", help="write a pack to a zip")
    out.add_argument("folder", help="the pack's folder")
    out.add_argument("-o", "--output", help="the zip; the folder's name by default")
    inward = actions.add_parser("import", help="bring a zip into your packs")
    inward.add_argument("zip", help="the zip file")
    inward.add_argument("--name", default="", help="the pack's folder; the zip's name by default")
    inward.add_argument(
        "--replace", "--force", action="store_true", help="in place of a pack of that name"
    )
    listed = actions.add_parser("list", help="the packs you have")
    listed.add_argument("--json", action="store_true", help="one pack a line")
    away = actions.add_parser("remove", help="delete a pack of yours")
    away.add_argument("name", help="its name, as 'pack list' shows it")
    away.add_argument("--yes", action="store_true", help="without asking")


def run(args: argparse.Namespace) -> int:
    """Exit code 0, or 1 where the answer to a question was no; trouble is raised."""
    match args.action:
        case "export":
            return _export(Path(args.folder), args.output)
        case "import":
            return _import(Path(args.zip), args.name, args.replace)
        case "list":
            return _list(args.json)
    return _remove(args.name, args.yes)


def _export(folder: Path, output: str | None) -> int:
    from simulator.workshop.zipping import export

    target = Path(output or f"{folder.resolve().name}.zip")
    count = export(folder, target)
    sys.stdout.write(f"{target}: {count} files\n")
    return 0


def _import(archive: Path, name: str, replace: bool) -> int:
    from simulator.files import check
    from simulator.scenario.problems import tally
    from simulator.workshop.installed import find
    from simulator.workshop.zipping import bring_in

    place = bring_in(archive, name, replace=replace)
    pack = find(place.name)
    sys.stdout.write(
        f"{pack.title} {pack.version} is in {place}\n"
        f"{len(pack.calls)} calls, {tally(check([place]))}\n"
    )
    if pack.calls:
        sys.stdout.write(f"play one with: ringcraft call {pack.name}/{pack.calls[0]}\n")
    return 0


def _list(as_json: bool) -> int:
    from simulator.workshop.installed import installed

    packs = installed()
    if as_json:
        import msgspec

        sys.stdout.write("".join(msgspec.json.encode(one).decode() + "\n" for one in packs))
        return 0
    if not packs:
        sys.stdout.write("you have no packs yet; bring one in with: ringcraft pack import FILE\n")
    width = max((len(one.name) for one in packs), default=0)
    for one in packs:
        broken = f", {one.broken} can't be played" if one.broken else ""
        title = f"{one.title} {one.version}".strip()
        sys.stdout.write(f"{one.name:<{width}}  {title}, {len(one.calls)} calls{broken}\n")
    return 0


def _remove(name: str, sure: bool) -> int:
    from simulator.workshop.installed import find, remove

    pack = find(name)
    if not sure and not sys.stdin.isatty():
        raise UsageError(f"removing '{name}' deletes its files", "add --yes")
    if not sure:
        sys.stdout.write(f"{pack.title}, {len(pack.calls)} calls, in {pack.folder}\n")
        if input("Delete it? yes or no: ").strip().lower() not in ("y", "yes"):
            sys.stdout.write("nothing was deleted\n")
            return 1
    sys.stdout.write(f"{remove(name)} is gone\n")
    return 0
