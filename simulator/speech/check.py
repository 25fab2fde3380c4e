"""Before dialling: does the microphone work? A level for the eye, and a verdict in words."""

import queue
import subprocess
import sys
import time
from collections.abc import Generator, Iterator

import msgspec
import numpy as np
from msgspec import Struct

from simulator import paths
from simulator.errors import SpeechError
from simulator.speech import child, devices, sound
from simulator.speech.sound import EAR_RATE, Samples
from simulator.speech.streams import Microphone

QUIET = -50.0
"""dBFS: speech below is too quiet to recognise well."""
CLIPPING = 0.001
"""Share of samples at full scale that distort words."""
NOISY = -38.0
"""dBFS of the room between words that hides them, unless they are CLEAR dB louder."""
CLEAR = 22.0
LATE = 1.5
"""Seconds without a block after which the microphone counts as dead."""


ENDLESS = 3600.0
LAST = 1000
"""Blocks that are remembered for the verdict: 20 seconds."""
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


def microphone(name: str = "", seconds: float = 2.0) -> MicCheck:
    """Listens for some seconds while the user speaks. Blocks. Raises ``SpeechError``."""
    for reading in _ask(name, seconds):
        if isinstance(reading, MicCheck):
            return reading
    raise SpeechError("the microphone could not be checked", f"{paths.log_dir()} may say why")


def readings(name: str = "", seconds: float = 2.0) -> Iterator[Reading]:
    """Levels as they come, ten a second, at the end the verdict. Raises ``SpeechError``."""
    return _ask(name, seconds)


def meter(name: str = "") -> Generator[float]:
    """Levels in dBFS, ten a second, until it is closed. Raises ``SpeechError``."""
    for reading in _ask(name, ENDLESS):
        if isinstance(reading, Level):
            yield reading.dbfs


def judged(name: str, heard: Samples) -> MicCheck:
    """The verdict on a recording of somebody speaking (16 kHz)."""
    block = 320
    count = max(1, len(heard) // block)
    levels = sorted(sound.dbfs(heard[i * block : (i + 1) * block]) for i in range(count))
    level = levels[-max(1, count // 10)]
    floor = levels[count // 20]
    peak = float(np.max(np.abs(heard), initial=0.0))
    clipped = float(np.mean(np.abs(heard) > 0.99)) if len(heard) else 0.0
    problem, hint = "", ""
    if peak == 0.0:
        problem = "the microphone delivers nothing at all"
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


def _ask(name: str, seconds: float) -> Iterator[Reading]:
    """Runs the check in a child: what native libraries print or break stays there."""
    words = child.command("simulator.speech.check", name, str(seconds))
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as asked:
        try:
            for line in asked.stdout or ():
                reading: Reading = msgspec.json.decode(line, type=Reading)
                if isinstance(reading, Refusal):
                    raise SpeechError(reading.what, reading.hint)
                yield reading
        finally:
            asked.kill()


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
        heard = heard[-LAST:] + five
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
