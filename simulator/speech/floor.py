"""Who has the floor: when a turn is over, when the prospect speaks, when he yields.

The engine is asked at every pause what it would say to the words so far. Its
answer lies ready as a ``Reply`` and goes out once the quiet has lasted as long
as such words deserve. For a while it can still be taken back.
"""

from collections.abc import Callable
from concurrent.futures import Future

from msgspec import structs

from simulator.speech import known_script, messages
from simulator.speech.ear import Ear
from simulator.speech.measurement import Measurement
from simulator.speech.messages import News, Verdict
from simulator.speech.panel import Panel
from simulator.speech.receiver import Receiver
from simulator.speech.recorder import Recorder
from simulator.speech.reply import Clip, Reply
from simulator.speech.sound import LINE_RATE
from simulator.understanding.aloud import Voicedness

SPECULATE = 0.06
"""Seconds of quiet after which the engine is asked what it would say."""
EMPTY = 0.8
"""Seconds of quiet after which sound without words is forgotten."""
BETWEEN_OPENERS = 4.0
"""Seconds between two listening sounds: more of them are no listening but a tic."""
OVERHANG = 0.06
"""Seconds that a listening sound may still sound when the line is due."""
SETTLE = 0.8
"""Seconds from the reply's beginning in which it can still be taken back."""
RESUMED = 0.1
"""Seconds of her voice that take it back."""
LISTENING_SOUND = 1.0
"""Seconds of quiet after which words said while listening are forgotten."""
BARGE_IN = 0.16
"""Seconds of her voice before her words may stop the prospect."""
STEADY = 0.3
"""Seconds that words must look like hers on loudspeakers: what an echo is taken for changes."""
FALSE_ALARM = 1.5
"""Seconds after a false interruption when the prospect goes on."""
MEASURED_WITHIN = 0.25
"""Seconds the ear waits at most, once a turn is over, for what its sound says."""


