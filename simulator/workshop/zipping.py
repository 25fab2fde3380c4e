"""Packs as zip files: written the same way every time, and read with suspicion.

A zip is refused when a name would leave its folder, when it holds links, other
kinds of files, or more than the limits, and when the pack in it has errors.
"""

import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from simulator import paths
from simulator.errors import NotFound, PackError
from simulator.files import check
from simulator.files.packs import NAME, yaml_files
from simulator.files.source import MOST_BYTES
from simulator.scenario.problems import headline

MOST_FILES = 2000
MOST_TOTAL = 16 * 1024 * 1024
ALLOWED = (".yaml", ".yml", ".md", ".txt")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same pack gives the same bytes."""


def export(folder: Path, target: Path) -> int:
    """Writes the pack in ``folder`` to a zip; returns the number of files in it.

    Raises ``NotFound`` when it is no pack, ``PackError`` when it has errors or can't be written.
    """
    if not (folder / "pack.yaml").is_file():
        raise NotFound(f"there is no pack in '{folder}'", "a pack has a pack.yaml")
    refuse_errors(folder)
    more = [path for ending in (".md", ".txt") for path in sorted(folder.glob(f"*{ending}"))]
    files = [*yaml_files(folder), *more]
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(files):
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    except OSError as error:
        raise PackError(f"{target} can't be written: {error.strerror}") from error
    return len(files)


def refuse_errors(folder: Path) -> None:
    """Raises ``PackError`` with the first error of a pack."""
    errors = [one for one in check([folder], lint=False) if one.severity == "error"]
    if errors:
        hint = f"{errors[0].hint} ringcraft check {folder} shows all {len(errors)}."
        raise PackError(headline(errors[0]), hint.strip())


def bring_in(archive: Path, name: str = "", *, replace: bool = False) -> Path:
    """Unpacks a zip into the user's packs; returns its folder there.

    ``name`` is the folder's name, by default the zip's. Raises ``NotFound`` or ``PackError``.
    """
    name = name or archive.stem
    if not NAME.fullmatch(name):
        raise PackError(f"'{name}' is no name for a pack", "use --name with letters and digits")
    target = paths.user_packs_dir() / name
    if target.exists() and not replace:
        raise PackError(f"there is a pack '{name}' already", "add --replace, or --name another")
    if not archive.is_file():
        raise NotFound(f"there is no file '{archive}'", "check the path")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, name)
        fresh.mkdir()
        try:
            with zipfile.ZipFile(archive) as opened:
                unpack(opened, fresh)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise PackError(f"{archive} can't be read as a zip: {error}", "export it again") from (
                error
            )
        refuse_errors(fresh)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            shutil.rmtree(target)
        shutil.move(fresh, target)
    return target


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
        path = folder / name.relative_to(roots[0])
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
    if name.suffix not in ALLOWED:
        raise PackError(f"the zip holds '{entry.filename}'", "a pack holds YAML files and notes")
    if entry.flag_bits & 0x1:
        raise PackError("the zip is locked with a password")
    return name
