"""From a trainee's wish to an input: at move speed heard with a chance, in words by the hearing."""

from random import Random

from msgspec import Struct

from simulator.dialogue.events import Input, Said
from simulator.dialogue.state import State
from simulator.rehearsal.plan import FACTS, Plan
from simulator.rehearsal.trainees import Wish, put_silence
from simulator.understanding.hearing import Fact, Heard, Hearing, Span

MISTAKEN = 0.3
"""Share of the moves not heard that are taken for another one of the same pillar."""
PADDING = (
    "and let me just add to that because there is so much to say about what we do and how we do it "
    "and how we got here over the years and where we are going next with all of it "
)
DAYS = {"offer_times": ("day", "time"), "leave_callback": ("phone",), "confirm_next_step": ("day",)}
"""Facts that come with a move even where its definition does not ask for them."""


class Speech(Struct, frozen=True):
    """What a trainee says: the text, and where in it each move stands."""

    text: str
    moves: tuple[tuple[str, Span], ...]
    facts: tuple[Fact, ...] = ()


def speech(plan: Plan, state: State, wish: Wish, dice: Random) -> Speech:
    """Words for a wish, from the phrasings the pack gives its moves."""
    parts: list[str] = []
    moves: list[tuple[str, Span]] = []
    facts: list[Fact] = []
    at = 0
    for move in wish.moves:
        phrases = plan.phrases.get(move)
        if phrases is None:
            continue
        phrase = taking_up(state) if move in _GIVES_BACK else ""
        if not phrase:
            phrase = phrases[int(dice.random() * len(phrases))]
        if phrase[-1] not in ".?!":
            phrase += "."
        span = Span(at, at + len(phrase))
        moves.append((move, span))
        for kind in plan.needs.get(move) or DAYS.get(move, ()):
            value = FACTS.get(kind)
            if value is not None:
                facts.append(Fact(kind=kind, value=value, span=span))
        parts.append(phrase)
        at += len(phrase) + 1
    if wish.long:
        parts.append(PADDING * 4)
    return Speech(" ".join(parts), tuple(moves), tuple(facts))


_GIVES_BACK = frozenset({"reflect", "summarise_needs", "tie_to_need"})


def taking_up(state: State) -> str:
    """A sentence that gives back what the person last said, in part."""
    if not state.lines:
        return ""
    words = [word.strip(".,?!;:") for word in state.lines[-1].split()]
    content = [word for word in words if len(word) > 3][:6]
    return f"So if I heard you right it is about {' and '.join(content)} for you" if content else ""


def heard(plan: Plan, state: State, wish: Wish, dice: Random, chance: float) -> Input:
    """The input at move speed: each move heard with a chance, else lost or mistaken."""
    if wish.silent:
        return put_silence(plan, state)
    said = speech(plan, state, wish, dice)
    found: list[Heard] = []
    taken: set[str] = set()
    for move, span in said.moves:
        name = move
        if chance < 1 and dice.random() >= chance:
            if dice.random() >= MISTAKEN:
                continue
            name = _neighbour(plan, move, dice)
        if name not in taken:
            taken.add(name)
            found.append(Heard(move=name, confidence=0.9, span=span))
    facts = tuple(fact for fact in said.facts if any(one.span == fact.span for one in found))
    return Said(hearing=Hearing(text=said.text, moves=tuple(found), facts=facts))


def _neighbour(plan: Plan, move: str, dice: Random) -> str:
    """Another good move of the same pillar."""
    moves = plan.index.playable.moves
    pillar = moves[move].pillar
    near = [other for other in plan.good if moves[other].pillar == pillar and other != move]
    return near[int(dice.random() * len(near))] if near else move
