"""``ringcraft models``: list, fetch and verify speech models."""

import argparse
import json
import sys

from simulator.errors import ModelError
from simulator.speech import fetching, models
from simulator.speech.model_list import KNOWN, SMALL, KnownModel


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|fetch|verify")
    listing = actions.add_parser("list", help="what there is, from where, under which licence")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    fetch = actions.add_parser("fetch", help="install models (default: the small recogniser)")
    fetch.add_argument("names", nargs="*", metavar="NAME", help="a name from the list")
    fetch.add_argument("--if-missing", action="store_true", help="say nothing where it is there")
    verify = actions.add_parser("verify", help="compare installed files with their checksums")
    verify.add_argument("names", nargs="*", metavar="NAME", help="a name (default: all installed)")


def run(args: argparse.Namespace) -> int:
    """Carries the command out; returns the exit code."""
    if args.action == "list":
        return _list(as_json=args.json)
    if args.action == "fetch":
        wanted = [models.known(name) for name in args.names or [SMALL]]
        return _fetch([m for m in wanted if not (args.if_missing and models.installed(m))])
    chosen = [models.known(name) for name in args.names]
    return _verify(chosen or [model for model in KNOWN if models.present(model)])


def _list(*, as_json: bool) -> int:
    for model in KNOWN:
        here = models.installed(model)
        if as_json:
            row = {
                "name": model.name,
                "kind": model.kind,
                "about": model.about,
                "licence": model.licence,
                "source": model.address,
                "size": model.download_size,
                "installed": here,
                "folder": str(models.folder(model)),
                "files": [
                    {"path": f.path, "size": f.size, "sha256": f.sha256}
                    for f in models.files(model)
                ],
            }
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        mark = "installed" if here else "not installed"
        sys.stdout.write(f"{model.name}  {mark}\n  {model.about}\n")
        sys.stdout.write(f"  {model.licence}, {model.size_in_words}, {model.address}\n")
    return 0


def _fetch(chosen: list[KnownModel]) -> int:
    show = _bar if sys.stderr.isatty() else _quiet
    for model in chosen:
        try:
            home = fetching.fetch(model, show)
        except ModelError:
            if sys.stderr.isatty():
                sys.stderr.write("\n")
            raise
        if sys.stderr.isatty():
            sys.stderr.write("\n")
        sys.stdout.write(f"{model.name}: {home}\n")
    return 0


def _verify(chosen: list[KnownModel]) -> int:
    if not chosen:
        raise ModelError("no model is installed", models.FETCH_HINT)
    bad: dict[str, int] = {}
    for model in chosen:
        found = models.faults(model)
        for fault in found:
            sys.stdout.write(f"{model.name}: {fault.path} {fault.what}\n")
        if found:
            bad[model.name] = len(found)
        else:
            count = len(models.files(model))
            sys.stdout.write(f"{model.name}: whole, {count} {'file' if count == 1 else 'files'}\n")
    count = sum(bad.values())
    if bad:
        wrong = "file is wrong" if count == 1 else "files are wrong"
        mends = f"{models.FETCH_HINT} {' '.join(bad)}"
        sys.stderr.write(f"error: {count} {wrong} · {mends} mends that\n")
    return 1 if bad else 0


def _bar(what: str, done: int, total: int) -> None:
    if total:
        share = min(1.0, done / total)
        cells = "#" * round(share * 30)
        sys.stderr.write(f"\r{what:<52.52} [{cells:<30}] {share:4.0%} ")
    else:
        sys.stderr.write(f"\r{what:<52.52} {done / 1e6:.1f} MB ")
    sys.stderr.flush()


def _quiet(what: str, done: int, total: int) -> None:
    del what, done, total
