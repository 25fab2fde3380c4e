"""W408: names and terms that a trainee must say and the recogniser can never write."""

import functools
import re
from collections.abc import Iterator
from typing import cast

from simulator.errors import RingcraftError
from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import Persona, Product
from simulator.scenario.outline import doubt
from simulator.scenario.problems import Path, Problem
from simulator.speech import scenario_words
from simulator.speech.vosk_ears import Vocabulary


@functools.cache
def vocabulary() -> Vocabulary | None:
    """The recogniser's words, loaded once; None where no recogniser is installed."""
    try:
        return Vocabulary()
    except RingcraftError:
        return None


def findings(bundle: Bundle) -> Iterator[Problem]:
    """Nothing where no recogniser is installed: typed calls know every word."""
    words = vocabulary()
    if words is None:
        return
    mended = _mended(bundle)
    seen: set[str] = set()
    for document, path, text in _named(bundle):
        for word in scenario_words.split(text):
            if word in mended or word in seen or words.knows(word):
                continue
            seen.add(word)
            likely = scenario_words.heard_as(word, words) or "how it is written when misheard"
            yield doubt(
                "W408",
                document,
                document.places.value(path),
                f"the speech recogniser can't write '{word}'.",
                f"On the product card, under sounds_like: {word}: [{likely}].",
                "note",
            )


def _mended(bundle: Bundle) -> frozenset[str]:
    if bundle.product is None:
        return frozenset()
    product = cast(Product, bundle.product.value)
    terms = product.sounds_like
    return frozenset(re.findall(r"[a-z']+", " ".join(terms).lower()))


def _named(bundle: Bundle) -> Iterator[tuple[Document, Path, str]]:
    """Texts that a trainee has to say: names of people, of the product, of rivals."""
    for document in bundle.people.values():
        persona = cast(Persona, document.value)
        yield document, ("persona",), persona.persona
    if bundle.product is not None:
        product = cast(Product, bundle.product.value)
        yield bundle.product, ("product",), product.product
        for name, rival in product.rivals.items():
            yield bundle.product, ("rivals", name), rival.name
        for part, things in (("worth", product.worth), ("proof", product.proof)):
            for name, thing in things.items():
                yield bundle.product, (part, name), " ".join(thing.mention)
