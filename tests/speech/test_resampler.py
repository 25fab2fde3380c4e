"""A device of any rate sounds clean: measured as signal over distortion, in decibels."""

import numpy as np
import pytest

from simulator.speech import sound
from simulator.speech.resampler import Resampler
from simulator.speech.sound import EAR_RATE, LINE_RATE, Samples

RATES = (8_000, 11_025, 16_000, 44_100, 96_000, 192_000)
CLEAN = 85.0
"""dB; 16-bit sound has 98."""


def tone(hertz: float, rate: int, count: int, start: int = 0) -> Samples:
    times = (np.arange(count) + start) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def cleanness(heard: Samples, rate: int, hertz: float) -> float:
    """Decibels of that tone, which must be there in full, over all else that is heard."""
    steady = heard[len(heard) // 4 :].astype(np.float64)
    turns = 2 * np.pi * hertz * np.arange(len(steady)) / rate
    waves = np.stack([np.sin(turns), np.cos(turns)], axis=1)
    parts = np.linalg.lstsq(waves, steady, rcond=None)[0]
    assert float(np.hypot(*parts)) == pytest.approx(0.5, rel=0.01)
    fit = waves @ parts
    return float(10 * np.log10(np.mean(fit**2) / np.mean((steady - fit) ** 2)))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hertz", [400.0, 1000.0, 3000.0])
def test_a_loudspeaker_of_any_rate_plays_a_clean_tone(rate: int, hertz: float) -> None:
    asked = 0

    def mouth(count: int) -> Samples:
        nonlocal asked
        asked += count
        return tone(hertz, LINE_RATE, count, asked - count)

    resampler = Resampler(LINE_RATE, rate)
    played = [resampler.pull(rate // 100, mouth) for _ in range(100)]
    assert all(len(block) == rate // 100 for block in played)
    assert asked == pytest.approx(LINE_RATE * (rate // 100) * 100 / rate, abs=150)
    assert cleanness(np.concatenate(played), rate, hertz) > CLEAN


@pytest.mark.parametrize("rate", [*RATES, 22_050, 48_000])
@pytest.mark.parametrize("frames", [100, 441, 480, 512])
@pytest.mark.parametrize("hertz", [400.0, 3000.0])
def test_a_microphone_of_any_rate_hears_a_clean_tone(rate: int, frames: int, hertz: float) -> None:
    resampler = Resampler(rate, EAR_RATE)
    whole = tone(hertz, rate, rate)
    heard = [resampler.push(whole[at : at + frames]) for at in range(0, rate, frames)]
    joined = np.concatenate(heard)
    assert len(joined) == pytest.approx(EAR_RATE, abs=60)
    assert cleanness(joined, EAR_RATE, hertz) > CLEAN


@pytest.mark.parametrize(
    ("rate", "wanted", "hertz"), [(48_000, 8_000, 4_200), (48_000, 16_000, 9_000)]
)
def test_what_the_lower_rate_can_not_carry_is_not_folded_into_it(
    rate: int, wanted: int, hertz: float
) -> None:
    left = Resampler(rate, wanted).push(tone(hertz, rate, rate))[500:-500]
    assert sound.dbfs(left) < -80.0
