"""Before dialling: does the microphone work? A level for the eye, and a verdict in words."""

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
from msgspec import Struct

from simulator import paths
from simulator.errors import SpeechError
from simulator.speech import child, devices, sound
from simulator.speech.sound import EAR_RATE, Samples
from simulator.speech.streams import Microphone
from simulator.speech.vad import BLOCK

QUIET = -50.0
"""dBFS: speech below is too quiet to recognise well."""
CLIPPING = 0.001
"""Share of samples at full scale that distort words."""
NOISY = -38.0
"""dBFS of the room between words that hides them, unless they are CLEAR dB louder."""
CLEAR = 22.0
LATE = 1.5
"""Seconds without a block after which the microphone counts as dead."""
PATIENCE = 10.0
"""Seconds beyond the listening that the sound system has to open and close the device."""
NOTHING = "the microphone delivers nothing at all"
LOG = "microphone-check.log"


class Level(Struct, frozen=True, tag=True):
    """A reading of the meter."""

    dbfs: float


class Refusal(Struct, frozen=True, tag=True):
    """Why the microphone can't be read."""

    what: str
    hint: str


class MicCheck(Struct, frozen=True, kw_only=True, tag=True):
    """What a microphone delivered; ``problem`` is empty where all is well."""

    name: str
    level: float  # dBFS of the loudest tenth
    floor: float  # dBFS of the quietest twentieth
    peak: float  # 0 to 1
    problem: str = ""
    hint: str = ""
    wireless: str = ""  # what the device itself says against it


Reading = Level | Refusal | MicCheck


def microphone(
    name: str = "",
    seconds: float = 2.0,
    on_level: Callable[[float], None] = lambda dbfs: None,
    stop: threading.Event | None = None,
) -> MicCheck:
    """Listens for some seconds while the user speaks. Blocks.

    ``on_level`` is given dBFS ten times a second. ``stop`` ends it from another thread, and
    is set once it has ended. Raises ``SpeechError``, also when it was stopped.
    """
    stop = stop or threading.Event()
    words = child.command("simulator.speech.check", name, str(seconds))
    # What native libraries print or break stays in the child, and so does a driver that hangs.
    with subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as asked:

        def give_up() -> None:
            stop.wait(seconds + PATIENCE)
            asked.kill()

        limit = threading.Thread(target=give_up, name="patience", daemon=True)
        limit.start()
        try:
            for line in asked.stdout or ():
                reading: Reading = msgspec.json.decode(line, type=Reading)
                if isinstance(reading, Refusal):
                    raise SpeechError(reading.what, reading.hint)
                if isinstance(reading, MicCheck):
                    return reading
                on_level(reading.dbfs)
        finally:
            stop.set()
            limit.join()
    raise SpeechError(
        "the microphone could not be checked: the sound system did not answer",
        f"try again, or choose another; {paths.log_dir() / LOG} may say more; typing works",
    )


def judged(name: str, heard: Samples) -> MicCheck:
    """The verdict on a recording of somebody speaking (16 kHz)."""
    count = max(1, len(heard) // BLOCK)
    levels = sorted(sound.dbfs(heard[i * BLOCK : (i + 1) * BLOCK]) for i in range(count))
    level = levels[-max(1, count // 10)]
    floor = levels[count // 20]
    peak = float(np.max(np.abs(heard), initial=0.0))
    clipped = float(np.mean(np.abs(heard) > 0.99)) if len(heard) else 0.0
    problem, hint = "", ""
    if len(heard) == 0 or np.ptp(heard) == 0.0:  # zeros, or a muted converter's offset
        problem = NOTHING
        hint = "is it muted? On macOS allow your terminal under Privacy, Microphone"
    elif clipped > CLIPPING:
        problem = "it is too loud: words are distorted"
        hint = "lower the microphone's level in the system's sound settings, or move back"
    elif level < QUIET:
        problem = "hardly anything can be heard"
        hint = "speak while it listens, raise the microphone's level, or choose another"
    elif floor > NOISY and level - floor < CLEAR:
        problem = "the room is loud"
        hint = "a headset helps; or tap to talk (Settings, Talk)"
    return MicCheck(
        name=name,
        level=round(level, 1),
        floor=round(floor, 1),
        peak=round(peak, 3),
        problem=problem,
        hint=hint,
    )


def _listen(name: str, seconds: float) -> Iterator[Level | MicCheck]:
    """In the child: levels as they come, at the end the verdict."""
    opened = Microphone(name)
    heard: list[Samples] = []
    again = True
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            five = [sound.from_pcm(opened.blocks.get(timeout=LATE)) for _ in range(5)]
        except queue.Empty as error:
            opened.close()
            if again and not heard:  # now and then a first stream never starts
                again, opened = False, Microphone(name)
                until = time.monotonic() + seconds
                continue
            raise SpeechError(
                f"{opened.name} gives no sound", "unplug it and plug it in again, or choose another"
            ) from error
        yield Level(dbfs=round(max(sound.dbfs(block) for block in five), 1))
        heard += five
    opened.close()
    whole: Samples = np.concatenate(heard or [sound.silence(0.02, EAR_RATE)])
    against = devices.wireless(opened.rate, opened.latency)
    yield msgspec.structs.replace(judged(opened.name, whole), wireless=against)


def main(name: str, seconds: float) -> int:
    """The child: JSON lines on standard output, native chatter in the log."""
    out = child.answers(LOG)

    def tell(reading: Reading) -> None:
        out.write(msgspec.json.encode(reading) + b"\n")
        out.flush()

    try:
        for reading in _listen(name, seconds):
            tell(reading)
    except SpeechError as error:
        tell(Refusal(what=error.message, hint=error.hint))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
