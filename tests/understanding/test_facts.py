"""Facts keep the trainee's own spelling."""

import pytest

from simulator.scenario.model import Product, Rival, Worth
from simulator.understanding.facts import find
from simulator.understanding.hearing import Context


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("How about Tuesday at ten?", "day", "Tuesday"),
        ("How about Tuesday at ten?", "time", "ten"),
        ("would thursday half past two suit", "time", "half past two"),
        ("the twenty third of May then", "date", "the twenty third of May"),
        ("I can do 9 June", "day", "9 June"),
        ("it is two hundred pounds a month", "money", "two hundred pounds"),
        ("£1,250 all in", "money", "£1,250"),
        ("down by twelve percent", "percent", "twelve percent"),
        ("six hours a week", "duration", "six hours"),
        ("I'm on 0161 496 0123", "phone", "0161 496 0123"),
        ("oh one six one four nine six oh one two three", "phone",
         "oh one six one four nine six oh one two three"),
        ("write to sam@tallyroute.example", "email", "sam@tallyroute.example"),
        ("we have forty two drivers", "number", "forty two"),
        ("my name is Sam", "name", "Sam"),
    ],
)  # fmt: skip
def test_fact(text: str, kind: str, value: str) -> None:
    assert value in [f.value for f in find(text, Context()) if f.kind == kind]


def test_card_names_are_found_in_any_case() -> None:
    card = Product(
        product="Tallyroute",
        worth={"time": Worth(say="six hours back", mention=("six hours",))},
        rivals={
            "corvane": Rival(
                name="Corvane",
                called=("core vane",),
                edge={"support": Worth(say="a named planner", mention=("named planner",))},
            )
        },
    )
    found = find("Unlike CORE VANE you get a named planner", Context(product=card))
    assert {(f.kind, f.value) for f in found} >= {("rival", "corvane"), ("edge", "support")}


def test_spans_point_at_the_words() -> None:
    text = "Ring me on Friday at 3:30, it's £40."
    assert all(text[f.span.start : f.span.end].strip() == f.value for f in find(text, Context()))


@pytest.mark.parametrize(
    ("heard", "kind", "value"),
    [
        ("shall we say tuesday at to", "time", "two"),
        ("see you thursday at to then", "time", "two"),
        ("we speak today at for", "time", "four"),
        ("we do to thirty on thursday", "time", "two thirty"),
        ("i'll ring you on friday at tend to hear what you think", "time", "ten"),
        ("does thursday the fourteenth that three work", "date", "the fourteenth"),
        ("my number is a one six three two nine six so one for to", "phone",
         "one six three two nine six so one for to"),
        ("so seven seven double o nine hundred for for to", "phone",
         "seven seven double o nine hundred for for to"),
    ],
)  # fmt: skip
def test_figures_written_as_words_of_the_same_sound(heard: str, kind: str, value: str) -> None:
    spoken = Context(source="speech")
    assert value in [f.value for f in find(heard, spoken) if f.kind == kind]


@pytest.mark.parametrize(
    "heard",
    [
        "what are you looking at for next year",
        "i would love to talk on friday",
        "what do you look at to decide on a friday",
        "i will send it to you on friday",
        "one or two or a few of them",
        "we went from four to two for a month or so and then to three",
    ],
)
def test_words_that_only_sound_like_figures_stay_words(heard: str) -> None:
    found = {f.kind for f in find(heard, Context(source="speech"))}
    assert not found & {"time", "phone"}
