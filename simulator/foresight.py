"""What the prospect would say to the words so far: the engine asked without being moved."""

from msgspec import Struct, structs

from simulator.call import Call
from simulator.dialogue import State, prepared, timing, turns
from simulator.dialogue.events import BeatEntered, Log, ProspectSpoke, Said
from simulator.dialogue.index import silent_after
from simulator.hearing_model import load_ending
from simulator.speech import cast, messages
from simulator.speech.messages import Utterance
from simulator.speech.names import Names
from simulator.speech.voice_settings import VoiceSettings
from simulator.understanding.aloud import Speech

NOT_UNDERSTOOD = frozenset({"not_followed", "breaking_up", "clarify", "off_topic", "go_on"})
"""Stock lines that show the engine has no real answer yet."""
DECODING = 0.15
"""Seconds that it takes to decode a second of speech once more."""


class Guess(Struct, frozen=True):
    """What would follow from the words of a pause, and what they were heard with."""

    said: Said
    log: Log
    paused: tuple[int, ...]
    alternatives: tuple[str, ...]


class Foresight:
    """The answers that lie ready for the pauses of one turn."""

    def __init__(self, call: Call, settings: VoiceSettings, call_id: str) -> None:
        self._call = call
        self._over = load_ending()
        self._names = Names(call.playable)
        self._settings = settings
        self._call_id = call_id
        self._guesses: dict[int, Guess] = {}

    def forget(self) -> None:
        """The pauses so far don't count any more."""
        self._guesses.clear()

    def verdict(self, heard: messages.Heard, offset: float) -> messages.Verdict:
        """How long to wait after these words, and what to say then.

        ``offset`` is the call's clock when the worker's began. Other readings are wanted
        of words that the engine can't follow, and wherever they come in time.
        """
        call, state = self._call, self._call.state
        text, _ = self._names.restored(heard.text)
        paused = self._words_before(heard)
        alternatives = self._named(heard.alternatives)
        said = call.hears(
            text,
            Speech(
                seconds=heard.seconds,
                alternatives=alternatives,
                paused=paused,
                started=round(heard.started + offset, 2),
                interrupted=heard.interrupted,
                line_heard=heard.line_heard,
            ),
        )
        log = call.foresee(said)
        before = state.lines[-1] if state.lines else ""
        understood = _understood(log)
        judged = turns.finished(
            heard.text,
            said.hearing,
            call.playable.moves,
            self._over(heard.text, before),
            prospect=before,
            understood=understood,
            own_pause=heard.own_pause,
        )
        self._guesses[heard.id] = Guess(said, log, paused, alternatives)
        lines = self.lines_of(state, log)
        return messages.Verdict(
            id=heard.id,
            wait=0.0 if heard.cut_off else self._wait(judged),
            opener=judged.opener,
            opener_line=self._opener(state, heard.id, judged, lines),
            lines=lines,
            beep=self._records(log),
            other_readings=not heard.alternatives
            and (not understood or self._in_time(heard, judged)),
        )

    def settled(self, news: messages.Committed, offset: float) -> Said | None:
        """The turn as it goes into the log; None where its answer was never guessed.

        Words and their confidences may not change the answer that is being spoken.
        """
        guess = self._guesses.get(news.id)
        self._guesses.clear()
        if guess is None:
            return None
        text, restored = self._names.restored(news.text, news.words)
        words = tuple(
            structs.replace(w, start=round(w.start + offset, 3), end=round(w.end + offset, 3))
            for w in restored
        )
        audio = f"{self._call_id}/{news.audio}" if news.audio else ""
        said = self._call.hears(
            text,
            Speech(
                seconds=round(max(0.1, news.ended - news.started), 2),
                words=words,
                alternatives=guess.alternatives,
                paused=guess.paused,
                started=round(news.started + offset, 2),
                interrupted=news.interrupted,
                line_heard=news.line_heard,
                audio=audio,
                sound=news.sound,
            ),
        )
        if _lines(self._call.foresee(said)) == _lines(guess.log):
            return said
        return structs.replace(guess.said, words=words, audio=audio, sound=news.sound)

    def lines_of(self, state: State, log: Log) -> tuple[Utterance, ...]:
        """The lines of new events as they will be spoken; ``state`` is the one before."""
        settings = self._settings
        return cast.utterances(self._call.playable, state, log, settings.speed, settings.voice)

    def line(self, text: str) -> Utterance:
        """A line of who is on the phone just now."""
        call, settings = self._call, self._settings
        return cast.utterance(
            call.playable,
            call.state,
            call.state.person,
            text,
            speed=settings.speed,
            voice=settings.voice,
        )

    def prepare(self, opening: Log) -> messages.Prepare:
        """What may be said from here on, the opening and the likeliest first."""
        call, settings = self._call, self._settings
        every = cast.all_lines(call.playable, call.state, settings.speed, settings.voice)
        first = self.lines_of(call.state, opening)
        return messages.Prepare(lines=tuple(dict.fromkeys(first + every)))

    def listen(self) -> messages.Listen:
        """What the ear must know of the next turn."""
        state, playable = self._call.state, self._call.playable
        index = prepared(playable, state.level)
        beat = playable.scenario.beats[state.beat]
        return messages.Listen(
            silent_after=beat.silence_ends_it or silent_after(index, state),
            talk_limit=timing.limit(index, state) or 0.0,
        )

    def _in_time(self, heard: messages.Heard, judged: turns.Verdict) -> bool:
        """Whether words that may be all of the turn can be decoded again before the answer."""
        return judged.reason != "hanging" and heard.seconds * DECODING < judged.wait

    def _words_before(self, heard: messages.Heard) -> tuple[int, ...]:
        """Words before each pause once names are put back: a name may be one word for two."""
        said = heard.text.split()
        return tuple(
            len(self._names.restored(" ".join(said[:count]))[0].split()) for count in heard.paused
        )

    def _named(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._names.restored(text)[0] for text in texts)

    def _opener(
        self, state: State, number: int, judged: turns.Verdict, lines: tuple[Utterance, ...]
    ) -> Utterance | None:
        if judged.opener is None or not lines or self._mode(state) != "talk":
            return None
        settings = self._settings
        return cast.opener(
            self._call.playable, state, number, lines[0].text, settings.speed, settings.voice
        )

    def _wait(self, judged: turns.Verdict) -> float:
        """A recording waits for its own silence, a person for the end of the turn."""
        state = self._call.state
        if self._mode(state) == "talk":
            return judged.wait
        beat = self._call.playable.scenario.beats[state.beat]
        return beat.silence_ends_it or turns.LONGEST

    def _records(self, log: Log) -> bool:
        """Whether the lines lead to a machine that beeps and records."""
        beats = self._call.playable.scenario.beats
        entered = [event.beat for event in log if isinstance(event, BeatEntered)]
        return bool(entered) and beats[entered[-1]].mode == "voicemail"

    def _mode(self, state: State) -> str:
        return self._call.playable.scenario.beats[state.beat].mode


def _understood(log: Log) -> bool:
    spoken = [event for event in log if isinstance(event, ProspectSpoke)]
    return not any(e.place.part == "stock" and e.place.name in NOT_UNDERSTOOD for e in spoken)


def _lines(log: Log) -> list[str]:
    return [event.line for event in log if isinstance(event, ProspectSpoke)]
