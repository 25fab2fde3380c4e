"""Start times of whole processes: commands, the app's first paint, a key to its paint.

    python benchmarks/startup.py [--short]

The app runs in a pseudo-terminal of 80 x 24; first paint is when the name of
the first button has reached the terminal, key to paint is the time from a key
of the input line to its letter on the screen. Figures are medians with the
smallest and largest of the runs.
"""

import argparse
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

BIN = Path(sys.executable).parent / "ringcraft"
# Compiled modules are kept on an ordinary machine; some build machines switch that off.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def seconds_of(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


class Terminal:
    """The app in a pseudo-terminal, its output read as it comes."""

    def __init__(self, words: list[str], home: Path) -> None:
        self.began = time.perf_counter()
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.environ.update(RINGCRAFT_HOME=str(home), TERM="xterm-256color")
            os.execv(words[0], words)
        ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def wait(self, word: str, patience: float = 30.0) -> float:
        """Time at which ``word`` has been drawn since the last wait."""
        seen = b""
        until = time.perf_counter() + patience
        while word.encode() not in seen:
            if time.perf_counter() > until:
                raise TimeoutError(f"{word!r} was not drawn; the last was {seen[-300:]!r}")
            if select.select([self.screen], [], [], 0.5)[0]:
                seen += os.read(self.screen, 65536)
        return time.perf_counter()

    def settle(self, quiet: float = 0.4) -> None:
        """Reads until nothing has been drawn for ``quiet`` seconds, five at the most."""
        until = time.perf_counter() + 5.0
        while time.perf_counter() < until and select.select([self.screen], [], [], quiet)[0]:
            os.read(self.screen, 65536)

    def press(self, keys: str) -> None:
        """Types keys."""
        os.write(self.screen, keys.encode())

    def close(self) -> None:
        """Ends the app."""
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)
        os.close(self.screen)


def first_paint(home: Path) -> float:
    terminal = Terminal([str(BIN)], home)
    try:
        return terminal.wait("Ringcraft") - terminal.began
    finally:
        terminal.close()


def key_to_paint(home: Path, keys: int) -> list[float]:
    terminal = Terminal([str(BIN), "call", "first-ten-seconds", "--typed"], home)
    try:
        terminal.wait("ring")
        terminal.settle()
        terminal.press("\r")
        terminal.wait("Dana")
        terminal.settle(1.0)
        taken = []
        for number in range(keys):
            letter = "qzxjk"[number % 5]
            began = time.perf_counter()
            terminal.press(letter)
            taken.append(terminal.wait(letter) - began)
            terminal.settle(0.05)
        return taken
    finally:
        terminal.close()


def told(name: str, taken: list[float]) -> None:
    print(
        f"{name:<44} median {statistics.median(taken) * 1000:7.0f} ms"
        f"   {min(taken) * 1000:.0f} to {max(taken) * 1000:.0f}, {len(taken)} runs"
    )


def runs(number: int, one: Callable[[], float]) -> list[float]:
    one()  # fills the file cache
    return [one() for _ in range(number)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--short", action="store_true", help="fewer runs")
    number = 3 if parser.parse_args().short else 9
    told("ringcraft --help", runs(number, lambda: seconds_of([str(BIN), "--help"])))
    told(
        "ringcraft schema scenario",
        runs(number, lambda: seconds_of([str(BIN), "schema", "scenario"])),
    )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        told("app: start to first paint", runs(number, lambda: first_paint(home)))
        keys = sorted(key_to_paint(home, 20 if number == 3 else 100))
        told("app: key to paint in a typed call", keys)
        slow = keys[int(len(keys) * 0.95)] * 1000
        print(f"{'app: key to paint, 95th percentile':<44}        {slow:7.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
