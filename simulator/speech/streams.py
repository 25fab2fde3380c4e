"""The sound card: a microphone that fills a queue, a loudspeaker that pulls from the mouth.

The callbacks copy and nothing else. Streams are opened and closed by one thread.
"""

import queue
import time
from collections.abc import Callable
from typing import Any

from simulator.errors import SpeechError
from simulator.speech import devices, sound
from simulator.speech.resampler import Resampler
from simulator.speech.sound import EAR_RATE, LINE_RATE, Samples
from simulator.speech.vad import BLOCK

STUTTERS = 6
"""Missed buffers within a minute after which the loudspeaker gets more time."""
MINUTE = 60.0
LATENCIES = (0.02, 0.04, 0.08, 0.16)
"""Seconds of buffer tried one after the other."""


class Microphone:
    """Fills ``blocks`` with 20 ms of 16 kHz PCM each. Raises ``SpeechError``."""

    def __init__(self, name: str) -> None:
        self.blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        audio = devices.audio()
        device = devices.choose(devices.inputs(), name, "microphone")
        self.name, self.rate = device.name, device.rate
        self._resampler: Resampler | None = None
        self._rest = b""
        try:
            self._stream = self._open(audio, device.index, EAR_RATE, BLOCK)
        except SpeechError:
            # Some systems give a device only at its own rate.
            self._resampler = Resampler(device.rate, EAR_RATE)
            self._stream = self._open(audio, device.index, device.rate, 0)
        self.latency = float(self._stream.latency)

    def _open(self, audio: Any, index: int, rate: float, block: int) -> Any:
        with devices.explained("microphone"):
            stream = audio.RawInputStream(
                samplerate=rate,
                blocksize=block,
                device=index,
                channels=1,
                dtype="int16",
                latency="low",
                callback=self._take,
            )
            return _started(stream)

    def _take(self, data: Any, frames: int, at: Any, status: Any) -> None:
        del frames, at, status
        if self._resampler is None:
            self.blocks.put(bytes(data))
            return
        self._rest += sound.to_pcm(self._resampler.push(sound.from_pcm(bytes(data))))
        while len(self._rest) >= 2 * BLOCK:
            self.blocks.put(self._rest[: 2 * BLOCK])
            self._rest = self._rest[2 * BLOCK :]

    def close(self) -> None:
        """Lets the device go."""
        with devices.explained("microphone"):
            self._stream.close(ignore_errors=True)


class Loudspeaker:
    """Plays what ``pull`` gives at 48 kHz, without a pause. Raises ``SpeechError``."""

    def __init__(self, name: str, pull: Callable[[int], Samples]) -> None:
        self._pull = pull
        self._audio = devices.audio()
        self._device = devices.choose(devices.outputs(), name, "speaker")
        self.name = self._device.name
        self._resampler: Resampler | None = None
        self._stutters = 0
        self._counted_from = time.monotonic()
        self._step = 0
        self.pulls = 0
        self._stream = self._start()
        self.latency = float(self._stream.latency)

    def _start(self) -> Any:
        try:
            self._resampler = None
            return self._open(LINE_RATE)
        except SpeechError:
            self._resampler = Resampler(LINE_RATE, self._device.rate)
            return self._open(self._device.rate)

    def _open(self, rate: float) -> Any:
        with devices.explained("speaker"):
            stream = self._audio.OutputStream(
                samplerate=rate,
                blocksize=round(rate / 100),
                device=self._device.index,
                channels=1,
                dtype="float32",
                latency=LATENCIES[self._step],
                callback=self._fill,
            )
            return _started(stream)

    def _fill(self, out: Any, frames: int, at: Any, status: Any) -> None:
        del at
        self.pulls += 1
        if status:
            self._stutters += 1
        if self._resampler is None:
            out[:, 0] = self._pull(frames)
        else:
            out[:, 0] = self._resampler.pull(frames, self._pull)

    def mend(self) -> float | None:
        """Gives a stuttering loudspeaker more time; the new buffer in seconds, or None."""
        now = time.monotonic()
        enough = self._stutters >= STUTTERS
        if enough or now - self._counted_from >= MINUTE:
            self._stutters, self._counted_from = 0, now
        if not enough or self._step + 1 >= len(LATENCIES):
            return None
        self._step += 1
        self.close()
        self._stream = self._start()
        return LATENCIES[self._step]

    def close(self) -> None:
        """Lets the device go."""
        with devices.explained("speaker"):
            self._stream.close(ignore_errors=True)


def _started(stream: Any) -> Any:
    """The stream, running; one that does not start holds the device no longer."""
    try:
        stream.start()
    except Exception:
        stream.close(ignore_errors=True)
        raise
    return stream
