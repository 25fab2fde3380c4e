"""The beginning of a call, its context for hearing, and going back in it."""

from simulator import __version__
from simulator.dialogue.events import CallStarted, Log
from simulator.dialogue.index import objection_moves, prepared
from simulator.dialogue.state import State
from simulator.dialogue.talk import Breath
from simulator.scenario.model import Playable
from simulator.understanding.hearing import Context

EARLIER = 6
"""How many of the lines before the last one hearing is shown."""


def start(playable: Playable, *, level: str, seed: int, spoken: bool = False) -> Log:
    """The events up to the first thing the prospect says.

    Raises ``NotFound`` when the scenario has no such level.
    """
    index = prepared(playable, level)
    breath = Breath(index, State(level=level, seed=seed))
    breath.emit(
        CallStarted(
            engine=__version__,
            scenario=playable.id,
            scenario_hash=playable.hash,
            rubric_hash=playable.rubric_hash,
            level=level,
            seed=seed,
            you=playable.scenario.you.name,
            spoken=spoken,
        )
    )
    breath.enter(playable.scenario.starts_with)
    return tuple(breath.events)


def restore(playable: Playable, log: Log, turn: int) -> Log:
    """The log cut before the trainee's turn ``turn`` (1 is her first): say it again from there.

    Raises ``ValueError`` for a turn the log does not reach.
    """
    if turn < 1 or turn > log[-1].turn:
        raise ValueError(f"there is no turn {turn}, the log has {log[-1].turn}")
    return tuple(event for event in log if event.turn < turn)


def context(playable: Playable, state: State) -> Context:
    """What hearing may know of the call before the next reply."""
    index = prepared(playable, state.level)
    scenario = playable.scenario
    live = index.stages[state.beat].live
    if state.open:
        objection = playable.objections[state.open]
        live = live | objection_moves(objection, state.objections[state.open].level)
    breath = max(state.breath, 1)
    return Context(
        prospect=" ".join(state.lines[-breath:]) if state.lines else "",
        earlier=state.lines[-breath - EARLIER : -breath],
        said=state.said,
        person=playable.personas[state.person].persona,
        others=tuple(
            persona.persona for alias, persona in playable.personas.items() if alias != state.person
        ),
        you=scenario.you.name,
        company=scenario.you.company,
        live=live,
        moves=playable.moves,
        product=playable.product,
        told=state.told,
        done=frozenset(state.times),
        open_objection=state.open != "",
    )