class Floor:
    """Turn taking for one trainee; belongs to the ear's thread."""

    def __init__(
        self,
        ear: Ear,
        receiver: Receiver,
        panel: Panel,
        send: Callable[[News], None],
        *,
        tap: bool,
        recorder: Recorder,
    ) -> None:
        self.ear = ear
        self._receiver = receiver
        self._panel = panel
        self._send = send
        self._tap = tap
        self._recorder = recorder
        self._ids = 0
        self._asked: tuple[int, str] | None = None
        self._reading: Future[tuple[str, ...]] | None = None
        self._opened = -BETWEEN_OPENERS
        self._said_enough = False
        self._finished = False  # she has said so, and the engine is still at it
        self._interrupted_at: float | None = None
        self._intruding: float | None = None  # since when her words could be an interruption
        self._line_heard = 1.0
        self._deaf = False
        self._line_over: float | None = None  # when the line before her words had ended
        self._now = 0.0
        self.headset = True
        self.zero = 0.0
        self.talk_limit = 0.0
        self.reply: Reply | None = None
        self.turns = 0
        self.answered: Callable[[type[messages.Message]], None] = lambda kind: None
        """Called after a question; a call from files waits there for the answer."""
        self.patience: float | None = MEASURED_WITHIN
        self.measure: Callable[[bytes], Measurement] = Measurement
        self.again: Callable[[bytes, str], Future[tuple[str, ...]]] | None = None
        """Decodes a sound again, for other readings than the text."""

    @property
    def idle(self) -> bool:
        """Whether nobody speaks and nothing is due."""
        return self.reply is None and not self.ear.active and not self._receiver.speaking

    def follow(self, block: bytes, at: float) -> float:
        """Takes 20 ms of microphone and does what is due; its level in dBFS."""
        self._now = at
        ear = self.ear
        signs = ear.push(block, at)
        if signs.began:
            self._line_over = self._receiver.over_at
        if signs.resumed is not None and self.reply is None:
            ear.pauses.add(signs.resumed)
        if not ear.active:
            self._deaf = self._deaf and ear.quiet < 0.3
        elif self._deaf:
            ear.drop()
        elif self.reply is not None and self.reply.state == "running":
            self._settle(self.reply)
        elif self._receiver.saying:
            self._while_prospect_speaks()
        else:
            self._await_end()
        return signs.voicing.level

    def verdict(self, order: Verdict, clips: tuple[Clip, ...]) -> None:
        """The engine's answer; it counts only for the pause that was asked about."""
        if self._asked is None or self._asked[0] != order.id:
            return
        before = self.reply
        if before is not None and before.state == "running":
            return  # other readings came too late
        if order.other_readings and self.again is not None:
            self._reading = self.again(self.ear.pcm, self._asked[1])
        opener = clips[0] if order.opener_line and clips else None
        self.reply = Reply(
            id=order.id,
            text=self._asked[1],
            wait=order.wait,
            opener_after=order.opener,
            opener=opener,
            clips=clips[1:] if opener else clips,
            beep=order.beep,
            at_once=order.wait <= 0 or self._finished,
            state="armed" if before is None else before.state,
            measurement=None if before is None else before.measurement,
        )
        if self._tap and self.reply.measurement is None:  # her tap ends the turn at once
            self.reply.measurement = self.measure(self.ear.pcm)
        self._finished = False
        if self.reply.at_once:
            self._begin(self.reply)

    def finish_now(self) -> None:
        """She says that she is done; what was guessed in the pause before goes out at once."""
        if self.reply is not None:
            if self.reply.state != "running":
                self.reply.at_once = True
                self._begin(self.reply)
        elif self._receiver.saying:
            self.drop()  # on loudspeakers these are the prospect's words
        elif self._asked is not None and self._asked[1]:
            self._finished = True  # the answer is on its way
        elif text := self.ear.complete() if self.ear.active else "":
            self._finished = True
            self._ask(text, cut_off=True)
        else:
            if self._interrupted_at is not None:  # a tap by mistake
                self._receiver.resume()
            self.drop()

    def shut(self) -> None:
        """She closes the microphone: what was said until then was heard, and is a turn."""
        if self.reply is not None and self.reply.state == "running":
            self._commit(self.reply)
        else:
            self.finish_now()

    def take(self) -> None:
        """She takes the floor by a tap."""
        if self._receiver.saying:
            self._line_heard = self._receiver.stop()
            self._interrupted_at = self._now
        self._line_over = self._receiver.over_at
        self.ear.open(self._now)

    def drop(self) -> None:
        """Forgets what is being heard and what would be said to it."""
        self._finished = self._said_enough = False
        self._guess_again()
        self._interrupted_at = None
        self._line_heard = 1.0
        if self.ear.active:
            self.ear.drop()
        self._panel.caption("")

    def line_over(self) -> None:
        """On loudspeakers the echo of the line must not become her words."""
        if self.headset or not self.ear.active or self._receiver.speaking:
            return
        if not known_script.interrupts(self.ear.partial(), self._receiver.line, headset=False):
            self.ear.drop()

    def show_words(self) -> None:
        """Puts the words being heard on the panel."""
        if self.ear.active and not self._asked and not self._receiver.speaking:
            self._panel.caption(self.ear.partial())

    def _await_end(self) -> None:
        ear, quiet = self.ear, self.ear.quiet
        if self.talk_limit and not self._said_enough and self._now - ear.began > self.talk_limit:
            self._said_enough = True
            self._ask(ear.complete(), cut_off=True)
            return
        if self._said_enough:
            return
        if quiet < SPECULATE:
            if not self._finished:
                self._guess_again()  # she goes on: what was guessed is void
            return
        if self._asked is None:
            text = ear.complete()
            if text:
                self._ask(text)
            else:
                self._asked = (0, "")
        self._ask_of_other_readings()
        reply = self.reply
        if self._tap:
            return  # she says herself when she is done
        if reply is None:
            if self._asked == (0, "") and quiet > EMPTY:
                self._nothing_said()
            return
        if reply.state == "armed" and reply.opener and reply.opener_after is not None:
            # An opener that still sounds when the line is due would only hold it up.
            over = quiet + len(reply.opener.samples) / LINE_RATE
            fits = quiet >= reply.opener_after and over <= reply.due + OVERHANG
            if fits and ear.confirmed and self._now - self._opened >= BETWEEN_OPENERS:
                reply.state = "opened"
                self._opened = self._now
                self._receiver.aside("opener", reply.opener.samples)
        if quiet >= reply.due and ear.confirmed:
            self._begin(reply)

    def _guess_again(self) -> None:
        self.reply = self._asked = self._reading = None

    def _ask_of_other_readings(self) -> None:
        """The sound was decoded again: what would be said to the other readings?"""
        if self._reading is None or self._asked is None or not self._reading.done():
            return
        others, self._reading = self._reading.result(), None
        if others:
            self._ids += 1
            text = self._asked[1]
            self._asked = (self._ids, text)
            self._question(text, alternatives=others)

    def _nothing_said(self) -> None:
        """Sound without words is forgotten; after a false interruption the line goes on."""
        if self._interrupted_at is not None:
            if self._now - self._interrupted_at < FALSE_ALARM:
                return
            self._receiver.resume()
        self.drop()

    def _ask(self, text: str, *, cut_off: bool = False) -> None:
        self._ids += 1
        self._asked = (self._ids, text)
        self._panel.caption(text)
        self._question(text, cut_off=cut_off)

    def _question(
        self, text: str, *, alternatives: tuple[str, ...] = (), cut_off: bool = False
    ) -> None:
        self._send(
            messages.Heard(
                id=self._ids,
                text=text,
                started=round(self.ear.began - self.zero, 3),
                seconds=round(self._now - self.ear.began, 3),
                own_pause=self.ear.pauses.usual,
                alternatives=alternatives,
                paused=tuple(self.ear.breaks),  # the punctuation of speech
                interrupted=self._interrupted_at is not None,
                line_heard=self._line_heard,
                cut_off=cut_off,
            )
        )
        self.answered(Verdict)

    def _begin(self, reply: Reply) -> None:
        reply.state = "running"
        reply.began = self._now
        reply.waited = self.ear.quiet
        self._send(messages.Replying(id=reply.id))
        self._receiver.speak(reply.clips, beep=reply.beep, first_pause=False)
        if reply.measurement is None:
            reply.measurement = self.measure(self.ear.pcm)
        if reply.at_once:
            self._commit(reply)

    def _settle(self, reply: Reply) -> None:
        """The reply has begun; she may take it back by going on."""
        ear = self.ear
        if self.headset and ear.voiced_run >= RESUMED and ear.last_voiced > reply.began:
            onset = self._now - ear.voiced_run
            self._receiver.stop()
            self._guess_again()
            ear.pauses.add(onset - reply.began + reply.waited)
            self._send(messages.Yielded(id=reply.id, after=round(self._now - onset, 3)))
        elif self._now - reply.began >= SETTLE:
            self._commit(reply)

    def _commit(self, reply: Reply) -> None:
        pcm, began, zero = self.ear.pcm, self.ear.began, self.zero
        ended = reply.began - reply.waited  # what sounds since is the answer's own echo
        heard = self.ear.finish()
        self._guess_again()
        self._finished = self._said_enough = False
        self.turns += 1
        words = tuple(
            structs.replace(w, start=round(w.start - zero, 3), end=round(w.end - zero, 3))
            for w in heard.words
            if w.start < ended
        )
        self._send(
            messages.Committed(
                id=reply.id,
                text=reply.text,
                started=words[0].start if words else round(began - zero, 3),
                ended=round(ended - zero, 3),
                words=words,
                interrupted=self._interrupted_at is not None,
                line_heard=self._line_heard,
                audio=self._recorder.keep(pcm),
                sound=self._measured(reply),
                waited=round(reply.waited, 3),
            )
        )
        self._interrupted_at = None
        self._line_heard = 1.0
        self._deaf = reply.at_once and not self._tap
        self._panel.caption("")
        self.answered(messages.Done)

    def _measured(self, reply: Reply) -> Voicedness | None:
        """What the turn's sound says; it was measured while the reply began."""
        onset = self.ear.onset
        found = reply.measurement.found(self.patience) if reply.measurement else None
        if found is None:
            return None
        if self._interrupted_at is not None:
            both = self._interrupted_at - onset
            return structs.replace(found, over=round(max(0.0, both), 2))
        if self._line_over is None:
            return found
        waited = onset - self.zero - self._line_over
        return structs.replace(found, waited=round(max(0.0, waited), 2))

    def _while_prospect_speaks(self) -> None:
        """Is it an interruption, a sound of listening, or the prospect's own echo?"""
        ear = self.ear
        if ear.voiced_run >= BARGE_IN:
            heard = ear.partial()
            if not known_script.interrupts(heard, self._receiver.line, headset=self.headset):
                self._intruding = None
            elif self._intruding is None:
                self._intruding = self._now
            if self._intruding is not None and (
                self.headset or self._now - self._intruding >= STEADY
            ):
                self._intruding = None
                self._line_heard = self._receiver.stop()
                self._interrupted_at = self._now
        elif ear.quiet >= LISTENING_SOUND:
            ear.drop()
