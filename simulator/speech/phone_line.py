"""How a telephone sounds: the narrow band, the codec, the tones, the room behind.

Everything is made by numbers; no recording is used. Levels are dBFS.
"""

import numpy as np

from simulator.speech import sound
from simulator.speech.sound import LINE_RATE, Samples

LOW, HIGH = 300.0, 3400.0
"""Hz: the band of a telephone line."""
CODEC_RATE = 8_000
NOISE = -52.0
BED = -45.0
MU = 255.0


def through_line(samples: Samples, rate: int, seed: int = 0) -> Samples:
    """The sound after a telephone line: band-pass, 8 kHz mu-law, noise; at 48 kHz."""
    if not len(samples):
        return samples
    narrow = sound.resampled(banded(samples, rate), rate, CODEC_RATE)
    coded = mu_law(narrow)
    wide = sound.resampled(coded, CODEC_RATE, LINE_RATE)
    noise = banded(sound.faint_noise(len(wide), NOISE, seed), LINE_RATE)
    return (wide + noise).astype(np.float32)


def banded(samples: Samples, rate: int, low: float = LOW, high: float = HIGH) -> Samples:
    """Band-pass with the slope of a third-order Butterworth filter, without delay."""
    length = 1 << (len(samples) + rate // 20 - 1).bit_length()
    spectrum = np.fft.rfft(samples, length)
    hertz = np.fft.rfftfreq(length, 1 / rate)
    with np.errstate(divide="ignore"):
        gain = 1 / np.sqrt(1 + (low / np.maximum(hertz, 1e-9)) ** 6)
    gain *= 1 / np.sqrt(1 + (hertz / high) ** 6)
    filtered: Samples = np.fft.irfft(spectrum * gain, length)[: len(samples)].astype(np.float32)
    return filtered


def mu_law(samples: Samples) -> Samples:
    """To 8-bit mu-law and back (ITU-T G.711's curve, 255 steps)."""
    limited = np.clip(samples, -1, 1)
    coded = np.sign(limited) * np.log1p(MU * np.abs(limited)) / np.log1p(MU)
    stepped = np.round(coded * 127) / 127
    back: Samples = (np.sign(stepped) * np.expm1(np.abs(stepped) * np.log1p(MU)) / MU).astype(
        np.float32
    )
    return back


def ring_back(seconds: float = 0.4) -> Samples:
    """The tone that a caller hears while it rings: 400 and 450 Hz together."""
    times = np.arange(round(seconds * LINE_RATE)) / LINE_RATE
    tone = 0.07 * (np.sin(2 * np.pi * 400 * times) + np.sin(2 * np.pi * 450 * times))
    return sound.faded(tone.astype(np.float32), LINE_RATE, 0.02)


RING_ON, RING_OFF = 1.0, 2.0
"""Seconds of a double ring and of the quiet behind it, as in Britain (ITU-T E.180)."""


def ringing() -> Samples:
    """A double ring, 0.4 s on, 0.2 s off, 0.4 s on, with the quiet behind it."""
    tone, gap = ring_back(), sound.silence(0.2, LINE_RATE)
    rest = sound.silence(RING_OFF, LINE_RATE)
    return np.concatenate([tone, gap, tone, rest]).astype(np.float32)


def click(seed: int = 1) -> Samples:
    """The receiver being lifted: a short knock and its echo."""
    rng = np.random.default_rng(seed)
    length = round(0.06 * LINE_RATE)
    decay = np.exp(-np.arange(length) / (0.004 * LINE_RATE))
    knock = rng.standard_normal(length) * decay * 0.25
    echo = np.zeros(length)
    late = round(0.018 * LINE_RATE)
    echo[late:] = knock[: length - late] * 0.4
    return banded((knock + echo).astype(np.float32), LINE_RATE)


def hang_up() -> Samples:
    """The receiver put down, then three short tones of a dead line."""
    times = np.arange(round(0.3 * LINE_RATE)) / LINE_RATE
    tone = (0.08 * np.sin(2 * np.pi * 425 * times)).astype(np.float32)
    tone = sound.faded(tone, LINE_RATE, 0.01)
    gap = sound.silence(0.25, LINE_RATE)
    parts = [click(2), gap, tone, gap, tone, gap, tone]
    return np.concatenate(parts).astype(np.float32)


def beep() -> Samples:
    """The tone after which a voicemail records: 1 kHz for 400 ms."""
    times = np.arange(round(0.4 * LINE_RATE)) / LINE_RATE
    tone = (0.12 * np.sin(2 * np.pi * 1000 * times)).astype(np.float32)
    return sound.faded(tone, LINE_RATE, 0.01)


def bed(voices: list[Samples], seconds: float = 12.0, seed: int = 3) -> Samples:
    """The office behind the prospect, made to be repeated without a seam.

    Low-passed noise and, where ``voices`` (24 kHz clips) are given, people
    talking far away: clips laid over each other backwards, so that no word can
    be made out.
    """
    length = round(seconds * LINE_RATE)
    noise = sound.faint_noise(length, -20.0, seed)
    spectrum = np.fft.rfft(noise)
    hertz = np.fft.rfftfreq(length, 1 / LINE_RATE)
    spectrum *= 1 / np.sqrt(1 + (hertz / 400.0) ** 2) * (hertz > 60)
    room = np.fft.irfft(spectrum, length).astype(np.float32)
    room = sound.at_level(room, BED - 3)
    babble = np.zeros(length, np.float32)
    rng = np.random.default_rng(seed)
    for clip in voices:
        wide = banded(sound.resampled(clip[::-1].copy(), sound.CLIP_RATE, LINE_RATE), LINE_RATE)
        for start in rng.integers(0, length, 3):
            places = (np.arange(len(wide)) + start) % length
            np.add.at(babble, places, wide)
    if voices:
        room = room + sound.at_level(babble, BED - 6)
    return room.astype(np.float32)
