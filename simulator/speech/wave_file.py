"""WAV files read piece by piece: PCM of 8 to 32 bits, 32-bit floats.

The chunks are read here because Python's own ``wave`` refuses floats, and
before 3.12 the extensible form that recorders and editors write for 24 bits.
"""

import contextlib
import stat
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from simulator.errors import NotFound, SpeechError

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
NAMES = {2: "ADPCM", 6: "A-law", 7: "µ-law", 85: "MP3"}
"""Packed forms that people have, for the message that refuses them."""
WHOLE = {1: "u1", 2: "<i2", 3: "<i4", 4: "<i4"}
"""How the samples of so many bytes are read; three become four."""
SCALE = {1: 2**7, 2: 2**15, 3: 2**31, 4: 2**31}
SLOWEST, FASTEST = 4_000, 768_000
"""Hertz: what is outside is no rate of sound but a damaged header."""
PIECE = 2.0
"""Seconds read at once."""
HINT = "give the path of a WAV file"


class WaveFile:
    """An open WAV file: how it is packed, and its sound. Raises ``SpeechError``."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        head = self._read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            raise self._refused("it doesn't begin as one" if head else "it is empty")
        form = b""
        while len(chunk := self._read(8)) == 8:
            name, size = chunk[:4], int.from_bytes(chunk[4:], "little")
            if name == b"data":
                break
            past = file.tell() + size + size % 2
            if name == b"fmt ":
                form = self._read(min(size, 40))
            file.seek(past)
        else:
            raise self._refused("it ends before its sound")
        self._packing(form)
        begun = file.tell()
        there = file.seek(0, 2) - begun  # a header can promise more than was stored
        file.seek(begun)
        self._frame = self._width * self._channels
        self.frames = min(size, there) // self._frame

    def _read(self, count: int) -> bytes:
        try:
            return self._file.read(count)
        except OSError as error:
            raise self._refused(f"{error.strerror}") from error

    def _packing(self, form: bytes) -> None:
        if len(form) < 16:
            raise self._refused("its header is cut short")
        fields: tuple[int, ...] = struct.unpack("<HHIIHH", form[:16])
        tag, self._channels, self.rate, _, _, bits = fields
        if tag == EXTENSIBLE and len(form) >= 26:
            tag = int.from_bytes(form[24:26], "little")
        self._float = tag == FLOAT
        self._width = (bits + 7) // 8
        if tag not in (PCM, FLOAT):
            raise self._refused(f"its sound is packed as {NAMES.get(tag, f'number {tag}')}")
        if self._width not in ((4,) if self._float else WHOLE):
            raise self._refused(f"its {'floats' if self._float else 'samples'} have {bits} bits")
        if not self._channels:
            raise self._refused("it has no channels")
        if not SLOWEST <= self.rate <= FASTEST:
            raise self._refused(f"its rate is said to be {self.rate} Hz")

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.frames / self.rate

    def pieces(self) -> Iterator[NDArray[np.float32]]:
        """The sound as mono from -1 to 1, channels averaged, some seconds at a time."""
        left = self.frames
        while left > 0:
            data = self._read(min(left, round(PIECE * self.rate)) * self._frame)
            count = len(data) // self._frame
            if not count:
                return
            left -= count
            samples = self._unpacked(data[: count * self._frame])
            if self._channels > 1:
                samples = samples.reshape(-1, self._channels).mean(axis=1, dtype=np.float32)
            yield samples

    def _unpacked(self, data: bytes) -> NDArray[np.float32]:
        if self._float:
            # A damaged float can be anything, and what comes after only knows full scale.
            sound: NDArray[np.float32] = np.frombuffer(data, "<f4").astype(np.float32)
            np.nan_to_num(sound, copy=False, posinf=1.0, neginf=-1.0)
            return sound.clip(-1.0, 1.0)
        if self._width == 3:
            wide = np.zeros((len(data) // 3, 4), np.uint8)
            wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
            data = wide.tobytes()
        numbers: NDArray[np.float32] = np.frombuffer(data, WHOLE[self._width]).astype(np.float32)
        if self._width == 1:
            numbers -= 128
        numbers /= SCALE[self._width]
        return numbers

    def _refused(self, why: str) -> SpeechError:
        return SpeechError(
            f"{self._path} is no WAV file that can be read: {why}", "save it as 16-bit PCM WAV"
        )


@contextlib.contextmanager
def opened(path: Path) -> Iterator[WaveFile]:
    """Opens a WAV file for reading.

    Raises ``NotFound`` when there is no such file, and ``SpeechError`` when it
    can't be read or is no WAV file of a kind that is known.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never answer
            raise SpeechError(f"{path} is no file but a folder or a device", HINT)
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound(f"there is no file {path}", HINT) from error
    except OSError as error:
        raise SpeechError(
            f"{path} can't be read: {error.strerror}", "check its permissions and its disk"
        ) from error
    with file:
        yield WaveFile(path, file)
