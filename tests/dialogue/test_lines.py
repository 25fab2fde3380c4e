"""4.1 and 4.2: which variant is said, and what stands in its placeholders."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from simulator.dialogue.line import filled, variant_of
from simulator.scenario.model import Persona
from tests.dialogue.desk import Table, beat, lines, playable, price, reaction, said


@given(
    count=some.integers(1, 6),
    seed=some.integers(-5, 2**40),
    key=some.text(max_size=8),
    turns=some.integers(0, 25),
)
def test_all_variants_once_before_any_again_and_never_one_twice_running(
    count: int, seed: int, key: str, turns: int
) -> None:
    used: list[int] = []
    for _ in range(turns):
        used.append(variant_of(range(count), used, seed, key))
    counts = Counter(used)
    assert max(counts.values(), default=0) - min((counts[n] for n in range(count)), default=0) <= 1
    if count > 1:
        assert all(a != b for a, b in pairwise(used))


@given(
    allowed=some.lists(some.integers(0, 4), min_size=1, max_size=4, unique=True),
    used=some.lists(some.integers(0, 4), max_size=9),
    seed=some.integers(0, 99),
)
def test_only_lines_that_can_be_said_are_said(
    allowed: list[int], used: list[int], seed: int
) -> None:
    variant = variant_of(allowed, used, seed, "here")
    assert variant in allowed
    if used and len(allowed) > 1:
        assert variant != used[-1]


def test_seeds_differ_in_what_is_said() -> None:
    made = playable({"hello": beat(opens=("A.", "B.", "C."))})
    openings = {lines(Table(made, seed=seed).log)[0] for seed in range(20)}
    assert openings == {"A.", "B.", "C."}


def test_placeholders_take_the_trainees_own_spelling() -> None:
    made = playable(
        {"hello": beat(reaction("day", "offer_times", "<day> at <time>, <you> of <our_company>?"))}
    )
    table = Table(made)
    assert table.hear("offer_times", facts={"day": "TUESday", "time": "half ten"}) == [
        "TUESday at half ten, Sam of Tallyroute?"
    ]


def test_placeholders_take_values_and_the_newest_fact() -> None:
    made = playable(
        {"hello": beat(reaction("r", "offer_times", "<day>, <their_price>."))},
        values={"their_price": "$28"},
    )
    table = Table(made)
    table.put(said("offer_times", facts={"day": "Monday"}))
    assert table.hear("offer_times", facts={"day": "Friday"}) == ["Friday, $28."]


def test_a_line_with_an_empty_placeholder_is_left_for_one_without() -> None:
    made = playable({"hello": beat(reaction("r", "ask_for_meeting", ("<day> works.", "Fine.")))})
    for seed in range(6):
        assert Table(made, seed=seed).hear("ask_for_meeting") == ["Fine."]


def test_an_empty_placeholder_vanishes_with_its_space() -> None:
    assert filled("Fine, <day>.", {}) == "Fine,."[:4] + ",."
    assert filled("On <day> then?", {}) == "On then?"
    assert filled("No placeholder  at all", {}) == "No placeholder  at all"


def test_text_in_angle_brackets_that_is_no_name_stays() -> None:
    assert filled("1 < 2 > 0", {}) == "1 < 2 > 0"


def test_the_persona_is_the_prospect() -> None:
    made = playable(
        {"hello": beat(opens=("<prospect> speaking.",))},
        personas={"dana": Persona(persona="Dana Whitlock")},
    )
    assert lines(Table(made).log) == ["Dana Whitlock speaking."]


def test_objection_lines_take_values_too() -> None:
    made = playable(
        {"hello": beat(reaction("r", "ask_need", "Hm.", raise_="price"))},
        objections=[price(settled=price().settled)],
        values={"our_price": "$40"},
    )
    assert Table(made).hear("ask_need") == ["Hm.", "That is a lot."]
