"""Microphones and loudspeakers: which there are, which is meant, what went wrong.

A device is stored by name and host interface, never by number: numbers change
when something is plugged in.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from simulator.errors import SpeechError
from simulator.speech import child

NARROW = 16_000.0
"""Hertz: what a Bluetooth headset is left with while its microphone is on, or half of it."""
LATE = 0.1
"""Seconds that sound takes into the machine by Bluetooth, and by nothing else."""
PATIENCE = 10.0
"""Seconds the sound system has to list its devices."""
NO_PORTAUDIO = "install libportaudio2 (Debian, Ubuntu: apt install libportaudio2); typing works"


class Device(Struct, frozen=True, kw_only=True):
    """A microphone or a loudspeaker as PortAudio lists it."""

    index: int
    name: str  # "Name (host interface)", what settings store
    rate: float  # hertz, its own
    default: bool = False


class Survey(Struct, frozen=True, kw_only=True):
    """What there is; ``problem`` says why there is nothing."""

    inputs: tuple[Device, ...] = ()
    outputs: tuple[Device, ...] = ()
    problem: str = ""
    hint: str = ""


def wireless(rate: float, latency: float = 0.0) -> str:
    """What a device's own ``rate`` (hertz) and ``latency`` (seconds) say against it, or ""."""
    signs = []
    if 0 < rate <= NARROW:
        signs.append(f"carries {rate / 1000:g} kHz only")
    if latency >= LATE:
        signs.append(f"is {latency * 1000:.0f} ms late")
    if not signs:
        return ""
    return (
        f"it {' and '.join(signs)}, as Bluetooth headsets do: words are heard worse and answers "
        "come later; a wired headset is better"
    )


def survey() -> Survey:
    """Lists all devices from a child process: PortAudio prints, and keeps its first list."""
    words = child.command("simulator.speech.devices")
    try:
        ran = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=False)
        return msgspec.json.decode(ran.stdout, type=Survey)
    except (OSError, subprocess.TimeoutExpired, msgspec.DecodeError):
        return Survey(problem="the sound system does not answer", hint="try again; typing works")


def audio() -> Any:
    """The ``sounddevice`` module. Raises ``SpeechError`` where PortAudio is missing."""
    try:
        import sounddevice
    except OSError as error:
        raise SpeechError("the sound library PortAudio is missing", NO_PORTAUDIO) from error
    except ImportError as error:
        raise SpeechError(
            "the Python package sounddevice is missing", "pip install sounddevice; typing works"
        ) from error
    return sounddevice


@contextlib.contextmanager
def explained(what: str) -> Iterator[None]:
    """Turns PortAudio's trouble into a ``SpeechError`` about the microphone or speaker."""
    try:
        yield
    except ValueError as error:
        raise SpeechError(
            f"the {what} can't be used: {error}", "choose another in Settings"
        ) from error
    except Exception as error:
        module = type(error).__module__
        if module != "sounddevice":
            raise
        text = str(error.args[0]) if error.args else str(error)
        raise SpeechError(f"the {what} can't be opened: {text}", _hint(text)) from error


def _hint(text: str) -> str:
    if "sample rate" in text.lower():
        return "set its rate to 48000 Hz in the system's sound settings, or choose another"
    if "unavailable" in text.lower() or "busy" in text.lower():
        return "another program holds it: close that, or choose another device in Settings"
    return "check that it is plugged in, or choose another in Settings; typing works meanwhile"


def inputs() -> tuple[Device, ...]:
    """Every microphone. Raises ``SpeechError`` without PortAudio."""
    return _listed("max_input_channels", 0)


def outputs() -> tuple[Device, ...]:
    """Every loudspeaker. Raises ``SpeechError`` without PortAudio."""
    return _listed("max_output_channels", 1)


def _listed(channels: str, side: int) -> tuple[Device, ...]:
    sounddevice = audio()
    with explained("sound system"):
        hosts = [host["name"] for host in sounddevice.query_hostapis()]
        rows = list(enumerate(sounddevice.query_devices()))
    default = sounddevice.default.device[side]
    return tuple(
        Device(
            index=index,
            name=f"{row['name']} ({hosts[row['hostapi']]})",
            rate=float(row["default_samplerate"]),
            default=index == default,
        )
        for index, row in rows
        if row[channels] > 0
    )


def choose(found: tuple[Device, ...], wanted: str, what: str) -> Device:
    """The device that settings name, else the default one, else the first.

    Raises ``SpeechError`` when there is none at all.
    """
    if not found:
        raise SpeechError(f"there is no {what}", "plug one in, or answer by typing")
    for device in found:
        if wanted and (device.name == wanted or device.name.startswith(f"{wanted} (")):
            return device
    return next((device for device in found if device.default), found[0])


def main() -> int:
    """The child of ``survey``: one JSON object on standard output."""
    try:
        found = Survey(inputs=inputs(), outputs=outputs())
    except SpeechError as error:
        found = Survey(problem=error.message, hint=error.hint)
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
