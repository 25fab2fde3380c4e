"""The workshop: health of the scenarios, the talk with its ranking, the missed inbox."""

from textual.widgets import Input, OptionList

from simulator.files import library, load
from simulator.tui import health
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.phone import Phone
from simulator.tui.plan import Plan
from simulator.tui.screens.author import AuthorScreen, detail
from simulator.tui.screens.missed import MissedScreen, MoveScreen
from simulator.tui.screens.trial import TrialScreen
from tests.tui.conftest import arrive, settle, until, words_on


def only(desk: Desk, name: str) -> Desk:
    """The desk with one call in its library."""
    entries = tuple(entry for entry in library() if entry.id == name)
    return Desk(ring_seconds=0, now=desk.now, library=lambda: entries)


async def test_the_workshop_checks_tests_and_simulates(desk: Desk) -> None:
    app = RingcraftApp(only(desk, "first-ten-seconds"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await arrive(pilot, AuthorScreen)
        assert "Nothing is wrong in the file" in words_on(app)
        await pilot.press("t")
        await settle(pilot)
        assert "tests pass" in words_on(app)
        await pilot.press("m")
        await settle(pilot)
        shown = words_on(app)
        assert "Simulated trainees" in shown
        assert "expert" in shown


async def test_a_simulation_can_be_stopped(desk: Desk) -> None:
    (entry,) = (entry for entry in library() if entry.id == "gatekeeper")
    played: list[int] = []
    try:
        health.simulated(entry, lambda done, total: played.append(done), lambda: bool(played))
    except health.Stopped:
        assert len(played) == 1
    else:
        raise AssertionError("it was not stopped")


async def test_trying_shows_the_ranking_and_a_wrong_command_is_said(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.push_screen(TrialScreen(desk, "gatekeeper"))
        await until(pilot, lambda: not app.screen.query_one("#line", Input).disabled)
        line = app.screen.query_one("#line", Input)
        line.value = "Hi Priya, it's Sam from Tallyroute. Could you put me through to Dana?"
        await pilot.press("enter")
        await settle(pilot)
        assert "introduce_self" in words_on(app)
        line.value = ":nonsense"
        await pilot.press("enter")
        await settle(pilot)
        assert "there is no ':nonsense'" in words_on(app)


async def test_a_sentence_nobody_understood_can_be_given_a_move(desk: Desk) -> None:
    phone = Phone(desk, Plan(playable=load("gatekeeper")))
    phone.pick_up()
    assert desk.store is not None
    desk.store.note_missed(
        call=phone.call_id,
        turn=1,
        scenario="gatekeeper",
        prospect="How can I help?",
        text="purple elephants dance [b]slowly[/",
        utc=desk.utc(),
    )
    app = RingcraftApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.push_screen(MissedScreen(desk))
        await settle(pilot)
        assert "purple elephants dance [b]slowly[/" in words_on(app)
        await pilot.press("enter")
        await arrive(pilot, MoveScreen)
        await pilot.press(*"ask_need", "enter")
        await arrive(pilot, MissedScreen)
        assert [row.move for row in desk.store.missed(decided=True)] == ["ask_need"]
        assert "The inbox is empty" in words_on(app)
        await pilot.press("u")
        await settle(pilot)
        assert len(desk.store.missed()) == 1
        await pilot.press("i")
        await settle(pilot)
        assert [row.move for row in desk.store.missed(decided=True)] == [""]
        assert app.screen.query_one("#missed", OptionList).option_count == 0


def test_what_failed_stands_in_the_detail() -> None:
    (entry,) = (entry for entry in library() if entry.id == "gatekeeper")
    tested = health.Tested(passed=2, failed=("[b]wins: call.0: expected x, got y",))
    words = detail(entry, (), tested, ()).plain
    assert "2 of 3 tests pass" in words
    assert "[b]wins: call.0: expected x, got y" in words


def test_only_a_reply_that_was_not_followed_goes_to_the_inbox(desk: Desk) -> None:
    phone = Phone(desk, Plan(playable=load("gatekeeper")))
    phone.pick_up()
    phone.note_missed(phone.say("asdf qwer zxcv"))
    phone.note_missed(phone.say("Hi Priya, it's Sam from Tallyroute."))
    assert desk.store is not None
    (row,) = desk.store.missed()
    assert row.text == "asdf qwer zxcv"
    assert row.prospect.startswith(("Harrow Freight", "Good morning"))
