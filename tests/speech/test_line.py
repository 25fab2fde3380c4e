"""A voice worker that hangs, floods, talks nonsense or never reads: the call goes on typed."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from simulator import spoken_call
from simulator.call import Call
from simulator.dialogue.events import TraineeSpoke
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import line, messages, notes
from simulator.speech.line import Line
from simulator.speech.messages import Utterance
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall
from tests.speech.test_spoken_call import Listener

READY = 'print(\'{"is":"ready","voice":"","headset":true}\', flush=True)\n'
REST = "import time\ntime.sleep(600)\n"
MUTE = "import sys\nfor row in sys.stdin: pass\n"


@pytest.fixture(autouse=True)
def short_of_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits in little, and one worker, as after three that were lost."""
    for name, seconds in (("FIRST", 5.0), ("HUNG", 1.5), ("LOADING", 6.0), ("GOODBYE", 1.0)):
        monkeypatch.setattr(line, name, seconds)
    monkeypatch.setattr(spoken_call, "NEW_WORKERS", 0)
    monkeypatch.setattr(spoken_call, "RINGS_FOR", 0.0)


@contextmanager
def on_the_phone(code: str) -> Iterator[tuple[SpokenCall, Listener]]:
    """A call whose voice worker is this program."""
    call = Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)
    listener = Listener()
    command = (sys.executable, "-u", "-c", code)
    spoken = SpokenCall(call, VoiceSettings(), listener, command=command)
    spoken.ring()
    try:
        yield spoken, listener
    finally:
        spoken.close()


def lost(listener: Listener) -> notes.Trouble:
    """Waits for the trouble that ends the voice."""
    listener.wait(notes.Trouble, seconds=20)
    [told] = [note for note in listener.of(notes.Trouble) if isinstance(note, notes.Trouble)]
    assert told.voice_lost
    assert "typing" in told.hint
    return told


def goes_on(spoken: SpokenCall, listener: Listener) -> None:
    """Somebody picks up and a typed reply is answered."""
    listener.wait(notes.PickedUp, seconds=20)
    spoken.type("Hi Dana, have I caught you at a bad time?")
    assert [event for event in spoken.call.log if isinstance(event, TraineeSpoke)]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (REST, "does not answer"),
        (READY + REST, "does not answer"),
        (READY + MUTE, "does not answer"),
        (
            "import time\nwhile True:\n time.sleep(0.1)\n"
            ' print(\'{"is":"meter","level":-60.0,"state":"listening"}\')\n',
            "does not get ready",
        ),
        ("print('Segmentation fault, core dumped')\n" + REST, "nonsense"),
        ('print(\'{"is":"heard"}\')\n' + REST, "nonsense"),
        ('print(\'{"is":"ready","voice":7,"headset":"yes"}\')\n' + REST, "nonsense"),
        ("print('[' * 200_000)\n" + REST, "nonsense"),
        ("import os\nos.write(1, b'\\xff\\xfe\\x00\\x01\\n')\n" + REST, "nonsense"),
        ("import os\nwhile True: os.write(1, b'x' * 65536)\n", "nonsense"),
        ("import os\nos.close(1)\n" + REST, "code -9"),
        ("import sys\nsys.exit(7)\n", "code 7"),
        ("import os\nos.abort()\n", "code -6"),
        (READY + "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n", "code -11"),
    ],
    ids=[
        *(
            "silent",
            "silent once ready",
            "deaf and dumb",
            "never ready",
            "prints",
            "half a message",
        ),
        *("wrong types", "nested", "no text", "endless line", "closed pipe", "exit"),
        *("abort", "segmentation fault"),
    ],
)
def test_a_worker_that_can_not_be_used_is_ended_and_the_call_is_typed(code: str, what: str) -> None:
    with on_the_phone(code) as (spoken, listener):
        assert what in lost(listener).message
        goes_on(spoken, listener)


