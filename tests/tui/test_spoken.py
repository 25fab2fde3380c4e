"""A spoken call in the app over a real sound server: talk, be answered, type, play it back."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator import paths
from simulator.files import load
from simulator.speech import sound
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE, LINE_RATE
from simulator.speech.voice_list import Prosody
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.plan import Plan
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.spoken import SpokenScreen
from simulator.tui.screens.takes import TakesScreen
from simulator.tui.screens.talk import TalkScreen
from simulator.tui.widgets.lamp import Lamp
from tests.speech.conftest import (  # noqa: F401  (fixtures)
    cable,
    cable_server,
    clips,
    engine,
    model,
    models_folder,
)
from tests.speech.virtual_cable import VirtualCable, sides
from tests.tui.conftest import arrive, settle, words_on

PATIENCE = 60.0


async def wait(pilot: Pilot[None], holds: Callable[[], bool], what: str) -> None:
    """Waits in real time: the sound server has a clock of its own."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        await pilot.pause(0.05)
        if holds():
            return
    raise AssertionError(f"{what} never came; the screen says\n{words_on(pilot.app)}")


def played_line(clips: Clips, folder: Path) -> Path:  # noqa: F811
    path = folder / "line.wav"
    text = "Hi Dana, have I caught you at a bad time?"
    sound.write_wav(path, clips.clip(text, "marian", Prosody()), CLIP_RATE)
    return path


def ringing(desk: Desk) -> RingcraftApp:
    """The app with a spoken call that rings at once."""
    return RingcraftApp(desk, first=Plan(playable=load("first-ten-seconds"), spoken=True))


def recordings() -> list[Path]:
    return list(paths.recordings_dir().rglob("*.wav"))


@pytest.mark.audio
@pytest.mark.model
@pytest.mark.slow
async def test_a_call_is_spoken_typed_played_back_and_its_recordings_go(
    cable: VirtualCable,  # noqa: F811
    model: Path,  # noqa: F811
    clips: Clips,  # noqa: F811
    tmp_path: Path,
) -> None:
    line = await asyncio.to_thread(played_line, clips, tmp_path)
    desk = Desk(ring_seconds=0)
    desk.change(headset="headset")
    app = ringing(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await arrive(pilot, CallScreen)
        screen = app.screen
        assert isinstance(screen, CallScreen)
        lamp = screen.query_one(Lamp)
        await wait(pilot, lambda: screen.answered, "an answer")
        await wait(pilot, lambda: lamp.state == "listening", "the open microphone")
        speaking = await asyncio.to_thread(cable.speak, line)
        await wait(pilot, lambda: lamp.state == "hearing", "her voice")
        await wait(pilot, lambda: "caught you" in words_on(app), "her words")
        await wait(pilot, lambda: screen.phone.call.state.turn >= 1, "the turn")
        await asyncio.to_thread(speaking.wait)
        await pilot.press("f7")
        await wait(pilot, lambda: lamp.state == "muted", "the closed microphone")
        assert "muted" in words_on(app)
        if not screen.over:
            await pilot.press(*"Goodbye then", "enter")
            await wait(pilot, lambda: "Goodbye then" in words_on(app), "her typed words")
        if not screen.over:
            await pilot.press("escape", "y")
            await wait(pilot, lambda: screen.over, "the end")
        await pilot.press("f9")
        await arrive(pilot, DebriefScreen)
        assert len(recordings()) == 1
        await pilot.press("t")
        await arrive(pilot, TalkScreen)
        await pilot.press("up", "up", "p")
        await settle(pilot)
        assert "No recording" not in words_on(app)
        await pilot.press("escape")
        await arrive(pilot, DebriefScreen)
        await pilot.press("escape")
        await arrive(pilot, HomeScreen)
        assert recordings() == []


def loudest(raw: Path) -> float:
    """dBFS of the loudest fifth of a second on the prospect's side."""
    prospect = sides(raw)[1]
    fifth = LINE_RATE // 5
    parts = [prospect[at : at + fifth] for at in range(0, len(prospect) - fifth, fifth)]
    return max((sound.dbfs(part) for part in parts), default=-120.0)


@pytest.mark.audio
@pytest.mark.model
@pytest.mark.slow
async def test_a_moment_said_again_begins_with_the_persons_line_and_both_takes_play(
    cable: VirtualCable,  # noqa: F811
    model: Path,  # noqa: F811
    clips: Clips,  # noqa: F811
    tmp_path: Path,
) -> None:
    line = await asyncio.to_thread(played_line, clips, tmp_path)
    desk = Desk(ring_seconds=0)
    desk.change(headset="headset", sounds=False)  # all that is loud is a voice
    app = ringing(desk)

    async def talk(pilot: Pilot[None]) -> None:
        screen = app.screen
        assert isinstance(screen, SpokenScreen)
        before = len(recordings())
        await wait(pilot, lambda: screen.query_one(Lamp).state == "listening", "the microphone")
        speaking = await asyncio.to_thread(cable.speak, line)
        await wait(pilot, lambda: len(recordings()) > before, "the turn")
        await asyncio.to_thread(speaking.wait)

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await arrive(pilot, SpokenScreen)
        first = app.screen
        assert isinstance(first, SpokenScreen)
        await wait(pilot, lambda: first.answered, "an answer")
        await talk(pilot)
        if not first.over:
            await pilot.press("escape", "y")
        await wait(pilot, lambda: first.over, "the end")
        await pilot.press("f9")
        await arrive(pilot, DebriefScreen)
        await pilot.press("t")
        await arrive(pilot, TalkScreen)
        raw = tmp_path / "again.raw"
        with cable.recording(raw):
            await pilot.press("up", "up", "a")
            await arrive(pilot, SpokenScreen)
            again = app.screen
            assert isinstance(again, SpokenScreen)
            await wait(pilot, lambda: again.answered, "an answer")
            await wait(pilot, lambda: loudest(raw) > -35, "the person's line")
        await talk(pilot)
        await wait(pilot, lambda: isinstance(app.screen, TakesScreen), "both takes")
        await wait(pilot, lambda: words_on(app).count("caught you") == 2, "the words of both")
        await pilot.press("escape")
        await arrive(pilot, DebriefScreen)
        await pilot.press("t")
        await arrive(pilot, TalkScreen)
        await pilot.press("up", "up")
        played = tmp_path / "played.raw"
        with cable.recording(played):
            await wait(pilot, lambda: played.stat().st_size > 0, "the recorder")
            await pilot.press("p")
            await wait(pilot, lambda: loudest(played) > -35, "her recording")
        await pilot.press("escape")
        await arrive(pilot, DebriefScreen)
        await pilot.press("escape")
        await arrive(pilot, HomeScreen)
        assert recordings() == []
