"""A sound system that hangs: the Sound screen can be left, and the app closed, all the same."""

import asyncio
import subprocess
import sys
from typing import Any

import pytest

from simulator.speech import child, devices
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.screens import sound
from simulator.tui.screens.sound import SoundScreen
from tests.tui.conftest import settle, words_on

HANGS = [sys.executable, "-c", "import time\ntime.sleep(60)\n"]


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The children of a test, each of which opens its device for a minute."""
    children: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*words: Any, **given: Any) -> subprocess.Popen[bytes]:
        children.append(real(*words, **given))
        return children[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(child, "command", lambda *ignored: HANGS)
    monkeypatch.setattr(devices, "survey", devices.Survey)
    return children


@pytest.mark.parametrize("key", ["c", "t"])
@pytest.mark.parametrize("back", [True, False], ids=["left", "app closed"])
async def test_it_is_left_at_once(
    desk: Desk, started: list[subprocess.Popen[bytes]], key: str, back: bool
) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        app.push_screen(SoundScreen(desk))
        await settle(pilot)
        await pilot.press(key)
        while not started:
            await pilot.pause(0.02)
        if back:
            await pilot.press("escape")
            await asyncio.to_thread(started[0].wait, 10)
    await asyncio.to_thread(started[0].wait, 10)


async def test_a_loudspeaker_that_hangs_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "PATIENCE", -0.5)
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        app.push_screen(SoundScreen(desk))
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert "does not answer" in words_on(app)
