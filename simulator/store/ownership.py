"""Which process a call belongs to, and whether that one lives: a lock file each."""

import contextlib
import secrets
from pathlib import Path

from filelock import FileLock, Timeout


class Ownership:
    """A lock file held for as long as this process lives; its death frees it."""

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._folder = folder
        self._held: FileLock | None = None

    def hold(self) -> None:
        """Shows others that this process lives. Raises ``OSError``."""
        if self._held is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Taken in one thread, let go in another.
            self._held = FileLock(self._file(self.name), thread_local=False)
            self._held.acquire(timeout=1)

    def release(self) -> None:
        """Lets go; a file that can't be deleted harms nobody."""
        held, self._held = self._held, None
        if held is not None:
            held.release()
            self._forget(self.name)

    def alive(self, name: str) -> bool:
        """Whether the process of that name lives; this one does."""
        if name == self.name:
            return True
        if not self._file(name).exists():
            return False
        lock = FileLock(self._file(name), thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        self._forget(name)
        return False

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def _forget(self, name: str) -> None:
        with contextlib.suppress(OSError):
            self._file(name).unlink(missing_ok=True)
