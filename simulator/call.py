"""A call in progress: ears in, pure step, events out. No screen, no sound.

Every batch of events is in the journal before it is returned, so what a screen
shows can always be resumed.
"""

from collections.abc import Callable

from msgspec.structs import replace

from simulator import dialogue
from simulator.dialogue import State
from simulator.dialogue.events import AskHint, HangUp, Input, Log, Said, Silence
from simulator.ports import Journal
from simulator.scenario.model import Playable
from simulator.scoring import score
from simulator.scoring.card import Scorecard
from simulator.understanding.aloud import TYPED, Speech, listening
from simulator.understanding.hearing import Context, Hearing

Hear = Callable[[str, Context], Hearing]


class Call:
    """One call from the first ring to the scorecard.

    ``log`` is that of an unfinished call to go on with; it is taken as journaled
    already. Methods raise ``StoreError`` when the journal can't take the events;
    the call has moved on all the same, ``log`` holds them, and the journal takes
    them with the next batch.
    """

    def __init__(
        self,
        playable: Playable,
        hear: Hear,
        *,
        level: str,
        seed: int,
        journal: Journal | None = None,
        call_id: str | None = None,
        log: Log = (),
    ) -> None:
        self.playable = playable
        self.level = level
        self.seed = seed
        self._hear = hear
        self._journal = journal
        self._id = call_id or ""
        self._log = log
        self._state = dialogue.fold(playable, log) if log else None

    @property
    def log(self) -> Log:
        """All events so far; may be read while another thread puts something."""
        return self._log

    @property
    def state(self) -> State:
        """Where the call stands. Raises ``ValueError`` before ``begin``."""
        if self._state is None:
            raise ValueError("the call has not begun")
        return self._state

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self._state is not None and self._state.over

    def begin(self, *, spoken: bool = False) -> Log:
        """Rings: everything up to the prospect's first line. Once a call; nothing when resumed.

        Raises ``NotFound`` when the scenario has no such level.
        """
        if self._state is not None:
            return ()
        log = dialogue.start(self.playable, level=self.level, seed=self.seed, spoken=spoken)
        self._keep(dialogue.fold(self.playable, log), log)
        return log

    def context(self) -> Context:
        """What hearing may know before the next reply."""
        return dialogue.context(self.playable, self.state)

    def say(self, text: str, speech: Speech = TYPED) -> Log:
        """A reply, typed or spoken."""
        return self.put(self.hears(text, speech))

    def hears(self, text: str, speech: Speech = TYPED) -> Said:
        """A reply as the engine would take it; changes nothing.

        Only the part said before the person cuts in is heard.
        """
        count = dialogue.counted(self.playable, self.state, text, speech.seconds, speech.words)
        context = listening(self.context(), speech, whole=count == len(text))
        hearing = self._hear(text[:count], context)
        return Said(
            hearing=replace(hearing, text=text),
            started=speech.started,
            interrupted=speech.interrupted,
            line_heard=speech.line_heard,
            words=speech.words,
            audio=speech.audio,
            sound=speech.sound,
        )

    def foresee(self, given: Input) -> Log:
        """What would follow from an input; changes nothing and journals nothing."""
        return dialogue.step(self.playable, self.state, given)[1]

    def silence(self, seconds: float) -> Log:
        """Nobody spoke for ``seconds``."""
        return self.put(Silence(seconds=seconds))

    def hint(self) -> Log:
        """A hint for this beat. Costs no time."""
        return self.put(AskHint())

    def hang_up(self) -> Log:
        """The trainee puts the phone down."""
        return self.put(HangUp())

    def put(self, given: Input) -> Log:
        """Any input: carries it out, journals the events, returns them."""
        state, log = dialogue.step(self.playable, self.state, given)
        self._keep(state, log)
        return log

    def scorecard(self) -> Scorecard:
        """The score of the call as it stands; provisional before its end."""
        return score(self.playable, self.log)

    def _keep(self, state: State, log: Log) -> None:
        self._state = state
        self._log += log
        if self._journal is not None and log:
            self._journal.append(self._id, log)
