"""WAV files as recorders and editors write them, and as they arrive when something broke."""

import os
import struct
import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest

from simulator.cli import main
from simulator.errors import NotFound, SpeechError
from simulator.speech import sound, wave_file

KIND_TAIL = bytes.fromhex("000000001000800000aa00389b71")


def packed(
    data: bytes,
    *,
    tag: int = 1,
    channels: int = 1,
    rate: int = 16_000,
    bits: int = 16,
    inner: int = 0,
    promised: int | None = None,
) -> bytes:
    """A WAV file; with ``inner`` the extensible form, whose real tag that is."""
    form = struct.pack("<HHIIHH", tag, channels, rate, 0, channels * bits // 8, bits)
    if inner:
        form += struct.pack("<HHIH", 22, bits, 3, inner) + KIND_TAIL
    size = len(data) if promised is None else promised
    body = b"WAVELIST\x03\0\0\0abc\0fmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def read(tmp_path: Path, content: bytes) -> sound.Samples:
    path = tmp_path / "sound.wav"
    path.write_bytes(content)
    return sound.read_wav(path)[0]


def test_the_extensible_form_is_read(tmp_path: Path) -> None:
    half = 0x4000
    sixteen = struct.pack("<4h", half, half, -half, -half)
    data = packed(sixteen, tag=0xFFFE, inner=1, channels=2)
    assert read(tmp_path, data).tolist() == [0.5, -0.5]
    more = b"".join((half << 8).to_bytes(3, "little", signed=True) for _ in range(3))
    data = packed(more, tag=0xFFFE, inner=1, bits=24)
    assert read(tmp_path, data).tolist() == [0.5, 0.5, 0.5]


@pytest.mark.parametrize(("tag", "inner"), [(3, 0), (0xFFFE, 3)])
def test_floats_are_read_whatever_they_hold(tmp_path: Path, tag: int, inner: int) -> None:
    floats = struct.pack("<6f", 0.25, -0.5, 7.0, float("nan"), float("-inf"), 1e38)
    data = packed(floats, tag=tag, inner=inner, bits=32)
    assert read(tmp_path, data).tolist() == [0.25, -0.5, 1.0, 0.0, -1.0, 1.0]


@pytest.mark.parametrize("promised", [1000, 0xFFFFFFFF])
def test_of_a_recording_cut_short_what_is_there_is_read(tmp_path: Path, promised: int) -> None:
    data = packed(struct.pack("<3h", 1, 2, 3) + b"\x01", channels=1, promised=promised)
    assert len(read(tmp_path, data)) == 3


NOISE = b"\x10\x20" * 800
BAD = {
    "it is empty": b"",
    "it doesn't begin as one": b"not sound at all, just words",
    "its header is cut short": b"RIFF\x24\0\0\0WAVEdata\x04\0\0\0\0\0\0\0",
    "it ends before its sound": packed(NOISE)[:50],
    "its rate is said to be 0 Hz": packed(NOISE, rate=0),
    "its rate is said to be 2000000000 Hz": packed(NOISE, rate=2_000_000_000),
    "its samples have 64 bits": packed(NOISE, bits=64),
    "its floats have 64 bits": packed(NOISE, tag=3, bits=64),
    "its samples have 0 bits": packed(NOISE, bits=0),
    "its sound is packed as A-law": packed(NOISE, tag=6, bits=8),
    "its sound is packed as number 777": packed(NOISE, tag=777),
    "it has no channels": packed(NOISE, channels=0),
}


@pytest.mark.parametrize("why", BAD)
def test_what_cant_be_read_says_why(tmp_path: Path, why: str) -> None:
    with pytest.raises(SpeechError, match=f"no WAV file that can be read: {why}") as caught:
        read(tmp_path, BAD[why])
    assert "PCM WAV" in caught.value.hint


def test_what_cant_be_opened_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SpeechError, match="no file but a folder"):
        sound.read_wav(tmp_path)
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(SpeechError, match="a device"):
        sound.read_wav(tmp_path / "pipe.wav")
    for name in ("none.wav", "a\0b.wav"):
        with pytest.raises(NotFound, match="there is no file"):
            sound.read_wav(tmp_path / name)
    path = tmp_path / "locked.wav"
    path.write_bytes(packed(NOISE))

    def locked(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)  # tests may run as root, whom nothing is locked for
    with pytest.raises(SpeechError, match=r"locked\.wav can't be read: Permission denied"):
        sound.read_wav(path)


@pytest.mark.model
@pytest.mark.parametrize("why", ["it is empty", "its rate is said to be 0 Hz"])
def test_the_commands_tell_in_one_line(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], why: str
) -> None:
    path, replies = tmp_path / "bad.wav", tmp_path / "replies.txt"
    path.write_bytes(BAD[why])
    for name in ("bad.wav", "."):
        replies.write_text(f"{name}\n")
        for words in (
            ["transcribe", str(tmp_path / name)],
            ["play", "gatekeeper", "--audio", "--replies", str(replies)],
        ):
            assert main(words) == 3
            [told] = capsys.readouterr().err.splitlines()
            assert told.startswith("error: ") and " · " in told
            assert (why if name == "bad.wav" else "a folder") in told


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000])
def test_piece_by_piece_is_the_same_sound(rate: int) -> None:
    seconds = 12.37
    samples = np.random.default_rng(1).standard_normal(round(rate * seconds)).astype(np.float32)
    samples *= np.float32(0.1)
    whole = sound.resampled(samples, rate, 16_000)
    uneven = np.split(samples, [10, 5_000, round(rate * 7.7)])
    made = np.concatenate(list(sound.resampled_pieces(uneven, rate)))
    assert len(made) == len(whole)
    # The band's edge rings for long in noise, in one piece as in several.
    assert sound.dbfs(made - whole) < sound.dbfs(whole) - 45


def test_a_long_file_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 48_000, 0, "NONE", ""))
        for _ in range(120):
            file.writeframes(bytes(4 * 48_000))
    tracemalloc.start()
    try:
        with wave_file.opened(path) as opened:
            assert opened.seconds == 120
            made = sum(len(p) for p in sound.resampled_pieces(opened.pieces(), opened.rate))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made == 120 * 16_000
    assert peak < 20e6  # the transform of all of it at once takes 140 MB
