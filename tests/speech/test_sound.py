"""Sound as numbers: rates, levels, files, and the telephone line."""

import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import NotFound, SpeechError
from simulator.speech import phone_line, sound
from simulator.speech.sound import LINE_RATE, Samples


def tone(hertz: float, seconds: float, rate: int, level: float = 0.5) -> Samples:
    times = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def loudest_hertz(samples: Samples, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / rate)[spectrum.argmax()])


@pytest.mark.parametrize(("rate", "wanted"), [(24_000, 48_000), (48_000, 16_000), (44_100, 16_000)])
def test_another_rate_is_the_same_sound(rate: int, wanted: int) -> None:
    made = sound.resampled(tone(1000, 1.0, rate), rate, wanted)
    assert abs(len(made) - wanted) <= 1
    assert loudest_hertz(made, wanted) == pytest.approx(1000, abs=2)
    assert sound.dbfs(made) == pytest.approx(sound.dbfs(tone(1000, 1.0, rate)), abs=0.3)


@given(st.integers(1, 5000), st.sampled_from([(24_000, 48_000), (24_000 * 0.86, 24_000)]))
def test_any_length_can_be_resampled(count: int, rates: tuple[float, float]) -> None:
    made = sound.resampled(np.ones(count, np.float32), *rates)
    assert abs(len(made) - count * rates[1] / rates[0]) <= 1
    assert np.all(np.isfinite(made))


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_wav_files_of_any_width_are_read(tmp_path: Path, width: int, channels: int) -> None:
    path = tmp_path / "tone.wav"
    wanted = tone(440, 0.2, 16_000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(16_000)
        for value in wanted:
            number = int(value * (2 ** (8 * width - 1) - 1))
            if width == 1:
                packed = struct.pack("B", number + 128)
            else:
                packed = number.to_bytes(width, "little", signed=True)
            file.writeframes(packed * channels)
    samples, rate = sound.read_wav(path)
    assert rate == 16_000
    assert np.allclose(samples, wanted, atol=0.02)


def test_what_is_no_wav_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        sound.read_wav(tmp_path / "none.wav")
    for content in (b"", b"RIFF", b"not sound at all, just words"):
        path = tmp_path / "bad.wav"
        path.write_bytes(content)
        with pytest.raises(SpeechError, match="no WAV file"):
            sound.read_wav(path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "line.wav"
    sound.write_wav(path, tone(440, 0.1, 24_000), 24_000)
    assert sound.read_wav(path)[1] == 24_000
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(SpeechError, match="can't be written"):
        sound.write_wav(blocked / "line.wav", tone(440, 0.1, 24_000), 24_000)
    for folder in (tmp_path / "deep", Path(), Path("/")):
        with pytest.raises(SpeechError, match="it is a folder"):
            sound.write_wav(folder, tone(440, 0.1, 24_000), 24_000)


def test_silence_at_the_ends_goes() -> None:
    quiet = np.zeros(8000, np.float32)
    clip = np.concatenate([quiet, tone(440, 0.5, 16_000), quiet])
    assert len(sound.trimmed(clip, 16_000)) / 16_000 == pytest.approx(0.52, abs=0.02)
    assert len(sound.trimmed(quiet, 16_000)) == 0


def test_the_line_passes_speech_and_stops_the_rest() -> None:
    for hertz, passes in ((100, False), (1000, True), (6000, False)):
        heard = phone_line.through_line(tone(hertz, 1.0, 24_000), 24_000)
        loss = sound.dbfs(tone(hertz, 1.0, 24_000)) - sound.dbfs(heard)
        assert (loss < 3) if passes else (loss > 20), hertz
        assert len(heard) == LINE_RATE


def test_the_codec_stays_near() -> None:
    samples = tone(500, 0.1, 8000)
    assert float(np.max(np.abs(phone_line.mu_law(samples) - samples))) < 0.03


def test_tones_are_what_callers_know() -> None:
    ring = phone_line.ring_back(1.0)
    spectrum = np.abs(np.fft.rfft(ring))
    assert set(np.argsort(spectrum)[-2:]) == {400, 450}
    assert loudest_hertz(phone_line.beep(), LINE_RATE) == pytest.approx(1000, abs=5)
    assert 0.01 < len(phone_line.click()) / LINE_RATE < 0.2
    assert len(phone_line.hang_up()) / LINE_RATE > 1


def test_the_room_can_be_repeated_without_a_seam() -> None:
    room = phone_line.bed([tone(300, 0.5, 24_000)], seconds=2.0)
    assert sound.dbfs(room) == pytest.approx(phone_line.BED, abs=5)
    seam = abs(float(room[0] - room[-1]))
    steps = np.abs(np.diff(room))
    assert seam < float(np.percentile(steps, 99.9)) * 2
    blocks = room[: len(room) // 960 * 960].reshape(-1, 960)
    assert min(sound.dbfs(block) for block in blocks) > -70
