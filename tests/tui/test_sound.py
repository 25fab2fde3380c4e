"""The Sound screen: a key pressed twice, and devices that share a name."""

import threading

import pytest
from textual.widgets import OptionList

from simulator.speech import check, devices
from simulator.speech.check import MicCheck
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.screens.sound import SoundScreen
from simulator.tui.widgets.lamp import Lamp
from tests.tui.conftest import settle, until, words_on

HEADSET = "USB headset (Core Audio)"


@pytest.fixture(autouse=True)
def two_headsets(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = tuple(devices.Device(index=index, name=HEADSET, rate=48000.0) for index in (0, 1))
    monkeypatch.setattr(devices, "survey", lambda: devices.Survey(inputs=pair, outputs=pair))


async def test_c_pressed_twice_checks_once_and_can_be_pressed_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening: list[str] = []
    enough = threading.Event()

    def microphone(name: str, *_: object) -> MicCheck:
        listening.append(name)
        assert enough.wait(60)
        return MicCheck(name=f"Mic {len(listening)}", level=-20.0, floor=-60.0, peak=0.4)

    monkeypatch.setattr(check, "microphone", microphone)
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = SoundScreen(desk)
        app.push_screen(screen)
        await settle(pilot)
        await pilot.press("c", "c")
        await pilot.pause()
        enough.set()
        await settle(pilot)
        assert len(listening) == 1
        assert "Mic 1" in words_on(app)
        assert screen.query_one(Lamp).state == "closed"
        await pilot.press("c")
        await until(pilot, lambda: len(listening) == 2)
        assert "Mic 2" in words_on(app)


async def test_two_devices_of_one_name_are_one_choice(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.push_screen(SoundScreen(desk))
        await settle(pilot)
        for side in ("#microphone", "#speaker"):
            options = app.screen.query_one(side, OptionList)
            assert options.option_count == 2
        await pilot.press("down", "enter")
        await settle(pilot)
        assert desk.settings.microphone == HEADSET
