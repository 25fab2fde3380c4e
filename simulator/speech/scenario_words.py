"""Which words of a scenario the recogniser can never write, and what to do about it."""

import re

from simulator.scenario.model import Playable
from simulator.speech.vosk_ears import Vocabulary

_ENDINGS = frozenset(("ing", "ed", "er", "ers", "ly", "es"))
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def unknown(playable: Playable, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names and terms a trainee has to say that aren't in the vocabulary, sorted.

    Names of people and firms, the product's words to mention, rivals, and
    ``must_mention`` of moves. Words the product card spells as heard
    (``sounds_like``) are left out.
    """
    mended = {
        word
        for term in (playable.product.sounds_like if playable.product else ())
        for word in split(term)
    }
    asked = {word for text in _texts(playable) for word in split(text)}
    return tuple(sorted(w for w in asked - mended if not vocabulary.knows(w)))


def heard_as(word: str, vocabulary: Vocabulary) -> str:
    """A spelling the recogniser can write: the word split in two known ones, or "".

    The split whose shorter half is longest wins: "hubspot" gives "hub spot".
    """
    splits = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
    good = [
        pair
        for pair in splits
        if pair[1] not in _ENDINGS and all(vocabulary.knows(half) for half in pair)
    ]
    if not good:
        return ""
    return " ".join(max(good, key=lambda pair: min(map(len, pair))))


def split(text: str) -> list[str]:
    """The words of a text as the recogniser would have to write them."""
    return _WORD.findall(text.lower().replace("’", "'"))


def _texts(playable: Playable) -> list[str]:
    texts = [playable.scenario.you.name, playable.scenario.you.company]
    for persona in playable.personas.values():
        texts += [persona.persona, persona.company]
    product = playable.product
    if product:
        texts.append(product.product)
        for worth in (*product.worth.values(), *product.proof.values()):
            texts += worth.mention
        for rival in product.rivals.values():
            texts += [rival.name, *rival.called]
    for move in playable.moves.values():
        texts += [term for group in move.must_mention for term in group]
    return texts
