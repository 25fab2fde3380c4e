"""The SQLite file: opening, numbered migrations, trouble in words."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from simulator.errors import StoreError

_NUMBERED = re.compile(r"(\d{4})_\w+\.sql$")


def migrations() -> list[tuple[int, str]]:
    """Number and text of each migration, in order."""
    found = []
    for entry in resources.files("simulator.store").joinpath("schema").iterdir():
        match = _NUMBERED.match(entry.name)
        if match:
            found.append((int(match[1]), entry.read_text("utf-8")))
    return sorted(found)


@contextmanager
def trouble(doing: str, path: Path) -> Iterator[None]:
    """Turns SQLite's errors into ``StoreError`` with something to do."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        words = str(error)
        if "disk is full" in words or "No space left" in words:
            hint = "the disk is full: free some space; nothing said so far is lost"
        elif "locked" in words:
            hint = "another program holds the file; close it and go on"
        elif "malformed" in words or "not a database" in words:
            hint = f"move {path.name} aside to start a new one; keep it, it may be mended"
        elif "readonly" in words or "ermission" in words or "unable to open" in words:
            hint = "set RINGCRAFT_HOME to a folder you can write"
        else:
            hint = "free space or set RINGCRAFT_HOME to another folder"
        raise StoreError(f"{doing} failed in {path}: {words}", hint) from error


def connect(path: Path) -> sqlite3.Connection:
    """Opens the file, makes it if needed and brings it to the present schema.

    Raises ``StoreError``, also for a file of a newer Ringcraft.
    """
    with trouble("opening results", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
    try:
        with trouble("opening results", path):
            db.execute("PRAGMA journal_mode = WAL")
            # A commit in WAL survives a killed process without an fsync each.
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            _migrate(db, path)
    except StoreError:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    known = migrations()
    at = int(db.execute("PRAGMA user_version").fetchone()[0])
    if at > known[-1][0]:
        raise StoreError(
            f"{path} was written by a newer Ringcraft (schema {at})", "update, or use another store"
        )
    for number, text in known:
        if number > at:
            # user_version is part of the transaction: half a migration can't be recorded.
            db.executescript(f"BEGIN IMMEDIATE;\n{text}\nPRAGMA user_version = {number};\nCOMMIT;")
