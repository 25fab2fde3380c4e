"""Sound as numbers: mono float32 arrays from -1 to 1, with a rate in hertz."""

import contextlib
import wave
from collections.abc import Iterable, Iterator
from math import ceil, gcd
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.errors import SpeechError
from simulator.speech import wave_file

Samples = NDArray[np.float32]
"""Mono, -1 to 1."""

EAR_RATE = 16_000
"""What the recogniser and the detectors of speech take."""
CLIP_RATE = 24_000
"""What voices render."""
LINE_RATE = 48_000
"""What the loudspeaker plays."""
PIECE, MARGIN = 5.0, 0.05
"""Seconds that ``resampled_pieces`` transforms at once, and of its surroundings on either side."""


def silence(seconds: float, rate: int) -> Samples:
    """That many seconds of digital zeros."""
    return np.zeros(round(seconds * rate), np.float32)


def faint_noise(samples: int, dbfs: float = -70.0, seed: int = 0) -> Samples:
    """Even noise at a level: what an open microphone hears in a quiet room."""
    noise = np.random.default_rng(seed).standard_normal(samples)
    return (noise * 10 ** (dbfs / 20)).astype(np.float32)


def dbfs(samples: Samples) -> float:
    """Root mean square in decibels below full scale; -120 for silence."""
    if not len(samples):
        return -120.0
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * float(np.log10(max(power, 1e-12)))


def at_level(samples: Samples, target: float, ceiling: float = 0.89) -> Samples:
    """Scaled so that the loud parts (above -40 dB of the peak) have ``target`` dBFS."""
    peak = float(np.max(np.abs(samples), initial=0.0))
    if peak <= 0:
        return samples
    loud = samples[np.abs(samples) > peak * 0.01]
    gain = min(10 ** ((target - dbfs(loud)) / 20), ceiling / peak)
    return (samples * np.float32(gain)).astype(np.float32)


def from_pcm(data: bytes) -> Samples:
    """16-bit little-endian PCM as samples; an odd last byte is dropped."""
    whole = data[: len(data) // 2 * 2]
    return (np.frombuffer(whole, "<i2").astype(np.float32) / 32768.0).astype(np.float32)


def to_pcm(samples: Samples) -> bytes:
    """Samples as 16-bit little-endian PCM, clipped."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()


def resampled(samples: Samples, rate: float, wanted: float) -> Samples:
    """The same sound at another rate, band-limited, by one Fourier transform.

    Lengths are rounded up to numbers that transform fast, so a clip of any
    length costs some milliseconds; the ends are padded against wrap-around.
    """
    if rate == wanted or not len(samples):
        return samples
    pad = 256
    count = len(samples) + 2 * pad
    # A transform length whose scaled twin is a whole number keeps the pitch exact.
    step = _whole_step(rate, wanted)
    length = -(-count // step) * step
    out_length = round(length * wanted / rate)
    padded = np.zeros(length, np.float32)
    padded[pad : pad + len(samples)] = samples
    spectrum = np.fft.rfft(padded)
    bins = out_length // 2 + 1
    fitted = np.zeros(bins, np.complex128)
    kept = min(bins, len(spectrum))
    fitted[:kept] = spectrum[:kept]
    if kept < len(spectrum):  # a soft edge below the new band limit rings less
        edge = max(1, kept // 50)
        fitted[kept - edge : kept] *= np.linspace(1, 0, edge)
    sound = np.fft.irfft(fitted, out_length) * (out_length / length)
    start = round(pad * wanted / rate)
    stop = start + round(len(samples) * wanted / rate)
    return sound[start:stop].astype(np.float32)


def resampled_pieces(
    pieces: Iterable[Samples], rate: int, wanted: int = EAR_RATE
) -> Iterator[Samples]:
    """As ``resampled``, for sound of any length that comes piece by piece.

    Each piece is transformed with its surroundings, so that no seam is heard.
    Cuts are made where both rates have a sample: no error grows.
    """
    if rate == wanted:
        yield from pieces
        return
    step = rate // gcd(rate, wanted)
    margin, length = (ceil(seconds * rate / step) * step for seconds in (MARGIN, PIECE))
    held, done = np.zeros(0, np.float32), 0  # ``done`` of the samples held are out already
    for piece in pieces:
        held = np.concatenate([held, piece])
        while len(held) >= done + length + margin:
            made = resampled(held[: done + length + margin], rate, wanted)
            yield made[done * wanted // rate : (done + length) * wanted // rate]
            held, done = held[done + length - margin :], margin
    if len(held) > done:
        yield resampled(held, rate, wanted)[done * wanted // rate :]


def _whole_step(rate: float, wanted: float) -> int:
    for step in (480, 960, 1600, 2400, 4410, 4800, 8820):
        if abs(step * wanted / rate - round(step * wanted / rate)) < 1e-6:
            return step
    return 1


def trimmed(samples: Samples, rate: int, floor: float = -45.0, keep: float = 0.01) -> Samples:
    """Without the silence before and after; ``keep`` seconds stay at either end.

    ``floor`` is in decibels below the clip's own loudest 10 ms. A clip that is
    all silence comes back empty.
    """
    block = max(1, rate // 100)
    count = len(samples) // block
    if count == 0:
        return samples
    levels = np.sqrt(np.mean(np.square(samples[: count * block].reshape(count, block)), axis=1))
    loudest = float(levels.max())
    if loudest <= 1e-5:
        return samples[:0]
    voiced = np.nonzero(levels > loudest * 10 ** (floor / 20))[0]
    margin = round(keep * rate)
    start = max(0, int(voiced[0]) * block - margin)
    stop = min(len(samples), (int(voiced[-1]) + 1) * block + margin)
    return samples[start:stop]


def faded(samples: Samples, rate: int, seconds: float = 0.005) -> Samples:
    """With short ramps at both ends, so that a clip never clicks."""
    ramp = min(round(seconds * rate), len(samples) // 2)
    if ramp == 0:
        return samples
    shaped = samples.copy()
    shaped[:ramp] *= np.linspace(0, 1, ramp, dtype=np.float32)
    shaped[-ramp:] *= np.linspace(1, 0, ramp, dtype=np.float32)
    return shaped


def read_wav(path: Path) -> tuple[Samples, int]:
    """A WAV file as mono samples and its rate; channels are averaged.

    Raises ``NotFound`` when there is no such file and ``SpeechError`` when it
    can't be read or is no WAV file that is known here.
    """
    with wave_file.opened(path) as file:
        return np.concatenate([np.zeros(0, np.float32), *file.pieces()]), file.rate


def write_wav(path: Path, samples: Samples, rate: int) -> None:
    """Stores samples as a 16-bit mono WAV file, whole or not at all.

    Raises ``SpeechError`` when the folder can't be written.
    """
    folder = SpeechError(f"{path} can't be written: it is a folder", "give the name of a file")
    if not path.name:
        raise folder
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_dir():
            raise folder
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(to_pcm(samples))
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise SpeechError(
            f"{path} can't be written: {error.strerror}", "choose another folder or free some space"
        ) from error
