"""A desk whose clock and dice stand still, and waiting without sleeping."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from simulator.tui.desk import Desk

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FLOWS = {"flow", "compare", "talk", "correct"}
"""Groups of workers that wait for the trainee."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk with the real store, library and hearing; it rings for no time."""
    desk = Desk(ring_seconds=0, now=lambda: NOON, seed=lambda: 7)
    yield desk
    desk.close()


async def settle(pilot: Pilot[None]) -> None:
    """Waits until all work that does not wait for the trainee is done."""
    while True:
        await pilot.pause()
        working = [w for w in pilot.app.workers if w.group not in FLOWS and not w.is_finished]
        if not working:
            break
        await pilot.app.workers.wait_for_complete(working)
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Waits until ``holds``; the test's own time limit ends a wait for ever."""
    for _ in range(2000):
        await pilot.pause(0.005)
        if holds():
            await settle(pilot)
            return
    raise AssertionError(f"never came to hold; the screen is {pilot.app.screen!r}")


async def arrive(pilot: Pilot[None], screen: type[Screen[Any]]) -> None:
    """Waits until a screen of that class is in front."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def answered(pilot: Pilot[None]) -> None:
    """Waits until somebody has picked up."""
    await until(pilot, lambda: getattr(pilot.app.screen, "answered", False))


async def say(pilot: Pilot[None], words: str) -> None:
    """Types a line and says it."""
    line = pilot.app.screen.query_one("#say", Input)
    line.value = words
    await pilot.press("enter")
    await until(pilot, lambda: line.value == "")


def words_on(app: App[None]) -> str:
    """Everything written on the screen in front, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
