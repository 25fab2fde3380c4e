"""Key, footer, palette and help of a screen say the same."""

from typing import Any

import pytest
from textual.command import DiscoveryHit
from textual.widgets._footer import FooterKey

from simulator.tui.app import RingcraftApp
from simulator.tui.commands import EVERYWHERE, Command, Commands, OpenPalette
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan
from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.card import CardScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.help import HelpScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.page import Page
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.screens.spoken import SpokenScreen
from simulator.tui.screens.takes import TakesScreen
from simulator.tui.screens.talk import TalkScreen
from tests.tui import samples
from tests.tui.conftest import settle, words_on

PAGES: tuple[type[Page[Any]], ...] = (
    HomeScreen,
    BriefScreen,
    CallScreen,
    SpokenScreen,
    DebriefScreen,
    CardScreen,
    TalkScreen,
    TakesScreen,
    SettingsScreen,
)


@pytest.mark.parametrize("page", PAGES)
def test_no_key_means_two_things_on_a_screen(page: type[Page[Any]]) -> None:
    keys = [key for c in (*page.OFFERS, *EVERYWHERE) for key in c.key.split(",") if key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_has_a_title_a_key_and_a_help(page: type[Page[Any]]) -> None:
    for command in (*page.OFFERS, *EVERYWHERE):
        assert command.title and command.key and command.help().endswith("."), command


async def opened(app: RingcraftApp, desk: Desk, name: str) -> Page[Any]:
    """The screen of that name in front."""
    plan = Plan(playable=samples.playable())
    made: dict[str, Page[Any]] = {
        "brief": BriefScreen(plan, ask_confidence=True),
        "debrief": DebriefScreen(desk, samples.finished()),
        "talk": TalkScreen(desk, samples.finished()),
        "settings": SettingsScreen(desk),
    }
    if name in made:
        await app.push_screen(made[name])
    assert isinstance(app.screen, Page)
    return app.screen


@pytest.mark.parametrize("name", ["home", "brief", "debrief", "talk", "settings"])
async def test_palette_help_and_footer_list_every_command(desk: Desk, name: str) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        page = await opened(app, desk, name)
        await settle(pilot)
        offered = list(page.offers())
        hits = [hit async for hit in Commands(page).discover() if isinstance(hit, DiscoveryHit)]
        listed = "\n".join(str(hit.display) for hit in hits)
        for command in offered:
            assert command is OpenPalette or command.title in listed
        footer = {key.description for key in page.query(FooterKey)}
        assert {c.label for c in offered if c.label} <= footer
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        shown = words_on(app)
        for command in offered:
            assert command.title in shown and command.keys() in shown


async def test_a_command_found_in_the_palette_is_carried_out(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p", *"settings")
        await app.workers.wait_for_complete([w for w in app.workers if w.group != "flow"])
        await settle(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)


async def test_typing_never_gives_a_command_and_a_slash_does(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        screen = CallScreen(desk, Plan(playable=samples.playable(), level="standard"))
        app.push_screen(screen)
        await settle(pilot)
        await pilot.press(*"rsdcx")
        assert app.screen is screen
        await pilot.press(*["backspace"] * 5, *"/brief", "enter")
        await settle(pilot)
        assert "You sell route planning" in words_on(app)


def test_the_help_of_a_command_is_its_first_line() -> None:
    class Wave(Command):
        """Waves.

        And more.
        """

        title = "Wave"
        key = "f7"

    assert Wave.help() == "Waves."
    assert Wave.keys() == "F7"
