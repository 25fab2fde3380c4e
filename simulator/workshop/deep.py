"""The slow half of the check: what needs the hearing, and what needs play."""

from collections.abc import Iterator

from simulator.hearing_model import built_in, load_hearing
from simulator.scenario.documents import Bundle
from simulator.scenario.problems import Problem
from simulator.workshop import listening, playing, speaking


def findings(bundle: Bundle) -> Iterator[Problem]:
    """W401 to W408, W502, W503, W506, W507, W701, W702 and W704 of one call.

    Raises ``ModelError`` when the hearing's model can't be used.
    """
    hear = load_hearing()
    yield from listening.findings(bundle, hear, built_in().moves)
    yield from speaking.findings(bundle)
    yield from playing.findings(bundle, hear)
