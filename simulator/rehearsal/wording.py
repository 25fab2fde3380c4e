"""Trainees in words: phrasings the hearing has not been given, said imperfectly."""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from random import Random

import msgspec
from msgspec.structs import replace

from simulator import dialogue
from simulator.dialogue.events import Input, Said
from simulator.dialogue.state import State
from simulator.rehearsal.mouthing import PADDING, taking_up
from simulator.rehearsal.plan import FACTS, Plan, spoken
from simulator.rehearsal.trainees import Wish, put_silence
from simulator.understanding.aloud import TYPED, Speech, listening
from simulator.understanding.hearing import Context, Hearing

SLIPS = 0.03
"""Share of the small words that are dropped, as a recogniser drops them."""
_SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "to",
        "so",
        "just",
        "that",
        "is",
        "it's",
        "i'm",
        "we're",
        "you're",
        "and",
        "for",
        "at",
        "on",
        "in",
    )
)
_PLACEHOLDER = re.compile(r"<([\w-]+)>")


Aloud = Callable[[str, float], tuple[str, Speech]]
"""From a text and a draw from 0 to 1 to the text recognised and how it was spoken."""


@cache
def held_out() -> dict[str, tuple[str, ...]]:
    """Phrasings of each built-in move that no part of the hearing was made from."""
    text = files("simulator.rehearsal").joinpath("held_out.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, tuple[str, ...]])


def in_words(
    plan: Plan,
    state: State,
    wish: Wish,
    dice: Random,
    hear: Callable[[str, Context], Hearing],
    aloud: Aloud | None = None,
) -> Input:
    """What the trainee says and what is heard of it; ``aloud`` is what speech makes of it."""
    if wish.silent:
        return put_silence(plan, state)
    playable = plan.index.playable
    context = dialogue.context(playable, state)
    sentences = []
    moves = dict(context.moves)
    for move in wish.moves:
        sentence = taking_up(state) if move in ("reflect", "summarise_needs") else ""
        if not sentence:
            known = held_out().get(move)
            if known:
                sentence = known[int(dice.random() * len(known))]
            else:
                own = playable.moves[move].sounds_like
                if not own:
                    continue
                sentence = own[int(dice.random() * len(own))]
                others = tuple(text for text in own if text != sentence)
                moves[move] = replace(playable.moves[move], sounds_like=others)
        sentences.append(_said(_filled(plan, state, sentence), dice))
    if wish.long:
        sentences.append(PADDING * 4)
    text = " ".join(sentences)
    speech = TYPED
    if aloud is not None and text:
        text, speech = aloud(text, dice.random())
    count = dialogue.counted(playable, state, text, speech.seconds, speech.words)
    context = listening(replace(context, moves=moves), speech, whole=count == len(text))
    hearing = hear(text[:count], context)
    return Said(hearing=replace(hearing, text=text), words=speech.words)


def _filled(plan: Plan, state: State, text: str) -> str:
    playable = plan.index.playable
    product = playable.product
    known = {
        **FACTS,
        "you": playable.scenario.you.name,
        "our_company": playable.scenario.you.company,
        "prospect": playable.personas[state.person].persona.split()[0],
        "other": next(
            (one.persona for alias, one in playable.personas.items() if alias != state.person),
            "the person in charge",
        ),
    }
    if product is not None:
        known["worth"] = next((one.say for one in product.worth.values()), "saves hours a week")
        known["proof"] = next((one.say for one in product.proof.values()), "")
        rival = next(iter(product.rivals.values()), None)
        if rival is not None:
            known["rival"] = rival.name
            known["edge"] = next((one.say for one in rival.edge.values()), "")
    text = _PLACEHOLDER.sub(lambda found: known.get(found.group(1), "it"), text)
    return spoken(text, plan.index)


def _said(text: str, dice: Random) -> str:
    """The sentence with a small word dropped here and there, ending in a mark."""
    words = [word for word in text.split() if word.lower() not in _SMALL or dice.random() >= SLIPS]
    text = " ".join(words)
    return text if text[-1:] in ".?!" else text + "."
