"""The store keeps every event, says trouble in words, and knows its own dead."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallStarted,
    ProspectSpoke,
    TraineeSpoke,
)
from simulator.dialogue.events import Place as LinePlace
from simulator.errors import NotFound, StoreError
from simulator.scenario.model import Playable, Rubric, Scenario, You
from simulator.scoring.card import Scorecard
from simulator.store import Store
from simulator.understanding.hearing import Hearing

UTC = "2026-03-02T09:30:00Z"


def playable() -> Playable:
    return Playable(
        id="hello",
        scenario=Scenario(
            scenario="Hello", you=You(name="Sam"), people={}, starts_with="a", beats={}
        ),
        personas={},
        voices={},
        objections={},
        rubric=Rubric(),
        product=None,
        moves={},
        drills={},
        hash="h1",
        rubric_hash="r1",
    )


def events(turns: int) -> list[AnyEvent]:
    log: list[AnyEvent] = [
        CallStarted(
            engine="1",
            scenario="hello",
            scenario_hash="h1",
            rubric_hash="r1",
            level="standard",
            seed=1,
            you="Sam",
        ),
        BeatEntered(beat="a", person="dana"),
    ]
    for turn in range(1, turns + 1):
        text = f"line {turn} with [/ markup and ünïcode"
        log.append(TraineeSpoke(turn=turn, hearing=Hearing(text=text), counted=len(text)))
        log.append(
            ProspectSpoke(
                turn=turn,
                person="dana",
                line="Go on.",
                place=LinePlace(part="beat", owner="a", name="go_on"),
                variant=0,
                seconds=1.0,
            )
        )
    return log


def begin(store: Store, sure_before: int | None = None) -> str:
    return store.begin_call(
        playable(),
        level="standard",
        seed=1,
        engine="1",
        utc=UTC,
        trainee="Mia",
        sure_before=sure_before,
    )


def card(total: int) -> Scorecard:
    return Scorecard(
        total=total, passed=True, pass_mark=70, pillars=(), criteria=(), ending="won", result="won"
    )


def test_events_come_back_as_they_went_in(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        call = begin(store)
        log = events(3)
        store.append(call, log[:2])
        store.append(call, log[2:])
        assert store.log(call) == tuple(log)
        assert store.playable(call) == playable()


def test_turns_from_before_the_voice_was_kept_still_load(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite3"
    with Store.open(path) as store:
        call = begin(store)
        store.append(call, events(1))
    with sqlite3.connect(path) as db:
        (changed,) = db.execute(
            "SELECT COUNT(*) FROM event WHERE CAST(body AS TEXT) LIKE '%\"sound\":null,%'"
        ).fetchone()
        db.execute("UPDATE event SET body = REPLACE(CAST(body AS TEXT), '\"sound\":null,', '')")
    assert changed == 1
    with Store.open(path) as store:
        assert store.log(call) == tuple(events(1))


def test_a_finished_call_is_listed_with_its_score(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        call = begin(store, sure_before=2)
        store.append(call, events(4))
        assert store.calls() == ()
        store.finish_call(call, card(81), utc=UTC)
        store.note_confidence(call, after=4)
        (row,) = store.calls()
        assert (row.total, row.passed, row.turns) == (81, True, 4)
        assert (row.sure_before, row.sure_after) == (2, 4)
        store.add_card(call, card(77), utc=UTC)
        assert [kept.total for kept in store.cards(call)] == [77, 81]
        assert store.calls()[0].total == 77


def test_a_running_call_of_this_process_is_not_offered_for_resuming(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        store.append(begin(store), events(1))
        assert store.unfinished() == ()


def test_a_call_of_a_dead_process_is_offered_and_of_a_living_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite3"
    source = (
        "import sys; from pathlib import Path\n"
        "from tests.store.test_results import begin, events, Store\n"
        f"store = Store.open(Path({str(path)!r}))\n"
        "call = begin(store); store.append(call, events(2))\n"
        "print(call, flush=True); sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdin is not None
    call = child.stdout.readline().strip()
    with Store.open(path) as store:
        assert store.unfinished() == ()
        child.kill()
        child.wait()
        child.stdout.close()
        child.stdin.close()
        (row,) = store.unfinished()
        assert (row.id, row.turns) == (call, 2)
        store.resume_call(call)
        assert store.unfinished() == ()
        store.append(call, events(1)[2:])
        assert len(store.log(call)) == len(events(2)) + 2


def test_a_full_disk_loses_no_turn_and_says_what_to_do(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        call = begin(store)
        store.append(call, events(1))
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        kept = list(events(1))
        with pytest.raises(StoreError, match="free some space"):
            for _ in range(500):
                batch = events(20)[2:]
                kept += batch
                store.append(call, batch)
        store._db.execute("PRAGMA max_page_count = 1000000")
        last = events(1)[2:]
        store.append(call, last)
        assert store.log(call) == tuple(kept + last)


def test_a_damaged_file_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite3"
    path.write_bytes(b"this is not a database" * 100)
    with pytest.raises(StoreError, match=r"move r\.sqlite3 aside"):
        Store.open(path)
    assert path.read_bytes().startswith(b"this is not")


def test_a_store_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite3"
    Store.open(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(StoreError, match="newer Ringcraft"):
        Store.open(path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="RINGCRAFT_HOME"):
        Store.open(tmp_path / "file" / "r.sqlite3")


def test_the_inbox_keeps_a_sentence_once_and_decisions_can_be_undone(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        for _ in range(2):
            store.note_missed(
                call="c", turn=1, scenario="hello", prospect="Yes?", text="wibble", utc=UTC
            )
        (row,) = store.missed()
        store.decide_missed([row.id], "")
        assert store.missed() == ()
        assert store.missed(decided=True)[0].move == ""
        store.decide_missed([row.id], None)
        assert len(store.missed()) == 1


def test_deleting_a_call_takes_everything_of_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        call = begin(store)
        store.append(call, events(1))
        store.finish_call(call, card(50), utc=UTC)
        store.note_missed(call=call, turn=1, scenario="hello", prospect="", text="x", utc=UTC)
        store.delete_call(call)
        assert store.calls() == ()
        assert store.missed() == ()
        assert store.log(call) == ()
        with pytest.raises(NotFound):
            store.call(call)


def test_export_holds_every_event_and_score(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.sqlite3") as store:
        call = begin(store)
        store.append(call, events(2))
        store.finish_call(call, card(60), utc=UTC)
        (entry,) = store.export()
        assert entry["call"]["id"] == call
        assert len(entry["events"]) == len(events(2))
        assert entry["scorecards"][0]["total"] == 60


def test_a_store_closed_in_another_thread_lets_go_of_its_lock(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "r.sqlite3")
    beginning = threading.Thread(target=begin, args=(store,))
    beginning.start()
    beginning.join()
    (file,) = (tmp_path / "locks").iterdir()
    store._owner._forget = lambda name: None  # type: ignore[method-assign]
    store.close()
    lock = FileLock(file)
    lock.acquire(timeout=0)
    lock.release()


def test_calls_of_the_living_and_those_to_continue_are_not_done_with(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite3"
    with Store.open(path) as dead:
        waiting, over, silent = begin(dead), begin(dead), begin(dead)
        dead.append(waiting, events(1))
        dead.append(over, events(1))
        dead.finish_call(over, card(50), utc=UTC)
    with Store.open(path) as other, Store.open(path) as store:
        theirs, mine = begin(other), begin(store)
        asked = (waiting, over, silent, theirs, mine, "unknown")
        assert store.done_with(asked) == (over, silent, "unknown")
