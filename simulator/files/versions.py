"""The calls of two versions: two files or ids, or two folders with packs."""

from pathlib import Path

from simulator.errors import NotFound, UsageError
from simulator.files.join import Joiner
from simulator.files.library import broken, load
from simulator.files.packs import around
from simulator.files.workspace import Workspace
from simulator.scenario.model import Playable


def calls_of(name: str) -> dict[str, Playable]:
    """Every call of the pack in the folder ``name``, by id.

    Raises ``NotFound`` when the folder holds no calls, ``PackError`` when one has errors.
    """
    workspace = Workspace()
    pack = around(Path(name) / "pack.yaml", workspace.builtin)
    joiner = Joiner(workspace)
    found: dict[str, Playable] = {}
    for call, path in pack.own("scenario").items():
        joined = joiner.join(pack, path)
        if joined.bundle is None or joined.bundle.playable is None:
            raise broken(joined.problems)
        found[call] = joined.bundle.playable
    if not found:
        raise NotFound(f"there are no calls in '{name}'", "a pack keeps them in its calls/ folder")
    return found


def versions(old: str, new: str) -> tuple[dict[str, Playable], dict[str, Playable]]:
    """The calls of both sides; two single calls share one key, whatever their files are called.

    Raises ``UsageError`` for a folder against a file, ``NotFound`` and ``PackError`` as ``load``.
    """
    folders = [Path(name).is_dir() for name in (old, new)]
    if all(folders):
        return calls_of(old), calls_of(new)
    if any(folders):
        raise UsageError(
            "a folder can't be compared with a single call", "name two calls, or two packs"
        )
    before, after = load(old), load(new)
    return {after.id: before}, {after.id: after}
