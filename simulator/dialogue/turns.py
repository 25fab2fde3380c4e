"""Has the trainee finished? A pure judgement with its reason, made at every pause.

Silence alone can't tell: people pause longer inside a turn than between turns.
What was said can: a question that is whole waits for nothing, a sentence that
ends in "and" waits for more. Times are seconds of quiet since the last voiced
sound; the answer is how long to wait before the prospect speaks.
"""

import itertools
import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from simulator.scenario.model import MoveDef
from simulator.understanding.ending import ASKING, AUXILIARY
from simulator.understanding.hearing import Hearing

Reason = Literal[
    "nothing", "hanging", "asked", "answered", "farewell", "stated", "fragment", "unknown"
]


class Verdict(Struct, frozen=True, kw_only=True):
    """How long to stay quiet, why, and when a content-free sound may come before.

    ``opener`` is the quiet after which the prospect may say "Mm" or "Right":
    harmless if the trainee goes on. None: no such sound.
    """

    wait: float
    reason: Reason
    opener: float | None = None


SURE: dict[Reason, float] = {"nothing": 1.2, "answered": 0.16, "farewell": 0.2}
"""Seconds of quiet where the words alone settle it."""
WAITS = ((-1.6, 1.1), (-1.1, 0.8), (0.05, 0.75), (0.25, 0.36), (0.8, 0.3), (1.1, 0.12))
"""Log-odds that the turn is over, and the quiet they deserve; straight lines between.

Half of all turns are to be answered within 0.4 s and nine in ten within 0.85 s; with that the
steps leave the fewest pauses inside a turn shorter than the wait (benchmarks/turns.py)."""
LONGEST = WAITS[0][1]
WHOLE_QUESTION = 2.0
UNDERSTOOD = 0.25
"""What it adds that the words are a whole question (silence after one is the worst of all), or
that the engine has a real answer to them."""
HANGS = -1.6
"""The most that words are worth which can't be the last of a sentence."""
HABIT = 0.7
"""Seconds of pause inside a turn that the waits fit; a quicker or slower habit scales them."""
HABITS = (0.8, 1.05)
"""How far: beyond that it is better to yield."""

