"""How long a turn may be, and how much of it counts."""

import re
from collections.abc import Sequence

from simulator.dialogue.index import Index, prepared
from simulator.dialogue.line import WORDS_A_SECOND
from simulator.dialogue.state import State
from simulator.scenario.model import Playable
from simulator.understanding.hearing import Word

_WORD = re.compile(r"\S+")


def limit(index: Index, state: State) -> float | None:
    """Seconds the trainee may talk in one turn here; None: as long as she likes."""
    beat = index.stages[state.beat].beat
    if beat.mode == "voicemail":
        return index.level.talk_time if index.level.talk_time is not None else beat.talk_time
    if beat.mode == "word_for_word":
        return beat.talk_time
    return index.playable.personas[state.person].wears_thin.talk_longer_than


def counted(
    playable: Playable, state: State, text: str, seconds: float = 0.0, words: Sequence[Word] = ()
) -> int:
    """How many characters of a reply are heard before the person (or the beep) cuts in.

    ``seconds`` is how long the reply took when it was spoken; 0 stands for
    typing, which counts 2.5 words a second. ``words`` with their times make a
    spoken cut exact. The whole length when nobody cuts in.
    """
    return counted_by(prepared(playable, state.level), state, text, seconds, words)


def counted_by(index: Index, state: State, text: str, seconds: float, words: Sequence[Word]) -> int:
    """``counted`` for a scenario that is prepared already."""
    longest = limit(index, state)
    found = list(_WORD.finditer(text))
    if not found:
        return len(text)
    allowed = len(found)
    if words and len(words) == len(found):
        pause = index.stages[state.beat].beat.silence_ends_it
        allowed = 0
        first = words[0].start
        for number, word in enumerate(words):
            gap = word.start - words[number - 1].end if number else 0.0
            if pause is not None and gap > pause:
                break
            if longest is not None and word.end - first > longest:
                break
            allowed = number + 1
    elif longest is not None:
        rate = len(found) / seconds if seconds > 0 else WORDS_A_SECOND
        allowed = min(allowed, int(longest * rate + 1e-9))
    if allowed >= len(found):
        return len(text)
    return found[allowed - 1].end() if allowed else 0


def talked(
    index: Index, state: State, text: str, seconds: float, *, count: int, cut: bool
) -> float:
    """Seconds the turn takes on the call's clock: to its end, or to the cut.

    ``seconds`` is how long it was spoken, 0 for typing.
    """
    number = len(text.split())
    whole = seconds if seconds > 0 else number / WORDS_A_SECOND
    if cut:
        whole *= len(text[:count].split()) / number
        longest = limit(index, state)
        whole = min(whole, longest) if longest is not None else whole
    return round(whole, 2)
