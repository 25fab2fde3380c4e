"""The first tip is about the turn that lost the call; what was cut off takes no time."""

from simulator import files
from simulator.call import Call
from simulator.hearing_model import load_hearing
from simulator.scoring.card import Scorecard

LONG = "and another thing we do is plan routes for firms like yours every day " * 20


def played(*replies: str) -> Scorecard:
    call = Call(files.load("first-ten-seconds"), load_hearing(), level="standard", seed=7)
    call.begin()
    for reply in replies:
        if not call.over:
            call.say(reply)
    return call.scorecard()


def test_the_turn_that_lost_the_call_comes_first() -> None:
    card = played(
        "We sell the best route software there is, twelve percent off your miles.",
        "We are the leading platform for route planning with tracking and dashboards and alerts.",
    )
    assert card.result == "lost"
    assert card.tips[0].turn == 2
    assert "pitched" in card.tips[0].note
    assert card.tips[0].stronger
    assert len(card.tips) <= 3


def test_words_after_a_cut_in_take_no_time() -> None:
    long, longer = played(LONG), played(LONG * 3)
    assert longer.seconds == long.seconds < 60
