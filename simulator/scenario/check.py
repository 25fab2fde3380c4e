"""Runs the lints that need neither hearing nor play, and applies a pack's wishes.

A pack sets severities under ``lint:``. A line opts out of a code with a comment
that gives a reason: ``# ok W402: the whole point is a trap``, on the same line
or on comment lines right above it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from simulator.scenario import codes
from simulator.scenario.documents import Bundle, Document
from simulator.scenario.lints import (
    coaching,
    flow,
    graph,
    moods,
    prose,
    ranking,
    rubrics,
    voices,
    wording,
)
from simulator.scenario.problems import Problem

BUNDLE_LINTS: tuple[Callable[[Bundle], Iterable[Problem]], ...] = (
    graph.unreachable_beats,
    graph.dead_ends,
    graph.voicemail_without_then,
    graph.unused,
    ranking.never_chosen,
    ranking.ties,
    ranking.impossible_conditions,
    flow.empty_placeholders,
    moods.out_of_reach,
    rubrics.unearnable,
    coaching.missing,
    coaching.hints,
    prose.repeated,
)
"""Lints of a scenario with all it names."""

DOCUMENT_LINTS: tuple[Callable[[Document], Iterable[Problem]], ...] = (
    rubrics.weights,
    coaching.vague,
    prose.lost_text,
    prose.too_long,
    wording.sensitive,
    prose.hard,
    prose.empty_tests,
    voices.unknown,
)
"""Lints of one file, whatever uses it."""

OPT_OUT = re.compile(r"#\s*ok\s+([EW]\d{3}(?:\s*,\s*[EW]\d{3})*)\s*(:?)\s*(.*)$")

Severities = Mapping[str, str]
"""What a pack says under ``lint:``: names or codes to error, warning, note or off."""


def of_bundle(bundle: Bundle) -> Iterator[Problem]:
    """Lints of a joined scenario."""
    for lint in BUNDLE_LINTS:
        yield from lint(bundle)


def of_document(document: Document) -> Iterator[Problem]:
    """Lints of one file, and opt-outs without a reason."""
    for lint in DOCUMENT_LINTS:
        yield from lint(document)
    for number, line in enumerate(document.places.lines.get(document.file, ()), 1):
        found = OPT_OUT.search(line)
        if found and (found[2] != ":" or not found[3].strip()):
            place = document.places.value(())
            place = replace(place, line=number, column=found.start() + 1, length=len(found.group()))
            yield document.places.problem(
                "W806",
                place,
                "an opt-out needs a reason.",
                f"Write '# ok {found[1]}: why it is meant'.",
                "warning",
            )


def settle(
    problems: Iterable[Problem], lint: Severities, lines: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Applies opt-outs and a pack's severities; errors that stop a file from loading stay."""
    wishes = {code.code: level for word, level in lint.items() if (code := codes.find(word))}
    for problem in problems:
        code = codes.BY_CODE[problem.code]
        if code.fixed:
            yield problem
            continue
        wish = wishes.get(problem.code)
        if wish == "off" or _opted_out(problem, lines.get(problem.file, ())):
            continue
        yield replace(problem, severity=wish) if wish else problem


def _opted_out(problem: Problem, lines: Sequence[str]) -> bool:
    number = problem.line
    while 0 < number <= len(lines):
        line = lines[number - 1]
        if number != problem.line and not line.lstrip().startswith("#"):
            return False
        found = OPT_OUT.search(line)
        if found and problem.code in found[1] and found[2] and found[3].strip():
            return True
        number -= 1
    return False
