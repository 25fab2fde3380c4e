"""What the trainee hears: the prospect's lines by name, the tones, the office."""

from collections.abc import Callable

from simulator.speech import phone_line, sound
from simulator.speech.messages import LineEnded, LineStarted, News
from simulator.speech.mouth import Mouth, last_clause
from simulator.speech.reply import Clip
from simulator.speech.sound import LINE_RATE, Samples

LONGEST_PAUSE = 5.0


class Receiver:
    """Lays lines into the mouth and tells when they sound."""

    def __init__(self, mouth: Mouth, send: Callable[[News], None]) -> None:
        self._mouth = mouth
        self._send = send
        self._names: dict[str, str] = {}
        self._count = 0
        self.line = ""
        """Text of the line that sounds, or of the last one."""
        self.over_at: float | None = None
        """When the last line ended, on the call's clock; None while one sounds."""

    @property
    def speaking(self) -> bool:
        """Whether something sounds or waits to."""
        return self._mouth.speaking

    @property
    def saying(self) -> bool:
        """Whether a line sounds or waits; a tone or an opener is none."""
        return any(name in self._names for name in self._mouth.names)

    def ring(self) -> None:
        """Lets it ring until it is picked up."""
        self._mouth.ring(phone_line.ringing())

    def pick_up(self, room: Samples | None) -> None:
        """Ends the ringing and opens the line; without a room it opens without a sound."""
        self._mouth.ring(None)
        if room is not None:
            self._mouth.say("click", phone_line.click())
        self._mouth.room(room)

    def speak(
        self, clips: tuple[Clip, ...], *, beep: bool = False, first_pause: bool = True
    ) -> None:
        """Lays lines behind what sounds, each after its pause."""
        for number, clip in enumerate(clips):
            self._count += 1
            name = f"line-{self._count}"
            self._names[name] = clip.text
            if clip.pause and (number or first_pause):
                self._mouth.say("pause", sound.silence(min(clip.pause, LONGEST_PAUSE), LINE_RATE))
            self._mouth.say(name, clip.samples)
        if beep:
            self._mouth.say("beep", phone_line.beep())

    def aside(self, name: str, samples: Samples) -> None:
        """Plays something that is no line."""
        self._mouth.say(name, samples)

    def stop(self) -> float:
        """Falls silent; the share of the line that was heard (1.0: none was cut off)."""
        cut = self._mouth.stop()
        if cut.names and cut.names[0] in self._names:
            return cut.heard
        # In a pause or a tone nothing of the line behind it has sounded.
        return 0.0 if any(name in self._names for name in cut.names) else 1.0

    def resume(self) -> None:
        """Goes on after a false interruption, from the last clause."""
        self._mouth.resume(last_clause)

    def waited(self, since: float, until: float) -> None:
        """Takes out of the quiet after the last line a time in which nobody could answer."""
        if self.over_at is not None:
            self.over_at += until - max(self.over_at, since)

    def hang_up(self) -> None:
        """The tone of a dead line, after what still sounds."""
        self._mouth.say("hang_up", phone_line.hang_up())

    def news(self, at: float) -> bool:
        """Tells which lines began and ended; true where one ended. ``at``: the call's clock."""
        ended = False
        for event in self._mouth.events():
            text = self._names.get(event.name)
            ended = ended or event.over
            if text is None:
                continue
            if not event.over:
                self.line, self.over_at = text, None
                self._send(LineStarted(text=text, at=at))
                continue
            self.over_at = at
            last = not self._mouth.speaking
            self._send(LineEnded(text=text, at=at, heard=round(event.heard, 3), last=last))
        return ended
