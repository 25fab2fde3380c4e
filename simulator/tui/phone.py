"""A call with its journal, as the screens use it: no Textual, safe to run in a thread."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.call import Call
from simulator.dialogue.correction import corrected
from simulator.dialogue.events import AnyEvent, Log, ProspectSpoke, TraineeSpoke
from simulator.errors import RingcraftError, StoreError
from simulator.scoring import score
from simulator.store import CallRow, Store
from simulator.tui.desk import Desk
from simulator.tui.plan import Finished, Plan

if TYPE_CHECKING:
    from simulator.speech.notes import Note
    from simulator.spoken_call import SpokenCall


class PatientJournal:
    """A journal whose trouble is told once and stops nothing.

    The store holds back what the disk refuses and writes it with the next batch.
    """

    def __init__(self, store: Store, trouble: Callable[[RingcraftError], None]) -> None:
        self._store = store
        self._trouble = trouble
        self._told = False

    def append(self, call: str, events: Sequence[AnyEvent]) -> None:
        """Stores events of the call, now or with a later batch."""
        try:
            self._store.append(call, events)
            self._told = False
        except StoreError as error:
            if not self._told:
                self._told = True
                self._trouble(error)


class Phone:
    """One call from picking up to its score. Methods block; call them off the event loop.

    A typed call returns the events of each turn; a spoken one tells its listener.
    """

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self.desk = desk
        self.plan = plan
        self.call_id = plan.call_id
        self.spoken: SpokenCall | None = None
        self._call: Call | None = None

    @property
    def call(self) -> Call:
        """The call; only once it was picked up."""
        if self._call is None:
            raise RuntimeError("nobody has picked up yet")
        return self._call

    def pick_up(self) -> Log:
        """Loads the hearing, opens the journal and returns what has happened so far.

        A journal that can't be opened is noted on the desk, and the call goes
        on without. Raises ``ModelError`` when hearing can't be had.
        """
        call = self._open()
        events = self.plan.log or call.begin(spoken=self.plan.spoken)
        self.desk.hear()("hello", call.context())  # the scenario's examples are learnt meanwhile
        return events

    def ring(self, listener: "Callable[[Note], None]") -> Log:
        """Rings a spoken call; ``listener`` hears the rest, in another thread.

        Returns what had happened before, in a call that goes on. Raises
        ``ModelError`` when hearing can't be had.
        """
        from simulator.speech.voice_settings import VoiceSettings
        from simulator.spoken_call import SpokenCall

        call = self._open()
        settings = VoiceSettings.of(self.desk.settings)
        self.spoken = SpokenCall(call, settings, listener, call_id=self.call_id or "call")
        self.desk.ring(self.spoken)
        return self.plan.log

    def _open(self) -> Call:
        plan, hear = self.plan, self.desk.hear()
        store = self.desk.open_store()
        if store is not None:
            if plan.call_id:
                store.resume_call(plan.call_id)
            else:
                self.call_id = self._begin(store)
        journal = None
        if store is not None and self.call_id:
            journal = PatientJournal(store, self.desk.note)
            if plan.log and not plan.call_id:
                # A moment said again: the new call's journal holds what led to it.
                journal.append(self.call_id, plan.log)
        self._call = Call(
            plan.playable,
            hear,
            level=plan.level,
            seed=plan.seed,
            journal=journal,
            call_id=self.call_id,
            log=plan.log,
        )
        return self._call

    def _begin(self, store: Store) -> str:
        """Opens the journal of a new call; "" where the store refuses, and the call goes on."""
        plan = self.plan
        try:
            return store.begin_call(
                plan.playable,
                level=plan.level,
                seed=plan.seed,
                engine=__version__,
                utc=self.desk.utc(),
                trainee=self.desk.settings.name,
                spoken=plan.spoken,
                sure_before=plan.sure_before,
                retry_of=plan.retry_of or None,
                retry_turn=plan.retry_turn or None,
            )
        except StoreError as error:
            self.desk.note(error)
            return ""

    def say(self, text: str) -> Log:
        """A typed reply; a spoken call tells its listener instead of returning events."""
        if self.spoken is not None:
            self.spoken.type(text)
            return ()
        return self.call.say(text)

    def hint(self) -> Log:
        """Asks for a hint."""
        if self.spoken is not None:
            self.spoken.hint()
            return ()
        return self.call.hint()

    def hang_up(self) -> Log:
        """Puts the phone down."""
        if self.spoken is not None:
            self.spoken.hang_up()
            return ()
        return self.call.hang_up()

    def note_missed(self, events: Log) -> None:
        """Puts a reply that was not followed in the inbox of missed sentences."""
        store = self.desk.store
        said = next((event for event in events if isinstance(event, TraineeSpoke)), None)
        if store is None or not self.call_id or said is None or not not_followed(events):
            return
        before = [
            event.line
            for event in self.call.log
            if isinstance(event, ProspectSpoke) and event.turn < said.turn
        ]
        try:
            store.note_missed(
                call=self.call_id,
                turn=said.turn,
                scenario=self.plan.playable.id,
                prospect=before[-1] if before else "",
                text=said.hearing.text,
                utc=self.desk.utc(),
            )
        except StoreError as error:
            self.desk.note(error)

    def finish(self) -> Finished:
        """Scores the call and stores the score; a store that refuses costs nothing but the row."""
        card = self.call.scorecard()
        finished = Finished(plan=self.plan, log=self.call.log, card=card, call_id=self.call_id)
        if self.desk.store is not None and self.call_id:
            try:
                self.desk.store.finish_call(self.call_id, card, utc=self.desk.utc())
            except StoreError as error:
                self.desk.note(error)
        return finished


def not_followed(events: Log) -> bool:
    """Whether the person did not understand the turn."""
    return any(
        isinstance(event, ProspectSpoke)
        and event.place.part == "stock"
        and event.place.name == "not_followed"
        for event in events
    )


def reopened(store: Store, row: CallRow) -> Finished:
    """A stored call as it was, with its newest score. Raises ``StoreError`` and ``NotFound``."""
    plan = Plan(playable=store.playable(row.id), level=row.level, seed=row.seed, spoken=row.spoken)
    log = corrected(store.log(row.id))
    cards = store.cards(row.id)
    card = cards[0] if cards else score(plan.playable, log)
    return Finished(plan=plan, log=log, card=card, call_id=row.id)
