"""A call with its journal, as the screens use it: no Textual, safe to run in a thread."""

import msgspec

from simulator import __version__
from simulator.call import Call
from simulator.dialogue.correction import corrected
from simulator.dialogue.events import Log, ProspectSpoke
from simulator.errors import StoreError
from simulator.scenario.model import Playable
from simulator.scoring import score
from simulator.scoring.card import Scorecard
from simulator.store import CallRow, Store
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """A call that is over, with its score and where it is stored ("": nowhere)."""

    plan: Plan
    log: Log
    card: Scorecard
    call_id: str = ""

    @property
    def playable(self) -> Playable:
        """The scenario that was played."""
        return self.plan.playable


class Phone:
    """One call from picking up to its score. Methods block; call them off the event loop."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self.desk = desk
        self.plan = plan
        self.call_id = plan.call_id
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
        plan, store = self.plan, self.desk.store
        hear = self.desk.hear()
        if store is not None:
            if plan.call_id:
                store.resume_call(plan.call_id)
            else:
                self.call_id = self._journal(store)
        self._call = Call(
            plan.playable,
            hear,
            level=plan.level,
            seed=plan.seed,
            journal=store if self.call_id else None,
            call_id=self.call_id,
            log=plan.log,
        )
        if plan.log and plan.call_id:
            return plan.log
        if plan.log:  # a moment said again: the new call's journal holds what led to it
            self._keep(plan.log)
            return plan.log
        try:
            return self._call.begin(spoken=plan.spoken)
        except StoreError as error:
            self.desk.trouble.append(error)
            return self._call.log

    def _journal(self, store: Store) -> str:
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
            self.desk.trouble.append(error)
            return ""

    def _keep(self, events: Log) -> None:
        if self.desk.store is not None and self.call_id:
            try:
                self.desk.store.append(self.call_id, events)
            except StoreError as error:
                self.desk.trouble.append(error)

    def say(self, text: str) -> Log:
        """A typed reply; one that was not followed goes to the inbox of missed sentences.

        Raises ``StoreError`` when the journal can't take the turn; the call has moved on.
        """
        prospect = self.call.state.lines[-1] if self.call.state.lines else ""
        events = self.call.say(text)
        if self.desk.store is not None and self.call_id and not_followed(events):
            self.desk.store.note_missed(
                call=self.call_id,
                turn=events[-1].turn,
                scenario=self.plan.playable.id,
                prospect=prospect,
                text=text,
                utc=self.desk.utc(),
            )
        return events

    def finish(self) -> Finished:
        """Scores the call and stores the score; a store that refuses costs nothing but the row."""
        card = self.call.scorecard()
        finished = Finished(plan=self.plan, log=self.call.log, card=card, call_id=self.call_id)
        if self.desk.store is not None and self.call_id:
            try:
                self.desk.store.finish_call(self.call_id, card, utc=self.desk.utc())
            except StoreError as error:
                self.desk.trouble.append(error)
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
