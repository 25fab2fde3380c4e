"""Scoring that does not add up, or asks for what this call cannot give."""

from collections.abc import Iterator
from typing import cast

from simulator.scenario import references
from simulator.scenario.documents import Bundle, Document
from simulator.scenario.lints.graph import Ways, ways_of
from simulator.scenario.model import Criterion, Persona, Rubric, Scenario
from simulator.scenario.outline import doubt, rubric_of, scenario_of
from simulator.scenario.problems import Path, Place, Problem

LEAST_CRITERIA = 3
"""A pillar with fewer criteria must have one over half of its points or two at half."""


def weights(document: Document) -> Iterator[Problem]:
    """W505 in a rubric file or a scenario's own scoring."""
    if isinstance(document.value, Rubric):
        yield from _weights(document.value, document, ())
    elif isinstance(document.value, Scenario) and document.value.scoring is not None:
        yield from _weights(document.value.scoring, document, ("scoring",))


def _weights(rubric: Rubric, document: Document, path: Path) -> Iterator[Problem]:
    places = document.places
    total = sum(pillar.weight for pillar in rubric.pillars.values())
    if total != 100:
        furthest = max if total > 100 else min
        worst = furthest(rubric.pillars, key=lambda name: rubric.pillars[name].weight, default=None)
        place = places.value((*path, "pillars", *((worst, "weight") if worst else ())))
        message = f"the pillars' weights add up to {total}, not 100."
        yield doubt("W505", document, place, message, "Change them so that they add up to 100.")
    for name, pillar in rubric.pillars.items():
        where: Path = (*path, "pillars", name, "criteria")
        credits = [one for one in pillar.criteria if one.points > 0]
        whole = sum(one.points * one.times for one in credits)
        for number, one in enumerate(pillar.criteria):
            place = places.value((*where, number, "points"))
            if one.penalty is not None and one.points > 0:
                message = f"the penalty '{one.name}' gives {one.points} points."
                yield doubt("W505", document, place, message, f"Write {-one.points}.")
            elif one.penalty is None and one.points <= 0:
                message = f"'{one.name}' is no penalty and gives {one.points} points."
                yield doubt("W505", document, place, message, "Write a number above 0.")
            elif one.points < 0 and -one.points * one.at_most > whole > 0:
                message = f"'{one.name}' can cost more than all that {name} can earn ({whole})."
                yield doubt("W505", document, place, message, "Lower it, or its 'at_most'.")
            elif len(credits) >= LEAST_CRITERIA and one.points * one.times * 2 > whole:
                message = (
                    f"'{one.name}' is {one.points * one.times} of the {whole} points of {name}."
                )
                yield doubt("W505", document, place, message, "Keep each below half of its pillar.")
        if not credits:
            place = places.key((*path, "pillars", name))
            message = f"nothing in {name} earns points."
            yield doubt("W505", document, place, message, "Give it a criterion with points.")


def unearnable(bundle: Bundle) -> Iterator[Problem]:
    """W504: criteria that name what this scenario never gives."""
    found = rubric_of(bundle)
    if found is None:
        return
    rubric, document, path = found
    own = document is bundle.scenario
    ways = ways_of(bundle)
    told = references.told_in(scenario_of(bundle))
    for persona in bundle.people.values():
        told |= references.told_in(cast(Persona, persona.value))
    for name, pillar in rubric.pillars.items():
        for number, one in enumerate(pillar.criteria):
            reason = _reason(one, bundle, ways, told)
            if not reason:
                continue
            place: Place = bundle.scenario.places.value(("rubric",))
            if own:
                place = document.places.value((*path, "pillars", name, "criteria", number, "name"))
            message = f"'{one.name}' can't be earned here: {reason}."
            hint = "Drop the criterion for this call with a rubric 'based_on' this one."
            yield doubt("W504", bundle.scenario, place, message, hint)


def _reason(one: Criterion, bundle: Bundle, ways: Ways, told: set[str]) -> str:
    scenario = ways.scenario
    reached = ways.reached()
    if one.settled and one.settled not in bundle.objections:
        return f"no objection '{one.settled}' is in use"
    if one.settled and one.settled not in ways.raises:
        return f"nothing raises '{one.settled}'"
    if one.reached and one.reached not in scenario.beats:
        return f"there is no beat '{one.reached}'"
    if one.reached and one.reached not in reached:
        return f"no way leads to '{one.reached}'"
    if one.told and one.told not in told:
        return f"nothing tells '{one.told}'"
    missing = [beat for beat in one.in_ if beat not in reached]
    if one.in_ and len(missing) == len(one.in_):
        return f"no way leads to {' or '.join(missing)}"
    if one.credit is not None and one.points > 0:
        return _unheard(one, bundle)
    return ""


def _unheard(one: Criterion, bundle: Bundle) -> str:
    """Why no row of moves of a credit can be heard."""
    assert one.credit is not None
    reasons: list[str] = []
    for row in one.credit.anyof:
        reason = next((text for move in row if (text := _silent(move, bundle))), "")
        if not reason:
            return ""
        reasons.append(reason)
    return reasons[0]


def _silent(move: str, bundle: Bundle) -> str:
    """Why a move can't be heard in this call."""
    definition = bundle.moves.get(move)
    if definition is None or bundle.product is not None:
        return ""
    needed = {"<edge>", "<proof>", "<rival>", "<worth>"}
    for group in definition.must_mention:
        if group and set(group) <= needed:
            return f"'{move}' needs {group[0]} of a product, and this call names none"
    return ""
