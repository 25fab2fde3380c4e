"""Putting right what was misheard: the turn is heard again, the call scored again."""

from msgspec.structs import replace

from simulator.call import Call
from simulator.dialogue import restore
from simulator.dialogue.correction import corrected
from simulator.dialogue.events import TraineeSpoke
from simulator.scoring import score
from simulator.tui.desk import Desk
from simulator.tui.plan import Finished
from simulator.understanding.aloud import TYPED, Speech


def corrected_call(desk: Desk, finished: Finished, turn: int, text: str) -> Finished:
    """The call with ``text`` as the words of ``turn``; journal and score keep both versions.

    What the prospect answered stays as it was. Raises ``StoreError`` when the
    journal can't take the correction, ``ValueError`` for a turn without words.
    """
    playable, log = finished.playable, finished.log
    old = next(
        (event for event in log if isinstance(event, TraineeSpoke) and event.turn == turn), None
    )
    if old is None:
        raise ValueError(f"nothing was said in turn {turn}")
    call = Call(
        playable,
        desk.hear(),
        level=finished.plan.level,
        seed=finished.plan.seed,
        log=restore(playable, log, turn),
    )
    spoken = old.hearing.source == "speech"
    heard = call.say(
        text, Speech(seconds=old.hearing.seconds, started=old.started) if spoken else TYPED
    )
    new = next(event for event in heard if isinstance(event, TraineeSpoke))
    amended = replace(
        old,
        hearing=new.hearing,
        counted=new.counted,
        words=(),
        sound=None,  # what was measured belongs to the words as first heard
        corrects=old.corrects or old.hearing.text,
    )
    whole = corrected((*log, amended))
    card = score(playable, whole)
    if desk.store is not None and finished.call_id:
        desk.store.append(finished.call_id, (amended,))
        desk.store.add_card(finished.call_id, card, utc=desk.utc())
    return replace(finished, log=whole, card=card)
