"""What a spoken call costs: seconds from Ring to the first word, memory of both processes.

    python benchmarks/voice_cost.py [--short]

Start: each time a fresh process with a microphone and a loudspeaker (a virtual
cable where PulseAudio is installed, else the machine's own), once with no line
rendered before and then with lines kept from the last call. It rings for
``RINGS_FOR`` seconds whatever happens; what counts is that loading takes no
longer. Memory: a whole call from files with the screens and the hearing loaded,
both processes added, the highest sum of what each has for itself (PSS; Linux).
Without --short also ten minutes of sound through one worker. Exit code 4 when a
bar is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.figures import Bars  # noqa: E402
from simulator import paths  # noqa: E402
from simulator.call import Call  # noqa: E402
from simulator.files import load  # noqa: E402
from simulator.hearing_model import load_hearing  # noqa: E402
from simulator.speech import messages, notes, sound  # noqa: E402
from simulator.speech.clips import Clips, best_engine  # noqa: E402
from simulator.speech.line import Line  # noqa: E402
from simulator.speech.sound import CLIP_RATE  # noqa: E402
from simulator.speech.voice_list import Prosody  # noqa: E402
from simulator.speech.voice_settings import VoiceSettings  # noqa: E402
from simulator.spoken_call import RINGS_FOR, SpokenCall  # noqa: E402
from tests.speech.virtual_cable import VirtualCable, missing  # noqa: E402

SCENARIO = "gatekeeper"
PICKED_UP = 3.0
"""Seconds from Ring to somebody on the line."""
MEMORY = 700.0
"""Megabytes of app and worker together."""
GROWTH = 30.0
"""Megabytes that a worker may gain from its second to its tenth minute."""
PATIENCE = 120.0


def share(process: int) -> float:
    """Memory a process has for itself, in megabytes: PSS (Linux; 0 elsewhere)."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(float(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def new_call() -> Call:
    return Call(load(SCENARIO), load_hearing(), level="standard", seed=1)


def start() -> dict[str, float]:
    """In a fresh process: seconds from Ring to each thing a caller notices."""
    call = new_call()
    came: dict[str, float] = {}
    spoke = threading.Event()

    def listen(note: notes.Note) -> None:
        came.setdefault(type(note).__name__, time.monotonic())
        if isinstance(note, notes.Trouble):
            sys.stderr.write(f"{note.message}\n")
        if isinstance(note, notes.LineStarted):
            spoke.set()

    spoken = SpokenCall(call, VoiceSettings(headset="headset"), listen)
    began = time.monotonic()
    spoken.ring()
    heard = spoke.wait(PATIENCE)
    spoken.close()
    if not heard:
        raise SystemExit("the prospect says nothing")
    names = {"rings": "Ringing", "picked up": "PickedUp", "first word": "LineStarted"}
    return {name: came[note] - began for name, note in names.items()}


def whole(files: Sequence[Path]) -> dict[str, float]:
    """In a fresh process: a whole call from files, and the memory at its highest."""
    import simulator.tui.app  # noqa: F401 - a user has the screens in memory too

    ended = threading.Event()
    spoken = SpokenCall(
        new_call(),
        VoiceSettings(),
        lambda note: ended.set() if isinstance(note, notes.CallOver) else None,
        files=tuple(files),
    )
    most = {"app": 0.0, "worker": 0.0, "both": 0.0}
    spoken.ring()
    worker = spoken.worker
    until = time.monotonic() + PATIENCE
    while worker is not None and not ended.wait(0.1) and time.monotonic() < until:
        now = {"app": share(os.getpid()), "worker": share(worker)}
        now["both"] = sum(now.values())
        most = {name: max(most[name], value) for name, value in now.items()}
    spoken.close()
    return most


