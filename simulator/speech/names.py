"""Names and terms put back where the recogniser wrote other words for them.

It writes the known words nearest in sound: "donna" for Dana, "a pill haulage" for
Pell Haulage, "mister point minutes" for missed appointments. A product card can
list such spellings (``sounds_like``); the names of people, firms and proofs are
also found by their sound alone, where the word written is not one of the
scenario's own and stands where a name can stand.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from simulator.scenario.model import Playable, Product
from simulator.speech.scenario_words import split
from simulator.understanding import misheard
from simulator.understanding.hearing import Word
from simulator.understanding.sounding import alike, key

SOUNDS = 8
"""Consonants that a term needs to be known by the sound of all its words together."""
LEAST = 4
"""Letters a word needs to be known by its sound."""
_CUES_WORDS = """
    hi hello hey morning afternoon evening thanks thank you okay ok right great good well cheers
    sorry goodbye bye yes no please perfect lovely brilliant sure fair understand to with for from
    is ask tell reach mr mrs ms miss doctor
"""
_CUES = frozenset(_CUES_WORDS.split())
"""Words after which somebody may be addressed or named: "thank you column" is Callum."""
_NAME = re.compile(r"\b[A-Z][\w'’]+(?: [A-Z][\w'’]+)*")


class Names:
    """The names of one scenario."""

    def __init__(self, playable: Playable) -> None:
        self._spellings = _spellings(playable.product)
        self._terms = _terms(playable.product)
        names = {tuple(split(name)) for name in _named(playable)}
        self._firms = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
        single = {name[0] for name in names if len(name) == 1}
        people = {split(one.persona)[0] for one in playable.personas.values() if one.persona}
        self._people = sorted(name for name in people if len(name) >= LEAST)
        self._others = sorted(name for name in single - people if len(name) >= LEAST)
        self._ordinary = _ordinary(playable) | {part for name in names for part in name}

    def restored(self, text: str, words: tuple[Word, ...] = ()) -> tuple[str, tuple[Word, ...]]:
        """The text with its names and hours. ``words`` are those of the text, or none.

        The words of a name on the card become one, as long as all of them and as
        sure as the least sure.
        """
        aligned = [word.text for word in words] == text.split()
        row = misheard.hours(text).split()
        found: list[str] = []
        kept: list[Word] = []
        place = 0
        while place < len(row):
            count, names = self._at(row, place)
            part = words[place : place + count] if aligned else ()
            found += names
            if part and len(names) == count:
                kept += [_renamed((word,), name) for word, name in zip(part, names, strict=True)]
            elif part:
                kept.append(_renamed(part, " ".join(names)))
            place += count
        return " ".join(found), tuple(kept) if aligned else words

    def _at(self, row: list[str], place: int) -> tuple[int, list[str]]:
        """How many words stand for what, from here on."""
        for heard, name in self._spellings:
            if row[place : place + len(heard)] == heard:
                return len(heard), [name]
        for sounds, term in self._terms:
            for count in range(max(1, len(term) - 1), len(term) + 3):
                window = row[place : place + count]
                if len(window) == count and _sounds_as(window, term, sounds):
                    return count, term
        for firm in self._firms:
            if self._means(row[place : place + len(firm)], firm):
                return len(firm), list(firm)
        word = row[place]
        if self._strange(word):
            addressed = place > 0 and row[place - 1] in _CUES
            for name in (*self._others, *(self._people if addressed else ())):
                if alike(word, name):
                    return 1, [name]
        return 1, [word]

    def _means(self, row: list[str], firm: tuple[str, ...]) -> bool:
        """One word of a longer name is as it should be, the others sound like theirs."""
        pairs = list(zip(row, firm, strict=False))
        same = [one == other for one, other in pairs]
        if len(pairs) < len(firm) or all(same):
            return False
        if not any(
            fits and len(name) >= LEAST for fits, (_, name) in zip(same, pairs, strict=True)
        ):
            return False
        return all(
            one == other or (self._strange(one) and key(one) == key(other)) for one, other in pairs
        )

    def _strange(self, word: str) -> bool:
        return len(word) >= LEAST and word not in self._ordinary


def _sounds_as(row: list[str], term: list[str], sounds: str) -> bool:
    """Whether words run together sound like a term, but for one sound in it.

    Not those that hold the term as it should be, or its singular.
    """
    said, meant = " ".join(row), " ".join(term)
    if said.startswith(meant) or meant.startswith(said):
        return False
    run = _run_together(row)
    return run[:1] == sounds[:1] and Levenshtein.distance(run, sounds, score_cutoff=1) <= 1


def _run_together(row: list[str]) -> str:
    return "".join(key(word).lstrip("a") for word in row)


def _terms(product: Product | None) -> list[tuple[str, list[str]]]:
    """What the card mentions in several words, with its sounds; long enough to be told apart."""
    if product is None:
        return []
    things = [*product.worth.values(), *product.proof.values()]
    things += [edge for rival in product.rivals.values() for edge in rival.edge.values()]
    rows = dict.fromkeys(tuple(split(term)) for thing in things for term in thing.mention)
    pairs = ((_run_together(list(row)), list(row)) for row in rows if len(row) > 1)
    return sorted(
        (pair for pair in pairs if len(pair[0]) >= SOUNDS), key=lambda pair: -len(pair[0])
    )


def _renamed(part: tuple[Word, ...], name: str) -> Word:
    return Word(
        text=name,
        start=part[0].start,
        end=part[-1].end,
        confidence=min(word.confidence for word in part),
    )


def _spellings(product: Product | None) -> list[tuple[list[str], str]]:
    """The card's spellings, the longest first."""
    rows = product.sounds_like if product is not None else {}
    pairs = ((split(heard), name) for name, row in rows.items() for heard in row)
    return sorted((pair for pair in pairs if pair[0]), key=lambda pair: -len(pair[0]))


def _named(playable: Playable) -> Iterator[str]:
    """Names as their authors write them: of people, of firms, and in proofs."""
    yield playable.scenario.you.company
    for persona in playable.personas.values():
        yield from (persona.persona, persona.company)
    if playable.product is not None:
        yield playable.product.product
        for proof in playable.product.proof.values():
            yield from (name for name in _NAME.findall(proof.say) if " " in name)
        for rival in playable.product.rivals.values():
            yield rival.name


def _ordinary(playable: Playable) -> frozenset[str]:
    """Words in small letters wherever the scenario's people speak, or moves are worded."""
    texts = [text for move in playable.moves.values() for text in move.sounds_like]
    for beat in playable.scenario.beats.values():
        texts += [text for reaction in beat.reactions for text in reaction.says]
    for person in playable.scenario.people.values():
        texts += [text for rows in person.answers.values() for row in rows for text in row.says]
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z']+\b", text))
