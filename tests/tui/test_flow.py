"""A whole practice by keyboard alone: Home, brief, call, debrief, and the moment again."""

from textual.widgets import Input

from simulator.store import Store
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.phone import Phone
from simulator.tui.plan import Plan
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.card import CardScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.takes import TakesScreen
from simulator.tui.screens.talk import TalkScreen
from tests.tui import samples
from tests.tui.conftest import answered, arrive, say, settle, words_on

GOOD = (
    "Hi Priya, it's Sam from Tallyroute. Could you put me through to Dana Whitlock please?",
    "It's about cutting empty miles for haulage firms. Thank you.",
    "Dana, it's Sam from Tallyroute. Have I caught you at a bad time?",
    "What is the hardest part of planning your routes?",
    "So mornings fall apart by eight. How many hours do your planners lose a week?",
)


async def test_from_home_to_the_debrief_and_the_moment_again_by_keyboard(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "None yet." in words_on(app)
        await pilot.press("slash", *"gatekeeper front", "enter", "enter")
        await arrive(pilot, BriefScreen)
        assert "Harrow Freight" in words_on(app)
        await pilot.press("enter")
        await arrive(pilot, CallScreen)
        await answered(pilot)
        for line in GOOD:
            await say(pilot, line)
        assert "Dana Whitlock" in words_on(app)
        assert app.screen.query_one("#say", Input).value == ""
        await pilot.press("escape", "y")
        await settle(pilot)
        await pilot.press("enter")
        await arrive(pilot, DebriefScreen)
        shown = words_on(app)
        assert "Left before the end" in shown
        assert "Qualification" in shown
        assert "stronger" in shown
        assert desk.store is not None
        row = desk.store.calls()[0]
        assert (row.result, row.turns) == ("left", len(GOOD))
        await pilot.press("s")
        await arrive(pilot, CardScreen)
        assert "rule:" in words_on(app)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("t")
        await arrive(pilot, TalkScreen)
        await pilot.press("up", "up", "a")
        await arrive(pilot, CallScreen)
        await answered(pilot)
        assert f"Before, you said: {GOOD[2][:10]}" in words_on(app)
        await say(pilot, "What does a bad morning cost you?")
        await arrive(pilot, TakesScreen)
        assert "Before" in words_on(app)
        await pilot.press("escape")
        await arrive(pilot, DebriefScreen)
        assert [again.retry_turn for again in desk.store.calls() if again.retry_of == row.id] == [3]
        await pilot.press("escape")
        await arrive(pilot, HomeScreen)
        assert "left early" in words_on(app)


async def test_a_corrected_turn_is_scored_again_and_both_versions_are_kept(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"gatekeeper front", "enter", "enter")
        await arrive(pilot, BriefScreen)
        await pilot.press("enter")
        await answered(pilot)
        await say(pilot, "purple monkeys sing")
        await pilot.press("escape", "y")
        await settle(pilot)
        await pilot.press("enter")
        await arrive(pilot, DebriefScreen)
        before = app.screen
        assert isinstance(before, DebriefScreen)
        old = before.finished.card
        await pilot.press("t")
        await arrive(pilot, TalkScreen)
        await pilot.press("e")
        await settle(pilot)
        line = app.screen.query_one("#words", Input)
        line.value = "Hi Priya, it is Sam from Tallyroute, it is about your empty miles."
        await pilot.press("enter")
        await arrive(pilot, DebriefScreen)
        new = before.finished.card
        assert new.pillar("rapport").score > old.pillar("rapport").score
        assert desk.store is not None
        call = before.finished.call_id
        assert len(desk.store.cards(call)) == 2
        texts = [getattr(e, "corrects", None) for e in desk.store.log(call)]
        assert "purple monkeys sing" in texts
        await pilot.press("t")
        await arrive(pilot, TalkScreen)
        await pilot.press("a")
        await arrive(pilot, CallScreen)
        await answered(pilot)
        await say(pilot, "Hello there.")
        await arrive(pilot, TakesScreen)
        assert "empty miles" in words_on(app)
        await pilot.press("escape")
        await arrive(pilot, DebriefScreen)
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.finished.card == new


async def test_home_shows_how_to_quit_in_80_columns_and_quits(desk: Desk) -> None:
    phone = Phone(desk, Plan(playable=samples.playable()))
    phone.pick_up()
    phone.say("Hello.")
    phone.hang_up()
    phone.finish()
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        last = words_on(app).splitlines()[-1]
        for key in ("r ring", "d debrief", "q quit", "? help", "^p more"):
            assert key in last
        assert len(last.rstrip()) <= 80
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running


async def test_a_call_that_another_ringcraft_is_in_is_not_offered(desk: Desk) -> None:
    other = Desk(ring_seconds=0, now=desk.now, seed=lambda: 8)
    phone = Phone(other, Plan(playable=samples.playable()))
    phone.pick_up()
    phone.say("Hello.")
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Unfinished" not in words_on(app)
    other.close()
    later = RingcraftApp(Desk(ring_seconds=0, now=desk.now, seed=lambda: 9))
    async with later.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Unfinished" in words_on(later)


async def test_a_call_cut_off_is_offered_and_goes_on_at_its_turn(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"gatekeeper front", "enter", "enter")
        await arrive(pilot, BriefScreen)
        await pilot.press("enter")
        await answered(pilot)
        for line in GOOD[:2]:
            await say(pilot, line)
        said = words_on(app)
        await pilot.press("ctrl+q")
    later = Desk(ring_seconds=0, now=desk.now, seed=lambda: 8)
    again = RingcraftApp(later)
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Unfinished" in words_on(again)
        assert "2 turns in" in words_on(again)
        await pilot.press("c")
        await arrive(pilot, CallScreen)
        await answered(pilot)
        assert "Thank you, Sam" in said
        assert "Thank you, Sam" in words_on(again)
        await say(pilot, GOOD[2])
        screen = again.screen
        assert isinstance(screen, CallScreen)
        assert screen.phone.call.state.turn == 3
    with Store.open() as store:
        assert len(store.unfinished()) == 1
