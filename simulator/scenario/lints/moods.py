"""E501: thresholds that no chain of gains or losses can reach.

A sound bound: start at the friendliest level, plus every gain the files hold.
A gain that can come again and again has no bound; a liked move counts in full
once and half once more (authoring rules, feelings about moves).
"""

from collections.abc import Iterator
from math import ceil
from typing import Literal

from simulator.scenario.documents import Bundle
from simulator.scenario.model import Conditions
from simulator.scenario.outline import (
    Spot,
    doubt,
    objection_of,
    persona_of,
    scenario_of,
    spots,
)
from simulator.scenario.problems import Path, Problem
from simulator.scenario.values import MoodChange

MoodName = Literal["trust", "patience", "interest"]
MOODS: tuple[MoodName, ...] = ("trust", "patience", "interest")
WARMED_TRUST = 2
"""Trust won by a move that warms an objection, once a turn while it is open."""


def out_of_reach(bundle: Bundle) -> Iterator[Problem]:
    """E501."""
    all_spots = spots(bundle)
    highest = {
        (alias, mood): _highest(bundle, all_spots, alias, mood)
        for alias in scenario_of(bundle).people
        for mood in MOODS
    }
    lowest = {
        (alias, mood): _lowest(bundle, all_spots, alias, mood)
        for alias in scenario_of(bundle).people
        for mood in MOODS
    }
    for spot in all_spots:
        people = [spot.person] if spot.person else list(scenario_of(bundle).people)
        if spot.reaction.if_ is None or not people:
            continue
        for path, block in _blocks((*spot.path, "if"), spot.reaction.if_):
            for mood in MOODS:
                wanted = getattr(block, mood)
                if wanted is None or wanted.low > 100 or wanted.high < 0:
                    continue  # W308 tells what no mood can be
                top = max(highest[alias, mood] for alias in people)
                bottom = min(lowest[alias, mood] for alias in people)
                if wanted.low > top or wanted.high < bottom:
                    reach = f"never above {top}" if wanted.low > top else f"never below {bottom}"
                    who = " or ".join(people)
                    yield doubt(
                        "E501",
                        spot.document,
                        spot.document.places.value((*path, mood)),
                        f"{mood} of {who} can never be '{wanted.text}': it is {reach}.",
                        "Lower the threshold, or add likes or mood changes that lead there.",
                        "error",
                    )


def _blocks(path: Path, block: Conditions) -> Iterator[tuple[Path, Conditions]]:
    yield path, block
    for number, inner in enumerate(block.any_):
        yield from _blocks((*path, "any", number), inner)


def _change(mood: MoodChange, name: MoodName) -> int:
    return int(getattr(mood, name))


def _moving(bundle: Bundle, all_spots: tuple[Spot, ...], alias: str) -> list[Spot]:
    """Reactions that can change this person's mood."""
    beats = scenario_of(bundle).beats
    return [
        spot
        for spot in all_spots
        if spot.person in ("", alias) and (not spot.beat or beats[spot.beat].with_ == alias)
    ]


def _starts(bundle: Bundle, alias: str, mood: MoodName) -> list[int]:
    persona = persona_of(bundle, alias)
    start = int(getattr(persona.mood, mood)) if persona is not None else 50
    changes = [_change(level.mood, mood) for level in scenario_of(bundle).levels.values()]
    return [max(0, min(100, start + change)) for change in (changes or [0])]


def _highest(bundle: Bundle, all_spots: tuple[Spot, ...], alias: str, mood: MoodName) -> int:
    top = max(_starts(bundle, alias, mood))
    persona = persona_of(bundle, alias)
    if persona is not None:
        if _change_of_thin(persona.wears_thin.each_turn, mood) > 0:
            return 100
        for feeling in (persona.likes, persona.dislikes):
            for change in feeling.values():
                gain = _change(change, mood)
                if gain > 0:
                    top += gain + ceil(gain / 2)
    for spot in _moving(bundle, all_spots, alias):
        gain = _change(spot.reaction.mood, mood)
        if gain > 0 and not spot.reaction.once and not spot.reaction.end:
            return 100
        top += max(0, gain)
    for document in bundle.objections.values():
        objection = objection_of(document)
        top += max(0, _change(objection.settled.mood, mood))
        top += max(0, _change(objection.lost.mood, mood))
        if mood == "trust":
            warmed = sum(level.turns for level in objection.levels if level.warmed_by)
            top += WARMED_TRUST * warmed
        if objection.again:
            return 100
    return max(0, min(100, top))


def _lowest(bundle: Bundle, all_spots: tuple[Spot, ...], alias: str, mood: MoodName) -> int:
    if mood != "interest":
        return 0  # cutting in, silence and not being understood wear these down without end
    bottom = min(_starts(bundle, alias, mood))
    persona = persona_of(bundle, alias)
    if persona is not None:
        for change in (*persona.dislikes.values(), *persona.likes.values()):
            if _change(change, mood) < 0:
                return 0
    for spot in _moving(bundle, all_spots, alias):
        loss = _change(spot.reaction.mood, mood)
        if loss < 0 and not spot.reaction.once and not spot.reaction.end:
            return 0
        bottom += min(0, loss)
    for document in bundle.objections.values():
        objection = objection_of(document)
        bottom += min(0, _change(objection.settled.mood, mood))
        bottom += min(0, _change(objection.lost.mood, mood))
        if objection.again:
            return 0
    return max(0, min(100, bottom))


def _change_of_thin(each_turn: int, mood: MoodName) -> int:
    return each_turn if mood == "patience" else 0
