"""What a person says where no reaction answers: off topic, not followed, once more.

Not being understood never costs points, only patience.
"""

import re

from simulator.dialogue.events import Place
from simulator.dialogue.index import REPLY
from simulator.dialogue.state import State
from simulator.dialogue.talk import Breath
from simulator.scenario.values import MoodChange
from simulator.understanding.hearing import Heard, Hearing

NOT_FOLLOWED_COSTS = (MoodChange(), MoodChange(patience=-3), MoodChange(patience=-6))
"""For the first, second and every later turn in a row that is not followed."""
BREAKING_UP_AT_MOST = 2
"""Noises in a call that are met without penalty."""
QUESTIONS = frozenset({"ask_open_question", "ask_closed_question"})
"""Moves that say that something was asked, and not what."""
AMBIGUOUS = 0.08
"""Confidences this close on the same words can't be told apart."""
_WORD_OF_ASSENT = re.compile(
    r"(?:oh |um |er |well )?(?:yes|yeah|yep|no|nope|ok|okay|sure|right|fine|great|alright|all right"
    r"|of course|i see|certainly|please|yes please|no thanks|mm+|mhm|uh huh)[\s.,!?]*",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?:(?:sorry|pardon|excuse me|um|er|oh)[\s,.?!]*)*"
    r"(?:what was that|come again|pardon(?: me)?|say (?:that|it) again|say again"
    r"|(?:(?:can|could|would) you )?(?:please )?(?:repeat|say) (?:that|it)(?: again)?"
    r"|i (?:did not|didn't) (?:quite )?(?:catch|hear|get) (?:that|you)"
    r"|what did you say)(?:[\s,]*(?:please|again|for me|sorry))*[\s.,!?]*",
    re.IGNORECASE,
)


def wants_it_again(state: State, hearing: Hearing) -> bool:
    """Whether all that was said is a plea to repeat the last line."""
    text = hearing.text.strip().replace("’", "'")
    return bool(state.lines) and _AGAIN.fullmatch(text) is not None


def off_topic(b: Breath, moves: tuple[Heard, ...]) -> None:
    """Understood, but nothing here answers it."""
    if b.answer(b.choose(events=("anything_else",))):
        return
    strength = b.index.strength
    if any(strength.get(one.move, 2) >= 2 for one in moves):
        b.say_stock("off_topic")
    elif moves[-1].move == "say_goodbye":
        b.leave("left")
    else:
        b.say_stock("go_on")


def not_understood(b: Breath, hearing: Hearing) -> None:
    """No move: noise, a move only perhaps heard, or words that say nothing here."""
    if hearing.noise and b.state.noises < BREAKING_UP_AT_MOST:
        b.say_stock("breaking_up")
        return
    if _asks_which(b, _likely(b, hearing)) or answered_perhaps(b, hearing):
        return
    if _WORD_OF_ASSENT.fullmatch(hearing.text.strip()):
        b.say_stock("go_on")
        return
    times = b.state.not_followed
    b.feel(NOT_FOLLOWED_COSTS[min(times, len(NOT_FOLLOWED_COSTS) - 1)], "not followed")
    if not b.answer(b.choose(events=("not_understood",))):
        b.say_stock("not_followed", variant=times)
    if times == 2:
        b.hint(asked=False)


def answered_perhaps(b: Breath, hearing: Hearing) -> bool:
    """The likeliest move only perhaps heard that has a reaction here is answered."""
    return any(b.answer(b.choose((one,)), alone=True) for one in _likely(b, hearing))


def asked_perhaps(b: Breath, moves: tuple[Heard, ...], hearing: Hearing) -> tuple[Heard, ...]:
    """The question that was surely asked, where only perhaps it is known which.

    Nothing where a particular question was heard, or a question of any kind has
    an answer here.
    """
    asked = [one for one in moves if b.index.strength.get(one.move) == REPLY["question"]]
    if not asked or any(one.move not in QUESTIONS for one in asked):
        return ()
    if b.choose(asked).winner is not None:
        return ()
    strength = b.index.strength
    return tuple(one for one in _likely(b, hearing) if strength.get(one.move) == REPLY["question"])[
        :1
    ]


def _likely(b: Breath, hearing: Hearing) -> list[Heard]:
    """Moves only perhaps heard, the likeliest first. On a doubt nobody is accused."""
    moves = b.index.playable.moves
    fair = (one for one in hearing.maybe if one.move not in moves or moves[one.move].sign != "bad")
    return sorted(fair, key=lambda one: -one.confidence)


def _asks_which(b: Breath, perhaps: list[Heard]) -> bool:
    """Two moves equally likely on the same words, answered differently: asks, once a call."""
    if len(perhaps) < 2:
        return False
    first, second = perhaps[:2]
    place = Place(part="stock", owner=b.state.person, name="clarify")
    if (
        first.confidence - second.confidence > AMBIGUOUS
        or first.span != second.span
        or any(key.endswith("/clarify") for key in b.state.used)
    ):
        return False
    answers = [b.choose((one,)).winner for one in (first, second)]
    if None in answers or answers[0] == answers[1]:
        return False
    moves = b.index.playable.moves
    phrases = [moves[one.move].clarify for one in (first, second) if one.move in moves]
    if len(phrases) < 2 or not all(phrases):
        return False
    b.say((f"Do you mean {phrases[0]}, or {phrases[1]}?",), place)
    return True
