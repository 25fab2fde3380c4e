"""How a scenario of the library stands: problems, tests, simulated pass rates. No Textual."""

from collections.abc import Callable

from msgspec import Struct

from simulator import files
from simulator.call import Hear
from simulator.files import Entry
from simulator.rehearsal import embedded
from simulator.rehearsal.report import Row, simulate
from simulator.rehearsal.simulation import Setting
from simulator.scenario.problems import Problem

CALLS = 60
"""Simulated calls of each trainee: enough to tell fair from unfair, seconds to play."""
TRAINEES = ("novice", "average", "skilled", "expert")


class Stopped(Exception):
    """The author stopped a simulation."""


class Tested(Struct, frozen=True, kw_only=True):
    """The embedded tests of a scenario: how many passed, and what the others did instead."""

    passed: int
    failed: tuple[str, ...]


def problems(entry: Entry) -> tuple[Problem, ...]:
    """Errors and warnings in the file of a call. Raises ``NotFound``."""
    return files.check([entry.file])


def tested(entry: Entry, hear: Hear) -> Tested:
    """Runs the tests a scenario carries. Raises ``PackError`` when it can't be played."""
    playable = files.load(entry.name or entry.id)
    passed = 0
    failed: list[str] = []
    for test in playable.scenario.tests:
        failures = embedded.run(playable, hear, test).failures
        if not failures:
            passed += 1
        for failure in failures[:1]:
            place = ".".join(str(part) for part in failure.path)
            failed.append(f"{test.name}: {place}: expected {failure.expected}, got {failure.got}")
    return Tested(passed=passed, failed=tuple(failed))


def simulated(
    entry: Entry, progress: Callable[[int, int], None], stopped: Callable[[], bool]
) -> tuple[Row, ...]:
    """Plays novices to experts against a scenario, in this process.

    Raises ``PackError`` when it can't be played and ``Stopped`` when ``stopped()`` turns true.
    """
    playable = files.load(entry.name or entry.id)

    def tell(done: int, total: int) -> None:
        if stopped():
            raise Stopped
        progress(done, total)

    levels = tuple(playable.scenario.levels) or ("standard",)
    level = "standard" if "standard" in levels else levels[0]
    report = simulate(
        Setting(playable, level, 1),
        calls=CALLS,
        trainees=list(TRAINEES),
        headroom=False,
        processes=1,  # a spawned process can't be started inside the app
        progress=tell,
    )
    return report.rows
