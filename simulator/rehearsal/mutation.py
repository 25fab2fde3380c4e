"""Does a test notice when its scenario changes? Drops what it ran through and runs it again."""

from msgspec.structs import replace

from simulator.call import Hear
from simulator.dialogue.events import Place, ReactionChosen
from simulator.rehearsal.embedded import Outcome, run
from simulator.scenario.model import Playable, Reaction, Test


def unnoticed(playable: Playable, hear: Hear, test: Test, outcome: Outcome) -> tuple[Place, ...]:
    """Places whose reaction can be dropped without the test failing.

    Looks at each reaction and answer that spoke in ``outcome``, the test's run
    on the scenario as it is. A test that can lose all of them proves nothing.
    """
    places = dict.fromkeys(
        (event.place.part, event.place.owner, event.place.name)
        for event in outcome.log
        if isinstance(event, ReactionChosen)
    )
    found = []
    for part, owner, name in places:
        place = Place(part=part, owner=owner, name=name)
        if run(without(playable, place), hear, test).passed:
            found.append(place)
    return tuple(found)


def proves_nothing(playable: Playable, hear: Hear, test: Test, outcome: Outcome) -> bool:
    """Whether the test passes whichever of the reactions it ran through is dropped."""
    places = {
        (event.place.part, event.place.owner, event.place.name)
        for event in outcome.log
        if isinstance(event, ReactionChosen)
    }
    return bool(places) and len(unnoticed(playable, hear, test, outcome)) == len(places)


def without(playable: Playable, place: Place) -> Playable:
    """The scenario with the reaction or answer at a place taken out."""
    scenario = playable.scenario
    match place.part:
        case "beat":
            beat = scenario.beats[place.owner]
            kept = replace(beat, reactions=_drop(beat.reactions, place.name))
            scenario = replace(scenario, beats={**scenario.beats, place.owner: kept})
        case "anytime":
            scenario = replace(scenario, anytime=_drop(scenario.anytime, place.name))
        case "persona":
            persona = playable.personas[place.owner]
            quiet = replace(persona, anytime=_drop(persona.anytime, place.name))
            return replace(playable, personas={**playable.personas, place.owner: quiet})
        case "answers":
            person = scenario.people[place.owner]
            move, _, number = place.name.partition("/")
            rows = list(person.answers[move])
            rows.pop(int(number or "1") - 1)
            answers = {**person.answers, move: tuple(rows)}
            people = {**scenario.people, place.owner: replace(person, answers=answers)}
            scenario = replace(scenario, people=people)
    return replace(playable, scenario=scenario)


def _drop(reactions: tuple[Reaction, ...], name: str) -> tuple[Reaction, ...]:
    return tuple(one for one in reactions if one.name != name)
