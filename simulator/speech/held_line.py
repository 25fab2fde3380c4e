"""The machine's one telephone line: two spoken calls at once would hear each other."""

from filelock import FileLock, Timeout

from simulator import paths
from simulator.errors import SpeechError


class HeldLine:
    """A lock file; the system frees it when the process that holds it dies."""

    def __init__(self) -> None:
        self._lock: FileLock | None = None

    def take(self) -> None:
        """Takes the line, once. Raises ``SpeechError`` while another Ringcraft holds it.

        A folder that can't be written keeps nobody from talking.
        """
        if self._lock is not None:
            return
        folder = paths.data_dir() / "locks"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Rung from one thread, hung up from another.
            lock = FileLock(folder / "line.lock", thread_local=False)
            lock.acquire(timeout=0)
        except Timeout as error:
            raise SpeechError(
                "another Ringcraft on this machine is in a spoken call and holds the line",
                "answer by typing here; end the other call to talk in the next one",
            ) from error
        except (OSError, NotImplementedError):
            return
        self._lock = lock

    def release(self) -> None:
        """Gives the line back."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()
