"""Start times of whole processes: commands, and the app's first paint.

    python benchmarks/startup.py [--short]

The app runs in a pseudo-terminal of 80 x 24; first paint is when its name has
reached the terminal. Figures are medians with the smallest and largest of the
runs. ``screen.py`` measures a key to its paint.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.terminal import Terminal

BIN = Path(sys.executable).parent / "ringcraft"
# Compiled modules are kept on an ordinary machine; some build machines switch that off.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def seconds_of(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def first_paint(home: Path) -> float:
    terminal = Terminal([str(BIN)], home)
    try:
        return terminal.wait("Ringcraft") - terminal.began
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
