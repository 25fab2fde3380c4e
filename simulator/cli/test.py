"""``ringcraft test``: the tests that scenarios carry."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from simulator.rehearsal.embedded import Failure
from simulator.rehearsal.suites import Suite


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument(
        "paths", nargs="*", help="files or folders; the pack around here when none is given"
    )
    parser.add_argument("--only", default="", metavar="WORDS", help="tests whose name has these")
    parser.add_argument("--json", action="store_true", help="one test a line")
    parser.add_argument("-q", "--quiet", action="store_true", help="only what failed")


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when every test passes, 1 when one fails or a file can't be played."""
    from simulator.rehearsal.suites import suites
    from simulator.scenario.problems import text

    passed = failed = broken = 0
    out = sys.stdout
    for suite in suites(args.paths or _around_here()):
        if suite.problems and (suite.bundle is None or suite.bundle.playable is None):
            broken += 1
            for problem in suite.problems:
                row = {"file": suite.file, "problem": problem, "passed": False}
                words = msgspec.json.encode(row).decode() if args.json else text(problem)
                out.write(words + "\n")
            continue
        for name, failures in _results(suite, args.only):
            if failures:
                failed += 1
            else:
                passed += 1
            if args.json:
                out.write(_json(suite.file, name, failures, suite) + "\n")
            elif failures:
                out.write(f"failed  {suite.file}: {name}\n")
                for number, failure in failures:
                    out.write("".join(f"  {row}\n" for row in _told(suite, number, failure)))
            elif not args.quiet:
                out.write(f"passed  {suite.file}: {name}\n")
            out.flush()
    if not args.json:
        words = f"{passed} passed, {failed} failed"
        out.write(words + (f", {broken} files can't be played\n" if broken else "\n"))
    return 1 if failed or broken else 0


def _around_here() -> Sequence[Path]:
    from simulator.files.library import default_paths

    return default_paths()


def _results(suite: Suite, only: str) -> Iterator[tuple[str, list[tuple[int, Failure]]]]:
    from simulator.hearing_model import load_hearing
    from simulator.rehearsal import drills
    from simulator.rehearsal.embedded import run as run_test
    from simulator.scenario.model import Drill

    if suite.drill is not None:
        drill = suite.drill.value
        assert isinstance(drill, Drill)
        for number, reading in enumerate(drill.tests):
            if only.lower() in reading.name.lower():
                yield reading.name, [(number, one) for one in drills.run(drill, reading)]
        return
    hear = load_hearing()
    for number, written in enumerate(suite.playable.scenario.tests):
        if only.lower() in written.name.lower():
            outcome = run_test(suite.playable, hear, written)
            yield written.name, [(number, one) for one in outcome.failures]


def _told(suite: Suite, number: int, failure: Failure) -> Iterator[str]:
    place = suite.place(("tests", number, *failure.path))
    yield f"{place.file}:{place.line}:{place.column}: expected {failure.expected}"
    yield f"    got {failure.got}"
    for row in failure.ranking:
        yield f"    {row}"


def _json(file: str, name: str, failures: list[tuple[int, Failure]], suite: Suite) -> str:
    rows = []
    for number, failure in failures:
        place = suite.place(("tests", number, *failure.path))
        rows.append(
            {
                "line": place.line,
                "column": place.column,
                "expected": failure.expected,
                "got": failure.got,
                "ranking": failure.ranking,
            }
        )
    result = {"file": file, "test": name, "passed": not failures, "failures": rows}
    return msgspec.json.encode(result).decode()
