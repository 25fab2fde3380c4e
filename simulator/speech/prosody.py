"""What the sound of the trainee's speech says: melody, loudness, clipping.

Pitch is found by autocorrelation in frames of 40 ms, every 10 ms (Boersma 1993:
the window's own autocorrelation is divided out). Melody is the standard
deviation of the pitch in semitones between its 5th and 95th percentile. Hincks
(InSTIL 2004) finds about 1.9 semitones in flat and 3.7 in lively speakers;
Rodero (2022) finds the middle rated best, so it is told as a band.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.speech.sound import EAR_RATE, Samples
from simulator.speech.vad import BLOCK
from simulator.understanding.aloud import Voicedness

LOWEST, HIGHEST = 70.0, 400.0
"""Hz: the range of speaking voices."""
FRAME, HOP = 640, 160
AT_ONCE = 1000
"""Frames that are worked on together: ten seconds, some 60 MB."""
PERIODIC = 0.5
"""Height of the autocorrelation's peak from which a frame counts as voiced."""


def voicedness(samples: Samples) -> Voicedness:
    """Melody and loudness of one turn (16 kHz)."""
    count = len(samples) // BLOCK
    if not count:
        return Voicedness()
    blocks = samples[: count * BLOCK].reshape(count, BLOCK)
    power = np.mean(np.square(blocks), axis=1)
    loud = power > max(1e-6, float(power.max()) * 1e-3)
    track = pitch(samples)
    voiced = track[track > 0]
    return Voicedness(
        voiced=round(float(np.count_nonzero(loud)) * BLOCK / EAR_RATE, 2),
        level=round(float(10 * np.log10(max(float(power[loud].mean()), 1e-12))), 1)
        if loud.any()
        else -120.0,
        clipped=round(float(np.mean(np.abs(samples) > 0.99)), 5),
        pitch=round(float(np.median(voiced)), 1) if len(voiced) else 0.0,
        variation=round(spread(voiced), 2),
        tracked=round(len(voiced) * HOP / EAR_RATE, 2),
    )


def pitch(samples: Samples) -> NDArray[np.float64]:
    """Pitch in hertz every 10 ms of 16 kHz sound; 0 where there is none."""
    if len(samples) < FRAME:
        return np.zeros(0)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    parts = [_periods(frames[i : i + AT_ONCE]) for i in range(0, len(frames), AT_ONCE)]
    hertz, height, energy = (np.concatenate(found) for found in zip(*parts, strict=True))
    sounding = energy > max(1e-7, float(np.percentile(energy, 95)) * 3e-3)
    return _without_specks(np.where((height > PERIODIC) & sounding, hertz, 0.0))


def _periods(views: Samples) -> tuple[NDArray[np.float64], ...]:
    """Hertz, height of the autocorrelation's peak and energy of each frame."""
    frames = views.astype(np.float64)
    frames = frames - frames.mean(axis=1, keepdims=True)
    energy = np.mean(np.square(frames), axis=1)
    window = np.hanning(FRAME)
    size = 2048
    spectra = np.abs(np.fft.rfft(frames * window, size, axis=1)) ** 2
    similar = np.fft.irfft(spectra, size, axis=1)[:, :FRAME]
    own = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2, size)[:FRAME]
    first, last = int(EAR_RATE / HIGHEST), int(EAR_RATE / LOWEST)
    scale = np.maximum(similar[:, :1], 1e-12)
    curve = similar[:, : last + 2] / scale / (own[: last + 2] / own[0])
    lags = np.arange(first, last + 1)
    # A small price on long lags keeps the tracker from falling an octave.
    scored = curve[:, first : last + 1] - 0.08 * np.log2(lags / first)
    best = scored.argmax(axis=1) + first
    rows = np.arange(len(best))
    left, middle, right = curve[rows, best - 1], curve[rows, best], curve[rows, best + 1]
    bend = left - 2 * middle + right
    shift = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0.0)
    return EAR_RATE / (best + np.clip(shift, -0.5, 0.5)), middle, energy


def _without_specks(track: NDArray[np.float64]) -> NDArray[np.float64]:
    """Median over five frames; runs shorter than 50 ms are dropped."""
    if len(track) < 5:
        return np.zeros(len(track))
    padded = np.pad(track, 2)
    smooth = np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1)
    kept = np.where(track > 0, smooth, 0.0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], kept > 0, [0])).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start < 5:
            kept[start:stop] = 0.0
    return kept


def spread(hertz: NDArray[np.float64]) -> float:
    """Standard deviation in semitones between the 5th and 95th percentile."""
    if len(hertz) < 10:
        return 0.0
    semitones = 12 * np.log2(hertz)
    low, high = np.percentile(semitones, [5, 95])
    inside = semitones[(semitones >= low) & (semitones <= high)]
    return float(np.std(inside))
