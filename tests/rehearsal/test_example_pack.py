"""The example pack plays as designed: its thirteen tests come out.

First with moves given by hand, so that what fails is the engine or the scoring;
then by the real hearing.
"""

from pathlib import Path

import pytest

from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.rehearsal import drills, embedded
from simulator.rehearsal.suites import suites
from simulator.scenario.model import Drill
from simulator.understanding.hearing import Context, Fact, Heard, Hearing, Span

PACK = Path(__file__).parent.parent / "data" / "example_pack"

MEANT: dict[str, str] = {
    # each phrase of a sentence, and the moves that it makes
    "it's Sam from Tallyroute": "introduce_self",
    "this is Sam calling from Tallyroute": "introduce_self",
    "Sam here at Tallyroute": "introduce_self",
    "Hello Marcus": "greeting use_name",
    "Hi Marcus": "greeting use_name",
    "Hi Dana": "greeting use_name",
    "Dana, it's": "use_name",
    "Have I caught you at a bad time?": "permission_opener",
    "Do you have two minutes?": "permission_opener",
    "Could you put me through to Dana Whitlock please?": "ask_referral",
    "Is Dana available?": "ask_referral",
    "It's about cutting empty miles for haulage firms.": "state_reason",
    "It's about your delivery routes.": "state_reason",
    "I'm calling about your delivery routes.": "state_reason",
    "Thank you": "thank",
    "thank you": "thank",
    "thanks for your time": "thank",
    "What is the hardest part of planning your routes?": "ask_need",
    "So mornings fall apart by eight.": "reflect",
    "How many hours do your planners lose a week?": "ask_impact",
    "How do you plan your routes today?": "ask_current_solution",
    "Pell Haulage did this in three months.": "tell_proof",
    "Firms like yours cut empty miles by twelve percent.": "quantify_value",
    "How about Tuesday at ten?": "offer_times",
    "How about Thursday at two?": "offer_times",
    "How about Thursday at ten?": "offer_times",
    "Great, so that's Tuesday at ten.": "confirm_next_step",
    "Great, so that's Thursday at two.": "confirm_next_step",
    "Our platform saves haulage firms money on every run.": "state_value",
    "You need to decide today.": "pressure",
    "She is expecting my call, just put me through.": "mislead",
    "Could we set up fifteen minutes to go through it?": "ask_for_meeting",
    "That makes sense.": "acknowledge_objection",
    "What are you using at the moment?": "ask_current_solution",
    "I understand.": "acknowledge_objection",
    "When you say expensive, what are you comparing it with?": "clarify_objection",
    "The difference is that you are set up in two weeks": "differentiate",
    "How much is that costing you each month?": "ask_impact",
    "So that saves about 4000 dollars a month.": "quantify_value",
    "Who signs this off?": "ask_authority",
    "We could start with a pilot on five trucks.": "reduce_risk",
    "I can give you ten percent off.": "discount_early",
    "We can match that price.": "discount_early",
    "Corvane is cheap for a reason, it's junk.": "badmouth_competitor",
    "You can reach me on 0117 496 0123.": "leave_callback",
    "how was your weekend": "small_talk",
    "we are the leading route planning platform": "state_value",
    "a full suite of planning tools": "feature_dump",
}
DAYS = ("Tuesday", "Thursday")


def as_meant(text: str, context: Context) -> Hearing:
    """Hears each phrase that the table holds, where it stands."""
    moves: dict[str, Heard] = {}
    for phrase, made in MEANT.items():
        at = text.find(phrase)
        if at >= 0:
            for move in made.split():
                span = Span(at, at + len(phrase))
                moves.setdefault(move, Heard(move=move, confidence=0.9, span=span))
    facts = tuple(
        Fact(kind="day", value=day, span=Span(text.find(day), text.find(day) + len(day)))
        for day in DAYS
        if day in text
    )
    return Hearing(text=text, moves=tuple(moves.values()), facts=facts)


CALLS = pytest.mark.parametrize(
    "name", ["first-ten-seconds", "gatekeeper", "price-vs-corvane", "voicemail"]
)


@CALLS
def test_every_test_of_the_calls_comes_out(name: str) -> None:
    playable = load(str(PACK / "calls" / f"{name}.yaml"))
    assert playable.scenario.tests
    for test in playable.scenario.tests:
        outcome = embedded.run(playable, as_meant, test)
        assert outcome.failures == (), test.name


@CALLS
def test_every_test_of_the_calls_comes_out_as_it_is_really_heard(name: str) -> None:
    playable = load(str(PACK / "calls" / f"{name}.yaml"))
    for test in playable.scenario.tests:
        outcome = embedded.run(playable, load_hearing(), test)
        assert outcome.failures == (), test.name


def test_every_test_of_the_drill_comes_out() -> None:
    found = [one for one in suites([PACK / "drills"]) if one.drill is not None]
    count = 0
    for one in found:
        assert one.drill is not None
        drill = one.drill.value
        assert isinstance(drill, Drill)
        for test in drill.tests:
            assert drills.run(drill, test) == (), test.name
            count += 1
    assert count == 2


def test_there_are_thirteen() -> None:
    calls = [load(str(path)) for path in sorted((PACK / "calls").glob("*.yaml"))]
    assert sum(len(call.scenario.tests) for call in calls) == 11
