"""What goes wrong is said in words, and practice goes on."""

import contextlib
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.files import load
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.messages import OpenCall
from simulator.tui.open import opened
from simulator.tui.plan import Plan
from simulator.tui.screens.call import CallScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.home import HomeScreen
from tests.tui import samples
from tests.tui.conftest import answered, arrive, say, settle, words_on


async def test_a_store_that_cant_be_opened_is_said_and_calls_still_ring(own_home: Path) -> None:
    (own_home / "results.sqlite3").write_bytes(b"not a database" * 100)
    desk = Desk(ring_seconds=0)
    assert desk.open_store() is None
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        assert "aside" in words_on(app)
        app.post_message(OpenCall("gatekeeper"))
        await settle(pilot)
        await pilot.press("enter")
        await answered(pilot)
        await say(pilot, "Hi Priya, it's Sam from Tallyroute.")
        await pilot.press("escape", "y")
        await settle(pilot)
        await pilot.press("enter")
        await arrive(pilot, DebriefScreen)


async def test_a_full_disk_is_said_and_the_call_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = CallScreen(desk, Plan(playable=samples.playable(), level="standard"))
        app.push_screen(screen)
        await answered(pilot)
        assert desk.store is not None
        # Only the journal is to fail, not the inbox of missed sentences too.
        monkeypatch.setattr(desk.store, "note_missed", lambda **_: None)
        pages = desk.store._db.execute("PRAGMA page_count").fetchone()[0]
        desk.store._db.execute(f"PRAGMA max_page_count = {pages}")
        await say(pilot, "hm " + "x" * 20_000)
        assert "free some space" in words_on(app)
        turns = screen.phone.call.state.turn
        assert turns >= 1
        desk.store._db.execute("PRAGMA max_page_count = 1000000")
        await say(pilot, "Hello again.")
        assert desk.store.log(screen.phone.call_id) == screen.phone.call.log


async def test_a_scenario_that_is_gone_is_said_and_home_stays(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        app.post_message(OpenCall("no-such-call"))
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "no-such-call" in words_on(app)


async def test_a_small_and_a_large_terminal_both_hold_the_call(desk: Desk) -> None:
    app = RingcraftApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(CallScreen(desk, Plan(playable=samples.playable(), level="standard")))
        await answered(pilot)
        for size in ((40, 10), (200, 60), (20, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        await say(pilot, "Hello.")
        assert "Hello." in words_on(app)


def test_without_a_terminal_the_app_says_what_to_do(capsys: "object") -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: the app needs a terminal")
    assert "Traceback" not in done.stderr


def test_a_wrong_scenario_or_level_on_the_command_line_is_said(capfd: "object") -> None:
    assert main(["call", "no-such-call"]) == 2
    assert main(["call", "gatekeeper", "--level", "brutal"]) == 2


def test_native_output_goes_to_the_log_and_not_on_the_screen(own_home: Path) -> None:
    code = (
        "import os, sys\n"
        "from simulator.tui.open import own_terminal\n"
        "with own_terminal():\n"
        "    os.write(2, b'native noise')\n"
        "    sys.__stderr__.write('picture'); sys.__stderr__.flush()\n"
        "os.write(2, b'after')\n"
    )
    master, slave = pty.openpty()
    subprocess.run([sys.executable, "-c", code], stderr=slave, timeout=60, check=True)
    os.close(slave)
    seen = os.read(master, 4096).decode()
    os.close(master)
    assert seen == "pictureafter"
    assert "native noise" in (own_home / "logs" / "app.log").read_text()


def test_a_fault_of_the_app_exits_3_and_stands_in_the_log(own_home: Path) -> None:
    code = (
        "from simulator.tui.open import opened\n"
        "from simulator.tui.screens.home import HomeScreen\n"
        "def fault(self): raise KeyError('a fault of its own')\n"
        "HomeScreen.on_mount = fault\n"
        "raise SystemExit(opened(first=None))\n"
    )
    master, slave = pty.openpty()
    app = subprocess.Popen(
        [sys.executable, "-c", code], stdin=slave, stdout=slave, stderr=subprocess.PIPE, text=True
    )
    os.close(slave)
    drawn = threading.Thread(target=drain, args=(master,))
    drawn.start()
    _, told = app.communicate(timeout=60)
    drawn.join()
    os.close(master)
    assert app.returncode == 3
    log = own_home / "logs" / "app.log"
    assert told.endswith(
        f"what happened is in {log}; your call is kept, and Home offers to continue it\n"
    )
    assert "a fault of its own" in log.read_text()


def drain(terminal: int) -> None:
    """Reads what is drawn, so that the app never waits for its terminal."""
    with contextlib.suppress(OSError):  # Linux's way to say that the other side is closed
        while os.read(terminal, 4096):
            pass


def test_a_level_that_a_scenario_lacks_becomes_its_usual_one(
    monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    own_home.joinpath("settings.toml").write_text('level = "nightmare"')
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    rung: list[Plan | None] = []
    monkeypatch.setattr(RingcraftApp, "run", lambda app: rung.append(app.first))
    monkeypatch.setattr("simulator.tui.open.own_terminal", contextlib.nullcontext)
    assert opened(first=Plan(playable=load("gatekeeper"), level="")) == 0
    assert rung[0] is not None
    assert rung[0].level == "standard"
