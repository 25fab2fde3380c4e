"""A killed process loses no turn that was on the screen, and its call can go on."""

import os

import pytest

from tests.store.killed import trials


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_no_shown_turn_is_lost_over_25_kills() -> None:
    shown, lost = trials(25)
    assert shown > 25
    assert lost == 0
