"""Settings hold at once, are stored, and can be taken back; results can be exported and deleted."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator import settings
from simulator.speech.check import MicCheck
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.screens.settings import SettingsScreen
from simulator.tui.screens.sound import SoundScreen, told
from simulator.tui.widgets.choice import Choice
from tests.tui.conftest import arrive, settle, words_on
from tests.tui.test_past import made_call


def exported(home: Path) -> dict[str, Any]:
    (path,) = home.glob("ringcraft-*.jsonl")
    row: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return row


async def test_a_change_holds_is_stored_and_can_be_undone(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await arrive(pilot, SettingsScreen)
        await pilot.press("right")
        await settle(pilot)
        assert app.theme == "light"
        assert settings.read().theme == "light"
        await pilot.press("u")
        await settle(pilot)
        assert app.theme == "dark"
        assert settings.read().theme == "dark"
        assert app.screen.query_one("#theme", Choice).value == "dark"


@pytest.mark.parametrize("name", ["dark", "light", "high-contrast", "ansi"])
async def test_every_theme_draws_every_part(desk: Desk, name: str) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        app.theme = name
        await pilot.press("s")
        await arrive(pilot, SettingsScreen)
        assert "Colours" in words_on(app)


async def test_a_choice_can_be_clicked(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await arrive(pilot, SettingsScreen)
        await pilot.click("#show_mood", offset=(26, 0))
        await settle(pilot)
        assert desk.settings.show_mood is False


async def test_export_writes_every_call_and_delete_asks_first(desk: Desk, own_home: Path) -> None:
    made_call(desk)
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await arrive(pilot, SettingsScreen)
        await pilot.press("e")
        await settle(pilot)
        row = exported(own_home)
        assert row["call"]["scenario"] == "sample"
        assert row["events"][0]["kind"] == "call_started"
        await pilot.press("x", "n")
        await settle(pilot)
        assert desk.store is not None
        assert len(desk.store.calls()) == 1
        await pilot.press("x", "y")
        await settle(pilot)
        assert desk.store.calls() == ()


async def test_a_settings_folder_that_cant_be_written_is_said(desk: Desk, own_home: Path) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        await settle(pilot)
        (own_home / "settings.toml").mkdir()
        await pilot.press("s")
        await arrive(pilot, SettingsScreen)
        await pilot.press("right")
        await settle(pilot)
        assert "Your settings can't be stored" in words_on(app)
        assert app.theme == "light"


async def test_the_sound_screen_says_what_it_found(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        app.push_screen(SoundScreen(desk))
        await settle(pilot)
        assert "whatever the system uses" in words_on(app)


def test_the_verdict_on_a_microphone_says_what_to_do() -> None:
    fine = MicCheck(name="[b]Mic", level=-20.0, floor=-60.0, peak=0.4)
    assert told(fine).startswith("✓ The microphone works.")
    quiet = MicCheck(
        name="Mic", level=-70.0, floor=-80.0, peak=0.0, problem="nothing", hint="unmute it"
    )
    assert told(quiet).splitlines()[:2] == ["✗ nothing", "unmute it"]
