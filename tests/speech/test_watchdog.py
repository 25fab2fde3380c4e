"""What repeats by right, and what repeats because the sound system has died."""

import numpy as np
import pytest

from simulator.speech import phone_line, sound
from simulator.speech.resampler import Resampler
from simulator.speech.sound import EAR_RATE, LINE_RATE, Samples
from simulator.speech.watchdog import Trouble, Watchdog

BYTES = 640
"""A block of 20 ms."""


def troubles(pcm: bytes) -> list[Trouble]:
    dog = Watchdog()
    blocks = [pcm[at : at + BYTES] for at in range(0, len(pcm), BYTES)]
    return [found for block in blocks if (found := dog.block(block, 0.02))]


def tones(*hertz: float) -> Samples:
    times = np.arange(2 * EAR_RATE) / EAR_RATE
    waves = [np.sin(2 * np.pi * each * times) for each in hertz]
    made: Samples = (0.1 * np.sum(waves, axis=0)).astype(np.float32)
    return made


@pytest.mark.parametrize("value", [-7, -1, 1, 300])
def test_a_muted_converter_with_an_offset_is_told_as_zeros_are(value: int) -> None:
    assert troubles(np.full(4 * EAR_RATE, value, "<i2").tobytes()) == ["zeros"]


def test_the_dither_of_a_muted_converter_is_no_frozen_sound() -> None:
    dither = np.random.default_rng(1).integers(-1, 2, 4 * BYTES // 2).astype("<i2")
    assert troubles(dither.tobytes() * 50) == []


@pytest.mark.parametrize("sounding", [phone_line.ring_back(), phone_line.hang_up()])
@pytest.mark.parametrize("gain", [1.0, 0.1, 0.001])
def test_our_own_tones_that_come_back_unchanged_are_no_frozen_sound(
    sounding: Samples, gain: float
) -> None:
    assert troubles(sound.to_pcm(sound.resampled(sounding, LINE_RATE, EAR_RATE) * gain)) == []


@pytest.mark.parametrize("hertz", [(50,), (1000,), (350, 440), (480, 620), (600, 1200, 2400)])
def test_exact_tones_are_no_frozen_sound(hertz: tuple[float, ...]) -> None:
    assert troubles(sound.to_pcm(tones(*hertz))) == []


@pytest.mark.parametrize("level", [-20.0, -68.0])
@pytest.mark.parametrize("rate", [8_000, EAR_RATE])
@pytest.mark.parametrize("blocks", [1, 2, 5, 8])
def test_a_buffer_that_is_given_again_and_again_is_frozen(
    level: float, rate: int, blocks: int
) -> None:
    room = Resampler(rate, EAR_RATE).push(sound.faint_noise(rate, level))
    assert troubles(sound.to_pcm(room)[: blocks * BYTES] * 50) == ["frozen"]
