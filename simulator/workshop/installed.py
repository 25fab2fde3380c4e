"""The user's packs: what is there, putting one in place, taking one away.

A pack is put in place by renaming, so that a reader finds the old one or the
new one and a killed process leaves neither half of one nor none: what it left
behind is put right before the next change.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from simulator import paths
from simulator.errors import NotFound, PackError
from simulator.files import library
from simulator.files.moves import about
from simulator.files.packs import NAME, users
from simulator.files.workspace import Workspace
from simulator.scenario.model import Pack
from simulator.scenario.problems import suggestion

INCOMING, REPLACED = ".incoming-", ".replaced-"
RESERVED = frozenset({"builtin", "scenarios"})
"""Names of the built-in pack's own folder, in an installation and in a checkout."""
PATIENCE = 20.0
"""Seconds to wait for another program that is changing the packs."""


class Installed(Struct, frozen=True, kw_only=True):
    """A pack of the user's. ``broken`` is the number of its calls that can't be played."""

    name: str
    title: str
    version: str
    folder: str
    calls: tuple[str, ...]
    broken: int


def installed() -> tuple[Installed, ...]:
    """The user's packs in order of name."""
    workspace = Workspace()
    entries = library()
    found = []
    for pack in users(workspace.builtin):
        meta = about(workspace, pack)
        value = meta.value if meta is not None else None
        ours = [one for one in entries if Path(one.file).is_relative_to(pack.root)]
        found.append(
            Installed(
                name=pack.root.name,
                title=value.pack if isinstance(value, Pack) else pack.root.name,
                version=value.version if isinstance(value, Pack) else "",
                folder=str(pack.root),
                calls=tuple(one.id for one in ours),
                broken=sum(bool(one.problem) for one in ours),
            )
        )
    return tuple(found)


@contextmanager
def changing() -> Iterator[Path]:
    """The folder of the user's packs, for one program at a time.

    Raises ``PackError`` when another holds it, or when it can't be written to.
    """
    home = paths.user_packs_dir()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / ".lock", timeout=PATIENCE):
            _put_right(home)
            yield home
    except Timeout as error:
        raise PackError("another program is changing your packs", "try again in a moment") from (
            error
        )
    except OSError as error:
        where = error.filename or home
        raise PackError(f"{where} can't be changed: {error.strerror}") from error


def _put_right(home: Path) -> None:
    """Mends what a killed process left."""
    for path in home.glob(f"{REPLACED}*"):
        target = home / path.name.removeprefix(REPLACED)
        if target.exists():
            _delete(path)
        else:
            path.rename(target)
    for path in home.glob(f"{INCOMING}*"):
        _delete(path)


def check_name(name: str) -> None:
    """Raises ``PackError`` for a name that no pack can have."""
    if not NAME.fullmatch(name) or name in RESERVED:
        raise PackError(
            f"a pack can't be called '{name}'", "add --name NAME with letters, digits, '-' and '_'"
        )


def put_in_place(fresh: Path, home: Path, name: str) -> Path:
    """Renames the folder ``fresh`` to the pack ``name``, in place of one that is there."""
    target, old = home / name, home / f"{REPLACED}{name}"
    if not target.exists() and not target.is_symlink():
        return fresh.rename(target)
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    _delete(old)
    return target


def remove(name: str) -> Path:
    """Deletes a pack of the user's; returns where it was. Raises ``NotFound`` or ``PackError``."""
    find(name)
    with changing() as home:
        gone = home / f"{REPLACED}{name}"
        (home / name).rename(gone)
        # From here on the name is free; what a killed process leaves is a folder nobody reads.
        _delete(gone.rename(home / f"{INCOMING}{name}"))
    return home / name


def find(name: str) -> Installed:
    """The pack called ``name``. Raises ``NotFound``."""
    there = installed()
    for one in there:
        if one.name == name:
            return one
    names = [one.name for one in there]
    hint = suggestion(name, names) or (f"there is {', '.join(names)}" if names else "there is none")
    raise NotFound(f"you have no pack '{name}'", hint)


def _delete(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path)
