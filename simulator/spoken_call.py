"""A whole call by voice: the engine's ``Call`` and the voice worker, and nothing of a screen.

At every pause the worker asks what the prospect would say to the words so far;
the engine is asked without being moved, and its answer lies ready next to the
ear. Only when a turn is over for good does it become part of the log. When the
worker dies, the call goes on: by a new one, or in text.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from simulator import dialogue, paths
from simulator.call import Call
from simulator.dialogue.events import Log, ProspectSpoke
from simulator.errors import RingcraftError
from simulator.foresight import Foresight
from simulator.speech import cast, messages, notes, recordings
from simulator.speech.call_clock import CallClock
from simulator.speech.messages import News
from simulator.speech.standing_line import StandingLine
from simulator.speech.voice_settings import VoiceSettings
from simulator.understanding.aloud import Speech

RINGS_FOR = 2.7
"""Seconds of ringing at least: a double ring and most of the quiet behind it."""
NEW_WORKERS = 3
"""Workers started anew in a call before it goes on in text."""
THINKING = 20.0
"""Seconds the thinking key buys."""
TYPING = 8.0
"""Seconds of quiet after a typed letter that nobody minds."""
VOICELESS = frozenset({"microphone", "recogniser"})
"""Faults after which she can only type."""
UNHEARD = frozenset({"voice", "speaker"})
"""Faults after which she can only read what the prospect says."""


class SpokenCall:
    """A call that is spoken, typed, or both; one ``listener`` hears all that happens.

    ``listener`` is called from one reader thread, or from the thread of the
    method that caused it, never from two at once. ``files`` are WAV files that
    speak in place of a microphone; ``output`` then gets both sides in stereo.
    """

    def __init__(
        self,
        call: Call,
        settings: VoiceSettings,
        listener: Callable[[notes.Note], None],
        *,
        call_id: str = "call",
        files: tuple[Path, ...] = (),
        output: Path | None = None,
        command: tuple[str, ...] = (),
    ) -> None:
        self.call = call
        self._settings = settings
        self._listener = listener
        self._call_id = call_id
        self._files = files
        self._lock = threading.RLock()
        self._line = StandingLine(
            settings,
            call_id,
            self._news,
            self._gone,
            files=files,
            output=output,
            command=command,
        )
        self._foresight = Foresight(call, settings, call_id)
        self._opening: Log = ()
        self._clock = CallClock()
        self._rang = 0.0
        self._muted = False
        self._closing = False
        self._again = False
        self._finished = threading.Event()
        self._timer: threading.Timer | None = None

    # What a screen does

    def ring(self) -> None:
        """Rings, and picks up by itself once everything is loaded.

        Raises ``NotFound`` when the scenario has no such level.
        """
        with self._lock:
            self._opening = self.call.begin(spoken=True)
            if not self._opening:  # a call that goes on
                self._clock.start_at(self.call.state.clock)
            self._rang = time.monotonic()
            self._listener(notes.Ringing())
            # The first reply must not wait for the hearing to be loaded.
            threading.Thread(target=self._warm, name="hearing", daemon=True).start()
            self._start()

    def type(self, text: str) -> None:
        """A typed reply; what is being heard is forgotten."""
        with self._lock:
            if self.call.over:
                return
            self._order(messages.Forget())
            before = self.call.state
            log = self.call.say(text)
            self._tell(before, log)

    def tap(self) -> None:
        """Begins to talk, or finishes the turn at once."""
        self._order(messages.Tap())

    def mute(self, on: bool) -> None:
        """Closes or opens the microphone; what she has said by then counts."""
        with self._lock:
            self._muted = on
            self._shut()

    def hold(self, on: bool) -> None:
        """Puts the call on hold: nobody hears her, nobody minds, and its clock stands still."""
        with self._lock:
            if on:
                self._clock.hold()
            else:
                self._clock.go_on()
            self._shut()

    def repeat(self) -> None:
        """Lets the prospect say the last lines again; nothing of the call changes."""
        with self._lock:
            log = self.call.log
            last = max((e.turn for e in log if isinstance(e, ProspectSpoke)), default=0)
            of_last = tuple(event for event in log if event.turn == last)
            lines = self._foresight.lines_of(self.call.state, of_last)
            self._order(messages.Repeat(lines=lines))

    @property
    def worker(self) -> int | None:
        """The voice worker's process id; None where there is none."""
        return self._line.process_id

    @property
    def elapsed(self) -> float:
        """Seconds on the phone by the clock on the wall, without those on hold."""
        return self._clock.elapsed

    def thinking(self) -> None:
        """Buys time: the prospect doesn't mind the silence for a while."""
        self._order(messages.Think(seconds=THINKING))

    def typing(self) -> None:
        """She is writing: the prospect doesn't mind the silence meanwhile."""
        self._order(messages.Think(seconds=TYPING))

    def hint(self) -> Log:
        """A hint for this beat."""
        with self._lock:
            log = self.call.hint()
            self._listener(notes.Turn(log))
            return log

    def hang_up(self) -> None:
        """The trainee puts the phone down."""
        with self._lock:
            if self.call.over:
                return
            if self._timer is not None:
                self._timer.cancel()
            self._order(messages.Forget())
            before = self.call.state
            self._tell(before, self.call.hang_up())

    def wait(self, seconds: float | None = None) -> bool:
        """Waits until the call has ended and sounded; False when the time ran out."""
        return self._finished.wait(seconds)

    def close(self) -> None:
        """Ends the worker; deletes recordings that are not to be kept."""
        self.end()
        if self._settings.keep_audio != "always":
            recordings.delete(self._call_id)

    def end(self) -> None:
        """Ends the worker and gives the line back; recordings stay."""
        with self._lock:
            self._closing = True
            if self._timer is not None:
                self._timer.cancel()
        self._line.close()

    # The worker

    def _warm(self) -> None:
        self.call.hears("hello", Speech(seconds=1.0, started=0.0))

    def _start(self) -> None:
        try:
            self._line.open()
        except RingcraftError as error:
            self._trouble(error.title, error.message, error.hint, voice_lost=True, unheard=True)
            if self._files:
                self._finished.set()  # files can't type
            else:
                self._pick_up()
            return
        self._order(messages.Ring())
        self._prepare()

    def _shut(self) -> None:
        self._order(messages.Mute(on=self._muted or self._clock.on_hold))

    def _prepare(self) -> None:
        self._order(self._foresight.prepare(self._opening))

    def _news(self, news: News) -> None:
        """Everything the worker says; runs on the line's reader thread."""
        with self._lock:
            if self._closing:
                return
            match news:
                case messages.Heard():
                    self._judge(news)
                case messages.Committed():
                    self._commit(news)
                case messages.Silent():
                    self._silent(news)
                case messages.Ready():
                    self._ready()
                case messages.Caption():
                    self._listener(notes.Caption(news.text))
                case messages.Meter():
                    self._listener(notes.Meter(news.level, news.state))
                case messages.LineStarted():
                    self._listener(notes.LineStarted(news.text))
                case messages.LineEnded():
                    self._said_again(news)
                    self._listener(notes.LineEnded(news.text, news.heard))
                case messages.OnSpeakers():
                    self._listener(notes.OnSpeakers())
                case messages.Fault():
                    self._fault(news)
                case messages.Replying() | messages.Yielded():
                    pass  # benchmarks listen for these

    def _ready(self) -> None:
        if self.call.over:
            return
        if self._clock.answered:
            self._come_back()
            return
        left = 0.0 if self._files else self._rang + RINGS_FOR - time.monotonic()
        if left <= 0:
            self._pick_up()
            return
        self._timer = threading.Timer(left, self._pick_up)
        self._timer.daemon = True
        self._timer.start()

    def _pick_up(self) -> None:
        with self._lock:
            if self._closing or self._clock.answered or self.call.over:
                return
            self._clock.answer()
            lines = self._foresight.lines_of(self.call.state, self._opening)
            if not self._opening and self.call.state.lines:
                lines = (self._foresight.line(self.call.state.lines[-1]),)  # where she left off
                self._again = True
            self._listener(notes.PickedUp())
            self._listener(notes.Turn(self._opening))
            self._listen()
            self._order(messages.PickUp(lines=lines, beep=self._records()))

    def _said_again(self, news: messages.LineEnded) -> None:
        """Sets the clock to where it stood: the line that was said again has been timed before."""
        if self._again and not self._line.lost:
            self._again = False
            self._clock.set_back(news.at)

    def _come_back(self) -> None:
        self._clock.open_again()
        self._listener(
            notes.VoiceBack(
                voice_lost=bool(self._line.missing & VOICELESS),
                unheard=bool(self._line.missing & UNHEARD),
            )
        )
        self._listen()
        self._order(messages.PickUp(lines=(self._foresight.line(cast.BREAKING_UP),)))

    def _gone(self, code: int) -> None:
        with self._lock:
            if self._closing:
                return
            self._foresight.forget()
            if self.call.over:
                self._line.release()
            if self.call.over or (self._files and code == 0):
                self._listener(notes.CallOver())
                self._finished.set()
                return
            again = self._line.lost <= NEW_WORKERS and not self._files
            hint = f"{paths.log_dir()} says why"
            if not self._files:
                opened = f"the line is being opened again; {hint}"
                hint = opened if again else "answer by typing; the call goes on"
            self._trouble(
                "The line dropped",
                self._line.why or f"the voice worker ended by itself (code {code})",
                hint,
                voice_lost=True,
                unheard=True,
            )
            if not self._files:
                self._pick_up()
            if again:
                self._start()
            elif self._files:
                self._finished.set()

    def _fault(self, news: messages.Fault) -> None:
        if news.fatal:
            return  # told once the worker has gone
        lost, unheard = news.kind in VOICELESS, news.kind in UNHEARD
        self._trouble("Sound trouble", news.what, news.hint, voice_lost=lost, unheard=unheard)

    # The engine

    def _judge(self, heard: messages.Heard) -> None:
        if self.call.over:
            return
        verdict = self._foresight.verdict(heard, self._clock.offset)
        self._order(verdict)

    def _commit(self, news: messages.Committed) -> None:
        said = None if self.call.over else self._foresight.settled(news, self._clock.offset)
        if said is not None:
            before = self.call.state
            log = self.call.put(said)
            self._listener(notes.Turn(log))
            self._after(before, log)
        self._order(messages.Done())

    def _silent(self, news: messages.Silent) -> None:
        if not self.call.over:
            before = self.call.state
            self._tell(before, self.call.silence(news.seconds))
        self._order(messages.Done())

    def _tell(self, before: dialogue.State, log: Log) -> None:
        """New events to the screen, their lines to the mouth."""
        self._listener(notes.Turn(log))
        lines = self._foresight.lines_of(before, log)
        if lines:
            self._order(messages.Speak(lines=lines, beep=self._records()))
        self._after(before, log)

    def _after(self, before: dialogue.State, log: Log) -> None:
        if self.call.over:
            self._order(messages.HangUp())
            if not self._line.works:
                self._listener(notes.CallOver())
                self._finished.set()
            return
        self._listen()
        if self.call.state.beat != before.beat or self.call.state.moods != before.moods:
            self._prepare()

    def _listen(self) -> None:
        self._order(self._foresight.listen())

    def _records(self) -> bool:
        """Whether a machine answers that beeps and records."""
        beat = self.call.playable.scenario.beats.get(self.call.state.beat)
        return beat is not None and beat.mode == "voicemail"

    def _order(self, order: messages.Order) -> None:
        self._line.send(order)

    def _trouble(
        self, title: str, message: str, hint: str, *, voice_lost: bool, unheard: bool
    ) -> None:
        self._listener(notes.Trouble(title, message, hint, voice_lost, unheard))
