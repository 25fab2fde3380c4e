"""Schema files for editors, with the names a pack offers."""

import json
from pathlib import Path

from simulator.errors import NotFound, PackError
from simulator.files.moves import table
from simulator.files.packs import around
from simulator.files.workspace import Workspace
from simulator.scenario.schema import schemas
from simulator.scenario.values import EVENTS

KINDS = ("persona", "voice", "rubric", "product", "drill")


def names_of(root: Path) -> dict[str, tuple[str, ...]]:
    """Names that files of the pack in ``root`` can use, by what they name."""
    workspace = Workspace()
    pack = around(root / "pack.yaml", workspace.builtin)
    names = {kind: pack.names(kind) for kind in KINDS}
    names["module"] = tuple(f"objections/{name}" for name in pack.names("objection"))
    names["move"] = tuple(table(workspace, pack).moves)
    names["event"] = (*names["move"], *EVENTS)
    return names


def write_schemas(root: Path) -> tuple[Path, ...]:
    """Writes ``.schema/KIND.json`` for every kind of file; returns what was written.

    Raises ``NotFound`` when the folder isn't there, ``PackError`` when it can't be written.
    """
    if not root.is_dir():
        raise NotFound(f"there is no folder '{root}'", "name the pack's folder")
    folder = root / ".schema"
    written = []
    try:
        folder.mkdir(exist_ok=True)
        for kind, body in schemas(names_of(root)).items():
            path = folder / f"{kind}.json"
            path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise PackError(f"{folder} can't be written: {error.strerror}") from error
    return tuple(written)
