"""A real sound server without a sound card: what is played into the feed, the microphone hears.

One two-channel bus: left carries the trainee, right what the app plays, so that
one recording of the bus holds both sides, sample-aligned. Needs ``pulseaudio``
and ``pulseaudio-utils``.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from simulator.speech import sound
from simulator.speech.sound import LINE_RATE, Samples

CONFIG = """\
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=bus rate=48000 channels=2 channel_map=front-left,front-right
load-module module-remap-sink sink_name=feed master=bus channels=1 channel_map=mono \
master_channel_map=front-left remix=no
load-module module-remap-sink sink_name=speaker master=bus channels=1 channel_map=mono \
master_channel_map=front-right remix=no
load-module module-remap-source source_name=mic master=bus.monitor channels=1 channel_map=mono \
master_channel_map=front-left remix=no
set-default-sink speaker
set-default-source mic
"""
SERVER = ("--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes")
RECORDER = ("--latency-msec=20", "--format=s16le", "--rate=48000", "--channels=2", "--raw")
PROGRAMS = ("pulseaudio", "pactl", "paplay", "parec")


def missing() -> tuple[str, ...]:
    """Programs that the cable needs and this machine lacks."""
    return tuple(name for name in PROGRAMS if shutil.which(name) is None)


class VirtualCable:
    """A sound server of its own in a folder; everything it starts ends with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        run = folder / "run"
        run.mkdir(parents=True, mode=0o700)
        socket = folder / "native"
        config = folder / "cable.pa"
        config.write_text(CONFIG.format(socket=socket))
        self.environment = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(run),
            "PULSE_RUNTIME_PATH": str(run),
            "PULSE_SERVER": f"unix:{socket}",
        }
        self._all = {**os.environ, **self.environment}
        self._config = config
        self.start()

    def start(self) -> None:
        """Starts the server, or one in place of it that has died."""
        self._server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(self._config), *SERVER],
            env=self._all,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await()

    def _await(self) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            answer = subprocess.run(
                ["pactl", "info"], env=self._all, capture_output=True, check=False
            )
            if answer.returncode == 0:
                return
            time.sleep(0.1)
        self.close()
        raise RuntimeError("the virtual sound server does not answer")

    def speak(self, path: Path) -> subprocess.Popen[bytes]:
        """Plays a WAV file into the microphone; returns at once."""
        return subprocess.Popen(
            ["paplay", "--device=feed", "--latency-msec=20", str(path)],
            env=self._all,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def hiss(self, seconds: float = 240.0) -> subprocess.Popen[bytes]:
        """A quiet room in the microphone: without one it gives zeros, as a muted one does."""
        path = self.folder / "room.wav"
        sound.write_wav(path, sound.faint_noise(round(seconds * 16_000), -68.0), 16_000)
        return self.speak(path)

    @contextmanager
    def recording(self, path: Path) -> Iterator[None]:
        """Records both sides as raw 48 kHz stereo while the block runs, however it ends."""
        with path.open("wb") as file:
            recorder = subprocess.Popen(
                ["parec", "-d", "bus.monitor", *RECORDER],
                env=self._all,
                stdout=file,
                stderr=subprocess.DEVNULL,
            )
        try:
            yield
        finally:
            recorder.terminate()
            recorder.wait()

    def control(self, *words: str) -> str:
        """Tells the server something; its answer."""
        ran = subprocess.run(
            ["pactl", *words], env=self._all, capture_output=True, text=True, check=True
        )
        return ran.stdout.strip()

    def freeze(self) -> None:
        """The server lives and does nothing."""
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """The server goes on."""
        self._server.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """The server dies without a word, as they do."""
        self._server.kill()
        self._server.wait()

    def close(self) -> None:
        """Ends the server."""
        if self._server.poll() is None:
            self._server.terminate()
            self.thaw()
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()


def sides(path: Path) -> tuple[Samples, Samples]:
    """Trainee and prospect of a recording of the bus, 48 kHz."""
    data = path.read_bytes()
    both = sound.from_pcm(data[: len(data) // 4 * 4])
    return both[0::2].copy(), both[1::2].copy()


def bursts(samples: Samples, floor: float, gap: float = 0.3) -> list[tuple[float, float]]:
    """Stretches louder than ``floor`` dBFS, joined over shorter gaps, in seconds."""
    block = LINE_RATE // 200
    count = len(samples) // block
    levels = np.mean(np.square(samples[: count * block].reshape(count, block)), axis=1)
    loud = np.flatnonzero(10 * np.log10(np.maximum(levels, 1e-12)) > floor)
    found: list[tuple[float, float]] = []
    for place in loud:
        start, stop = place * block / LINE_RATE, (place + 1) * block / LINE_RATE
        if found and start - found[-1][1] < gap:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return found


def with_pauses(parts: list[Samples], pauses: list[float], rate: int) -> Samples:
    """Parts of a reply joined by pauses in seconds, in a faint room noise."""
    pieces: list[Samples] = []
    for number, part in enumerate(parts):
        pieces.append(part)
        if number < len(pauses):
            pieces.append(sound.faint_noise(round(pauses[number] * rate), -68.0, seed=number))
    return np.concatenate(pieces).astype(np.float32)
