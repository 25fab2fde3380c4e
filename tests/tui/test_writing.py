"""Writing while a turn is worked out: no letter is lost, and a turn that fails comes back."""

import threading

import pytest
from textual.widgets import Input

from simulator.dialogue.events import Log
from simulator.errors import ModelError
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan
from simulator.tui.screens.call import CallScreen
from simulator.tui.widgets.turn import TurnView
from tests.tui import samples
from tests.tui.conftest import answered, settle, words_on


def held_up(
    screen: CallScreen, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False
) -> threading.Event:
    """Lets no turn be worked out until the event is set."""
    go_on, say = threading.Event(), screen.phone.say

    def slow(text: str) -> Log:
        assert go_on.wait(60)
        if fails:
            raise ModelError("the hearing is gone")
        return say(text)

    monkeypatch.setattr(screen.phone, "say", slow)
    return go_on


@pytest.mark.parametrize("fails", [True, False])
async def test_letters_written_while_a_turn_is_worked_out_stay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = CallScreen(desk, Plan(playable=samples.playable()))
        app.push_screen(screen)
        await answered(pilot)
        go_on = held_up(screen, monkeypatch, fails=fails)
        line = screen.query_one("#say", Input)
        await pilot.press(*"Hello", "enter", *"How")
        assert (screen.busy, line.value) == (True, "How")
        go_on.set()
        await settle(pilot)
        assert line.value == ("Hello How" if fails else "How")
        assert ("the hearing is gone" in words_on(app)) is fails
        assert screen.phone.call.state.turn == (0 if fails else 1)


async def test_who_hangs_up_while_a_turn_is_worked_out_sees_both(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = CallScreen(desk, Plan(playable=samples.playable()))
        app.push_screen(screen)
        await answered(pilot)
        go_on = held_up(screen, monkeypatch)
        await pilot.press(*"Hello", "enter", "escape", "y")
        await pilot.pause()
        go_on.set()
        await settle(pilot)
        assert screen.over
        shown = [view.words for view in screen.query(TurnView)]
        assert "Hello" in shown
        assert shown[-1] == "The call is over."