def long_call(reply: Path, minutes: float = 10.0) -> dict[str, float]:
    """Memory of one worker after a fifth of so many minutes of sound, and after all of them."""
    gone, sizes = threading.Event(), list[float]()

    def hear(news: messages.News) -> None:
        match news:
            case messages.Ready():
                line.send(messages.PickUp(lines=()))
            case messages.Heard():
                line.send(messages.Verdict(id=news.id, wait=0.2))
            case messages.Committed():
                sizes.append(share(line.process_id))
                line.send(messages.Done())
            case messages.Silent():
                line.send(messages.Done())
            case _:
                pass

    samples, rate = sound.read_wav(reply)
    gap = 4.0
    count = round(minutes * 60 / (len(samples) / rate + gap))
    setting = messages.Open(recogniser="", files=(str(reply),) * count, gap=gap)
    line = Line(setting, hear, lambda code: gone.set())
    gone.wait(PATIENCE * 5)
    line.close()
    if len(sizes) < count * 0.9:
        raise SystemExit(f"only {len(sizes)} of {count} replies were heard")
    return {"early": sizes[len(sizes) // 5], "late": sizes[-1]}


def apart(home: Path, *words: str) -> dict[str, float]:
    """Runs one of the above in a fresh process with a home of its own."""
    ran = subprocess.run(
        [sys.executable, __file__, *words],
        env={**os.environ, "RINGCRAFT_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def measure(bars: Bars, *, short: bool) -> None:
    """Prints every figure beside its bar."""
    models = paths.models_dir()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        (home / "models").symlink_to(models)
        cable = None if missing() else VirtualCable(Path(scratch) / "cable")
        if cable is not None:
            os.environ.update(cable.environment)
            cable.hiss(600.0)
        else:
            sys.stderr.write("no PulseAudio here: the machine's own sound is used\n")
        try:
            cold = apart(home, "--start")
            warm = [apart(home, "--start") for _ in range(1 if short else 5)]
        finally:
            if cable is not None:
                cable.close()
        middle = sorted(warm, key=lambda row: row["picked up"])[len(warm) // 2]
        bars.show("start: it rings at least, s", RINGS_FOR)
        for name, row in (("nothing rendered", cold), ("lines kept", middle)):
            bars.most(f"start, {name}: Ring to ringing, s", row["rings"], 0.1)
            bars.most(f"start, {name}: Ring to picked up, s", row["picked up"], PICKED_UP)
            bars.show(f"start, {name}: Ring to the first word, s", row["first word"])
        files = spoken_replies(Path(scratch))
        peak = apart(home, "--whole", *(str(path) for path in files))
        bars.show("memory of the app, hearing and screens loaded, MB", peak["app"])
        bars.show("memory of the voice worker, MB", peak["worker"])
        bars.most("memory of both over a whole call, MB", peak["both"], MEMORY)
        if not short:
            grown = apart(home, "--long", str(files[0]))
            bars.show("memory of a worker after two minutes of sound, MB", grown["early"])
            bars.show("the same after ten, MB", grown["late"])
            bars.most("gained in between, MB", grown["late"] - grown["early"], GROWTH)


def spoken_replies(folder: Path) -> tuple[Path, ...]:
    """What the scenario's own first test says, spoken."""
    clips, made = Clips(best_engine()), []
    turns = load(SCENARIO).scenario.tests[0].call
    for number, text in enumerate(turn.you for turn in turns if turn.you):
        path = folder / f"{number}.wav"
        sound.write_wav(path, clips.clip(text, "marian", Prosody()), CLIP_RATE)
        made.append(path)
    return tuple(made)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="one warm start, no ten minutes")
    parser.add_argument("--start", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--whole", nargs="+", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--long", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.start or args.whole or args.long:
        asked = start() if args.start else whole(args.whole) if args.whole else long_call(args.long)
        print(json.dumps(asked))
        return 0
    bars = Bars()
    measure(bars, short=args.short)
    return bars.exit_code()


if __name__ == "__main__":
    sys.exit(main())
