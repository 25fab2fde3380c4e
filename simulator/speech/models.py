"""Which speech models are installed, and whether they are whole.

A recogniser lives in ``models/<name>/`` of the user's data folder, a voice in
``models/voices/``. Nothing here downloads: that is ``fetching``, and only when
the user asks for it.
"""

import hashlib
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from simulator import paths
from simulator.errors import ModelError, NotFound
from simulator.speech.model_list import CONF, KNOWN, SMALL, KnownModel, ModelFile

FETCH_HINT = "ringcraft models fetch"
RECORD = "installed.json"
"""Per model: what was installed, for models whose publisher gives no checksums."""
SEEN = "verified.json"
"""Per model: size and time of files whose checksum was found right."""


class Fault(Struct, frozen=True):
    """Something wrong with a file of a model."""

    path: Path
    what: str


def find(name: str) -> KnownModel | None:
    """The entry called ``name``, the small recogniser for no name; None for anything else."""
    return next((model for model in KNOWN if model.name == (name or SMALL)), None)


def known(name: str) -> KnownModel:
    """The entry called ``name``. Raises ``NotFound`` with the names there are."""
    model = find(name)
    if model is not None:
        return model
    names = ", ".join(model.name for model in KNOWN)
    raise NotFound(f"no model is called '{name}'", f"known are {names}")


def folder(model: KnownModel) -> Path:
    """Where the model lives once installed."""
    if model.kind == "voice":
        return paths.models_dir() / "voices"
    return paths.models_dir() / model.name


def written(model: KnownModel) -> dict[str, str]:
    """The texts by path that ``fetching`` writes itself, where the files are pinned."""
    return CONF if model.files and model.kind == "recogniser" else {}


def files(model: KnownModel) -> tuple[ModelFile, ...]:
    """What must be there: as pinned and written, or else as recorded when it was installed."""
    if model.files:
        return (*model.files, *(_as_file(*own) for own in written(model).items()))
    record = folder(model) / RECORD
    if not record.is_file():
        return ()
    try:
        return msgspec.json.decode(record.read_bytes(), type=tuple[ModelFile, ...])
    except (msgspec.DecodeError, OSError):
        return ()


def installed(model: KnownModel) -> bool:
    """Whether all files are there with the right size (no checksums taken)."""
    wanted = files(model)
    home = folder(model)
    return bool(wanted) and all(
        (home / file.path).is_file() and (home / file.path).stat().st_size == file.size
        for file in wanted
    )


def present(model: KnownModel) -> bool:
    """Whether any of it is there, whole or not."""
    home = folder(model)
    if model.kind == "voice":  # they share a folder
        return any((home / file.path).exists() for file in model.files)
    return home.is_dir() and any(home.iterdir())


def faults(model: KnownModel, *, quick: bool = False) -> tuple[Fault, ...]:
    """What is wrong with an installed model; empty means it is whole.

    ``quick`` trusts files that have not changed since their checksum was last
    found right, which makes the check cheap enough for the start of a call.
    """
    home = folder(model)
    wanted = files(model)
    if not wanted:
        return (Fault(home, "is not installed"),)
    before = _read_seen(home)
    seen = dict(before)  # the stamps of other voices in the folder stay
    found: list[Fault] = []
    for file in wanted:
        path = home / file.path
        try:
            status = path.stat()
            stamp = (status.st_size, status.st_mtime_ns)
            if quick and before.get(file.path) == stamp:
                continue
            if not path.is_file():
                wrong = "is missing"
            elif status.st_size != file.size:
                wrong = f"has {status.st_size} bytes, not {file.size}"
            elif sha256_of(path) != file.sha256:
                wrong = "is damaged: its checksum is wrong"
            else:
                seen[file.path] = stamp
                continue
        except (FileNotFoundError, NotADirectoryError):
            wrong = "is missing"
        except OSError as error:  # a locked file, a bad disk
            wrong = f"can't be read: {error.strerror}"
        found.append(Fault(path, wrong))
        seen.pop(file.path, None)
    if seen != before:
        _write_seen(home, seen)
    return tuple(found)


def recogniser(name: str = SMALL) -> Path:
    """The folder of a whole recogniser, by name or by path.

    Raises ``ModelError`` when it is not installed, damaged, or no recogniser.
    Vosk aborts the process on a damaged model, so nothing else may be given to it.
    """
    entry = find(name)
    if entry is not None:
        if not present(entry):
            raise ModelError(
                f"the recogniser {entry.name} is not installed",
                f"{FETCH_HINT} {entry.name} gets it ({entry.size_in_words})",
            )
        bad = faults(entry, quick=True)
        if bad:
            raise ModelError(f"{bad[0].path} {bad[0].what}", f"{FETCH_HINT} {entry.name} mends it")
        return folder(entry)
    path = Path(name).expanduser()
    if not path.is_dir():
        path = paths.models_dir() / name
    if not path.is_dir():
        raise ModelError(
            f"there is no recogniser '{name}'",
            "'ringcraft models list' shows the names; a folder will do too",
        )
    for part in ("am/final.mdl", "conf/model.conf"):
        if not (path / part).is_file():
            raise ModelError(
                f"{path} is no Vosk model: {part} is missing",
                "give the folder that holds am, conf, graph and ivector",
            )
    return path


def voice_file(name: str) -> Path | None:
    """The file of a fetched voice that is whole, or None where it isn't there."""
    entry = next((m for m in KNOWN if m.kind == "voice" and m.name == name), None)
    if entry is None or not installed(entry) or faults(entry, quick=True):
        return None
    return folder(entry) / entry.files[0].path


def _as_file(path: str, text: str) -> ModelFile:
    data = text.encode()
    return ModelFile(path, len(data), hashlib.sha256(data).hexdigest())


def sha256_of(path: Path) -> str:
    """Checksum of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_seen(home: Path) -> dict[str, tuple[int, int]]:
    try:
        return msgspec.json.decode((home / SEEN).read_bytes(), type=dict[str, tuple[int, int]])
    except (OSError, msgspec.DecodeError):
        return {}


def _write_seen(home: Path, seen: dict[str, tuple[int, int]]) -> None:
    try:
        if home.is_dir():
            (home / SEEN).write_bytes(msgspec.json.encode(seen))
    except OSError as error:  # a read-only folder only costs the next check its time
        sys.stderr.write(f"note: {home / SEEN} can't be written: {error.strerror}\n")
