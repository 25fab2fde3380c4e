"""Pictures of the app for the docs: a real call and its debrief, drawn by the app itself.

``python -m simulator.tui.picture [FOLDER]`` writes ``call.svg`` and
``debrief.svg``; the same program and pack give the same files.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

FOLDER = Path("docs/pictures")
SIZE = (112, 32)
SCENARIO = "gatekeeper"
SEED = 7
LINES = (
    "Hi Priya, it's Sam from Tallyroute. Could you put me through to Dana Whitlock please?",
    "It's about the empty miles on your morning runs. Thank you.",
    "Dana, it's Sam from Tallyroute. Have I caught you at a bad time?",
    "What is the hardest part of planning your routes?",
    "So mornings fall apart by eight. How many hours do your planners lose a week?",
)
AFTER = (
    "How do you plan the runs today?",
    "Pell Haulage did this in three months. Firms like yours cut empty miles by twelve percent.",
    "You said mornings fall apart by eight, so that is where we would start. Tuesday at ten?",
    "Great, so that's Tuesday at ten. Thank you, Dana.",
)
_FONTS = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def main(folder: Path) -> int:
    """Draws the pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("RINGCRAFT_HOME")
    with tempfile.TemporaryDirectory() as home:
        os.environ["RINGCRAFT_HOME"] = home
        try:
            asyncio.run(_draw(folder))
        finally:
            if before is None:
                del os.environ["RINGCRAFT_HOME"]
            else:
                os.environ["RINGCRAFT_HOME"] = before
    return 0


async def _draw(folder: Path) -> None:
    from simulator.files import load
    from simulator.tui.app import RingcraftApp
    from simulator.tui.desk import Desk
    from simulator.tui.plan import Plan
    from simulator.tui.screens.call import CallScreen
    from simulator.tui.screens.debrief import DebriefScreen

    plan = Plan(playable=load(SCENARIO), seed=SEED)
    app = RingcraftApp(Desk(ring_seconds=0), first=plan)
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, lambda: isinstance(app.screen, CallScreen) and app.screen.answered)
        for line in LINES:
            await _say(pilot, line)
        _save(folder / "call.svg", app.export_screenshot(title="Ringcraft"))
        for line in AFTER:
            await _say(pilot, line)
        await pilot.press("f9")
        await _until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        _save(folder / "debrief.svg", app.export_screenshot(title="Ringcraft"))


async def _until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    while not holds():
        await pilot.pause(0.02)
    await pilot.pause()


async def _say(pilot: Pilot[None], words: str) -> None:
    line = pilot.app.screen.query_one("#say", Input)
    line.value = words
    await pilot.press("enter")
    await _until(pilot, lambda: line.value == "")


def _save(path: Path, svg: str) -> None:
    """Without the fonts a browser would fetch: a picture in the docs loads nothing."""
    path.write_text(_FONTS.sub("", svg).replace("Fira Code", "monospace"), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
