"""A move earns only in answer to what is going on."""

import pytest

from simulator.dialogue.events import Log
from simulator.scenario.model import Answer, Criterion
from simulator.scoring import score
from simulator.scoring.card import CriterionScore
from tests.scoring.logs import Story, credit, playable

TROUBLE = "Mornings are a nightmare, the plan falls apart when a driver calls in sick."


def came_out(criterion: Criterion, log: Log) -> CriterionScore:
    (found,) = score(playable(rapport=(criterion,)), log).criteria
    return found


def after(line: str) -> Story:
    return Story().they("Dana Whitlock.").you("Hi, it's Sam.", "introduce_self").they(line)


def test_a_question_before_the_first_exchange_earns_nothing() -> None:
    early = Story().they("Dana.").you("What goes wrong?", "ask_need").ends()
    found = came_out(credit("ask_need"), early)
    assert found.state == "missed" and "before anything had been said" in found.note
    assert came_out(credit("ask_need"), after("Go on.").you("What?", "ask_need").ends()).points


def test_a_question_that_was_answered_counts_at_once() -> None:
    taken = Story().they("Dana.").you("Who looks after vans?", "ask_authority")
    assert came_out(credit("ask_authority"), taken.took("ask_authority").ends()).state == "earned"


def test_all_questions_in_one_breath_earn_the_last_and_the_answered() -> None:
    moves = ("ask_need", "ask_budget", "ask_authority", "ask_timeline")
    text = "Need? Budget? Who? When?"
    spans = dict(zip(moves, text.split(), strict=True))
    story = after("Go on.").you(text, *moves, spans=spans)
    scenario = playable(tuple(credit(move) for move in moves))
    unanswered = score(scenario, story.ends())
    assert [c.state for c in unanswered.criteria] == ["missed"] * 3 + ["earned"]
    assert "several questions" in unanswered.criteria[0].note
    answered = score(
        scenario, after("Go on.").you(text, *moves, spans=spans).took("ask_need").ends()
    )
    assert [c.state for c in answered.criteria] == ["earned", "missed", "missed", "earned"]


def test_what_was_told_already_is_not_earned_by_asking() -> None:
    scenario = playable(
        (credit("ask_need"),),
        answers={"ask_need": (Answer(says=("Mornings.",), tells=("need",)),)},
    )
    story = after(TROUBLE).tells("need").you("And what goes wrong?", "ask_need")
    (found,) = score(scenario, story.ends()).criteria
    assert found.state == "missed" and "already been told" in found.note


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        ("So it's the sick drivers that break the plan.", "earned"),
        ("So you need a scalable solution for growth.", "missed"),
        ("The plan falls apart when a driver calls in sick.", "missed"),
    ],
)
def test_a_reflection_gives_back_what_was_said_in_own_words(reply: str, state: str) -> None:
    assert came_out(credit("reflect"), after(TROUBLE).you(reply, "reflect").ends()).state == state


def test_empathy_needs_something_to_feel_with() -> None:
    felt = after(TROUBLE).you("That sounds hard.", "empathise").ends()
    assert came_out(credit("empathise"), felt).state == "earned"
    nothing = after("Go on.").you("I understand.", "empathise").ends()
    assert came_out(credit("empathise"), nothing).state == "not_relevant"


def test_an_objection_move_needs_an_objection() -> None:
    answer = credit("acknowledge_objection")
    calm = after("Go on.").you("Fair point.", "acknowledge_objection").ends()
    assert came_out(answer, calm).state == "not_relevant"
    read = after("That's too expensive for us.").you("Fair point.", "acknowledge_objection").ends()
    assert came_out(answer, read).state == "earned"
    raised = after("Hm.").raises("price").you("Fair point.", "acknowledge_objection").ends()
    assert came_out(answer, raised).state == "earned"


def test_value_in_a_pitch_made_too_early_earns_nothing() -> None:
    pitch = after("Go on.").you("We save you hours.", "state_value", "pitch_too_early").ends()
    found = came_out(credit("state_value"), pitch)
    assert found.state == "missed" and "before any need" in found.note


def test_a_tie_ties_to_something_that_was_said() -> None:
    tied = after(TROUBLE).you("It redraws the plan when somebody is sick.", "tie_to_need").ends()
    assert came_out(credit("tie_to_need"), tied).state == "earned"
    loose = after("Go on.").you("It is right for a firm like yours.", "tie_to_need").ends()
    assert came_out(credit("tie_to_need"), loose).state == "missed"


def test_a_summary_takes_up_two_things() -> None:
    summed = "So mornings, and drivers who are sick."
    both = after(TROUBLE).you(summed, "summarise_needs").ends()
    assert came_out(credit("summarise_needs"), both).state == "earned"
    one = after(TROUBLE).you("So it is about growth.", "summarise_needs").ends()
    assert came_out(credit("summarise_needs"), one).state == "missed"


def test_nothing_is_confirmed_that_was_not_offered_or_agreed() -> None:
    confirm = credit("confirm_next_step")
    alone = after("Go on.").you("Thursday it is.", "confirm_next_step").ends()
    assert came_out(confirm, alone).state == "missed"
    agreed = after("Thursday works for me.").you("Thursday it is.", "confirm_next_step").ends()
    assert came_out(confirm, agreed).state == "earned"
