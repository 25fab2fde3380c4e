"""W409: voice files that name an engine voice which does not exist."""

from collections.abc import Iterator

from simulator.scenario.documents import Document
from simulator.scenario.model import Voice
from simulator.scenario.names import ENGINE_VOICES
from simulator.scenario.outline import doubt
from simulator.scenario.problems import Problem, suggestion


def unknown(document: Document) -> Iterator[Problem]:
    """W409: whoever has the voice would be given any other one."""
    value = document.value
    if not isinstance(value, Voice) or value.engine_voice in ("", *ENGINE_VOICES):
        return
    yield doubt(
        "W409",
        document,
        document.places.value(("engine_voice",)),
        f"no engine voice is called '{value.engine_voice}'.",
        suggestion(value.engine_voice, ENGINE_VOICES) or f"There is {', '.join(ENGINE_VOICES)}.",
    )
