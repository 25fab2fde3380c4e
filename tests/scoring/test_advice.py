"""Every built-in move has advice, and its stronger line does what it says."""

import pytest

from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.scoring.advice import DEFAULTS
from simulator.understanding.hearing import Context, Heard

WORKED_OUT = {
    "pitch_too_early",
    "ramble",
    "stack_questions",
    "repeat_self",
    "interrupt",
    "dodge_question",
    "echo",
}
FAULTS = {
    "diminish_self",
    "feature_dump",
    "use_jargon",
    "badmouth_competitor",
    "pressure",
    "argue",
    "rude",
    "overpromise",
    "discount_early",
    "mislead",
    "give_up",
}
OBJECTING = {"acknowledge_objection", "clarify_objection", "answer_objection"}


def heard(move: str, line: str) -> tuple[Heard, ...]:
    told = (
        "Mornings are the hard part, it costs us two hours a day and we want it settled before the "
        "autumn. The plan falls apart when a driver calls in sick, with the phones going."
    )
    before = told
    if move in OBJECTING:
        before = "That's too expensive, it is more than we pay today."
    if move in ("introduce_self", "greeting"):
        before = "Dana Whitlock."
    if move in ("check_resolved", "tie_to_need", "say_goodbye", "ask_for_meeting", "offer_times"):
        before = "Hm, I see."
    context = Context(
        prospect=before,
        earlier=(told,),
        person="Dana Whitlock",
        you="Sam Carter",
        company="Tallyroute",
        told=frozenset({"need"}),
        moves=load("gatekeeper").moves,
    )
    return load_hearing()(line, context).moves


def test_there_is_advice_for_every_built_in_move() -> None:
    assert len(DEFAULTS) == 49 + len(WORKED_OUT)
    assert set(DEFAULTS) >= FAULTS | WORKED_OUT
    assert set(DEFAULTS) <= set(load("gatekeeper").moves)
    notes = [coach.note for coach in DEFAULTS.values()]
    assert len(set(notes)) == len(notes)


@pytest.mark.parametrize("move", sorted(set(DEFAULTS) - FAULTS - WORKED_OUT))
def test_the_stronger_line_makes_the_move(move: str) -> None:
    assert move in {h.move for h in heard(move, DEFAULTS[move].stronger)}


@pytest.mark.parametrize("move", sorted(FAULTS))
def test_the_line_in_place_of_a_fault_has_no_fault(move: str) -> None:
    assert not {h.move for h in heard(move, DEFAULTS[move].stronger)} & FAULTS
