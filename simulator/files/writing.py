"""Writing files whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from simulator.errors import PackError


def write(path: Path, data: str | bytes) -> None:
    """Puts ``data`` (text as UTF-8) in ``path`` in one step; its permissions stay.

    A reader sees the old file or the new one, never half of one. Raises
    ``PackError`` when it can't be written.
    """
    content = data.encode() if isinstance(data, str) else data
    target = path.resolve()
    try:
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        if target.exists() and not target.is_file():
            target.write_bytes(content)  # a pipe or a device has no half-written state
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode & 0o777)
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise PackError(
            f"{path} can't be written: {error.strerror or error}", "check the folder and its rights"
        ) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
