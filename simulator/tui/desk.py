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

    A store that can't be opened doesn't stop practice: ``store`` is None then,
    and why is noted as trouble, once.
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
        self._waiting: list[RingcraftError] = []
        self._tell: Callable[[RingcraftError], object] | None = None
        self._telling = threading.Lock()
        self._misread = False
        self.settings = self._settings()
        self.store: Store | None = None
        self._opened = self._closed = False
        self._spoken: list[SpokenCall] = []
        self.told_of_headsets = False
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    def _settings(self) -> Settings:
        try:
            return settings.read()
        except settings.Misread as error:
            self._misread = True
            self.note(error)
            return error.settings

    def listen(self, tell: Callable[[RingcraftError], object]) -> None:
        """``tell`` hears of trouble from now on, from any thread, and of what has waited."""
        with self._telling:
            self._tell = tell
        for error in self.troubles():
            tell(error)

    def note(self, error: RingcraftError) -> None:
        """Trouble that stops nothing: told at once; while nobody listens, it waits."""
        with self._telling:
            tell = self._tell
            if tell is None:
                self._waiting.append(error)
        if tell is not None:
            tell(error)

    def troubles(self) -> list[RingcraftError]:
        """Trouble that nobody was told, for whoever asks first."""
        with self._telling:
            waiting, self._waiting = self._waiting, []
        return waiting

    def open_store(self) -> "Store | None":
        """The store, opened on first use; None, with trouble noted, where it can't be."""
        from simulator.store import Store

        with self._lock:
            if not (self._opened or self._closed):
                self._opened = True
                try:
                    self.store = Store.open()
                except StoreError as error:
                    self.note(error)
            return self.store

    def hear(self) -> "Hear":
        """The hearing, loaded on first use; blocks, so call it off the event loop.

        Raises ``ModelError``.
        """
        from simulator import hearing_model

        with self._loading:
            hearing_model.warm()
        return hearing_model.hear

    def library(self) -> "tuple[Entry, ...]":
        """The calls there are; reads files, so call it off the event loop."""
        if self._library is None:
            from simulator import files

            self._library = files.library
        return self._library()

    def ring(self, spoken: "SpokenCall") -> None:
        """Rings a spoken call and holds it until its debrief is left; ends the one before. Blocks.

        Raises ``RingcraftError`` once the desk is closed: nobody would hang up.
        """
        with self._lock:
            if self._closed:
                raise RingcraftError("Ringcraft is being closed")
            for before in self._spoken:
                before.end()
            self._spoken.append(spoken)
            spoken.ring()

    def tidy(self) -> None:
        """Deletes recordings that a killed Ringcraft left and that are not to be kept. Blocks.

        Settings that could not be read may have said to keep them.
        """
        from simulator.tui import erasure

        store = self.open_store()
        if store is None or self._misread or self.settings.keep_audio == "always":
            return
        try:
            erasure.left_behind(store)
        except StoreError as error:
            self.note(error)

    def put_away(self) -> None:
        """Ends the voice of spoken calls and deletes recordings not to be kept. Blocks."""
        with self._lock:
            held, self._spoken = self._spoken, []
        for spoken in held:
            spoken.close()

    def speech_missing(self) -> "ModelError | None":
        """Why a call can't be spoken for want of a model; None where it can. Reads files."""
        from simulator.errors import ModelError
        from simulator.speech import models

        try:
            models.recogniser(self.settings.recogniser)
        except ModelError as error:
            return error
        return None

    def utc(self) -> str:
        """The time in UTC, ISO 8601 to the second with ``Z``."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def change(self, **changes: object) -> None:
        """Changes settings and stores them; a change that can't be stored is noted and holds."""
        self.settings = msgspec.structs.replace(self.settings, **changes)
        try:
            kept = settings.write(self.settings)
        except StoreError as error:
            self.note(error)
            return
        if kept is not None:
            self.note(settings.replaced(kept, self.settings))

    def close(self) -> None:
        """Lets go of voice and store; trouble from here on waits to be asked for."""
        with self._telling:
            self._tell = None
        with self._lock:
            self._closed = True
        self.put_away()
        with self._lock:
            store, self.store = self.store, None
        if store is not None:
            try:
                store.close()
            except StoreError as error:
                self.note(error)
