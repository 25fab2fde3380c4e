"""The worker's post: orders that come in as lines, news that goes out as lines."""

import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from simulator.speech.messages import Close, News, Order


class Mailbox:
    """Writes news as lines; safe from any thread. A closed reader ends the worker."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()
        self.closed = False

    def send(self, news: News) -> None:
        """Sends one message."""
        line = msgspec.json.encode(news) + b"\n"
        with self._lock:
            try:
                self._out.write(line)
                self._out.flush()
            except (BrokenPipeError, ValueError):
                self.closed = True


def orders(lines: BinaryIO) -> Iterator[Order]:
    """The orders that come in, until the other side closes or says so."""
    decoder = msgspec.json.Decoder(Order)
    for line in lines:
        try:
            order: Order = decoder.decode(line)
        except msgspec.DecodeError as error:
            sys.stderr.write(f"an order can't be read: {error}: {line[:200]!r}\n")
            continue
        yield order
        if isinstance(order, Close):
            return
