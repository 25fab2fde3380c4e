"""Packs as zip files: written the same way every time, and read with suspicion.

A zip is refused when a name would leave its folder, when it holds links, other
kinds of files, or more than the limits, and when the pack in it has errors.
"""

import io
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath

from msgspec import structs

from simulator.errors import NotFound, PackError
from simulator.files import check
from simulator.files.packs import ENDINGS, yaml_files
from simulator.files.source import MOST_BYTES, shown
from simulator.files.writing import write
from simulator.scenario.problems import Problem, headline
from simulator.scenario.shapes import FOLDERS
from simulator.workshop.installed import INCOMING, changing, check_name, put_in_place

MOST_FILES = 2000
MOST_TOTAL = 16 * 1024 * 1024
NOTES = (".md", ".txt")
"""Endings of the notes that may stand beside ``pack.yaml``."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same pack gives the same bytes."""


def export(folder: Path, target: Path) -> int:
    """Writes the pack in ``folder`` to a zip; returns the number of files in it.

    Only what ``bring_in`` takes is written. Raises ``NotFound`` when it is no pack,
    ``PackError`` when it has errors, is too large or can't be written.
    """
    if not (folder / "pack.yaml").is_file():
        raise NotFound(f"there is no pack in '{folder}'", "a pack has a pack.yaml")
    refuse_errors(check([folder], lint=False), f"ringcraft check {folder} shows all")
    files = parts(folder)
    sizes = [path.stat().st_size for path in files]
    if len(files) > MOST_FILES or sum(sizes) > MOST_TOTAL or max(sizes) > MOST_BYTES:
        raise PackError(
            f"'{folder}' is too large for a zip",
            f"at most {MOST_FILES} files of 256 KB, {MOST_TOTAL // 1024 // 1024} MB together",
        )
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    write(target, body.getvalue())
    return len(files)


def parts(folder: Path) -> list[Path]:
    """The files of a pack: YAML in the folders that a pack has, notes at the top."""
    notes = [path for path in folder.iterdir() if path.suffix in NOTES and path.is_file()]
    inside = [path for path in yaml_files(folder) if belongs(path.relative_to(folder))]
    return sorted([*inside, *(path for path in notes if not path.is_symlink())])


def belongs(name: PurePath) -> bool:
    """Whether a file with this path from the top can be part of a pack."""
    if len(name.parts) == 1:
        return name.name == "pack.yaml" or name.suffix in NOTES
    known = len(name.parts) == 2 and name.parts[0] in FOLDERS.values()
    return known and name.suffix in ENDINGS


def refuse_errors(problems: Iterable[Problem], where: str = "") -> None:
    """Raises ``PackError`` with the first of the errors; ``where`` says how to see the rest."""
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        more = where or "the zip has"
        hint = f"{errors[0].hint} {more} {len(errors)}." if len(errors) > 1 else errors[0].hint
        raise PackError(headline(errors[0]), hint.strip())


def bring_in(archive: Path, name: str = "", *, replace: bool = False) -> Path:
    """Unpacks a zip into the user's packs; returns its folder there.

    ``name`` is the folder's name, by default the zip's. The pack is checked before it is
    put in place, in one step. Raises ``NotFound`` or ``PackError``.
    """
    name = name or archive.stem
    check_name(name)
    if not archive.is_file():
        raise NotFound(f"there is no file '{archive}'", "check the path")
    with (
        changing() as home,
        tempfile.TemporaryDirectory(
            dir=home, prefix=INCOMING, ignore_cleanup_errors=True
        ) as folder,
    ):
        if (home / name).exists() and not replace:
            raise PackError(f"there is a pack '{name}' already", "add --replace, or --name another")
        fresh = Path(folder, name)
        fresh.mkdir()
        try:
            with zipfile.ZipFile(archive) as opened:
                unpack(opened, fresh)
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            RuntimeError,
            UnicodeError,
            zlib.error,
        ) as error:
            raise PackError(f"{archive} can't be read as a zip: {error}", "export it again") from (
                error
            )
        top = shown(fresh)
        refuse_errors(
            structs.replace(one, file=one.file.removeprefix(f"{top}/"))
            for one in check([fresh], lint=False)
        )
        return put_in_place(fresh, home, name)


def unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Writes the entries of a zip below ``folder``. Raises ``PackError`` for unsafe ones."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise PackError(f"the zip holds more than {MOST_FILES} files")
    if sum(entry.file_size for entry in entries) > MOST_TOTAL:
        raise PackError(f"the zip holds more than {MOST_TOTAL // 1024 // 1024} MB")
    inside = [_safe(entry) for entry in entries]
    lowered = [str(name).lower() for name in inside]
    if len(set(lowered)) < len(lowered):
        raise PackError("two files in the zip have the same name")
    roots = [name.parent for name in inside if name.name == "pack.yaml" and len(name.parts) < 3]
    if len(roots) != 1:
        raise PackError("the zip is no pack", "it needs one pack.yaml at the top")
    for entry, name in zip(entries, inside, strict=True):
        if not name.is_relative_to(roots[0]):
            raise PackError(f"'{name}' lies outside the pack in the zip")
        inner = name.relative_to(roots[0])
        if not belongs(inner):
            raise PackError(
                f"the zip holds '{name}'",
                f"a pack holds YAML files in {', '.join(FOLDERS.values())}, and notes at the top",
            )
        path = folder / inner
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source:
            data = source.read(MOST_BYTES + 1)  # the size in the directory may be a lie
        if len(data) > MOST_BYTES:
            raise PackError(f"'{name}' is larger than 256 KB")
        path.write_bytes(data)


def _safe(entry: zipfile.ZipInfo) -> PurePosixPath:
    """The name of an entry. Raises ``PackError`` when it could write outside, or is no text."""
    name = PurePosixPath(entry.filename)
    odd = any(letter in entry.filename for letter in "\\:\x00") or not entry.filename.isprintable()
    leads_out = (
        name.is_absolute() or ".." in name.parts or any(p.startswith(".") for p in name.parts)
    )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if odd or leads_out or kind not in (0, stat.S_IFREG):
        raise PackError(f"the zip holds '{entry.filename}', which may not be unpacked")
    if entry.flag_bits & 0x1:
        raise PackError("the zip is locked with a password")
    return name
