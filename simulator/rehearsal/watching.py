"""Noticing that a pack's files were saved, and what that changes for a scenario."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from simulator.call import Call, Hear
from simulator.dialogue.events import ProspectSpoke
from simulator.errors import RingcraftError
from simulator.files.packs import around, builtin, yaml_files
from simulator.rehearsal import embedded, replies
from simulator.rehearsal.suites import Suite, suite
from simulator.scenario.model import Playable
from simulator.scenario.problems import text

EVERY = 0.3
"""Seconds between two looks at the files."""

Stamps = dict[Path, tuple[int, int]]


def stamps(file: Path) -> Stamps:
    """Time and size of every file of the pack that ``file`` belongs to."""
    pack = around(file, builtin())
    found: Stamps = {}
    for path in [file] if pack.alone else [*yaml_files(pack.root), *yaml_files(pack.voices)]:
        try:
            known = path.stat()
        except OSError:
            continue  # removed between listing and looking: it is gone, and that is a change
        found[path] = (known.st_mtime_ns, known.st_size)
    return found


def changed(before: Stamps, now: Stamps) -> tuple[Path, ...]:
    """Files that were saved, added or removed."""
    return tuple(sorted(path for path in {*before, *now} if before.get(path) != now.get(path)))


def changes(
    file: Path, *, wait: Callable[[float], None] = time.sleep
) -> Iterator[tuple[Path, ...]]:
    """Each time files of the pack change: which. Never ends."""
    before = stamps(file)
    while True:
        wait(EVERY)
        now = stamps(file)
        files = changed(before, now)
        if files:
            before = now
            yield files


class Look:
    """One scenario looked at again and again; remembers what it said last time."""

    def __init__(
        self,
        name: str,
        hear: Hear,
        *,
        level: str,
        seed: int,
        talk: tuple[replies.Reply, ...] = (),
    ) -> None:
        self._name = name
        self._hear = hear
        self._level = level
        self._seed = seed
        self._talk = talk
        self._lines: tuple[str, ...] | None = None
        self._passed: dict[str, bool] = {}

    def again(self) -> Iterator[str]:
        """Problems, or the tests that fail and those that changed, and how the talk changed."""
        try:
            found = suite(self._name)
        except RingcraftError as error:
            yield str(error)
            return
        if found.bundle is None or found.bundle.playable is None:
            yield from (text(problem) for problem in found.problems)
            return
        yield from self._tests(found)
        if self._talk:
            yield from self._talked(found.playable)

    def _tests(self, found: Suite) -> Iterator[str]:
        outcomes = {
            test.name: embedded.run(found.playable, self._hear, test)
            for test in found.playable.scenario.tests
        }
        for number, (name, outcome) in enumerate(outcomes.items()):
            for failure in outcome.failures:
                place = found.place(("tests", number, *failure.path))
                yield f"failed  {name}"
                yield (
                    f"  {place.file}:{place.line}: expected {failure.expected}, got {failure.got}"
                )
            if outcome.passed and self._passed.get(name) is False:
                yield f"passes again  {name}"
        self._passed = {name: outcome.passed for name, outcome in outcomes.items()}
        good = sum(self._passed.values())
        yield f"{good} passed, {len(outcomes) - good} failed"

    def _talked(self, playable: Playable) -> Iterator[str]:
        call = Call(playable, self._hear, level=self._level, seed=self._seed)
        replies.play(call, self._talk, lambda log: None)
        lines = tuple(event.line for event in call.log if isinstance(event, ProspectSpoke))
        if self._lines is None:
            yield from (f"  {line}" for line in lines)
        elif lines == self._lines:
            yield "the talk stays as it was"
        else:
            same = next(
                (n for n, (a, b) in enumerate(zip(self._lines, lines, strict=False)) if a != b),
                min(len(lines), len(self._lines)),
            )
            yield f"the talk changes after line {same}:"
            yield from (f"- {line}" for line in self._lines[same:])
            yield from (f"+ {line}" for line in lines[same:])
        self._lines = lines
