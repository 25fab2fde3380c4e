"""A key to its paint: in a typed call, in a spoken one, and while she speaks and is decoded.

    python benchmarks/screen.py [--short]

The app runs in a pseudo-terminal of 80 x 24 and rings a real call. Its sound
goes through a sound server of its own with a virtual cable; her lines are played
into the microphone one after the other, so that the recogniser decodes, the
engine answers and captions and level are drawn meanwhile. Keys are typed into
the line all the time; a figure is the time from the key to the byte that paints
it. A key that the benchmark's own machine was too busy to read counts all the
same. Exit code 4: the 95th percentile is above the bar.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.terminal import Terminal  # noqa: E402
from simulator import paths  # noqa: E402
from simulator.speech import sound  # noqa: E402
from simulator.speech.clips import Clips, best_engine  # noqa: E402
from simulator.speech.model_list import SMALL  # noqa: E402
from simulator.speech.sound import CLIP_RATE  # noqa: E402
from simulator.speech.voice_list import Prosody  # noqa: E402
from tests.speech.virtual_cable import VirtualCable, missing  # noqa: E402

BAR = 50.0
"""Milliseconds that the 95th percentile should stay under."""
MARKS = "~@%&#"
"""Keys that nothing else on the screen is drawn with."""
BETWEEN = 0.13
"""Seconds between two keys at least; it grows a little each time, so as to meet every phase."""
CALL = "gatekeeper"
HEARING = "hearing you"
LINES = (
    "Hi Priya, it's Sam from Tallyroute. Could you put me through to Dana Whitlock please?",
    "It is about the empty miles on your morning runs since you opened the second yard.",
    "I understand that you are busy, and I would not ask if it could wait until next week.",
    "How do you plan the runs today, and who has to sit down and do it every morning?",
)


def percentile(values: list[float], share: int) -> float:
    """The value below which ``share`` of 100 lie."""
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


class Talker:
    """Plays her lines into the microphone, one after the other, until it is stopped."""

    def __init__(self, cable: VirtualCable, folder: Path) -> None:
        clips = Clips(best_engine())
        self._cable = cable
        self._files: list[Path] = []
        for number, line in enumerate(LINES):
            self._files.append(folder / f"line-{number}.wav")
            clip = clips.clip(line, "marian", Prosody())
            sound.write_wav(self._files[-1], clip, CLIP_RATE)
        self._stop = threading.Event()
        self._playing: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._talk, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Falls silent."""
        self._stop.set()
        if self._playing is not None:
            self._playing.terminate()
        self._thread.join()

    def _talk(self) -> None:
        while not self._stop.is_set():
            for path in self._files:
                if self._stop.is_set():
                    return
                self._playing = self._cable.speak(path)
                self._playing.wait()
                self._stop.wait(0.4)


def keys_painted(terminal: Terminal, count: int) -> tuple[list[float], int]:
    """Milliseconds from key to paint, and how often she was being heard meanwhile."""
    taken, heard = [], 0
    for number in range(count):
        mark = MARKS[number % len(MARKS)]
        began = time.perf_counter()
        terminal.press(mark)
        taken.append((terminal.wait(mark) - began) * 1000)
        drawn = terminal.read(BETWEEN + (number % 7) * 0.011)
        heard += HEARING.encode() in drawn
        if number % 20 == 19:
            terminal.press("\x15")  # an empty line again
            terminal.read(0.2)
    return taken, heard


def call_of(home: Path, how: str, extra: dict[str, str]) -> Terminal:
    """The app in a call that has been picked up."""
    binary = str(Path(sys.executable).parent / "ringcraft")
    terminal = Terminal([binary, "call", CALL, how], home, extra)
    terminal.wait("ring")
    terminal.wait("Priya")
    terminal.read(2.0)
    return terminal


def told(name: str, taken: list[float], note: str = "") -> float:
    """Prints a row; the 95th percentile."""
    slow = percentile(taken, 95)
    print(
        f"{name:<44} p50 {percentile(taken, 50):4.0f} ms   p95 {slow:4.0f} ms   "
        f"max {max(taken):4.0f} ms   {len(taken)} keys{note}",
        flush=True,
    )
    return slow


def run(home: Path, count: int) -> int:
    """The three calls; the exit code."""
    (home / "settings.toml").write_text('headset = "headset"\n')
    (home / "models").symlink_to(paths.models_dir())
    terminal = call_of(home, "--typed", {})
    try:
        told("typed call", keys_painted(terminal, count)[0])
    finally:
        terminal.close()
    cable = VirtualCable(home / "cable")
    try:
        extra = {k: v for k, v in cable.environment.items() if k != "HOME"}
        talker = Talker(cable, home)
        terminal = call_of(home, "--voice", extra)
        try:
            told("spoken call, nobody speaks", keys_painted(terminal, count)[0])
            talker.start()
            terminal.wait(HEARING)
            taken, heard = keys_painted(terminal, 2 * count)
            note = f", her voice drawn after {heard} of them"
            slow = told("spoken call, she speaks and is decoded", taken, note)
        finally:
            talker.stop()
            terminal.close()
    finally:
        cable.close()
    return 4 if slow > BAR else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--short", action="store_true", help="fewer keys")
    count = 40 if parser.parse_args().short else 150
    if missing():
        sys.stderr.write(f"error: {', '.join(missing())} missing · apt install pulseaudio-utils\n")
        return 3
    if not (paths.models_dir() / SMALL).is_dir():
        sys.stderr.write("error: the recogniser is missing · ringcraft models fetch\n")
        return 3
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; from key to paint")
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), count)


if __name__ == "__main__":
    sys.exit(main())
