"""Finding the calls in files and folders, each with the places its parts were written at."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from simulator.files.join import Joiner
from simulator.files.library import broken, files_under, locate
from simulator.files.packs import Pack
from simulator.files.workspace import Workspace
from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import Drill, Playable
from simulator.scenario.problems import Path as Steps
from simulator.scenario.problems import Place, Problem


class Suite(Struct, frozen=True, kw_only=True):
    """A call's file: what it plays as, or the problems that stop it."""

    file: str
    bundle: Bundle | None = None
    drill: Document | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def playable(self) -> Playable:
        """The call. Raises ``PackError`` when its files have errors."""
        if self.bundle is None or self.bundle.playable is None:
            raise broken(self.problems)
        return self.bundle.playable

    def place(self, steps: Steps) -> Place:
        """Where a part of the file was written."""
        document = self.drill if self.bundle is None else self.bundle.scenario
        assert document is not None
        return document.places.value(steps)


def suite(name: str) -> Suite:
    """The call of an id, or in a file. Raises ``NotFound``."""
    workspace = Workspace()
    pack, path = locate(workspace, name)
    return _joined(Joiner(workspace), pack, path)


def suites(paths: Iterable[str | Path]) -> Iterator[Suite]:
    """Calls and drills in the files at or below ``paths``. Raises ``NotFound``."""
    workspace = Workspace()
    joiner = Joiner(workspace)
    for pack, path in files_under(paths, workspace):
        read = workspace.read(pack, path)
        if read.tree.kind == "scenario":
            yield _joined(joiner, pack, path)
        elif read.document is not None and isinstance(read.document.value, Drill):
            yield Suite(file=str(path), drill=read.document, problems=read.problems)


def _joined(joiner: Joiner, pack: Pack, path: Path) -> Suite:
    joined = joiner.join(pack, path)
    return Suite(file=str(path), bundle=joined.bundle, problems=joined.problems)
