"""What the app works with: settings, store, hearing, clock. One object, made once."""

import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from simulator import settings
from simulator.errors import RingcraftError, StoreError
from simulator.settings import Settings

if TYPE_CHECKING:
    from simulator.call import Hear
    from simulator.errors import ModelError
    from simulator.files import Entry
    from simulator.spoken_call import SpokenCall
    from simulator.store import Store

RING_SECONDS = 1.2
"""How long it rings at least before somebody picks up."""


class Desk:
    """The edges as the screens use them.

    A store that can't be opened doesn't stop practice: ``store`` is None then
    and ``trouble`` says why, once.
    """

    def __init__(
        self,
        *,
        ring_seconds: float = RING_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        seed: Callable[[], int] = lambda: secrets.randbelow(1_000_000),
        library: "Callable[[], tuple[Entry, ...]] | None" = None,
    ) -> None:
        self.ring_seconds = ring_seconds
        self.now = now
        self.new_seed = seed
        self._library = library
        self.trouble: list[RingcraftError] = []
        self.settings = self._settings()
        self.store: Store | None = None
        self._opened = False
        self._spoken: list[SpokenCall] = []
        self.told_of_headsets = False
        self._lock = threading.Lock()

    def _settings(self) -> Settings:
        try:
            return settings.read()
        except StoreError as error:
            self.trouble.append(error)
            return Settings()

    def open_store(self) -> "Store | None":
        """The store, opened on first use; None, with trouble noted, where it can't be."""
        from simulator.store import Store

        with self._lock:
            if not self._opened:
                self._opened = True
                try:
                    self.store = Store.open()
                except StoreError as error:
                    self.trouble.append(error)
            return self.store

    def hear(self) -> "Hear":
        """The hearing, loaded on first use; blocks, so call it off the event loop.

        Raises ``ModelError``.
        """
        from simulator import hearing_model

        with self._lock:
            hearing_model.warm()
        return hearing_model.hear

    def library(self) -> "tuple[Entry, ...]":
        """The calls there are; reads files, so call it off the event loop."""
        if self._library is None:
            from simulator import files

            self._library = files.library
        return self._library()

    def hold(self, spoken: "SpokenCall") -> None:
        """Keeps a call's recordings until its debrief is left; ends the one before. Blocks."""
        for before in self._spoken:
            before.end()
        self._spoken.append(spoken)

    def put_away(self) -> None:
        """Ends the voice of spoken calls and deletes recordings not to be kept. Blocks."""
        while self._spoken:
            self._spoken.pop().close()

    def speech_missing(self) -> "ModelError | None":
        """Why a call can't be spoken for want of a model; None where it can. Reads files."""
        from simulator.errors import ModelError
        from simulator.speech import models

        try:
            models.recogniser(self.settings.recogniser)
        except ModelError as error:
            return error
        return None

    def troubles(self) -> list[RingcraftError]:
        """What went wrong since it was last asked."""
        waiting, self.trouble = self.trouble, []
        return waiting

    def utc(self) -> str:
        """The time in UTC, ISO 8601 to the second with ``Z``."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def change(self, **changes: object) -> None:
        """Changes settings and stores them; a change that raises ``StoreError`` holds too."""
        self.settings = msgspec.structs.replace(self.settings, **changes)
        settings.write(self.settings)

    def close(self) -> None:
        """Lets go of voice and store; what could not be written is noted as trouble."""
        self.put_away()
        store, self.store = self.store, None
        if store is not None:
            try:
                store.close()
            except StoreError as error:
                self.trouble.append(error)
