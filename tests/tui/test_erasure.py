"""Recordings that a killed Ringcraft left go at the next start; those still wanted stay."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from simulator import paths
from simulator.speech import recordings
from simulator.store import Store
from simulator.tui.app import RingcraftApp
from simulator.tui.desk import Desk
from simulator.tui.screens.settings import SettingsScreen
from tests.store.test_results import UTC, begin, card, events
from tests.tui.conftest import arrive, settle

OTHER = """
import sys
from tests.store.test_results import UTC, Store, begin, card, events
store = Store.open()
running, over = begin(store), begin(store)
store.append(running, events(2))
store.append(over, events(2))
store.finish_call(over, card(50), utc=UTC)
print(running, over, flush=True)
sys.stdin.read()
"""


def record(call: str) -> None:
    folder = recordings.folder(call)
    folder.mkdir(parents=True)
    (folder / "turn-1.wav").write_bytes(b"RIFF")


def recorded() -> set[str]:
    folder = paths.recordings_dir()
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture
def neighbour() -> Iterator[tuple[str, str]]:
    """A running call and one that is over, of another Ringcraft that lives."""
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    running, over = other.stdout.readline().split()
    yield running, over
    other.communicate()


def left_by_a_killed_one() -> tuple[str, str]:
    """A call that can be continued, and one that is over."""
    with Store.open() as store:
        unfinished, over = begin(store), begin(store)
        store.append(unfinished, events(2))
        store.append(over, events(2))
        store.finish_call(over, card(50), utc=UTC)
    return unfinished, over


async def test_recordings_left_behind_go_at_the_start(neighbour: tuple[str, str]) -> None:
    unfinished, over = left_by_a_killed_one()
    for call in (unfinished, over, *neighbour, "call"):
        record(call)
    app = RingcraftApp(Desk(ring_seconds=0))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert recorded() == {unfinished, *neighbour}


@pytest.mark.parametrize("line", ['keep-audio = "always"', 'keep-audio = "allways"'])
def test_recordings_to_be_kept_stay_and_a_typo_deletes_none(line: str) -> None:
    _, over = left_by_a_killed_one()
    record(over)
    paths.settings_path().write_text(line)
    desk = Desk()
    desk.tidy()
    assert recorded() == {over}
    desk.close()


@pytest.mark.parametrize("resists", [True, False])
async def test_deleting_all_says_what_stayed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, resists: bool
) -> None:
    desk.change(keep_audio="always")
    record("old")
    if resists:
        monkeypatch.setattr(recordings, "delete_all", lambda: None)
    app = RingcraftApp(desk)
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await arrive(pilot, SettingsScreen)
        await pilot.press("x", "y")
        await settle(pilot)
        (told,) = [notice.message for notice in app._notifications]
        assert told.startswith("the results are deleted, but" if resists else "All results and")
