"""Which words of a scenario the recogniser can never write, and what to do about it."""

import re

from simulator.scenario.model import Playable, Product
from simulator.speech.vosk_ears import Vocabulary
from simulator.understanding.hearing import Word

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


def missing(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those of ``words`` (any spelling, phrases allowed) that hold an unknown word."""
    return tuple(w for w in words if not all(vocabulary.knows(part) for part in split(w)))


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


def restored(
    text: str, words: tuple[Word, ...], product: Product | None
) -> tuple[str, tuple[Word, ...]]:
    """Names in place of what the recogniser writes for them (``sounds_like`` of the card).

    ``words`` are those of the text, or none; the words of a name become one, as
    long as all of them and as sure as the least sure.
    """
    if product is None or not product.sounds_like:
        return text, words
    spellings = sorted(
        ((split(heard), name) for name, row in product.sounds_like.items() for heard in row),
        key=lambda pair: -len(pair[0]),
    )
    row = text.split()
    aligned = [word.text for word in words] == row
    found: list[str] = []
    kept: list[Word] = []
    place = 0
    while place < len(row):
        match = next(
            (
                pair
                for pair in spellings
                if pair[0] and row[place : place + len(pair[0])] == pair[0]
            ),
            None,
        )
        count = len(match[0]) if match else 1
        found.append(match[1] if match else row[place])
        if aligned:
            part = words[place : place + count]
            sure = min(word.confidence for word in part)
            kept.append(
                Word(text=found[-1], start=part[0].start, end=part[-1].end, confidence=sure)
            )
        place += count
    return " ".join(found), tuple(kept) if aligned else words


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
