"""The app in a pseudo-terminal, as a person at 80 x 24 has it."""

import os
import pty
import select
import struct
import termios
import time
from collections.abc import Mapping
from fcntl import ioctl
from pathlib import Path


class Terminal:
    """A program that draws; its output is read as it comes."""

    def __init__(self, words: list[str], home: Path, extra: Mapping[str, str] = {}) -> None:
        self.began = time.perf_counter()
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.environ.update(extra, RINGCRAFT_HOME=str(home), TERM="xterm-256color")
            os.execv(words[0], words)
        ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def wait(self, word: str, patience: float = 30.0) -> float:
        """Time at which ``word`` has been drawn since the last wait. Raises ``TimeoutError``."""
        seen = b""
        until = time.perf_counter() + patience
        while word.encode() not in seen:
            if time.perf_counter() > until:
                raise TimeoutError(f"{word!r} was not drawn; the last was {seen[-300:]!r}")
            if select.select([self.screen], [], [], 0.5)[0]:
                seen += os.read(self.screen, 65536)
        return time.perf_counter()

    def read(self, seconds: float) -> bytes:
        """What is drawn within so many seconds."""
        seen = b""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self.screen], [], [], left)[0]:
                seen += os.read(self.screen, 65536)
        return seen

    def settle(self, quiet: float = 0.4) -> None:
        """Reads until nothing has been drawn for ``quiet`` seconds, five at the most."""
        until = time.perf_counter() + 5.0
        while time.perf_counter() < until and select.select([self.screen], [], [], quiet)[0]:
            os.read(self.screen, 65536)

    def press(self, keys: str) -> None:
        """Types keys."""
        os.write(self.screen, keys.encode())

    def close(self) -> None:
        """Ends the app."""
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)
        os.close(self.screen)
