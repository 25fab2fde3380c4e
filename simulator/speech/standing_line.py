"""A call's line that outlives its workers: when one dies, the next is set as the last one was."""

import threading
from collections.abc import Callable
from pathlib import Path

from simulator.speech import messages
from simulator.speech.held_line import HeldLine
from simulator.speech.line import Line
from simulator.speech.messages import News, Order, Sides
from simulator.speech.voice_settings import VoiceSettings


class StandingLine:
    """One line for one call; ``open`` it again after each ``on_gone``.

    ``on_news`` and ``on_gone`` are called from the present worker's reader thread.
    What a worker was told or has found that must hold for the next one is kept
    here: whether the microphone is shut, and whether it hears the loudspeaker.
    """

    def __init__(
        self,
        settings: VoiceSettings,
        call_id: str,
        on_news: Callable[[News], None],
        on_gone: Callable[[int], None],
        *,
        files: tuple[Path, ...] = (),
        output: Path | None = None,
        command: tuple[str, ...] = (),
    ) -> None:
        self._settings = settings
        self._call_id = call_id
        self._on_news = on_news
        self._on_gone = on_gone
        self._files = files
        self._output = output
        self._command = command
        self._held = HeldLine()
        self._line: Line | None = None
        self._opening = threading.Lock()
        self._shut = False
        self._sides: Sides = settings.headset
        self.lost = 0
        """Workers that have ended by themselves."""
        self.why = ""
        """What the last of them said about it."""
        self.missing: set[str] = set()
        """Kinds of faults that the present worker has told."""

    @property
    def process_id(self) -> int | None:
        """The worker's process id; None where there is none."""
        line = self._line
        return line.process_id if line else None

    @property
    def works(self) -> bool:
        """Whether there is a worker."""
        return self._line is not None

    def open(self) -> None:
        """Starts a worker.

        Raises ``SpeechError`` while another Ringcraft holds the line, or when no worker
        can be started.
        """
        self.missing.clear()
        self.why = ""
        if not self._files:
            self._held.take()
        setting = self._settings.opening(self._call_id, self._sides, self._files, self._output)
        with self._opening:
            self._line = line = Line(setting, self._news, self._gone, self._command)
        if self._shut:
            line.send(messages.Mute(on=True))

    def send(self, order: Order) -> None:
        """Sends an order; one that comes while there is no worker is lost."""
        if isinstance(order, messages.Mute):
            self._shut = order.on
        line = self._line  # its reader thread may set it to None
        if line is not None:
            line.send(order)

    def release(self) -> None:
        """Lets other calls have the line: this one needs it no more."""
        self._held.release()

    def close(self) -> None:
        """Ends the worker; returns once it has ended."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
        self._held.release()

    def _news(self, news: News) -> None:
        match news:
            case messages.OnSpeakers():
                self._sides = "speakers"
            case messages.Fault(fatal=True):
                self.why = news.what
            case messages.Fault():
                self.missing.add(news.kind)
            case _:
                pass
        self._on_news(news)

    def _gone(self, code: int) -> None:
        with self._opening:  # a worker may end before its start has returned
            self._line = None
        self.lost += 1
        self._on_gone(code)
