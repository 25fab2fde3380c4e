"""The calls there are, finding one by name, and checking files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from msgspec import Struct

from simulator.errors import NotFound, PackError
from simulator.files.join import Joiner
from simulator.files.moves import about
from simulator.files.packs import Pack, around, builtin, users, yaml_files
from simulator.files.workspace import Workspace
from simulator.scenario import model
from simulator.scenario.check import of_bundle, of_document, settle
from simulator.scenario.documents import Bundle
from simulator.scenario.problems import Problem, headline, sort, suggestion


class Entry(Struct, frozen=True, kw_only=True):
    """A call in the library. ``problem`` says why it can't be played, or is empty."""

    id: str
    title: str
    summary: str = ""
    brief: str = ""
    pack: str = ""  # the pack's title
    name: str = ""  # what ``load`` takes: the id, with its pack's folder where another has the id
    file: str = ""
    levels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    problem: str = ""


def library() -> tuple[Entry, ...]:
    """Every call of the built-in pack, then of the user's packs; broken ones with the reason."""
    workspace = Workspace()
    joiner = Joiner(workspace)
    entries: list[Entry] = []
    taken: set[str] = set()
    for pack in (workspace.builtin, *users(workspace.builtin)):
        meta = about(workspace, pack)
        title = meta.title if meta is not None else pack.root.name
        for name, path in pack.own("scenario").items():
            entry = _entry(joiner, pack, path, title)
            full = f"{pack.root.name}/{name}" if name in taken else name
            taken.add(name)
            entries.append(_named(entry, full))
    return tuple(entries)


def _named(entry: Entry, name: str) -> Entry:
    from msgspec.structs import replace

    return replace(entry, name=name)


def _entry(joiner: Joiner, pack: Pack, path: Path, title: str) -> Entry:
    joined = joiner.join(pack, path)
    problem = headline(joined.problems[0]) if joined.problems else ""
    if joined.bundle is None:
        return Entry(id=path.stem, title=path.stem, pack=title, file=str(path), problem=problem)
    scenario = cast(model.Scenario, joined.bundle.scenario.value)
    return Entry(
        id=path.stem,
        title=scenario.scenario,
        summary=scenario.summary,
        brief=scenario.brief,
        pack=title,
        file=str(path),
        levels=tuple(scenario.levels) or ("standard",),
        tags=scenario.tags,
        people=tuple(one.title for one in joined.bundle.people.values()),
        problem=problem,
    )


def load(name: str) -> model.Playable:
    """The call of that id in the built-in pack or a user's, or in that file.

    Raises ``NotFound`` when there is none, ``PackError`` when its files have errors.
    """
    workspace = Workspace()
    pack, path = locate(workspace, name)
    joined = Joiner(workspace).join(pack, path)
    if joined.bundle is None or joined.bundle.playable is None:
        raise broken(joined.problems)
    return joined.bundle.playable


def broken(problems: Sequence[Problem]) -> PackError:
    """The first problem as an error, with how many more there are."""
    first = problems[0]
    more = len(problems) - 1
    hint = first.hint
    if more:
        hint = f"{hint} There are {more} more; see 'ringcraft check'.".strip()
    return PackError(headline(first), hint)


def locate(workspace: Workspace, name: str) -> tuple[Pack, Path]:
    """Pack and file of a call's name. Raises ``NotFound``."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        if not path.is_file():
            raise NotFound(f"there is no file '{name}'", "check the path")
        return around(path, workspace.builtin), path
    packs = (workspace.builtin, *users(workspace.builtin))
    folder, _, call = name.rpartition("/")
    for pack in packs:
        if folder in ("", pack.root.name) and call in pack.own("scenario"):
            return pack, pack.own("scenario")[call]
    names = [call for pack in packs for call in pack.own("scenario")]
    hint = suggestion(name, names) or "the library lists the calls"
    raise NotFound(f"there is no call '{name}'", hint)


def files_under(paths: Iterable[str | Path], workspace: Workspace) -> list[tuple[Pack, Path]]:
    """The YAML files to check, each with its pack. Raises ``NotFound`` for a path that isn't."""
    found: dict[Path, tuple[Pack, Path]] = {}
    packs: dict[tuple[Path, bool], Pack] = {}
    homes: dict[Path, Pack] = {}
    for given in paths:
        path = Path(given)
        if path.is_file():
            listed = [path]
        elif path.is_dir():
            listed = yaml_files(path)
        else:
            raise NotFound(f"there is no file or folder '{given}'", "check the path")
        for file in listed:
            if file.parent not in homes:
                pack = around(file, workspace.builtin)
                homes[file.parent] = packs.setdefault((pack.root.resolve(), pack.alone), pack)
            found.setdefault(file.resolve(), (homes[file.parent], file))
    return list(found.values())


def default_paths() -> tuple[Path, ...]:
    """What to check when nothing is named: the working folder's pack, else the built-in one."""
    here = Path.cwd()
    if (here / "pack.yaml").is_file() or (here / "calls").is_dir():
        return (here,)
    below = builtin()
    return (below.root, below.voices)


def check(
    paths: Iterable[str | Path],
    *,
    lint: bool = True,
    overlay: Mapping[Path, str] | None = None,
    more: Callable[[Bundle], Iterable[Problem]] | None = None,
) -> tuple[Problem, ...]:
    """Every error and doubt in the files at or below ``paths``, in order of place.

    ``lint`` adds warnings, ``more`` those of the caller for each call that can be
    played. ``overlay`` holds texts that stand for what is on disk. Raises
    ``NotFound`` for a path that isn't there.
    """
    workspace = Workspace(overlay=overlay or {})
    joiner = Joiner(workspace)
    problems: list[Problem] = []
    for pack, path in files_under(paths, workspace):
        read = workspace.read(pack, path)
        problems += read.problems
        if read.document is None:
            continue
        found: list[Problem] = []
        if read.document.kind == "scenario":
            joined = joiner.join(pack, path)
            problems += joined.problems
            if lint and joined.bundle is not None and joined.bundle.playable is not None:
                found += of_bundle(joined.bundle)
                found += more(joined.bundle) if more is not None else ()
        else:
            problems += joiner.alone(pack, read.document)
        if lint:
            found += of_document(read.document)
            problems += settle(found, joiner.lint(pack), workspace.lines())
    return sort(problems)
