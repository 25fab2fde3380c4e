"""A spoken call where nothing can be heard: said in words, and the call goes on typed."""

import asyncio
from pathlib import Path
from typing import Literal

import pytest

from simulator.dialogue.events import ProspectSpoke
from simulator.files import load
from simulator.speech import messages, notes
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.fetch import FetchScreen
from simulator.tui.screens.spoken import SpokenScreen
from simulator.tui.voice_news import VoiceNews
from simulator.tui.widgets.lamp import Lamp, meter
from simulator.tui.widgets.plain import Plain
from simulator.tui.widgets.say_line import SayLine
from simulator.tui.widgets.transcript import Transcript
from simulator.tui.widgets.turn import TurnView
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
        assert "41 MB" in words_on(app)
        await pilot.press("n")
        await arrive(pilot, CallScreen)
        await answered(pilot)
        assert not app.screen.query(Lamp)
        await say(pilot, "Hello.")
        assert "Hello." in words_on(app)


@pytest.mark.parametrize(
    ("name", "offered", "words"),
    [("vosk-model-en-us-0.22", True, "1.8 GB"), ("/no/such/folder", False, "The settings name")],
)
async def test_the_offer_to_fetch_says_how_much_and_only_what_can_be_had(
    no_model: None, desk: Desk, name: str, offered: bool, words: str
) -> None:
    desk.change(recogniser=name)
    app = RingcraftApp(desk, first=Plan(playable=samples.playable(), spoken=True))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await arrive(pilot, FetchScreen)
        assert words in words_on(app)
        assert bool(app.screen.query("#yes")) == offered
        await pilot.press("n")
        await arrive(pilot, CallScreen)


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


async def test_unheard_lines_are_written_whatever_captions_say(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    desk.change(captions=False)
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = SpokenScreen(desk, Plan(playable=load("first-ten-seconds"), spoken=True))
        app.push_screen(screen)
        await answered(pilot)  # no sound here, and that is told
        transcript = screen.query_one(Transcript)
        await until(pilot, lambda: transcript.last_line != "")
        assert not any(view.unwritten for view in transcript.query(TurnView))
        assert transcript.last_line in words_on(app)


async def test_without_captions_only_what_can_be_heard_stays_unwritten(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        transcript = Transcript(samples.playable(), id="listening")
        await app.screen.mount(transcript)
        transcript.only_heard = True
        log = samples.finished().log
        line = next(event for event in log if isinstance(event, ProspectSpoke))
        await transcript.add((line,))
        await transcript.once_more()
        await settle(pilot)
        lines = [view.words for view in transcript.query(TurnView) if view.unwritten]
        assert lines == [line.line, line.line]
        drawn = [str(part.content) for part in transcript.query(Plain)]
        assert line.line not in drawn
        transcript.reveal()
        await settle(pilot)
        drawn = [str(part.content) for part in transcript.query(Plain)]
        assert drawn.count(line.line) == 2


@pytest.mark.parametrize("talk", ["open", "tap"])
async def test_the_most_needed_keys_of_a_spoken_call_fit_80_columns(
    desk: Desk, talk: Literal["open", "tap"]
) -> None:
    desk.change(talk=talk)
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = SpokenScreen(desk, Plan(playable=samples.playable(), spoken=True))
        app.push_screen(screen)
        await answered(pilot)
        await asyncio.to_thread(desk.put_away)
        await settle(pilot)
        screen.post_message(VoiceNews(notes.VoiceBack()))
        await settle(pilot)
        last = words_on(app).splitlines()[-1]
        wanted = ["F3 repeat", "F7 mute", "F8 think", "esc hang up", "? help", "^p more"]
        for key in [*wanted, *(["F6 talk"] if talk == "tap" else [])]:
            assert key in last, (key, last)
        assert len(last.rstrip()) <= 80
        screen.post_message(VoiceNews(notes.VoiceBack(voice_lost=True, unheard=True)))
        await settle(pilot)
        assert "F7 mute" not in words_on(app)
        assert screen.query_one(SayLine).placeholder.startswith("Write what you say")


async def test_writing_and_looking_elsewhere_keep_the_person_waiting(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        screen = SpokenScreen(desk, Plan(playable=samples.playable(), spoken=True))
        app.push_screen(screen)
        await answered(pilot)
        spoken = screen.phone.spoken
        assert spoken is not None
        orders: list[messages.Order] = []
        monkeypatch.setattr(spoken, "_order", orders.append)
        await pilot.press("h", "i")
        await settle(pilot)
        assert [order for order in orders if isinstance(order, messages.Think)]
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        mutes = [order.on for order in orders if isinstance(order, messages.Mute)]
        assert mutes == [True, False]


async def test_a_headset_is_advised_once(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = SpokenScreen(desk, Plan(playable=samples.playable(), spoken=True))
        app.push_screen(screen)
        await answered(pilot)
        await asyncio.to_thread(desk.put_away)
        app.clear_notifications()
        for _ in range(2):
            screen.post_message(VoiceNews(notes.OnSpeakers()))
            await settle(pilot)
        assert words_on(app).count("A headset is better") == 1
