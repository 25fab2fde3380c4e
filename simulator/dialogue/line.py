"""Lines: which variant is said, with what in its placeholders, and how long it takes."""

import re
from collections.abc import Sequence

from simulator.dialogue.condition import draw
from simulator.dialogue.state import State
from simulator.scenario.model import Playable

WORDS_A_SECOND = 2.5
"""How fast words count as spoken where nobody has timed them."""
_PLACEHOLDER = re.compile(r"<([A-Za-z][\w-]*)>")


def variant_of(allowed: Sequence[int], used: Sequence[int], seed: int, key: str) -> int:
    """The variant to say: all once before any again, never one twice running.

    ``allowed`` holds the variants that can be said (their placeholders are
    known), ``used`` those said at this place before, in order. The choice is a
    hash of seed, place and count, so that no other place has a say in it.
    """
    if len(allowed) == 1:
        return allowed[0]
    least = min(used.count(n) for n in allowed)
    last = used[-1] if used else -1
    fresh = [n for n in allowed if n != last and used.count(n) == least]
    if not fresh:  # only the last one is due, so any other
        fresh = [n for n in allowed if n != last]
    return fresh[draw(seed, key, len(used)) % len(fresh)]


def fills(playable: Playable, state: State) -> dict[str, str]:
    """What stands behind each placeholder just now; an empty one is left out."""
    scenario = playable.scenario
    persona = playable.personas[state.person]
    known = {
        "you": scenario.you.name,
        "our_company": scenario.you.company,
        "prospect": persona.persona,
        **scenario.values,
        **state.knows,
    }
    return {name: value for name, value in known.items() if value}


def filled(text: str, known: dict[str, str]) -> str:
    """The line with its placeholders filled; an unknown one vanishes with its space."""
    if "<" not in text:
        return text
    line = _PLACEHOLDER.sub(lambda found: known.get(found.group(1), ""), text)
    return re.sub(r"\s+([,.?!;:])", r"\1", " ".join(line.split()))


def complete(text: str, known: dict[str, str]) -> bool:
    """Whether every placeholder of the line can be filled."""
    return "<" not in text or all(name in known for name in _PLACEHOLDER.findall(text))


def seconds_of(text: str, words_a_second: float = WORDS_A_SECOND) -> float:
    """How long the words take to say."""
    return round(len(text.split()) / words_a_second, 2)
