"""What hearing takes and gives: plain data between the ear and the engine.

``hear(text, context) -> Hearing`` (``simulator.understanding.hear``) is a pure
function: the same text, context and model files give the same result.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct, field

from simulator.scenario.model import MoveDef, Product

By = Literal["head", "pattern", "grounded", "example", "worked_out", "counts_as"]
"""What made a move heard: the trained heads, a guarded pattern, the scenario's
own facts, a pack's example phrasings, the engine's state, or a child move."""


class Span(Struct, frozen=True, array_like=True):
    """Half-open range of characters in the reply as it was given."""

    start: int
    end: int


class Heard(Struct, frozen=True, kw_only=True):
    """A move that counts, with the words that show it."""

    move: str
    confidence: float  # 0 to 1, calibrated; 0.60 is the bar to count
    span: Span
    clause: int = 0  # index of the clause in the reply
    by: By = "head"
    nearest: str = ""  # nearest phrasing or pattern name, for the why
    sure: bool = True  # False: hangs on words the recogniser was unsure of


class Almost(Struct, frozen=True, kw_only=True):
    """A move that was nearly heard: below the bar, or a needed fact is missing."""

    move: str
    confidence: float
    span: Span
    missing: tuple[str, ...] = ()  # facts that were needed; empty: only unclear


class Fact(Struct, frozen=True, kw_only=True):
    """A fact in the reply: a day, a price, an edge of the product card."""

    kind: str  # name company day time date number amount money percent duration phone email,
    # or "<id>" kinds of the product card: edge, proof, rival, worth
    value: str  # the trainee's own spelling; for card kinds the id on the card
    span: Span


class Hearing(Struct, frozen=True, kw_only=True):
    """All that was heard in one reply."""

    text: str
    source: Literal["typed", "speech"] = "typed"
    seconds: float = 0.0
    moves: tuple[Heard, ...] = ()
    maybe: tuple[Heard, ...] = ()  # 0.45 to 0.60: may be answered, never counted
    almost: tuple[Almost, ...] = ()
    facts: tuple[Fact, ...] = ()
    noise: bool = False

    def ids(self) -> frozenset[str]:
        """Ids of the moves that count."""
        return frozenset(heard.move for heard in self.moves)


class Word(Struct, frozen=True, kw_only=True):
    """A recognised word with its time in the recording and its confidence."""

    text: str
    start: float  # seconds
    end: float
    confidence: float = 1.0


class Context(Struct, frozen=True, kw_only=True):
    """What hearing may know besides the words. All of it may be empty.

    ``moves`` holds the definitions of every move of the scenario; built-in ones
    are heard by the trained heads, those with ``sounds_like`` by example too.
    """

    prospect: str = ""  # the line just before the reply
    earlier: tuple[str, ...] = ()  # the prospect's lines before that, newest last
    said: tuple[str, ...] = ()  # the trainee's replies so far, newest last
    person: str = ""  # name of who is on the line, "Dana Whitlock"
    others: tuple[str, ...] = ()  # names of other people in the scenario
    you: str = ""  # the trainee's own name
    company: str = ""  # the trainee's own company
    live: frozenset[str] = frozenset()  # moves with a reaction, answer or objection row here
    moves: dict[str, MoveDef] = field(default_factory=dict)
    product: Product | None = None
    told: frozenset[str] = frozenset()  # what the prospect has revealed
    done: frozenset[str] = frozenset()  # moves made before this reply
    open_objection: bool = False
    source: Literal["typed", "speech"] = "typed"
    seconds: float = 0.0
    words: tuple[Word, ...] = ()  # of the best transcript, when spoken
    alternatives: tuple[str, ...] = ()  # other transcripts, best first
    paused: tuple[int, ...] = ()  # words before each longer pause inside the reply


Hear = Callable[[str, Context], Hearing]
"""What hears a reply in its context; the same words and context give the same hearing."""
