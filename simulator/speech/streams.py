"""The sound card: a microphone that fills a queue, a loudspeaker that pulls from the mouth.

The callbacks copy and nothing else. Streams are opened and closed by one thread.
"""

import queue
from collections.abc import Callable
from typing import Any

import numpy as np

from simulator.errors import SpeechError
from simulator.speech import devices, sound
from simulator.speech.sound import EAR_RATE, LINE_RATE, Samples
from simulator.speech.vad import BLOCK

STUTTERS = 6
"""Missed buffers after which the loudspeaker gets more time."""
LATENCIES = (0.02, 0.04, 0.08, 0.16)
"""Seconds of buffer tried one after the other."""


class Narrower:
    """Brings a microphone of another rate down to 16 kHz, block by block."""

    def __init__(self, rate: float) -> None:
        self._ratio = rate / EAR_RATE
        taps = 2 * round(8 * self._ratio) + 1
        middle = np.arange(taps) - taps // 2
        kernel = np.sinc(middle / self._ratio * 0.95) * np.hamming(taps)
        self._kernel = (kernel / kernel.sum()).astype(np.float32)
        self._held = np.zeros(taps - 1, np.float32)
        self._position = 0.0
        self._ready = np.zeros(0, np.float32)

    def push(self, samples: Samples) -> list[Samples]:
        """Takes samples at the old rate; whole blocks of 20 ms at the new one."""
        joined = np.concatenate([self._held, samples])
        clean = np.convolve(joined, self._kernel, "valid")
        self._held = joined[len(joined) - len(self._kernel) + 1 :]
        places = np.arange(self._position, len(clean) - 1, self._ratio)
        made = np.interp(places, np.arange(len(clean)), clean).astype(np.float32)
        last = float(places[-1]) + self._ratio if len(places) else self._position
        self._position = last - len(clean)
        self._ready = np.concatenate([self._ready, made])
        whole = len(self._ready) // BLOCK
        blocks = [self._ready[i * BLOCK : (i + 1) * BLOCK] for i in range(whole)]
        self._ready = self._ready[whole * BLOCK :]
        return blocks


class Microphone:
    """Fills ``blocks`` with 20 ms of 16 kHz PCM each. Raises ``SpeechError``."""

    def __init__(self, name: str) -> None:
        self.blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.overflows = 0
        audio = devices.audio()
        device = devices.choose(devices.inputs(), name, "microphone")
        self.name, self.rate = device.name, device.rate
        self._narrower: Narrower | None = None
        try:
            self._stream = self._open(audio, device.index, EAR_RATE, BLOCK)
        except SpeechError:
            # Some systems give a device only at its own rate.
            self._narrower = Narrower(device.rate)
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
            stream.start()
            return stream

    def _take(self, data: Any, frames: int, time: Any, status: Any) -> None:
        del frames, time
        if status:
            self.overflows += 1
        if self._narrower is None:
            self.blocks.put(bytes(data))
        else:
            for block in self._narrower.push(sound.from_pcm(bytes(data))):
                self.blocks.put(sound.to_pcm(block))

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
        self._rate = float(LINE_RATE)
        self._stutters = 0
        self._step = 0
        self.pulls = 0
        self._stream = self._start()
        self.latency = float(self._stream.latency)

    def _start(self) -> Any:
        try:
            return self._open(LINE_RATE)
        except SpeechError:
            self._rate = self._device.rate
            return self._open(self._rate)

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
            stream.start()
            return stream

    def _fill(self, out: Any, frames: int, time: Any, status: Any) -> None:
        del time
        self.pulls += 1
        if status:
            self._stutters += 1
        if self._rate == LINE_RATE:
            out[:, 0] = self._pull(frames)
            return
        count = round(frames * LINE_RATE / self._rate)
        wide = self._pull(count)
        out[:, 0] = np.interp(np.linspace(0, count - 1, frames), np.arange(count), wide)

    def mend(self) -> float | None:
        """Gives a stuttering loudspeaker more time; the new buffer in seconds, or None."""
        if self._stutters < STUTTERS or self._step + 1 >= len(LATENCIES):
            return None
        self._stutters = 0
        self._step += 1
        self.close()
        self._stream = self._start()
        return LATENCIES[self._step]

    def close(self) -> None:
        """Lets the device go."""
        with devices.explained("speaker"):
            self._stream.close(ignore_errors=True)
