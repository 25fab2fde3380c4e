"""Finding a rubric by name, for scoring what has no scenario."""

from pathlib import Path
from typing import cast

from msgspec.structs import replace

from simulator.errors import NotFound
from simulator.files.join import Joiner
from simulator.files.library import broken
from simulator.files.packs import around, users
from simulator.files.playable import digest
from simulator.files.workspace import Workspace
from simulator.scenario import model
from simulator.scenario.problems import suggestion


def rubric(name: str) -> tuple[model.Rubric, dict[str, model.MoveDef], str]:
    """A rubric by its id or file, with its moves and its hash.

    The id is looked for in the built-in pack, then in the user's. Raises
    ``NotFound`` when there is none, ``PackError`` when its file has errors.
    """
    workspace = Workspace()
    packs = (workspace.builtin, *users(workspace.builtin))
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        if not path.is_file():
            raise NotFound(f"there is no file '{name}'", "check the path")
        pack = around(path, workspace.builtin)
    else:
        owner = next((pack for pack in packs if name in pack.own("rubric")), None)
        if owner is None:
            names = [known for pack in packs for known in pack.own("rubric")]
            hint = suggestion(name, names) or f"There are {', '.join(sorted(set(names)))}."
            raise NotFound(f"there is no rubric '{name}'", hint)
        pack, path = owner, owner.own("rubric")[name]
    read = workspace.read(pack, path, "rubric")
    joiner = Joiner(workspace)
    problems = read.problems
    if read.document is not None:
        problems = joiner.alone(pack, read.document)
    if read.document is None or problems:
        raise broken(problems)
    found = replace(cast(model.Rubric, read.document.value), id=read.document.id)
    return found, joiner.moves(pack).moves, digest(found)
