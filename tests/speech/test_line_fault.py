"""A fault of the app's own while it hears news: the call is told, and does not wait for ever."""

import sys
import threading

from simulator import paths
from simulator.speech import messages
from simulator.speech.line import Line

SPEAKS = (
    'print(\'{"is":"ready","voice":"","headset":true}\', flush=True)\n'
    "import time\ntime.sleep(600)\n"
)


def test_a_listener_that_fails_ends_the_worker_and_the_log_says_why() -> None:
    told: list[messages.News] = []
    codes: list[int] = []
    gone = threading.Event()

    def hear(news: messages.News) -> None:
        if isinstance(news, messages.Ready):
            raise KeyError("a turn that nobody knows")
        told.append(news)

    def end(code: int) -> None:
        codes.append(code)
        gone.set()

    line = Line(messages.Open(recogniser=""), hear, end, (sys.executable, "-c", SPEAKS))
    assert gone.wait(20)
    assert not line.alive
    [fault] = told
    assert isinstance(fault, messages.Fault) and fault.fatal
    assert "fault of Ringcraft's own" in fault.what
    log = (paths.log_dir() / "app.log").read_text(encoding="utf-8")
    assert "a turn that nobody knows" in log and "Traceback" in log
    line.close()


def test_a_listener_that_fails_at_everything_still_hears_of_the_end() -> None:
    gone = threading.Event()

    def hear(news: messages.News) -> None:
        raise RuntimeError(str(news))

    line = Line(
        messages.Open(recogniser=""), hear, lambda code: gone.set(), (sys.executable, "-c", SPEAKS)
    )
    assert gone.wait(20)
    line.close()
