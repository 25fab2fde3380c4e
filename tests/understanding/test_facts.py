"""Facts keep the trainee's own spelling."""

import pytest

from simulator.scenario.model import Product, Rival, Worth
from simulator.understanding import misheard
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
        "one or two or a few of them",
        "we went from four to two for a month or so and then to three",
    ],
)
def test_words_that_only_sound_like_figures_are_no_telephone(heard: str) -> None:
    assert "phone" not in {f.kind for f in find(heard, Context(source="speech"))}


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("shall we say tuesday at to", "shall we say tuesday at two"),
        ("see you thursday at to then", "see you thursday at two then"),
        ("we speak today at for", "we speak today at four"),
        ("we do to thirty on thursday", "we do two thirty on thursday"),
        ("i'll ring you on friday at tend to hear", "i'll ring you on friday at ten to hear"),
        ("on friday at ate fifteen", "on friday at eight fifteen"),
        ("so that's wednesday at to thank you", "so that's wednesday at two thank you"),
        ("what are you looking at for next year", "what are you looking at for next year"),
        ("i would love to talk on friday", "i would love to talk on friday"),
        ("what do you look at to decide on friday", "what do you look at to decide on friday"),
        ("i will send it to you on friday", "i will send it to you on friday"),
        ("we went from monday to friday for thirty", "we went from monday to friday for thirty"),
    ],
)
def test_hours_written_as_other_words_come_back(heard: str, meant: str) -> None:
    assert misheard.hours(heard) == meant
