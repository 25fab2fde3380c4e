"""No point is lost without advice, and the advised line is heard as what it advises."""

import pytest

from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.scenario.model import Playable, Reaction
from tests.content.coaching import advices, heard_in
from tests.content.test_library import CALLS


@pytest.mark.parametrize("call", CALLS)
def test_every_criterion_and_every_mistake_is_coached(call: str) -> None:
    playable = load(call)
    silent = [
        criterion.name
        for pillar in playable.rubric.pillars.values()
        for criterion in pillar.criteria
        if criterion.coach is None
    ]
    silent += [name for name, one in playable.objections.items() if one.coach is None]
    silent += [
        f"{name}.{reaction.name}"
        for name, reactions in _all_reactions(playable)
        for reaction in reactions
        if reaction.coach is None
        and all(
            move in playable.moves and playable.moves[move].sign == "bad"
            for row in reaction.when.anyof
            for move in row
        )
    ]
    assert silent == []


def _all_reactions(playable: Playable) -> list[tuple[str, tuple[Reaction, ...]]]:
    rows = [(name, beat.reactions) for name, beat in playable.scenario.beats.items()]
    rows += [(alias, persona.anytime) for alias, persona in playable.personas.items()]
    return rows


@pytest.mark.parametrize("call", CALLS)
def test_each_stronger_line_is_heard_as_the_move_it_advises(call: str) -> None:
    playable = load(call)
    hear = load_hearing()
    deaf = []
    for advice in advices(playable):
        heard = {one.move for one in hear(advice.coach.stronger, heard_in(playable, advice)).moves}
        good = {move for move in heard if playable.moves[move].sign == "good"}
        if not (heard & advice.moves if advice.moves else good):
            deaf.append(f"{advice.place}: {advice.coach.stronger} (heard {sorted(heard)})")
        if advice.not_move in heard and not playable.moves[advice.not_move].worked_out:
            deaf.append(f"{advice.place}: still heard as {advice.not_move}")
    assert deaf == []
