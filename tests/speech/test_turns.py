"""Has the trainee finished? Every row is something that was said just before a pause."""

import pytest

from simulator.dialogue.turns import BRIDGED, HABITS, LONGEST, SURE, Reason, Verdict, finished
from simulator.hearing_model import load_ending
from simulator.scenario.model import MoveDef
from simulator.understanding.hearing import Heard, Hearing, Span

KINDS = {
    "greeting": MoveDef(reply="social"),
    "introduce_self": MoveDef(reply="statement"),
    "ask_need": MoveDef(reply="question"),
    "state_value": MoveDef(reply="statement"),
}


def judged(text: str, *moves: str, prospect: str = "", own_pause: float = 0.0) -> Verdict:
    span = Span(0, len(text))
    heard = tuple(Heard(move=move, confidence=0.9, span=span) for move in moves)
    hearing = Hearing(text=text, moves=heard)
    over = load_ending()(text, prospect)
    return finished(text, hearing, KINDS, over, prospect=prospect, own_pause=own_pause)


def verdict_on(text: str, *moves: str, prospect: str = "") -> Reason:
    return judged(text, *moves, prospect=prospect).reason


def at_odds(over: float, text: str = "the weather turned out fine", own: float = 0.0) -> Verdict:
    return finished(text, Hearing(text=text), KINDS, over, own_pause=own)


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
    text = "we cut empty miles by twelve percent for firms like yours"
    assert verdict_on(text, "state_value") == "stated"
    assert verdict_on(text) == "unknown"
    assert judged(text, "state_value").wait <= judged(text).wait


@pytest.mark.parametrize(
    ("whole", "broken_off"),
    [
        (
            "the reason for my call is that your drivers come back with empty trucks",
            "the reason for my call",
        ),
        ("so how do you plan the runs today", "so how do you plan the"),
        ("i'm calling because we cut empty miles for haulage firms like yours", "i'm calling"),
        ("would tuesday at ten work for you", "would tuesday"),
    ],
)
def test_a_whole_reply_is_answered_sooner_than_one_broken_off(whole: str, broken_off: str) -> None:
    assert judged(whole).wait < judged(broken_off).wait


def test_the_wait_falls_as_the_end_grows_likely() -> None:
    waits = [at_odds(odds / 10).wait for odds in range(-40, 20)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == LONGEST
    assert waits[-1] == pytest.approx(0.12)


def test_own_pauses_scale_what_is_a_guess_and_not_what_is_sure() -> None:
    shortest, longest = HABITS
    usual = at_odds(-1.0).wait
    assert at_odds(-1.0, own=0.2).wait == pytest.approx(usual * shortest, abs=0.001)
    assert at_odds(-1.0, own=2.0).wait == pytest.approx(usual * longest, abs=0.001)
    assert at_odds(3.0, own=2.0).wait == at_odds(3.0).wait
    assert judged("yes it is", prospect="Is it?", own_pause=2.0).wait == SURE["answered"]


def test_only_a_long_wait_is_bridged_with_a_sound() -> None:
    assert BRIDGED[0] < at_odds(-1.0).wait < BRIDGED[1] < at_odds(-3.0).wait
    assert at_odds(-1.0).opener is not None
    assert at_odds(-3.0).opener is None
    assert at_odds(0.5).opener is None
    assert judged("how do you").opener is None
    assert judged("do you have a minute").opener is None
