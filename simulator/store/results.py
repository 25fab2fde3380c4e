"""The store: the journal of calls as they happen, and their results.

One connection behind one lock is the single writer of a process; SQLite's own
lock orders processes. An event is committed before ``append`` returns.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from simulator import paths
from simulator.dialogue.events import AnyEvent, Log
from simulator.errors import NotFound, StoreError
from simulator.scenario.model import Playable
from simulator.scoring.card import Scorecard
from simulator.store.database import connect, trouble
from simulator.store.ownership import Ownership
from simulator.store.rows import CallRow, MissedRow

_EVENT = msgspec.json.Decoder(AnyEvent)
_PLAYABLE = msgspec.json.Decoder(Playable)
_CARD = msgspec.json.Decoder(Scorecard)
_TURNS = (
    "(SELECT COUNT(*) FROM event WHERE event.call = call.id"
    " AND json_extract(CAST(body AS TEXT), '$.kind') = 'trainee_spoke') AS turns"
)


class Store:
    """Results on disk. Close it when done; every method may raise ``StoreError``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = connect(path)
        self._db.row_factory = sqlite3.Row
        self._lock = threading.RLock()
        self._pending: list[tuple[str, AnyEvent]] = []
        self._next: dict[str, int] = {}
        self._owner = Ownership(path.parent / "locks")

    @classmethod
    def open(cls, path: Path | None = None) -> "Store":
        """Opens the user's store, or the one at ``path``."""
        return cls(path or paths.store_path())

    def close(self) -> None:
        """Writes what is pending and lets go of the file."""
        with self._lock:
            try:
                self._flush()
            finally:
                self._db.close()
                self._owner.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- a call as it happens -------------------------------------------------

    def begin_call(
        self,
        playable: Playable,
        *,
        level: str,
        seed: int,
        engine: str,
        utc: str,
        trainee: str = "",
        spoken: bool = False,
        sure_before: int | None = None,
        retry_of: str | None = None,
        retry_turn: int | None = None,
    ) -> str:
        """Opens a call's journal and returns its id."""
        call = f"{utc[:19].replace(':', '').replace('-', '')}-{secrets.token_hex(3)}"
        self._own()
        with self._write("starting a call") as db:
            db.execute(
                "INSERT OR IGNORE INTO script VALUES (?, ?, ?)",
                (playable.hash, playable.rubric_hash, msgspec.json.encode(playable)),
            )
            db.execute(
                "INSERT INTO call (id, scenario, title, level, seed, engine, scenario_hash,"
                " rubric_hash, trainee, spoken, started, owner, retry_of, retry_turn, sure_before)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    call,
                    playable.id,
                    playable.scenario.scenario,
                    level,
                    seed,
                    engine,
                    playable.hash,
                    playable.rubric_hash,
                    trainee,
                    int(spoken),
                    utc,
                    self._owner.name,
                    retry_of,
                    retry_turn,
                    sure_before,
                ),
            )
        return call

    def append(self, call: str, events: Sequence[AnyEvent]) -> None:
        """Stores events of a call in order; they survive a killed process on return.

        Where the disk refuses, the events wait in memory and go with the next
        append, so that a turn is never lost while the process lives.
        """
        with self._lock:
            self._pending.extend((call, event) for event in events)
            self._flush()

    def _flush(self) -> None:
        with self._lock:
            if self._pending:
                self._insert_pending()
                self._pending.clear()

    def _insert_pending(self) -> None:
        with self._write("keeping the call") as db:
            numbers: dict[str, int] = {}
            for call, event in self._pending:
                number = numbers.get(call, self._next.get(call, -1))
                if number < 0:
                    row = db.execute(
                        "SELECT COALESCE(MAX(number), 0) FROM event WHERE call = ?", (call,)
                    ).fetchone()
                    number = int(row[0])
                number += 1
                db.execute(
                    "INSERT INTO event VALUES (?, ?, ?)",
                    (call, number, msgspec.json.encode(event)),
                )
                numbers[call] = number
        self._next.update(numbers)

    def finish_call(self, call: str, card: Scorecard, *, utc: str) -> None:
        """Closes a call with its score."""
        self._flush()
        with self._write("keeping the score") as db:
            db.execute(
                "UPDATE call SET ended = ?, ending = ?, result = ?, total = ?, passed = ?,"
                " seconds = ? WHERE id = ?",
                (
                    utc,
                    card.ending,
                    card.result,
                    card.total,
                    int(card.passed),
                    card.seconds,
                    call,
                ),
            )
            self._insert_card(db, call, card, utc)

    def add_card(self, call: str, card: Scorecard, *, utc: str) -> None:
        """Adds a newer score of an old call; the older ones stay."""
        with self._write("keeping the score") as db:
            db.execute(
                "UPDATE call SET total = ?, passed = ? WHERE id = ?",
                (card.total, int(card.passed), call),
            )
            self._insert_card(db, call, card, utc)

    def resume_call(self, call: str) -> None:
        """Makes an unfinished call this process's own."""
        self._own()
        with self._write("resuming the call") as db:
            db.execute(
                "UPDATE call SET owner = ?, ended = NULL, result = '' WHERE id = ?",
                (self._owner.name, call),
            )

    def note_confidence(
        self, call: str, *, before: int | None = None, after: int | None = None
    ) -> None:
        """How sure the trainee felt, 1 to 5."""
        with self._write("keeping your answer") as db:
            db.execute(
                "UPDATE call SET sure_before = COALESCE(?, sure_before),"
                " sure_after = COALESCE(?, sure_after) WHERE id = ?",
                (before, after, call),
            )

    # -- reading --------------------------------------------------------------

    def calls(self, *, scenario: str = "", limit: int = 100) -> tuple[CallRow, ...]:
        """Ended calls, newest first."""
        return self._rows(
            f"SELECT *, {_TURNS} FROM call WHERE ended IS NOT NULL AND (? = '' OR scenario = ?)"
            " ORDER BY started DESC, id DESC LIMIT ?",
            (scenario, scenario, limit),
        )

    def unfinished(self) -> tuple[CallRow, ...]:
        """Calls whose process is gone and that had begun, newest first."""
        rows = self._rows(
            f"SELECT *, {_TURNS} FROM call WHERE ended IS NULL"
            " AND EXISTS (SELECT 1 FROM event WHERE event.call = call.id)"
            " ORDER BY started DESC, id DESC",
            (),
        )
        return tuple(row for row in rows if not self._owner.alive(row.owner))

    def done_with(self, calls: Iterable[str]) -> tuple[str, ...]:
        """Those of ``calls`` that no living process had and nobody can continue."""
        with self._read("reading results") as db:
            owners = dict(db.execute("SELECT id, owner FROM call").fetchall())
        living = {owner for owner in set(owners.values()) if self._owner.alive(owner)}
        waiting = {row.id for row in self.unfinished()}
        return tuple(
            call for call in calls if call not in waiting and owners.get(call) not in living
        )

    def call(self, call: str) -> CallRow:
        """One call. Raises ``NotFound``."""
        rows = self._rows(f"SELECT *, {_TURNS} FROM call WHERE id = ?", (call,))
        if not rows:
            raise NotFound(f"there is no call '{call}'", "ringcraft rescore lists the calls")
        return rows[0]

    def log(self, call: str) -> Log:
        """All events of a call, in order."""
        with self._read("reading the call") as db:
            rows = db.execute("SELECT body FROM event WHERE call = ? ORDER BY number", (call,))
            return tuple(_EVENT.decode(row[0]) for row in rows)

    def playable(self, call: str) -> Playable:
        """The scenario as it was played in that call. Raises ``NotFound``."""
        with self._read("reading the scenario") as db:
            row = db.execute(
                "SELECT playable FROM script JOIN call ON script.hash = call.scenario_hash"
                " AND script.rubric_hash = call.rubric_hash WHERE call.id = ?",
                (call,),
            ).fetchone()
        if row is None:
            raise NotFound(f"there is no call '{call}'")
        return _PLAYABLE.decode(row[0])

    def cards(self, call: str) -> tuple[Scorecard, ...]:
        """All scores of a call, newest first."""
        with self._read("reading the score") as db:
            rows = db.execute("SELECT body FROM card WHERE call = ? ORDER BY rowid DESC", (call,))
            return tuple(_CARD.decode(row[0]) for row in rows)

    # -- sentences nobody understood -------------------------------------------

    def note_missed(
        self, *, call: str, turn: int, scenario: str, prospect: str, text: str, utc: str
    ) -> None:
        """Puts a sentence in the inbox; the same one of the same turn only once."""
        with self._write("keeping the sentence") as db:
            db.execute(
                "INSERT OR IGNORE INTO missed (call, turn, scenario, prospect, text, noted)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (call, turn, scenario, prospect, text, utc),
            )

    def missed(self, *, decided: bool = False) -> tuple[MissedRow, ...]:
        """The inbox, oldest first; with ``decided`` what has been dealt with."""
        test = "IS NOT NULL" if decided else "IS NULL"
        with self._read("reading the inbox") as db:
            rows = db.execute(f"SELECT * FROM missed WHERE move {test} ORDER BY id")
            return tuple(msgspec.convert(dict(row), MissedRow) for row in rows)

    def decide_missed(self, numbers: Sequence[int], move: str | None) -> None:
        """Says what sentences were: a move's id, the empty text for "ignore", None to undo."""
        with self._write("sorting the inbox") as db:
            db.executemany(
                "UPDATE missed SET move = ? WHERE id = ?", [(move, number) for number in numbers]
            )

    # -- the user's own data ----------------------------------------------------

    def delete_call(self, call: str) -> None:
        """Deletes a call with its events, scores and missed sentences."""
        with self._write("deleting the call") as db:
            db.execute("DELETE FROM missed WHERE call = ?", (call,))
            db.execute("DELETE FROM call WHERE id = ?", (call,))

    def delete_all(self) -> None:
        """Deletes every result and gives the space back."""
        with self._write("deleting results") as db:
            for table in ("missed", "card", "event", "call", "script"):
                db.execute(f"DELETE FROM {table}")
        with self._lock, trouble("deleting results", self.path):
            self._db.execute("VACUUM")

    def export(self) -> Iterator[dict[str, Any]]:
        """Every call as plain data: the row, its events and its scores."""
        ended = self._rows(f"SELECT *, {_TURNS} FROM call ORDER BY started", ())
        for row in ended:
            yield {
                "call": msgspec.to_builtins(row),
                "events": [msgspec.to_builtins(event) for event in self.log(row.id)],
                "scorecards": [msgspec.to_builtins(card) for card in self.cards(row.id)],
            }

    # -- inside -------------------------------------------------------------------

    @contextmanager
    def _write(self, doing: str) -> Iterator[sqlite3.Connection]:
        with self._lock, trouble(doing, self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _read(self, doing: str) -> Iterator[sqlite3.Connection]:
        with self._lock, trouble(doing, self.path):
            try:
                yield self._db
            except msgspec.DecodeError as error:
                raise StoreError(
                    f"{self.path} holds a call that can't be read: {error}",
                    "it may be of a newer Ringcraft; the others are not affected",
                ) from error

    def _rows(self, query: str, values: tuple[object, ...]) -> tuple[CallRow, ...]:
        with self._read("reading results") as db:
            rows = db.execute(query, values).fetchall()
            return tuple(msgspec.convert(dict(row), CallRow, strict=False) for row in rows)

    @staticmethod
    def _insert_card(db: sqlite3.Connection, call: str, card: Scorecard, utc: str) -> None:
        db.execute(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?)",
            (call, utc, card.engine, card.rubric_hash, msgspec.json.encode(card)),
        )

    def _own(self) -> None:
        with trouble("starting a call", self.path):
            self._owner.hold()
