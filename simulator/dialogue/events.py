"""What happens in a call: a list of immutable events, and nothing else.

State, screen, score, replay and report are folds of that list. Events are past
tense, tagged by ``kind`` in JSON, and only ever gain fields. ``turn`` counts
the trainee's turns from 1; 0 is before her first. ``at`` is the call's clock in
seconds since pick-up (speech: real; typed: 2.5 words a second).
"""

from typing import Literal

from msgspec import Struct

from simulator.scenario.values import MoodChange
from simulator.understanding.aloud import Voicedness
from simulator.understanding.hearing import Hearing, Word

FORMAT = 1
"""Version of the event log."""


class Event(Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=False):
    """Base of every event."""

    turn: int = 0
    at: float = 0.0


class CallStarted(Event, frozen=True, kw_only=True, tag="call_started"):
    """The phone was picked up. Says all that is needed to play it again."""

    format: int = FORMAT
    engine: str
    scenario: str
    scenario_hash: str
    rubric_hash: str
    level: str
    seed: int
    you: str
    spoken: bool = False


class BeatEntered(Event, frozen=True, kw_only=True, tag="beat_entered"):
    """The call moved to a beat, with a person."""

    beat: str
    person: str


class Place(Struct, frozen=True, kw_only=True):
    """Where in the scenario something is written; the key of a choice of lines."""

    part: Literal["beat", "answers", "persona", "anytime", "objection", "stock", "opens", "drill"]
    owner: str  # beat, alias or objection id
    name: str  # reaction, move, level or stock line


class ProspectSpoke(Event, frozen=True, kw_only=True, tag="prospect_spoke"):
    """The person said a line (placeholders filled in)."""

    person: str
    line: str
    place: Place
    variant: int
    seconds: float
    pause: float = 0.0
    lead_in: bool = False


class TraineeSpoke(Event, frozen=True, kw_only=True, tag="trainee_spoke"):
    """The trainee's turn: all the words, what was heard in the words that count.

    ``counted`` is the number of characters heard before the person cut in;
    the whole text where nobody cut in.
    """

    hearing: Hearing
    counted: int
    started: float = 0.0  # call clock when she began
    seconds: float = 0.0  # what the turn took on the call's clock, to the cut
    cut_in: bool = False  # the person cut in (talked too long)
    interrupted: bool = False  # the trainee spoke before the line had ended
    words: tuple[Word, ...] = ()
    audio: str = ""  # name of the recording, where one is kept
    sound: Voicedness | None = None  # how it was said; None: typed, or not measured
    corrects: str = ""  # the text as first recognised, where she corrected it


class TraineeSilent(Event, frozen=True, kw_only=True, tag="trainee_silent"):
    """Nobody spoke for a while."""

    seconds: float


class MoodChanged(Event, frozen=True, kw_only=True, tag="mood_changed"):
    """A mood step with its cause; ``now`` is after capping and clamping."""

    person: str
    change: MoodChange
    now: tuple[int, int, int]  # trust, patience, interest
    cause: str  # "likes ask_need", "wears_thin", "reaction NAME", "objection price soured" ...


class Candidate(Struct, frozen=True, kw_only=True):
    """One reaction considered, with its rank key or the reason it fell out."""

    place: Place
    rank: tuple[float, ...] = ()  # the seven keys of the ranking, higher wins
    failed: str = ""  # first condition that did not hold, in words; empty: it fits


class ReactionChosen(Event, frozen=True, kw_only=True, tag="reaction_chosen"):
    """Which reaction answered, among whom, and which key decided."""

    place: Place
    move: str  # the alternative of ``when`` that was met, joined with " + "
    candidates: tuple[Candidate, ...] = ()
    decided_by: str = ""  # name of the first rank key that differed from the runner-up
    lead_in: bool = False


class FactTold(Event, frozen=True, kw_only=True, tag="fact_told"):
    """The prospect revealed something."""

    fact: str
    person: str


class FactUnheard(Event, frozen=True, kw_only=True, tag="fact_unheard"):
    """The trainee cut in before the line that tells it was over: it doesn't count as told."""

    fact: str
    person: str


class FactGiven(Event, frozen=True, kw_only=True, tag="fact_given"):
    """The trainee gave a fact (day, phone, ...)."""

    fact: str
    value: str


class Remembered(Event, frozen=True, kw_only=True, tag="remembered"):
    """The scenario noted a flag."""

    flag: str


class ObjectionRaised(Event, frozen=True, kw_only=True, tag="objection_raised"):
    """An objection was opened at a level, or has been put in line."""

    objection: str
    level: str
    waiting: bool = False


class ObjectionServed(Event, frozen=True, kw_only=True, tag="objection_served"):
    """What a turn did to the open objection."""

    objection: str
    level: str
    outcome: Literal["handled", "failed", "soured", "warmed", "kept"]
    row: str = ""  # the row of settled_by that was met
    moves: tuple[str, ...] = ()  # this turn's moves that bore on it
    heard: tuple[tuple[str, int], ...] = ()  # all of this turn's moves, with where each begins


class ObjectionMoved(Event, frozen=True, kw_only=True, tag="objection_moved"):
    """The objection went to another level."""

    objection: str
    level: str
    was: str


class ObjectionClosed(Event, frozen=True, kw_only=True, tag="objection_closed"):
    """The objection was settled or lost."""

    objection: str
    settled: bool


class Coached(Event, frozen=True, kw_only=True, tag="coached"):
    """Coaching that belongs to this turn; shown at once on levels with hints."""

    note: str
    stronger: str
    place: Place


class HintGiven(Event, frozen=True, kw_only=True, tag="hint_given"):
    """A hint: the trainee asked for it, or was not understood three times running."""

    text: str
    asked: bool = True


class CallEnded(Event, frozen=True, kw_only=True, tag="call_ended"):
    """The call is over. ``left`` and ``stopped`` are not results of the scenario."""

    ending: str
    result: Literal["won", "partial", "lost", "left", "stopped"]
    shows: str = ""


AnyEvent = (
    CallStarted
    | BeatEntered
    | ProspectSpoke
    | TraineeSpoke
    | TraineeSilent
    | MoodChanged
    | ReactionChosen
    | FactTold
    | FactUnheard
    | FactGiven
    | Remembered
    | ObjectionRaised
    | ObjectionServed
    | ObjectionMoved
    | ObjectionClosed
    | Coached
    | HintGiven
    | CallEnded
)
Log = tuple[AnyEvent, ...]


class Said(Struct, frozen=True, kw_only=True, tag_field="input", tag="said"):
    """Input: the trainee's words, already heard."""

    hearing: Hearing
    started: float | None = None  # real call clock; None: typed, the engine counts words
    interrupted: bool = False
    line_heard: float = 1.0  # share of the person's last line that had sounded
    words: tuple[Word, ...] = ()
    audio: str = ""
    sound: Voicedness | None = None


class Silence(Struct, frozen=True, kw_only=True, tag_field="input", tag="silence"):
    """Input: nothing was said for ``seconds``."""

    seconds: float


class HangUp(Struct, frozen=True, kw_only=True, tag_field="input", tag="hang_up"):
    """Input: the trainee put the phone down (``left``), or a limit of play (``stopped``)."""

    result: Literal["left", "stopped"] = "left"


class AskHint(Struct, frozen=True, kw_only=True, tag_field="input", tag="ask_hint"):
    """Input: the trainee asked for a hint. Costs no time."""


Input = Said | Silence | HangUp | AskHint