def test_the_next_worker_keeps_a_closed_microphone_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken_call, "NEW_WORKERS", 1)
    orders = tmp_path / "orders"
    dies_of_the_mute = (
        READY + f"import sys\nfor row in sys.stdin:\n open({str(orders)!r}, 'a').write(row)\n"
        " if '\"on\":true' in row: sys.exit(5)\n"
    )
    with on_the_phone(dies_of_the_mute) as (spoken, listener):
        listener.wait(notes.PickedUp, seconds=20)
        spoken.mute(True)
        listener.wait(notes.Trouble, 2, seconds=20)  # the second dies of it too
    told = [msgspec.json.decode(row) for row in orders.read_text().splitlines()]
    opened = [at for at, order in enumerate(told) if order["is"] == "open"]
    assert len(opened) == 2
    assert told[opened[1] + 1] == {"is": "mute", "on": True}


def test_on_hold_the_clock_of_the_call_stands_still() -> None:
    with on_the_phone(READY + MUTE) as (spoken, listener):
        listener.wait(notes.PickedUp, seconds=20)
        spoken.hold(True)
        stands = spoken.elapsed
        time.sleep(0.4)
        assert spoken.elapsed == stands
        spoken.hold(False)
        assert stands <= spoken.elapsed < stands + 0.3


def test_a_flood_of_news_holds_up_nothing() -> None:
    """As fast as a pipe can carry them, for as long as the call lasts."""
    flood = (
        READY + 'row = \'{"is":"meter","level":-60.0,"state":"listening"}\\n\' * 1000\n'
        "import sys\nwhile True: sys.stdout.write(row)\n"
    )
    with on_the_phone(flood) as (spoken, listener):
        began = time.monotonic()
        goes_on(spoken, listener)
        assert time.monotonic() - began < 15
        assert not listener.of(notes.Trouble)


def test_questions_nobody_can_have_are_answered_and_change_nothing() -> None:
    """Turns that were never asked about, and times from nowhere."""
    odd = (
        READY + 'print(\'{"is":"committed","id":99,"text":"hi","started":-5,"ended":-9}\')\n'
        'print(\'{"is":"heard","id":1,"text":"","started":1e300,"seconds":-1e300}\')\n'
        'print(\'{"is":"line_ended","text":"none","at":-1}\')\n'
        'print(\'{"is":"ready","voice":"","headset":true}\')\n'
        'print(\'{"is":"meter","level":-60.0,"state":"hearing"}\')\n'
        "import sys, time\n"
        "for row in sys.stdin:\n"
        ' print(\'{"is":"meter","level":-60.0,"state":"hearing"}\')\n'
    )
    with on_the_phone(odd) as (spoken, listener):
        listener.wait(notes.Meter, 2, seconds=20)
        goes_on(spoken, listener)
        assert spoken.call.state.turn == 1


def test_a_worker_that_reads_nothing_blocks_nobody() -> None:
    """Orders beyond what a pipe holds wait elsewhere, and the end comes in seconds."""
    news: list[messages.News] = []
    gone = threading.Event()
    stuck = Line(
        messages.Open(recogniser=""),
        news.append,
        lambda code: gone.set(),
        (sys.executable, "-c", REST),
    )
    long = messages.Prepare(lines=(Utterance(text="so " * 20_000),) * 10)
    began = time.monotonic()
    for _ in range(20):
        stuck.send(long)
    assert time.monotonic() - began < 1.0
    stuck.close()
    assert time.monotonic() - began < 8.0
    assert gone.is_set()


def test_a_stopped_worker_is_given_up_and_the_reply_is_not_kept_waiting() -> None:
    heartbeat = (
        READY + "import time\nwhile True:\n time.sleep(0.1)\n"
        ' print(\'{"is":"meter","level":-60.0,"state":"listening"}\')\n'
    )
    with on_the_phone(heartbeat) as (spoken, listener):
        listener.wait(notes.PickedUp, seconds=20)
        listener.wait(notes.Meter, 3, seconds=20)
        assert spoken.worker is not None
        os.kill(spoken.worker, signal.SIGSTOP)
        began = time.monotonic()
        goes_on(spoken, listener)
        assert time.monotonic() - began < 5.0
        assert "does not answer" in lost(listener).message
