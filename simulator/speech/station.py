"""The worker's call: takes 20 ms of microphone and orders, and does whatever is due.

All times are the microphone's own, so that a call from files runs exactly as
one from a sound card. What the engine thinks of a pause comes as an order;
nothing waits for it, except in a call from files, where every question is
answered before the next block.
"""

import queue
from collections.abc import Callable

from simulator.speech import messages, phone_line, sound
from simulator.speech.coupling import Coupling
from simulator.speech.floor import Floor
from simulator.speech.line_clips import LineClips
from simulator.speech.messages import MicState, News, Order, Utterance
from simulator.speech.panel import Panel
from simulator.speech.receiver import Receiver
from simulator.speech.reply import Clip

ANSWER_WITHIN = 60.0
"""Seconds a call from files waits for the engine."""
RING = phone_line.RING_ON + phone_line.RING_OFF


class Station:
    """One call; ``floor`` is None where nobody can be heard (captions and typing only)."""

    def __init__(
        self,
        floor: Floor | None,
        receiver: Receiver,
        panel: Panel,
        lines: LineClips,
        send: Callable[[News], None],
        setting: messages.Open,
    ) -> None:
        self.inbox: queue.SimpleQueue[tuple[Order, tuple[Clip, ...]]] = queue.SimpleQueue()
        self._floor = floor
        self._receiver = receiver
        self._panel = panel
        self._lines = lines
        self._send = send
        self._tap = setting.talk == "tap"
        self._lockstep = bool(setting.files)
        self._sounds = setting.sounds
        self._sides = setting.sides
        self._coupling = Coupling()
        self._now = 0.0
        self._zero = 0.0
        self._rang_at: float | None = None
        self.line_open = False
        self._muted = False
        self._shut_at = 0.0
        self._deaf = not self._lockstep  # until the microphone has given anything but zeros
        self._mic_open = not self._tap
        self._silent_after = 0.0
        self._idle_since = 0.0
        self._think_until = 0.0
        self._silence_told = False
        self._ending = False
        self.over = False
        if floor is not None:
            self.listen_with(floor)

    def listen_with(self, floor: Floor) -> None:
        """Gives the call ears; they may come while it rings."""
        floor.headset = self._sides != "speakers"
        floor.zero = self._zero
        if self._lockstep:
            floor.answered = self.wait_for
        self._floor = floor

    @property
    def quiet(self) -> bool:
        """Whether the line is open and nobody speaks or is about to."""
        if not self.line_open or self._receiver.speaking:
            return False
        return self._floor is None or self._floor.idle

    def hearing(self) -> bool:
        """Whether somebody speaks into the microphone just now; safe from any thread."""
        return self._floor is not None and self._floor.ear.active

    @property
    def placed(self) -> bool:
        """Whether headset or loudspeakers is known, as far as it can be while it rings."""
        found = self._coupling.decided or self._deaf  # a microphone of zeros hears no ringing
        return self._rang_at is None or self._sides != "auto" or found

    @property
    def turns(self) -> int:
        """Turns of the trainee that are over."""
        return self._floor.turns if self._floor else 0

    @property
    def headset(self) -> bool:
        """Whether the prospect can't be heard by the microphone."""
        return self._floor.headset if self._floor else True

    def step(self, block: bytes, at: float) -> None:
        """Takes the 20 ms of microphone that ended at ``at``."""
        self._now = at
        self._deaf = self._deaf and not any(block)
        self._take_orders()
        if self._receiver.news(round(at - self._zero, 3)):
            self._idle_since = at
            if self._floor is not None:
                self._floor.line_over()
        hears = self._hears()
        if self._floor is not None and hears:
            level = self._floor.follow(block, at)
        else:
            level = sound.dbfs(sound.from_pcm(block))
            if self._rang_at is not None and not self._deaf:
                into = (at - self._rang_at) % RING
                self._coupling.add(level, into, phone_line.RING_ON)
        if self._panel.level(level, self._state(hears)) and self._floor is not None and hears:
            self._floor.show_words()
        self._watch_silence()
        if self._ending and not self._receiver.speaking:
            self.over = True

    def _hears(self) -> bool:
        floor = self._floor
        if floor is None or not self.line_open or self._muted or self._ending:
            return False
        if self._tap and self._mic_open and not floor.ear.active:
            self._mic_open = False  # the tapped turn is over
        return self._mic_open

    def _state(self, hears: bool) -> MicState:
        if self._floor is None:
            return "off"
        if self._muted:
            return "muted"
        if not hears:
            return "closed"
        return "hearing" if self._floor.ear.active else "listening"

    def _watch_silence(self) -> None:
        unheard = self._floor is None or self._deaf or self._muted
        excused = unheard or self._now < self._think_until
        if not self.quiet or self._ending or excused:
            self._idle_since = self._now
            return
        lasted = self._now - self._idle_since
        due = self._silent_after and lasted >= self._silent_after
        if not due or self._silence_told:
            return
        self._silence_told = True
        self._send(messages.Silent(seconds=round(lasted, 1)))
        if self._lockstep:
            self.wait_for(messages.Done)

    def _take_orders(self) -> None:
        while True:
            try:
                order, clips = self.inbox.get_nowait()
            except queue.Empty:
                return
            self._obey(order, clips)

    def wait_for(self, kind: type[messages.Message]) -> None:
        """Obeys orders until one of this kind has come; only in a call from files."""
        while not self.over:
            try:
                order, clips = self.inbox.get(timeout=ANSWER_WITHIN)
            except queue.Empty:
                self._send(messages.Fault(what="the engine gave no answer", kind="engine"))
                self.over = True
                return
            self._obey(order, clips)
            if isinstance(order, kind):
                return

    def _obey(self, order: Order, clips: tuple[Clip, ...]) -> None:
        match order:
            case messages.Verdict():
                if self._floor is not None:
                    self._floor.verdict(order, clips)
            case messages.Ring():
                if self._sounds:
                    self._rang_at = self._now
                    self._receiver.ring()
            case messages.PickUp():
                self._pick_up(clips, beep=order.beep)
            case messages.Speak():
                self._interrupt()
                self._receiver.speak(clips, beep=order.beep)
            case messages.Listen():
                self._silent_after = order.silent_after
                if self._floor is not None:
                    self._floor.talk_limit = order.talk_limit
            case messages.Done():
                self._silence_told = False
                self._idle_since = self._now
            case messages.Tap():
                self._tapped()
            case messages.Mute():
                self._mute(order.on)
            case messages.Repeat():
                self._receiver.stop()
                self._receiver.speak(clips)
            case messages.Think():
                self._think_until = max(self._think_until, self._now + order.seconds)
            case messages.Forget():
                self._interrupt()
            case messages.HangUp():
                if self._sounds:
                    self._receiver.hang_up()
                self._ending = True
            case messages.Close():
                self.over = True
            case messages.Open() | messages.Prepare():
                pass  # obeyed where orders are read

    def _mute(self, on: bool) -> None:
        if on and not self._muted:
            self._shut_at = self._now
            if self._floor is not None:
                self._floor.shut()
        elif self._muted and not on:
            self._receiver.waited(self._shut_at - self._zero, self._now - self._zero)
        self._muted = on

    def _pick_up(self, clips: tuple[Clip, ...], *, beep: bool) -> None:
        self._rang_at = None
        self._zero = self._idle_since = self._now
        if self._floor is not None:
            self._floor.zero = self._now
            if self._sides == "auto" and not self._lockstep:  # files hear no loudspeaker
                self._floor.headset = self._coupling.headset
                if self._coupling.decided and not self._coupling.headset:
                    self._send(messages.OnSpeakers())
        self._receiver.pick_up(self._lines.room() if self._sounds else None)
        self._receiver.speak(clips, beep=beep)
        self.line_open = True

    def _interrupt(self) -> None:
        if self._floor is not None:
            self._floor.drop()
        self._receiver.stop()

    def _tapped(self) -> None:
        floor = self._floor
        if floor is None or not self.line_open:
            return
        if self._mic_open and floor.ear.active:
            floor.finish_now()
        elif self._tap:
            floor.take()
            self._mic_open = True


def lines_of(order: Order) -> tuple[Utterance, ...]:
    """The lines an order needs rendered, an opener first."""
    match order:
        case messages.Verdict():
            return ((order.opener_line,) if order.opener_line else ()) + order.lines
        case messages.PickUp() | messages.Speak() | messages.Repeat() | messages.Prepare():
            return order.lines
        case _:
            return ()


def with_sound(order: Order, lines: LineClips) -> tuple[Clip, ...]:
    """Those lines with their sound."""
    return tuple(Clip(line.text, lines.clip(line), line.pause) for line in lines_of(order))
