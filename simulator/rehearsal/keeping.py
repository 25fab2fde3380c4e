"""Writing a talk into a scenario's file as a test, leaving all else as it stands."""

import re
from collections.abc import Iterator
from pathlib import Path

from simulator.call import Hear
from simulator.dialogue.events import (
    BeatEntered,
    CallEnded,
    CallStarted,
    Log,
    ObjectionClosed,
    ObjectionRaised,
    ReactionChosen,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.errors import PackError, RingcraftError, UsageError
from simulator.files import load
from simulator.rehearsal import embedded

_TOP = re.compile(r"[A-Za-z_][\w-]*\s*:")


def as_test(log: Log, name: str, indent: str = "  ") -> Iterator[str]:
    """The lines of a test that plays this talk and expects what happened."""
    first = log[0]
    assert isinstance(first, CallStarted)
    yield f"{indent}- name: {quoted(name)}"
    inner = indent + "  "
    if first.level != "standard":
        yield f"{inner}level: {first.level}"
    if first.seed != 1:
        yield f"{inner}seed: {first.seed}"
    yield f"{inner}call:"
    turns = sorted({event.turn for event in log if event.turn})
    for turn in turns:
        yield from _turn([event for event in log if event.turn == turn], inner + "  ")
    last = log[-1]
    if isinstance(last, CallEnded) and last.result not in ("left", "stopped"):
        yield f"{inner}ends: {last.ending}"


def _turn(events: list[object], indent: str) -> Iterator[str]:
    chosen = [e for e in events if isinstance(e, ReactionChosen) and not e.lead_in]
    for event in events:
        match event:
            case TraineeSpoke():
                yield f"{indent}- you: {quoted(event.hearing.text)}"
                wanted = {move for one in chosen for move in one.move.split(" + ")}
                hears = [move for move in event.hearing.ids() if move in wanted]
                if hears:
                    yield f"{indent}  hears: [{', '.join(sorted(hears))}]"
            case TraineeSilent():
                yield f"{indent}- silent: {event.seconds:g} seconds"
            case ReactionChosen() if event in chosen[:1]:
                yield f"{indent}  they: {event.place.name}"
            case ObjectionRaised() if not event.waiting:
                yield f"{indent}  raises: {event.objection}"
            case ObjectionClosed() if event.settled:
                yield f"{indent}  settles: {event.objection}"
            case _:
                pass
    beats = [event.beat for event in events if isinstance(event, BeatEntered)]
    if beats:
        yield f"{indent}  beat: {beats[-1]}"


def quoted(text: str) -> str:
    """A text in single quotes, on one line, safe anywhere in YAML."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def with_test(source: str, log: Log, name: str) -> str:
    """The file's text with the test at the end of its ``tests``."""
    lines = source.splitlines()
    start = next((n for n, line in enumerate(lines) if re.match(r"tests\s*:", line)), None)
    if start is None:
        tail = [] if not lines or not lines[-1].strip() else [""]
        return "\n".join([*lines, *tail, "tests:", *as_test(log, name)]) + "\n"
    end = next((n for n in range(start + 1, len(lines)) if _TOP.match(lines[n])), len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    if lines[start].split("#")[0].rstrip().endswith("[]"):
        lines[start] = "tests:"
    rows = (re.match(r"(\s*)- ", line) for line in lines[start + 1 : end])
    indent = next((row.group(1) for row in rows if row), "  ")
    new = list(as_test(log, name, indent))
    return "\n".join([*lines[:end], *new, *lines[end:]]) + "\n"


def keep(path: Path, log: Log, name: str, hear: Hear) -> None:
    """Writes the test, reads the file again and runs it; puts the file back when that fails.

    Raises ``UsageError`` when the file has a test of that name or can't be
    written, ``PackError`` when the new test does not pass.
    """
    try:
        before = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"can't read '{path}'", str(error.strerror)) from error
    if any(test.name == name for test in load(str(path)).scenario.tests):
        raise UsageError(f"there is a test called '{name}' already", "take another name")
    try:
        path.write_text(with_test(before, log, name), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"can't write '{path}'", str(error.strerror)) from error
    try:
        playable = load(str(path))
        test = next(test for test in playable.scenario.tests if test.name == name)
        outcome = embedded.run(playable, hear, test)
        if not outcome.passed:
            first = outcome.failures[0]
            raise PackError(
                f"the test would not pass: expected {first.expected}, got {first.got}",
                "the file is as it was",
            )
    except (RingcraftError, StopIteration):
        path.write_text(before, encoding="utf-8")
        raise
