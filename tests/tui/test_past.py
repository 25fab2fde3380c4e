"""Progress, delivery and the saved report of calls that were made."""

from simulator import paths
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.phone import Phone
from simulator.tui.plan import Plan
from simulator.tui.screens.chart import ChartScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.progress import ProgressScreen
from tests.tui import samples
from tests.tui.conftest import arrive, settle, words_on


def made_call(desk: Desk) -> None:
    """One call of the sample scenario in the store, left after two turns."""
    phone = Phone(desk, Plan(playable=samples.playable()))
    phone.pick_up()
    phone.say("Hi Priya, it's Sam from Harrow Freight.")
    phone.say("Can you help me?")
    phone.hang_up()
    phone.finish()


async def test_progress_lists_the_calls_and_opens_their_debrief(desk: Desk) -> None:
    made_call(desk)
    app = RingcraftApp(desk)
    async with app.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await arrive(pilot, ProgressScreen)
        assert "left early" in words_on(app)
        await pilot.press("enter")
        await arrive(pilot, DebriefScreen)
        await pilot.press("c")
        await arrive(pilot, ChartScreen)
        shown = words_on(app)
        assert "You" in shown
        assert "typed" in shown
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("escape")
        await arrive(pilot, ProgressScreen)


async def test_the_report_is_one_page_that_loads_nothing(desk: Desk) -> None:
    made_call(desk)
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await arrive(pilot, DebriefScreen)
        await pilot.press("w")
        await settle(pilot)
        assert "The report is saved" in words_on(app)
        pages = list((paths.data_dir() / "reports").glob("*.html"))
        assert len(pages) == 1
        page = pages[0].read_text("utf-8")
        assert "Past the desk" in page
        assert "src=" not in page
        assert "http" not in page.replace("http://www.w3.org", "")


async def test_a_report_that_cant_be_written_is_said(desk: Desk) -> None:
    made_call(desk)
    (paths.data_dir() / "reports").write_text("in the way")
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await arrive(pilot, DebriefScreen)
        await pilot.press("w")
        await settle(pilot)
        assert "Your results can't be stored" in words_on(app)
