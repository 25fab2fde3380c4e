"""Has the trainee finished? Every row is something that was said just before a pause."""

import pytest

from simulator.dialogue.turns import LONGEST, WAITS, Reason, finished
from simulator.scenario.model import MoveDef
from simulator.understanding.hearing import Heard, Hearing, Span


def verdict_on(text: str, *moves: str, prospect: str = "", own_pause: float = 0.0) -> Reason:
    kinds = {
        "greeting": MoveDef(reply="social"),
        "introduce_self": MoveDef(reply="statement"),
        "ask_need": MoveDef(reply="question"),
        "state_value": MoveDef(reply="statement"),
    }
    span = Span(0, len(text))
    heard = tuple(Heard(move=move, confidence=0.9, span=span) for move in moves)
    hearing = Hearing(text=text, moves=heard)
    return finished(text, hearing, kinds, prospect=prospect, own_pause=own_pause).reason


@pytest.mark.parametrize(
    "text",
    [
        "do you have a minute",
        "how do you handle that today",
        "what is this about",
        "who do you work with",
        "hi dana this is alex from bright line did i catch you at a bad time",
        "would tuesday at two work",
        "we could start small how does that sound",
        "how much does it cost",
        "so what happens when a driver is late is that right",
    ],
)
def test_a_whole_question_waits_for_nothing(text: str) -> None:
    assert verdict_on(text) == "asked"


@pytest.mark.parametrize(
    "text",
    [
        "how do you",
        "i was wondering if",
        "so what we do is",
        "could you",
        "can you tell me more about",
        "we help firms like yours to",
        "what happens when a driver is late and",
        "i'd love to show you the",
        "um",
    ],
)
def test_a_sentence_that_hangs_waits_longest(text: str) -> None:
    assert verdict_on(text) == "hanging"


def test_an_answer_is_an_answer_only_to_a_question() -> None:
    assert verdict_on("yes it is", prospect="Is that right?") == "answered"
    assert verdict_on("yes it is", prospect="I see.") != "answered"


def test_nothing_and_a_word_wait_for_more() -> None:
    assert verdict_on("") == "nothing"
    assert verdict_on("tuesday") == "fragment"


def test_a_greeting_is_no_turn_yet() -> None:
    assert verdict_on("hello dana good morning", "greeting") == "fragment"


def test_a_goodbye_is_the_end() -> None:
    assert verdict_on("great speak to you on tuesday have a good day") == "farewell"


def test_a_statement_the_engine_can_answer_waits_less_than_one_it_cannot() -> None:
    assert verdict_on("we cut empty miles by twelve percent", "state_value") == "stated"
    assert verdict_on("the weather turned out fine after all") == "unknown"
    assert WAITS["stated"] < WAITS["unknown"] < WAITS["hanging"]


def test_own_pauses_lengthen_only_what_is_a_guess() -> None:
    hearing = Hearing(text="")
    slow = finished("the weather turned out fine", hearing, {}, own_pause=1.0)
    assert slow.wait == LONGEST["unknown"] > WAITS["unknown"]
    assert finished("we help you to", hearing, {}, own_pause=1.2).wait == pytest.approx(1.32)
    assert finished("we help you to", hearing, {}, own_pause=9.0).wait == LONGEST["hanging"]
    assert finished("do you have a minute", hearing, {}, own_pause=1.0).wait == WAITS["asked"]


def test_only_a_guess_may_be_opened_with_a_sound() -> None:
    hearing = Hearing(text="")
    assert finished("the weather turned out fine", hearing, {}).opener is not None
    assert finished("how do you", hearing, {}).opener is None
    assert finished("do you have a minute", hearing, {}).opener is None
