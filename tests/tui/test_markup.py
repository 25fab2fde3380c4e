"""Words from outside are shown as they are: no markup, no crash."""

from typing import Any

import pytest
from textual.screen import Screen

from simulator.errors import StoreError
from simulator.files import Entry
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.messages import Trouble
from simulator.tui.plan import Plan
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.card import CardScreen
from simulator.tui.screens.confirm import ConfirmScreen
from simulator.tui.screens.correct import CorrectScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.facts import FactsScreen
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.takes import TakesScreen
from simulator.tui.screens.talk import TalkScreen
from simulator.tui.takes import Take
from tests.tui import samples
from tests.tui.conftest import answered, say, settle, words_on

NASTY = samples.NASTY


def screens(desk: Desk) -> dict[str, Screen[Any]]:
    """Each screen that shows words from outside, full of brackets."""
    finished = samples.finished(NASTY)
    take = Take(
        said=NASTY,
        answered=(NASTY,),
        mood={"trust": 1, "patience": 0, "interest": 0},
        pillars={"rapport": 10},
        total=5,
        earned=(NASTY,),
    )
    plan = Plan(playable=samples.playable(NASTY), help="script")
    made: dict[str, Screen[Any]] = {
        "brief": BriefScreen(plan, ask_confidence=True),
        "facts": FactsScreen(plan.playable),
        "debrief": DebriefScreen(desk, finished),
        "card": CardScreen(finished),
        "talk": TalkScreen(desk, finished),
        "takes": TakesScreen(NASTY, NASTY, take, take),
        "confirm": ConfirmScreen(NASTY, yes="Yes", no="No"),
        "correct": CorrectScreen(NASTY),
        "help": HelpScreen(NASTY, NASTY, ()),
    }
    return made


@pytest.mark.parametrize(
    "name",
    ["brief", "facts", "debrief", "card", "talk", "takes", "confirm", "correct", "help"],
)
async def test_a_screen_shows_brackets_as_they_are(desk: Desk, name: str) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(140, 60)) as pilot:
        await settle(pilot)
        app.push_screen(screens(desk)[name])
        await settle(pilot)
        assert "[b]bold[/b] [/ ] ]" in words_on(app)


async def test_a_call_shows_brackets_of_both_sides(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(140, 60)) as pilot:
        await settle(pilot)
        plan = Plan(playable=samples.playable(NASTY), help="script")
        app.push_screen(CallScreen(desk, plan))
        await answered(pilot)
        await say(pilot, NASTY)
        shown = words_on(app)
        assert shown.count("[b]bold[/b]") >= 3
        await pilot.press("f2", "f3", "f4")
        await settle(pilot)
        assert "[b]bold[/b]" in words_on(app)


async def test_the_library_and_the_results_show_brackets() -> None:
    entry = Entry(id="x", title=NASTY, summary=NASTY, tags=("[b]", "[/"), levels=("standard",))
    desk = Desk(ring_seconds=0, library=lambda: (entry,))
    app = RingcraftApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        shown = words_on(app)
        assert shown.count("[b]bold[/b] [/") >= 3


async def test_trouble_is_said_once_with_its_brackets(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await settle(pilot)
        app.post_message(Trouble(StoreError(NASTY, "[/ what to do")))
        await settle(pilot)
        shown = words_on(app)
        assert shown.count("[b]bold[/b]") == 1
        assert "[/ what to do" in shown
        assert "Your results can't be stored" in shown
