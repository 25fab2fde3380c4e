"""Where a call stands: one frozen, serialisable value, a fold of the events so far."""

from typing import Literal, NamedTuple

from msgspec import Struct


class Feeling(NamedTuple):
    """How a person feels just now, each 0 to 100."""

    trust: int
    patience: int
    interest: int


class Objecting(Struct, frozen=True, kw_only=True):
    """One objection in this call.

    ``heard`` holds, for each turn since the level was spoken, the moves of that
    turn with the character where each begins, in the order they were said.
    """

    status: Literal["waiting", "open", "settled", "lost"]
    level: str
    turns: int = 0  # turns served at this level
    heard: tuple[tuple[tuple[str, int], ...], ...] = ()


class State(Struct, frozen=True, kw_only=True):
    """Everything the next step depends on, besides the scenario and the input."""

    level: str
    seed: int
    spoken: bool = False
    turn: int = 0  # the trainee's turns so far, silences too
    clock: float = 0.0  # seconds since pick-up
    beat: str = ""
    person: str = ""  # alias
    beat_since: float = 0.0  # clock when the beat was entered
    moods: dict[str, Feeling] = {}
    times: dict[str, int] = {}  # move -> number of turns in which it was made
    here: frozenset[str] = frozenset()  # moves made in this beat
    told: frozenset[str] = frozenset()
    told_last: tuple[str, ...] = ()  # facts told in the person's last breath
    knows: dict[str, str] = {}  # kind of fact -> the trainee's own words, newest
    remembers: frozenset[str] = frozenset()
    objections: dict[str, Objecting] = {}
    open: str = ""  # the open objection
    waiting: tuple[str, ...] = ()
    used: dict[str, tuple[int, ...]] = {}  # place -> variants said there, in order
    fired: frozenset[str] = frozenset()  # places of reactions chosen so far
    silences: int = 0  # in this beat, in a row
    not_followed: int = 0  # in this beat, in a row
    noises: int = 0
    interruptions: int = 0
    hints: int = 0  # asked for in this beat
    lines: tuple[str, ...] = ()  # the prospect's lines, oldest first
    last_lines: tuple[str, ...] = ()  # the person's last breath
    breath: int = 0  # how many of them were said since the trainee last spoke
    line_began: float = 0.0  # clock when the last of them began
    asked: bool = False  # the last of them asks something that calls for an answer
    asked_again: bool = False  # the last line asked the trainee to say it again
    said: tuple[str, ...] = ()  # the trainee's counted words, a turn each
    gone: frozenset[str] = frozenset()  # people whose patience has run out once
    ending: str = ""
    result: str = ""

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self.result != ""

    @property
    def feeling(self) -> Feeling:
        """How the person on the line feels."""
        return self.moods[self.person]


def band(n: int) -> Literal["low", "medium", "high"]:
    """The band of a mood: low to 33, medium to 66, high above."""
    return "low" if n <= 33 else "medium" if n <= 66 else "high"


def mood_word(feeling: Feeling) -> Literal["short", "guarded", "keen", "even"]:
    """The mood in one word, as the screen and the voices name it."""
    if band(feeling.patience) == "low":
        return "short"
    if band(feeling.trust) == "low":
        return "guarded"
    if band(feeling.interest) == "high":
        return "keen"
    return "even"
