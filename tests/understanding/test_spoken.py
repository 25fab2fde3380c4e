"""The spoken form is what a recogniser would have printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.understanding.spoken import spoken_form


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("It's £1,250 a month.", "it's one thousand two hundred and fifty pounds a month"),
        ("Tuesday at 3:30?", "tuesday at three thirty"),
        ("9 AM on the 20th", "nine a m on the twentieth"),
        ("Since 1987, 12% less", "since nineteen eighty seven twelve percent less"),
        ("Ring 0161 496 0123", "ring oh one six one four nine six oh one two three"),
        ("Mr. Hale's CFO", "mister hale's c f o"),
        ("about 40k", "about forty thousand"),
        ("Café, naïve", "cafe naive"),
    ],
)
def test_typed_to_said(typed: str, said: str) -> None:
    assert spoken_form(typed) == said


@given(st.text(max_size=120))
def test_saying_twice_changes_nothing(text: str) -> None:
    assert spoken_form(spoken_form(text)) == spoken_form(text)
