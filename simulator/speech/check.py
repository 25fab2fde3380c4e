"""Before dialling: does the microphone work? A level for the eye, and a verdict in words."""

import queue
import time
from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from simulator.errors import SpeechError
from simulator.speech import sound
from simulator.speech.sound import Samples
from simulator.speech.streams import Microphone
from simulator.speech.terminal_guard import quiet_natives

QUIET = -50.0
"""dBFS: speech below is too quiet to recognise well."""
CLIPPING = 0.001
"""Share of samples at full scale that distort words."""
NOISY = -38.0
"""dBFS of the room between words that hides them."""
LATE = 1.5
"""Seconds without a block after which the microphone counts as dead."""


class MicCheck(Struct, frozen=True, kw_only=True):
    """What a microphone delivered; ``problem`` is empty where all is well."""

    name: str
    level: float  # dBFS of the loudest tenth
    floor: float  # dBFS of the quietest fifth
    peak: float  # 0 to 1
    problem: str = ""
    hint: str = ""


def microphone(name: str = "", seconds: float = 2.0) -> MicCheck:
    """Listens for some seconds while the user speaks. Raises ``SpeechError``.

    Blocks; PortAudio's chatter is kept off the screen.
    """
    with quiet_natives():
        opened = Microphone(name)
        try:
            heard = np.concatenate(list(_blocks(opened, seconds)) or [np.zeros(1, np.float32)])
        finally:
            opened.close()
    return judged(opened.name, heard.astype(np.float32))


def meter(name: str = "") -> Iterator[float]:
    """Levels in dBFS, ten a second, for as long as they are asked for. Raises ``SpeechError``."""
    with quiet_natives():
        opened = Microphone(name)
    try:
        while True:
            blocks = [_next(opened) for _ in range(5)]
            yield max(sound.dbfs(block) for block in blocks)
    finally:
        opened.close()


def judged(name: str, heard: Samples) -> MicCheck:
    """The verdict on a recording of somebody speaking (16 kHz)."""
    block = 320
    count = max(1, len(heard) // block)
    levels = sorted(sound.dbfs(heard[i * block : (i + 1) * block]) for i in range(count))
    level = levels[-max(1, count // 10)]
    floor = levels[count // 5]
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
    elif floor > NOISY:
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


def _blocks(opened: Microphone, seconds: float) -> Iterator[Samples]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield _next(opened)


def _next(opened: Microphone) -> Samples:
    try:
        return sound.from_pcm(opened.blocks.get(timeout=LATE))
    except queue.Empty as error:
        raise SpeechError(
            f"{opened.name} gives no sound", "unplug it and plug it in again, or choose another"
        ) from error
