"""The desk: trouble is told when it happens, settings are kept, and quitting ends what rings."""

import threading
from pathlib import Path

import pytest

from simulator import paths, settings
from simulator.call import Hear
from simulator.errors import RingcraftError
from simulator.spoken_call import SpokenCall
from simulator.tui.desk import Desk
from simulator.tui.phone import Phone
from simulator.tui.plan import Plan
from tests.tui import samples


def fill_disk(desk: Desk) -> None:
    assert desk.store is not None
    pages = desk.store._db.execute("PRAGMA page_count").fetchone()[0]
    desk.store._db.execute(f"PRAGMA max_page_count = {pages}")


def test_a_journal_in_trouble_is_told_once_at_the_turn_it_happens(desk: Desk) -> None:
    phone = Phone(desk, Plan(playable=samples.playable()))
    phone.pick_up()
    assert desk.troubles() == []  # asked before, as a screen does
    told: list[RingcraftError] = []
    desk.listen(told.append)
    fill_disk(desk)
    phone.say("Hi Priya. " + "x" * 30_000)
    assert [error.title for error in told] == ["Your results can't be stored"]
    phone.say("Hello?")
    assert len(told) == 1
    assert desk.troubles() == []


def test_trouble_that_nobody_hears_waits(own_home: Path) -> None:
    (own_home / "results.sqlite3").write_bytes(b"not a database" * 100)
    desk = Desk()
    desk.open_store()
    told: list[RingcraftError] = []
    desk.listen(told.append)
    assert len(told) == 1
    desk.close()
    desk.note(RingcraftError("after the app"))
    assert [str(error) for error in desk.troubles()] == ["after the app"]
    assert len(told) == 1


def test_a_typo_in_the_settings_costs_only_itself_and_the_file_is_kept() -> None:
    path = paths.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = 'name = "Ann"\nmicrophone = "USB headset"\nkeep-audio = "never"\ntheem = "light"\n'
    path.write_text(text)
    desk = Desk()
    (fault,) = desk.troubles()
    assert "settings.toml:4: there is no setting 'theem'" in fault.message
    desk.change(theme="light")
    (kept,) = desk.troubles()
    assert "settings.toml.bak" in kept.message
    assert path.with_name("settings.toml.bak").read_text() == text
    stored = settings.read()
    assert (stored.name, stored.microphone, stored.keep_audio) == ("Ann", "USB headset", "never")
    assert stored.theme == "light"
    desk.change(theme="dark")
    assert desk.troubles() == []


@pytest.mark.parametrize("spoken", [True, False])
def test_who_quits_while_it_rings_leaves_nothing_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, spoken: bool
) -> None:
    rung: list[SpokenCall] = []
    monkeypatch.setattr(SpokenCall, "ring", rung.append)
    loading, go_on = threading.Event(), threading.Event()
    hear = desk.hear

    def slow() -> Hear:
        loading.set()
        assert go_on.wait(60)
        return hear()

    monkeypatch.setattr(desk, "hear", slow)
    phone = Phone(desk, Plan(playable=samples.playable(), spoken=spoken))
    said: list[str] = []

    def ring() -> None:
        try:
            phone.ring(lambda note: None) if spoken else phone.pick_up()
        except RingcraftError as error:
            said.append(error.message)

    ringing = threading.Thread(target=ring)
    ringing.start()
    assert loading.wait(60)
    desk.close()
    go_on.set()
    ringing.join()
    assert rung == []
    assert said == (["Ringcraft is being closed"] if spoken else [])
    assert desk.store is None
    assert desk.troubles() == []
