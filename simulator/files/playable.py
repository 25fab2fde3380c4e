"""The self-contained value that the engine plays, and the hashes that name it."""

import hashlib
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from simulator.scenario import model
from simulator.scenario.documents import Bundle, Document

DEFAULT_ENDINGS = {
    "hung_up": model.Ending(result="lost", shows="The line goes dead.", at_most=35),
    "out_of_time": model.Ending(result="partial", shows="Time is up.", at_most=60),
}


def playable_of(bundle: Bundle, scenario: model.Scenario) -> model.Playable:
    """The self-contained value; every name in it resolves."""
    scenario = replace(
        scenario,
        id=bundle.scenario.id,
        endings={**DEFAULT_ENDINGS, **scenario.endings},
        levels={"standard": model.Level(), **scenario.levels}
        if "standard" not in scenario.levels
        else scenario.levels,
    )
    rubric = scenario.scoring
    if rubric is None:
        assert bundle.rubric is not None
        rubric = replace(cast(model.Rubric, bundle.rubric.value), id=bundle.rubric.id)
    else:
        rubric = replace(rubric, id=bundle.scenario.id, rubric=rubric.rubric or scenario.scenario)
    playable = model.Playable(
        id=bundle.scenario.id,
        scenario=scenario,
        personas=_values(bundle.people),
        voices={
            alias: _value(bundle.voices[alias])
            if alias in bundle.voices
            else model.Voice(voice="Default")
            for alias in scenario.people
        },
        objections=_values(bundle.objections),
        rubric=rubric,
        product=_value(bundle.product) if bundle.product is not None else None,
        moves=bundle.moves,
        drills=_values(bundle.drills),
        hash="",
        rubric_hash=digest(rubric),
    )
    content = replace(
        playable,
        scenario=replace(scenario, tests=(), scoring=None, rubric=""),
        rubric=model.Rubric(),
        rubric_hash="",
    )
    return replace(playable, hash=digest(content))


def _value(document: Document) -> Any:
    return replace(document.value, id=document.id)


def _values(documents: dict[str, Document]) -> dict[str, Any]:
    return {name: _value(document) for name, document in documents.items()}


def digest(value: Any) -> str:
    """sha256 of the canonical JSON: keys in order, no space."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
