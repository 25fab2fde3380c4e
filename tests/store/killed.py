"""Calls whose process is killed at a random moment; what was on the screen must be in the store.

Run as a script for the long form: ``python -m tests.store.killed 200``.
"""

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from simulator import files
from simulator.call import Call
from simulator.dialogue.events import Log
from simulator.scenario.model import Playable
from simulator.store import Store
from simulator.understanding.hearing import Context, Hearing

UTC = "2026-03-02T09:30:00Z"


def hear(text: str, context: Context) -> Hearing:
    """The engine takes any hearing; these calls are about the journal."""
    return Hearing(text=text)


def _child(path: Path, playable: Playable, shown: int) -> None:
    """Plays calls without end; after each turn writes what the screen would show."""
    store = Store.open(path)
    for seed in range(1_000_000):
        call_id = store.begin_call(playable, level="standard", seed=seed, engine="1", utc=UTC)
        call = Call(playable, hear, level="standard", seed=seed, journal=store, call_id=call_id)
        log = call.begin()
        os.write(shown, f"{call_id} {len(call.log)}\n".encode())
        turn = 0
        while not call.over:
            turn += 1
            log = call.say(f"reply {turn} of a call that will be killed")
            if log:
                os.write(shown, f"{call_id} {len(call.log)}\n".encode())
        store.finish_call(call_id, call.scorecard(), utc=UTC)


def trial(path: Path, playable: Playable, wait: float) -> tuple[int, int]:
    """Kills one process after ``wait`` seconds from its first turn.

    Returns how many batches were shown and how many events were lost. Raises
    whatever the store raises when it does not open clean.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            _child(path, playable, writer)
        finally:
            os._exit(70)
    os.close(writer)
    first = os.read(reader, 65536)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    data = first
    while block := os.read(reader, 65536):
        data += block
    os.close(reader)
    lines = data.decode().splitlines()
    shown: dict[str, int] = {}
    for line in lines:
        name, events = line.split()
        shown[name] = int(events)
    lost = 0
    with Store.open(path) as store:
        for call_id, count in shown.items():
            log = store.log(call_id)
            lost += max(0, count - len(log))
        waiting = store.unfinished()
        for row in waiting:
            _go_on(store, row.id, playable)
    return len(lines), lost


def _go_on(store: Store, call_id: str, playable: Playable) -> None:
    """Resumes a killed call from its log and plays it to an end."""
    log: Log = store.log(call_id)
    store.resume_call(call_id)
    seed = store.call(call_id).seed
    call = Call(
        playable, hear, level="standard", seed=seed, journal=store, call_id=call_id, log=log
    )
    while not call.over:
        call.say("going on after the kill")
    assert msgspec.json.encode(store.log(call_id)) == msgspec.json.encode(call.log)
    store.finish_call(call_id, call.scorecard(), utc=UTC)


def trials(number: int, seed: int = 1) -> tuple[int, int]:
    """Turns shown and events lost over ``number`` kills."""
    chance = random.Random(seed)
    playable = files.load("gatekeeper")
    shown = lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(number):
            some, gone = trial(
                Path(folder) / "results.sqlite3", playable, chance.uniform(0.0, 0.08)
            )
            shown += some
            lost += gone
    return shown, lost


if __name__ == "__main__":
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    turns, events = trials(kills)
    print(f"{kills} kills, {turns} turns shown, {events} events lost")
    sys.exit(events > 0)
