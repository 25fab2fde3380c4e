"""One picture of each screen at 80×24 and 120×40; ``--snapshot-update`` draws them anew."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from textual.pilot import Pilot

from simulator.files import Entry
from simulator.store import CallRow
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.home import HomeScreen, News
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.widgets.say_line import SayLine
from tests.tui import samples
from tests.tui.conftest import answered, say, settle
from tests.tui.test_words import ROW

Compare = Callable[..., bool]
SIZES = [(80, 24), (120, 40)]
ENTRIES = tuple(
    Entry(id=name, title=title, summary=summary, tags=tags, levels=("standard",))
    for name, title, summary, tags in (
        ("desk", "Past the front desk", "Reach Dana through Priya.", ("gatekeeper", "cold-call")),
        ("price", "The cheaper quote", "Marcus has a lower price.", ("price", "objection")),
        ("broken", "A file with a fault", "", ()),
    )
)


def app() -> RingcraftApp:
    noon = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    return RingcraftApp(Desk(ring_seconds=0, now=lambda: noon, library=lambda: ENTRIES))


def rows() -> tuple[CallRow, ...]:
    return (ROW,)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen


def test_home(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        screen._show(News(entries=ENTRIES, rows=rows(), unfinished=(ROW,)))
        await settle(pilot)

    assert snap_compare(app(), terminal_size=size, run_before=before)


def test_brief(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        plan = Plan(playable=samples.playable())
        pilot.app.push_screen(BriefScreen(plan, ask_confidence=True))
        await settle(pilot)

    assert snap_compare(app(), terminal_size=size, run_before=before)


def test_call(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert isinstance(pilot.app, RingcraftApp)
        plan = Plan(playable=samples.playable(), help="script")
        pilot.app.push_screen(CallScreen(pilot.app.desk, plan))
        await answered(pilot)
        line = pilot.app.screen.query_one(SayLine)
        line.cursor_blink = False
        line._cursor_visible = False
        await say(pilot, "Hi Priya, it's Sam from Harrow Freight.")

    assert snap_compare(app(), terminal_size=size, run_before=before)


def test_debrief(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert isinstance(pilot.app, RingcraftApp)
        pilot.app.push_screen(DebriefScreen(pilot.app.desk, samples.finished()))
        await settle(pilot)

    assert snap_compare(app(), terminal_size=size, run_before=before)


def test_settings(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert isinstance(pilot.app, RingcraftApp)
        pilot.app.push_screen(SettingsScreen(pilot.app.desk, folder="~/ringcraft"))
        await settle(pilot)

    assert snap_compare(app(), terminal_size=size, run_before=before)
