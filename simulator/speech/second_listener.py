"""Is a microphone that gives nothing but zeros muted, or has its stream died?

After a sound server has died PortAudio may go on delivering zeros for ever, also when a new
server runs. A second listener in a child tells: it hears somebody where the first one hears
nothing, or finds that there is nothing left to listen to.
"""

import threading

from simulator.errors import SpeechError
from simulator.speech import check, devices

EVERY = 5.0
"""Seconds of zeros before one listens, and between two of them."""
LISTENS = 2.0
"""How long it listens."""
SINCE = 1.0
"""Seconds that the first one must still give zeros: it may just have been unmuted."""


class SecondListener:
    """Asked once a block; listens in a thread of its own, and only during silence."""

    def __init__(self, microphone: str) -> None:
        self._microphone = microphone
        self._silent = 0.0
        self._due = EVERY
        self._found = float("inf")
        self._silence = object()
        """The present one; what was found in another counts no more."""

    def finds(self, silent: float) -> bool:
        """Takes the seconds of zeros up to now; whether the stream is known to be dead."""
        if silent < self._silent:
            self._silence, self._due, self._found = object(), EVERY, float("inf")
        self._silent = silent
        if silent >= self._due:
            self._due = float("inf")
            threading.Thread(
                target=self._listen, args=(self._silence,), name="second listener", daemon=True
            ).start()
        return silent >= self._found + SINCE

    def _listen(self, silence: object) -> None:
        dead = _hears(self._microphone)
        if self._silence is silence:
            self._due = self._silent + EVERY
            if dead:
                self._found = self._silent


def _hears(microphone: str) -> bool:
    """Whether a new stream hears somebody, or there is none to be had any more.

    A faint noise proves nothing: what cleans a microphone may let the first moment through.
    """
    try:
        heard = check.microphone(microphone, LISTENS)
        return heard.problem != check.NOTHING and heard.level > check.QUIET
    except SpeechError:  # held by the call alone, or gone with the sound server
        found = devices.survey()
        return not (found.problem or found.inputs or found.outputs)
