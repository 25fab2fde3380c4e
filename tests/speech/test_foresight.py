"""What the log keeps of a spoken turn is what the prospect answered."""

import pytest

from simulator.call import Call
from simulator.files import load
from simulator.foresight import Foresight
from simulator.hearing_model import load_hearing
from simulator.speech import messages
from simulator.speech.voice_settings import VoiceSettings


def ringing(scenario: str) -> Call:
    call = Call(load(scenario), load_hearing(), level="standard", seed=1)
    call.begin(spoken=True)
    return call


@pytest.fixture
def call() -> Call:
    return ringing("first-ten-seconds")


def test_what_another_reading_shows_is_kept_for_the_score() -> None:
    call = ringing("after-the-demo")
    misheard = "so wet i am hearing is the planers spend hours on the phone"
    meant = "so what i am hearing is the planners spend hours on the phone"
    foresight = Foresight(call, VoiceSettings(), "c1")
    heard = messages.Heard(id=1, text=misheard, started=3.0, seconds=2.0)
    foresight.verdict(heard, 0.0)
    again = messages.Heard(id=2, text=misheard, started=3.0, seconds=2.0, alternatives=(meant,))
    foresight.verdict(again, 0.0)
    over = messages.Committed(id=2, text=misheard, started=3.2, ended=5.0)
    said = foresight.settled(over, 0.0)
    assert said is not None
    assert "reflect" in said.hearing.ids()
    assert said.hearing.text == misheard


def test_a_turn_begins_with_its_first_word(call: Call) -> None:
    foresight = Foresight(call, VoiceSettings(), "c1")
    text = "hi dana have i caught you at a bad time"
    foresight.verdict(messages.Heard(id=1, text=text, started=3.0, seconds=2.0), 10.0)
    said = foresight.settled(messages.Committed(id=1, text=text, started=3.4, ended=5.0), 10.0)
    assert said is not None
    assert said.started == 13.4


def test_sounds_of_listening_come_in_the_one_voice_that_was_chosen(call: Call) -> None:
    foresight = Foresight(call, VoiceSettings(voice="sam"), "c1")
    text = "hi dana it's sam from tallyroute we look after the routes of hauliers"
    verdict = foresight.verdict(messages.Heard(id=1, text=text, started=3.0, seconds=4.0), 0.0)
    assert verdict.opener_line is not None
    assert verdict.opener_line.voice == "sam"
    assert {line.voice for line in verdict.lines} == {"sam"}
