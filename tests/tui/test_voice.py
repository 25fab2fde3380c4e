"""A spoken call where nothing can be heard: said in words, and the call goes on typed."""

import asyncio
from pathlib import Path

import pytest

from simulator.speech import notes
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.fetch import FetchScreen
from simulator.tui.screens.spoken import SpokenScreen
from simulator.tui.voice_news import VoiceNews
from simulator.tui.widgets.lamp import Lamp, meter
from simulator.tui.widgets.say_line import SayLine
from tests.tui import samples
from tests.tui.conftest import answered, arrive, say, settle, until, words_on


@pytest.fixture
def no_model(own_home: Path) -> None:
    models = own_home / "models"
    if models.is_symlink():
        models.unlink()


async def test_a_missing_speech_model_is_offered_and_typing_goes_on(
    no_model: None, desk: Desk
) -> None:
    plan = Plan(playable=samples.playable(), spoken=True)
    app = RingcraftApp(desk, first=plan)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await arrive(pilot, FetchScreen)
        assert "speech model" in words_on(app)
        await pilot.press("n")
        await arrive(pilot, CallScreen)
        await answered(pilot)
        assert not app.screen.query(Lamp)
        await say(pilot, "Hello.")
        assert "Hello." in words_on(app)


async def test_a_call_that_cant_be_heard_goes_on_typed_and_is_scored(
    no_model: None, desk: Desk
) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = SpokenScreen(desk, Plan(playable=samples.playable(), spoken=True))
        finished: list[object] = []
        app.push_screen(screen, finished.append)
        await answered(pilot)
        await say(pilot, "Hello there.")
        await until(pilot, lambda: "Hello there." in words_on(app))
        await pilot.press("escape", "y")
        await until(pilot, lambda: screen.over)
        await pilot.press("f9")
        await settle(pilot)
        assert len(finished) == 1
        assert desk.store is not None
        assert desk.store.calls()[0].spoken


async def test_captions_levels_and_the_state_of_the_microphone_show(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = SpokenScreen(desk, Plan(playable=samples.playable(), spoken=True))
        app.push_screen(screen)
        await answered(pilot)
        await asyncio.to_thread(desk.put_away)  # no more news from the real worker
        await settle(pilot)
        screen.post_message(VoiceNews(notes.Meter(-20.0, "hearing")))
        screen.post_message(VoiceNews(notes.Caption("[b]so mornings [/")))
        await settle(pilot)
        shown = words_on(app)
        assert "hearing you" in shown
        assert "[b]so mornings [/" in shown
        screen.post_message(VoiceNews(notes.Meter(-80.0, "muted")))
        await settle(pilot)
        assert "muted" in words_on(app)


async def test_space_taps_only_on_the_empty_line(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        line = SayLine(id="tapping")
        line.taps = True
        await app.screen.mount(line)
        line.focus()
        await pilot.press("space")
        assert line.value == ""
        await pilot.press("a", "space", "b")
        assert line.value == "a b"


def test_the_level_is_a_row_of_blocks() -> None:
    assert meter(-120.0, 5) == "▯▯▯▯▯"
    assert meter(-6.0, 5) == "▮▮▮▮▮"
    assert meter(-33.0, 4) == "▮▮▯▯"


def test_only_the_newest_level_waits_to_be_drawn() -> None:
    old, new = VoiceNews(notes.Meter(-20.0, "hearing")), VoiceNews(notes.Meter(-30.0, "hearing"))
    assert new.can_replace(old)
    assert not VoiceNews(notes.Turn(())).can_replace(VoiceNews(notes.Turn(())))
    assert not new.can_replace(VoiceNews(notes.Caption("a")))
