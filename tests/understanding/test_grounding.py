"""Moves that only the scenario shows, and the lines that look like them but are not."""

import pytest

from simulator.scenario.model import Product, Rival, Worth
from simulator.understanding import clauses, facts, grounding
from simulator.understanding.hearing import Context

PRODUCT = Product(
    product="Tallyroute",
    proof={"pell": Worth(say="Pell Haulage cut empty miles.", mention=("pell",))},
    rivals={"corvane": Rival(name="Corvane", called=("corvane",))},
)
LINE = "Mornings. The plan falls apart by eight when a driver calls in sick."


def ground(text: str, heard: frozenset[str] = frozenset(), prospect: str = LINE) -> set[str]:
    context = Context(product=PRODUCT, prospect=prospect)
    found = facts.find(text, context)
    return {one.move for one in grounding.ground(text, clauses.split(text), context, found, heard)}


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Pell Haulage did this in three months.", "tell_proof"),
        ("Corvane is cheap for a reason, it's junk.", "badmouth_competitor"),
        ("corvane is rubbish", "badmouth_competitor"),
        ("You need to decide today.", "pressure"),
        ("you've got to sign now", "pressure"),
        ("So mornings fall apart by eight.", "reflect"),
        ("How about Thursday at ten?", "offer_times"),
        ("Would Tuesday morning suit you?", "offer_times"),
    ],
)
def test_the_scenario_shows_it(text: str, move: str) -> None:
    assert move in ground(text)


@pytest.mark.parametrize(
    "text",
    [
        "Have you heard of Pell Haulage?",
        "You don't need to decide today.",
        "I'm not saying Corvane is rubbish.",
        "Is Corvane junk?",
        "Somebody told me Corvane is rubbish.",
        "That old spreadsheet is rubbish.",
        "So what happens on mornings when drivers are sick?",
        "So that's Thursday at eight in the morning.",
        "So we fix the plan when a driver is sick.",
        "The plan falls apart by eight.",
        "I rang on Thursday.",
        "We deliver on Thursday.",
    ],
)
def test_what_looks_like_it_is_left_alone(text: str) -> None:
    assert ground(text) == set()


def test_a_sentence_that_sells_is_no_reflection() -> None:
    text = "So mornings stop falling apart by eight."
    assert "reflect" in ground(text)
    assert "reflect" not in ground(text, frozenset({"state_value"}))


def test_without_a_line_there_is_nothing_to_give_back() -> None:
    assert ground("So mornings fall apart by eight.", prospect="") == set()


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("I'm calling about the runs. How about Thursday at ten?", True),
        ("I will ring you on Thursday.", False),
        ("You can reach me on 0117 496 0123.", False),
    ],
)
def test_a_call_back_needs_a_number_or_a_word_for_it(text: str, lacks: bool) -> None:
    found = facts.find(text, Context())
    assert grounding.unsupported("leave_callback", text, found) is lacks
    assert not grounding.unsupported("ask_need", text, found)
