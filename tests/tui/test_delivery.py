"""How it was said, on the screen: what the voice tells, on what grounds, or why nothing."""

import pytest
from msgspec.structs import replace

from simulator.dialogue.events import TraineeSpoke
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.plan import Finished
from simulator.tui.screens.chart import TOO_SHORT, TYPED, ChartScreen
from simulator.understanding.aloud import Voicedness
from tests.tui import samples
from tests.tui.conftest import arrive, settle, words_on

SOUND = Voicedness(voiced=16.0, level=-20.0, pitch=180.0, variation=1.2, tracked=9.0, fillers=3)


def spoken(seconds: float) -> Finished:
    """The sample's call of two turns as if each had been spoken for so long."""
    finished = samples.finished()
    log = tuple(
        replace(
            event,
            hearing=replace(event.hearing, source="speech", seconds=seconds),
            sound=SOUND,
            started=30.0 * event.turn,
        )
        if isinstance(event, TraineeSpoke)
        else event
        for event in finished.log
    )
    return replace(finished, log=log)


async def test_the_voice_is_told_with_its_base_and_source(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ChartScreen(spoken(20.0)))
        await arrive(pilot, ChartScreen)
        await pilot.press("end")
        await settle(pilot)
        shown = words_on(app)
        assert "↓ Melody                      flat" in shown
        assert "in 0.7 min of your speech" in shown
        assert "Fillers, at least           9 a minute            high, band 0 to 5" in shown
        assert "at least 6 heard" in shown
        assert "Laske" in shown
        assert all(len(row.rstrip()) <= 80 for row in shown.splitlines())


@pytest.mark.parametrize("seconds", [10.0, 0.0])
async def test_what_is_not_told_is_explained(desk: Desk, seconds: float) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        finished = spoken(seconds) if seconds else samples.finished()
        app.push_screen(ChartScreen(finished))
        await arrive(pilot, ChartScreen)
        await pilot.press("end")
        await settle(pilot)
        shown = words_on(app)
        assert (TOO_SHORT if seconds else TYPED) in shown
        assert "Melody" not in shown
        assert "Pace  " not in shown
