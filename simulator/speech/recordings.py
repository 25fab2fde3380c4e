"""Recordings of what the trainee said: a folder a call, a file a turn."""

import shutil
from pathlib import Path

from simulator import paths


def folder(call_id: str) -> Path:
    """Where a call's recordings are; the names in its events begin with this folder's."""
    return paths.recordings_dir() / (call_id or "call")


def number(call_id: str) -> int:
    """How many there are of a call; one that goes on numbers its turns from there."""
    return sum(1 for _ in folder(call_id).glob("turn-*.wav"))


def of(audio: str) -> Path | None:
    """The file of a turn's ``audio``; None where none is kept."""
    path = paths.recordings_dir() / audio
    return path if audio and path.is_file() else None


def delete(call_id: str) -> None:
    """Deletes a call's recordings; a file that resists stays."""
    shutil.rmtree(folder(call_id), ignore_errors=True)


def delete_all() -> None:
    """Deletes every recording of every call."""
    shutil.rmtree(paths.recordings_dir(), ignore_errors=True)
