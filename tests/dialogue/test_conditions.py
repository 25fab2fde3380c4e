"""The ``if:`` block: each key holds or says in words why it doesn't."""

from typing import Any

import pytest
from msgspec.structs import replace

from simulator.dialogue.condition import first_failed
from simulator.dialogue.state import Feeling, Objecting, State
from simulator.scenario.model import Conditions
from simulator.scenario.values import Range
from tests.dialogue.desk import at_least, below

STATE = State(
    level="hard",
    seed=3,
    turn=4,
    clock=61.0,
    beat="talk",
    person="dana",
    moods={"dana": Feeling(40, 50, 60)},
    times={"ask_need": 2, "thank": 1},
    here=frozenset({"thank"}),
    told=frozenset({"need"}),
    knows={"day": "Tuesday"},
    remembers=frozenset({"met"}),
    objections={
        "price": Objecting(status="settled", level="a"),
        "email": Objecting(status="lost", level="a"),
        "timing": Objecting(status="open", level="a"),
    },
    open="timing",
)
HOLDS: list[dict[str, Any]] = [
    {"trust": at_least(40)},
    {"patience": below(51)},
    {"interest": Range("exactly 60", 60, 60)},
    {"done": ("ask_need", "thank")},
    {"not_done": ("pressure",)},
    {"done_here": ("thank",)},
    {"times": {"ask_need": at_least(2), "pressure": below(1)}},
    {"told": ("need",)},
    {"not_told": ("budget",)},
    {"knows": ("day",)},
    {"settled": ("price",)},
    {"not_settled": ("email", "never_raised")},
    {"open": ("timing",)},
    {"lost": ("email",)},
    {"remembers": ("met",)},
    {"turn": at_least(4)},
    {"after": 60.0},
    {"level": ("hard", "standard")},
    {"chance": 1.0},
    {"any_": (Conditions(done=("pressure",)), Conditions(told=("need",)))},
]
FAILS: list[tuple[dict[str, Any], str]] = [
    ({"trust": at_least(41)}, "trust is 40, needs at least 41"),
    ({"patience": below(50)}, "patience is 50, needs below 50"),
    ({"interest": at_least(61)}, "interest is 60, needs at least 61"),
    ({"done": ("pressure",)}, "pressure not done"),
    ({"not_done": ("thank",)}, "thank already done"),
    ({"done_here": ("ask_need",)}, "ask_need not done in this beat"),
    ({"times": {"ask_need": below(2)}}, "times ask_need is 2, needs below 2"),
    ({"told": ("budget",)}, "budget not told"),
    ({"not_told": ("need",)}, "need already told"),
    ({"knows": ("phone",)}, "no phone given"),
    ({"settled": ("timing",)}, "timing not settled"),
    ({"not_settled": ("price",)}, "price already settled"),
    ({"open": ("price",)}, "price not open"),
    ({"lost": ("price",)}, "price not lost"),
    ({"remembers": ("gone",)}, "gone not remembered"),
    ({"turn": below(4)}, "turn is 4, needs below 4"),
    ({"after": 90.0}, "only 61 of 90 seconds gone"),
    ({"level": ("easy",)}, "the level is hard"),
    (
        {"any_": (Conditions(done=("pressure",)), Conditions(told=("budget",)))},
        "none of any: pressure not done; budget not told",
    ),
]


@pytest.mark.parametrize("block", HOLDS, ids=lambda block: next(iter(block)))
def test_holds(block: dict[str, Any]) -> None:
    assert first_failed(Conditions(**block), STATE, "here") == ""


@pytest.mark.parametrize(("block", "words"), FAILS, ids=[next(iter(block)) for block, _ in FAILS])
def test_fails_in_words(block: dict[str, Any], words: str) -> None:
    assert first_failed(Conditions(**block), STATE, "here") == words


def test_every_key_of_the_block_is_tried() -> None:
    tried = {key for block in HOLDS for key in block}
    assert tried == set(Conditions.__struct_fields__)


def test_a_chance_never_and_its_share_over_seeds() -> None:
    never = Conditions(chance=0.0)
    assert first_failed(never, STATE, "here").startswith("chance: drew")
    third = Conditions(chance=0.3)
    hits = sum(not first_failed(third, replace(STATE, seed=seed), "here") for seed in range(1000))
    assert 250 < hits < 350


def test_a_chance_is_the_same_for_the_same_seed_place_and_turn() -> None:
    block = Conditions(chance=0.5)
    first = [first_failed(block, STATE, f"place{n}") for n in range(20)]
    assert first == [first_failed(block, STATE, f"place{n}") for n in range(20)]
    assert len({bool(one) for one in first}) == 2
