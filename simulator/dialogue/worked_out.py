"""Moves that follow from the state of the call rather than from the words alone.

Hearing works out what shows in the words; what hangs on the call so far is
decided here: who was cut off, what came too early, and when a repeat or a
question in return is no fault.
"""

from simulator.dialogue.index import Index
from simulator.dialogue.state import State
from simulator.understanding.hearing import Heard, Hearing, Span

PITCHES = frozenset(
    {"state_value", "quantify_value", "tell_proof", "feature_dump", "state_price", "discount_early"}
)
"""Value, features or price: what is too early before a need or permission."""
NEEDS = frozenset({"ask_need", "ask_impact", "ask_current_solution"})
_STATE_DECIDES = frozenset({"pitch_too_early", "ramble", "interrupt"})


def complete(
    index: Index, state: State, hearing: Hearing, counted: int, *, cut: bool, interrupted: bool
) -> tuple[Heard, ...]:
    """The moves of the turn: those heard in the counted words, worked-out ones, parents.

    ``state`` is the state before the turn.
    """
    talk = index.stages[state.beat].beat.mode == "talk"
    heard: dict[str, Heard] = {}
    for one in hearing.moves:
        if one.move in heard or one.move in _STATE_DECIDES or one.span.start >= max(counted, 1):
            continue
        if one.by == "worked_out" and _excused(state, one.move, talk):
            continue
        heard[one.move] = one
    found: list[tuple[str, Span]] = []
    if cut:
        found.append(("ramble", Span(0, counted)))
    if interrupted:
        found.append(("interrupt", Span(0, 0)))
    if talk:
        span = pitches_too_early(state, tuple(heard.values()))
        if span is not None:
            found.append(("pitch_too_early", span))
    for move, span in found:
        heard[move] = Heard(move=move, confidence=1.0, span=span, by="worked_out")
    for one in tuple(heard.values()):
        for parent in index.parents.get(one.move, ()):
            if parent not in heard:
                heard[parent] = Heard(
                    move=parent,
                    confidence=one.confidence,
                    span=one.span,
                    clause=one.clause,
                    by="counts_as",
                    nearest=one.move,
                    sure=one.sure,
                )
    return tuple(heard.values())


def pitches_too_early(state: State, heard: tuple[Heard, ...]) -> Span | None:
    """Value, features or price before a need is known and before permission.

    A reason for the call that names its worth is a reason, not a pitch, and an
    objection invites an answer.
    """
    if state.told or state.objections or "permission_opener" in state.times:
        return None
    if not NEEDS.isdisjoint(state.times):
        return None
    ids = {one.move for one in heard}
    if "permission_opener" in ids or not NEEDS.isdisjoint(ids):
        return None
    allowed = {"state_value"} if "state_reason" in ids else set()
    for one in heard:
        if one.move in PITCHES and one.move not in allowed:
            return one.span
    return None


def _excused(state: State, move: str, talk: bool) -> bool:
    """Whether the state of the call takes away a fault that the words alone suggest."""
    if move == "dodge_question":
        return not talk or not state.asked or state.open != ""
    if move == "repeat_self":
        return not talk or state.asked_again
    return False
