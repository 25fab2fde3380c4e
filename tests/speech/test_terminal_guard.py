"""Descriptor 2 is silent while native code runs, and what it was afterwards."""

import os
import threading
from pathlib import Path

from simulator.speech.terminal_guard import quiet_natives


def test_two_threads_that_want_quiet_at_once_leave_the_log_where_it_was(tmp_path: Path) -> None:
    first_in, second_in, first_out = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with quiet_natives():
            first_in.set()
            second_in.wait(10)
        first_out.set()

    def second() -> None:
        first_in.wait(10)
        with quiet_natives():
            second_in.set()
            first_out.wait(10)
            os.write(2, b"native noise\n")

    log, before = tmp_path / "log.txt", os.dup(2)
    target = os.open(log, os.O_WRONLY | os.O_CREAT)
    os.dup2(target, 2)
    try:
        threads = [threading.Thread(target=work) for work in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        os.write(2, b"told\n")
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(target)
    assert log.read_text() == "told\n"
