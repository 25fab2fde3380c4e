"""What is deleted for good: recordings that were left behind, or everything."""

from simulator import paths
from simulator.errors import StoreError
from simulator.speech import recordings
from simulator.store import Store


class Remains(StoreError):
    """Something could not be deleted."""

    title = "Not everything is deleted"


def left_behind(store: Store) -> None:
    """Deletes recordings of calls that are over, left by a Ringcraft that was killed.

    Those of a call that can be continued stay, and those of a Ringcraft that
    runs beside this one. Raises ``StoreError``.
    """
    folder = paths.recordings_dir()
    # Looked for before the store is asked: a call that begins meanwhile is in neither.
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    for name in store.done_with(names):
        recordings.delete(name)


def everything(store: Store) -> None:
    """Deletes every result and every recording. Raises ``Remains`` where something stays."""
    store.delete_all()
    recordings.delete_all()
    folder = paths.recordings_dir()
    if folder.exists():
        raise Remains(
            f"the results are deleted, but recordings are still in {folder}",
            "close what plays them and delete that folder yourself",
        )
