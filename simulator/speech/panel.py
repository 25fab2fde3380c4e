"""The lamps of the line: the microphone's level and state, the words being heard."""

from collections.abc import Callable

from simulator.speech.messages import Caption, Meter, MicState, News

EVERY = 5
"""Blocks between two readings: ten a second."""


class Panel:
    """Sends the meter and the caption, each no more often than an eye can follow."""

    def __init__(self, send: Callable[[News], None]) -> None:
        self._send = send
        self._levels: list[float] = []
        self._caption = ""

    def level(self, dbfs: float, state: MicState) -> bool:
        """Takes a block's level; true where a reading was due and sent."""
        self._levels.append(dbfs)
        if len(self._levels) < EVERY:
            return False
        self._send(Meter(level=round(max(self._levels), 1), state=state))
        self._levels.clear()
        return True

    def caption(self, text: str) -> None:
        """Shows the words being heard, where they have changed."""
        if text != self._caption:
            self._caption = text
            self._send(Caption(text=text))
