"""Packs: folders of files that name each other. A name never leaves its pack.

A call's own pack is the nearest folder above it with a ``pack.yaml``; what is
not found there is looked for in the built-in pack, and nowhere else.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from simulator import paths
from simulator.scenario.shapes import FOLDERS

NAME = re.compile(r"[A-Za-z0-9_-]+")
ENDINGS = (".yaml", ".yml")
MOST_FILES = 5000


@dataclass(eq=False)
class Pack:
    """A folder of files by kind and id; ``below`` is the built-in pack under it."""

    root: Path
    voices: Path
    below: "Pack | None" = None
    alone: bool = False  # a lone file's folder, which holds nothing to refer to
    _files: dict[str, dict[str, Path]] = field(default_factory=dict)

    def own(self, kind: str) -> dict[str, Path]:
        """Paths of this pack's files of a kind, by id."""
        if self.alone or kind not in FOLDERS:
            return {}
        if kind not in self._files:
            folder = self.voices if kind == "voice" else self.root / FOLDERS[kind]
            self._files[kind] = {path.stem: path for path in yaml_files(folder, deep=False)}
        return self._files[kind]

    def find(self, kind: str, name: str) -> "tuple[Pack, Path] | None":
        """The file of a name and the pack it is of: the own one before the built-in one."""
        if not NAME.fullmatch(name):
            return None
        path = self.own(kind).get(name)
        if path is not None:
            return self, path
        return self.below.find(kind, name) if self.below is not None else None

    def names(self, kind: str) -> tuple[str, ...]:
        """Ids of a kind that files of this pack may use."""
        more = self.below.names(kind) if self.below is not None else ()
        return tuple(sorted({*self.own(kind), *more}))

    @property
    def file(self) -> Path:
        """Its ``pack.yaml``."""
        return self.root / "pack.yaml"


def yaml_files(folder: Path, *, deep: bool = True) -> list[Path]:
    """YAML files below a folder in order of name; hidden folders and links that lead out left."""
    found: list[Path] = []
    if not folder.is_dir():
        return found
    top = folder.resolve()
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if deep else []
        for name in sorted(names):
            path = Path(here, name)
            if path.suffix not in ENDINGS or name.startswith("."):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                continue
            if path.is_file():
                found.append(path)
        if len(found) > MOST_FILES:
            break
    return found


def builtin() -> Pack:
    """The pack that comes with Ringcraft."""
    return Pack(paths.builtin_pack_dir(), paths.builtin_voices_dir())


def of_folder(root: Path, below: Pack) -> Pack:
    """The pack in a folder; ``below`` itself when the folder is the built-in pack's."""
    if root.resolve() in (below.root.resolve(), below.voices.resolve()):
        return below
    return Pack(root, root / "voices", below)


def around(path: Path, below: Pack) -> Pack:
    """The pack that a file belongs to; a lone file has only the built-in one."""
    resolved = path.resolve()
    if resolved.is_relative_to(below.voices.resolve()):
        return below
    for folder in resolved.parents:
        if (folder / "pack.yaml").is_file():
            return of_folder(_as_given(path, folder), below)
    if resolved.is_relative_to(below.root.resolve()):
        return below
    if resolved.parent.name in FOLDERS.values():  # laid out as a pack, though without a pack.yaml
        return of_folder(_as_given(path, resolved.parent.parent), below)
    return Pack(path.parent, path.parent / "voices", below, alone=True)


def _as_given(path: Path, folder: Path) -> Path:
    """``folder`` in the spelling of ``path``, so that messages name it as the author does."""
    given = path.absolute()
    for parent in given.parents:
        if parent.resolve() == folder:
            return parent
    return folder


def users(below: Pack) -> tuple[Pack, ...]:
    """The user's packs, in order of folder name."""
    home = paths.user_packs_dir()
    if not home.is_dir():
        return ()
    folders = sorted(path for path in home.iterdir() if path.is_dir() and path.name[0] != ".")
    return tuple(of_folder(folder, below) for folder in folders)