OPENER = 0.26
"""Quiet before a content-free first sound, where the turn is likely but not surely over."""
BRIDGED = (0.6, 0.9)
"""Waits that such a sound may bridge; what is waited for longer is plainly not the end."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HANGING = _set(
    "and but so because cause the a an to of for with in on at my your our their his her its if "
    "which who when while where than or as from by i we i'm we're we've i've you're they're is are "
    "was were be been am um uh er erm ah like just really very more some any these those into "
    "about then also plus not don't can't won't didn't let's there's that's it's would could "
    "should will can may might has have had do does did whether how what why"
)
_STRANDED = _set("for with about to from in at on of by is are was do does did have")
"""May end a whole question: "what is this about", "who do you work with"."""
_SUBJECT = _set(
    "you we i it that this there they he she your the our my those these anyone someone"
)
_PRONOUN = _set("you we i it they he she anyone someone")
_LEADS_IN = _set("and so but or well okay ok right then um uh now sorry please thanks yes no")
"""May stand before a question; after anything else "is the" or "do your" is seldom one."""
_TAGS = (
    "does that make sense",
    "is that fair",
    "is that right",
    "fair enough",
    "how does that sound",
    "what do you think",
    "would that work",
    "does that work",
    "sound good",
)
_SHORT_ANSWERS = _set(
    "yes yeah yep yup sure okay ok no nope absolutely definitely exactly correct right perfect "
    "great fine agreed certainly indeed"
)
_FAREWELL = re.compile(
    r"\b(good ?bye|bye|take care|have a (good|great|nice) (day|one|afternoon|morning|evening|"
    r"weekend)|talk (to you )?soon|speak (to you )?soon)$"
)
_QUESTION_BACK = re.compile(
    r"^(is|are|was|were|do|does|did|can|could|would|will|have|has|may|shall|should)\b"
)


def finished(
    text: str,
    hearing: Hearing,
    moves: Mapping[str, MoveDef],
    over: float,
    *,
    prospect: str = "",
    understood: bool = True,
    own_pause: float = 0.0,
) -> Verdict:
    """Whether what was said so far is a whole turn, as seconds of quiet to wait.

    ``text`` is the recogniser's (no punctuation needed), ``over`` the log-odds
    of ``understanding.ending`` for it, ``prospect`` the line it answers,
    ``understood`` whether the engine has a real reaction to it, and
    ``own_pause`` the 80th percentile of this trainee's pauses inside turns in
    seconds (0: not known yet), which scales every wait that is a guess.
    """
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    if not words:
        return Verdict(wait=SURE["nothing"], reason="nothing")
    whole_question = _asks(words) or _asks_by_hearing(text, hearing, moves)
    if _hangs(words, whole_question):
        return _guess("hanging", min(over, HANGS), own_pause)
    if whole_question:
        return _guess("asked", over + WHOLE_QUESTION, own_pause)
    if _FAREWELL.search(" ".join(words)):
        return Verdict(wait=SURE["farewell"], reason="farewell")
    if len(words) <= 4 and words[0] in _SHORT_ANSWERS and _was_asked(prospect):
        return Verdict(wait=SURE["answered"], reason="answered")
    kinds = {moves[heard.move].reply for heard in hearing.moves if heard.move in moves}
    if (len(words) < 3 and not hearing.moves) or (kinds and kinds <= {"social", "none"}):
        return _guess("fragment", min(over, HANGS), own_pause)  # a greeting: more is to come
    if hearing.moves and understood:
        return _guess("stated", over + UNDERSTOOD, own_pause)
    return _guess("unknown", over, own_pause)


def _guess(reason: Reason, odds: float, own_pause: float) -> Verdict:
    wait = _between(odds)
    if own_pause and wait > WAITS[-1][1]:
        least, most = HABITS
        wait *= min(most, max(least, own_pause / HABIT))
    hedged = reason in ("asked", "stated", "unknown") and BRIDGED[0] <= wait <= BRIDGED[1]
    return Verdict(wait=round(wait, 3), reason=reason, opener=OPENER if hedged else None)


def _between(odds: float) -> float:
    """The wait for these odds, by straight lines between the points."""
    if odds <= WAITS[0][0]:
        return WAITS[0][1]
    for (low, long), (high, short) in itertools.pairwise(WAITS):
        if odds <= high:
            return long + (short - long) * (odds - low) / (high - low)
    return WAITS[-1][1]


def _asks(words: list[str]) -> bool:
    """A question in the last words that has its verb and something to ask about."""
    joined = " ".join(words)
    if any(joined.endswith(tag) for tag in _TAGS):
        return True
    for start in range(max(0, len(words) - 16), len(words)):
        rest = words[start:]
        if rest[0] in ASKING and len(rest) >= 3 and _inverted(rest[1:6]):
            return True
        if len(rest) < 4 or rest[0] not in AUXILIARY:
            continue
        before = words[start - 1] if start else ""
        if not before or before in _LEADS_IN or (rest[1] in _PRONOUN and before not in _SUBJECT):
            return True
    return False


def _inverted(words: list[str]) -> bool:
    """After a question word: "is ...", "do you ...", "much time do you ..."."""
    if words[0] in AUXILIARY and len(words) > 1:
        return True
    return any(word in AUXILIARY and after in _SUBJECT for word, after in itertools.pairwise(words))


def _asks_by_hearing(text: str, hearing: Hearing, moves: Mapping[str, MoveDef]) -> bool:
    """A move that is a question was heard at the very end, and it opens like one."""
    for heard in hearing.moves:
        definition = moves.get(heard.move)
        if definition is None or definition.reply != "question":
            continue
        if heard.span.end < len(text.rstrip()) - 2:
            continue
        asked = text[heard.span.start : heard.span.end].lower().split()
        if len(asked) >= 3 and any(w in ASKING or w in AUXILIARY for w in asked[:4]):
            return True
    return False


def _hangs(words: list[str], question: bool) -> bool:
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if before in {"think", "hope", "guess"} and last == "so":
        return False
    if last in AUXILIARY and before in _SUBJECT and len(words) <= 4:
        return False  # "yes it is", "we do"
    if last == "you" and before in AUXILIARY:
        return True  # "how do you", "could you"
    if last not in _HANGING:
        return last in {"you", "it", "we", "they"} and before in {"do", "does", "did", "can"}
    asking = any(word in ASKING for word in words[:-2])
    return not (question and asking and last in _STRANDED)


def _was_asked(prospect: str) -> bool:
    line = prospect.strip()
    return line.endswith("?") or bool(_QUESTION_BACK.match(line.lower()))
