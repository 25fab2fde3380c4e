"""Problems with a place: what is wrong, where, and what to write instead.

A place is a file, a line and a column (both from 1) and a length in
characters. ``Places`` remembers where every value of a file was written, so
that a check on plain structs can point at the author's own words.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

Severity = Literal["error", "warning", "note"]
Path = tuple[str | int, ...]
"""Keys and row numbers from the top of a file to a value."""

GUTTER = 3


class Place(Struct, frozen=True):
    """Where something stands: line and column count from 1, in characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1


class Problem(Struct, frozen=True, kw_only=True):
    """One thing to mend. ``excerpt`` is the line as it stands in the file."""

    code: str
    severity: Severity = "error"
    file: str
    line: int = 1
    column: int = 1
    length: int = 1
    message: str
    hint: str = ""
    excerpt: str = ""

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sorts problems by place."""
        return (self.file, self.line, self.column, self.code)


class Places(Struct, frozen=True):
    """Where each value, and each key, of one file was written."""

    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)  # what people read, names left out
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    file: str = ""

    def value(self, path: Path) -> Place:
        """Place of the value at ``path``, or of the nearest thing around it."""
        return self._nearest(path, self.values)

    def key(self, path: Path) -> Place:
        """Place of the key that leads to ``path``, or of the nearest thing around it."""
        found = self.keys.get(path)
        return found if found is not None else self._nearest(path, self.values)

    def word(self, path: Path, word: str) -> Place:
        """Place of ``word`` inside the text at ``path``; its start if it can't be seen there."""
        place = self.value(path)
        line = self.excerpt(place)
        seen = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(line, place.column - 1)
        if seen is None:
            return place
        return Place(place.file, place.line, seen.start() + 1, len(word))

    def excerpt(self, place: Place) -> str:
        """The line on which ``place`` stands."""
        lines = self.lines.get(place.file, ())
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    def _nearest(self, path: Path, places: Mapping[Path, Place]) -> Place:
        while path:
            if path in places:
                return places[path]
            if path in self.keys:
                return self.keys[path]
            path = path[:-1]
        return Place(self.file)

    def problem(
        self, code: str, place: Place, message: str, hint: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem at ``place`` with its line quoted."""
        return Problem(
            code=code,
            severity=severity,
            file=place.file,
            line=place.line,
            column=place.column,
            length=place.length,
            message=message,
            hint=hint,
            excerpt=self.excerpt(place),
        )


def sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """In order of place, each once."""
    return tuple(dict.fromkeys(sorted(problems, key=lambda problem: problem.order)))


def suggestion(word: str, table: Iterable[str]) -> str:
    """``Did you mean 'about'?`` from the names that would be right here, or nothing."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    names = sorted(set(table))
    near = process.extractOne(
        word,
        names,
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=lambda text: text.lower().replace("-", "_"),
        score_cutoff=0.6,
    )
    if near is not None:
        return f"Did you mean '{near[0]}'?"
    parts = [name for name in names if len(word) > 2 and (word in name or name in word)]
    return f"Did you mean '{parts[0]}'?" if len(parts) == 1 else ""


def headline(problem: Problem) -> str:
    """``file:line:col: error[E111] what is wrong``."""
    return (
        f"{problem.file}:{problem.line}:{problem.column}: "
        f"{problem.severity}[{problem.code}] {problem.message}"
    )


def text(problem: Problem) -> str:
    """The headline, the line with a caret under the place, and the hint."""
    width = max(GUTTER, len(str(problem.line)))
    rows = [headline(problem)]
    excerpt, column = _window(problem.excerpt, problem.column)
    if excerpt:
        caret = "^" * max(1, min(problem.length, len(excerpt) - column + 1))
        pad = "".join("\t" if letter == "\t" else " " for letter in excerpt[: column - 1])
        rows += [
            f"{'':{width}}|",
            f"{problem.line:>{width}}| {excerpt}",
            f"{'':{width}}| {pad}{caret}",
        ]
    if problem.hint:
        rows.append(f"{'':{width}}= {problem.hint}")
    return "\n".join(rows)


def _window(line: str, column: int, width: int = 160) -> tuple[str, int]:
    """A long line cut to what stands around ``column``; printable, with the new column."""
    line = "".join(letter if letter.isprintable() or letter == "\t" else "�" for letter in line)
    column = min(column, len(line) + 1)
    if len(line) <= width:
        return line, column
    start = max(0, min(column - width // 2, len(line) - width))
    return line[start : start + width], column - start


def tally(problems: Iterable[Problem]) -> str:
    """``2 errors, 1 warning``, or that nothing was found."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for problem in problems:
        counts[problem.severity] += 1
    parts = [f"{count} {word}{'s' * (count > 1)}" for word, count in counts.items() if count]
    return ", ".join(parts) or "no problems found"


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, one a problem."""
    rows = [
        {name: getattr(problem, name) for name in problem.__struct_fields__} for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that annotate the lines of a pull request."""
    words = {"error": "error", "warning": "warning", "note": "notice"}
    rows = []
    for problem in problems:
        message = f"{problem.message} {problem.hint}".strip()
        message = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        file = problem.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        rows.append(
            f"::{words[problem.severity]} file={file},line={problem.line},col={problem.column},"
            f"title={problem.code}::{message}"
        )
    return "\n".join(rows)


def as_sarif(problems: Iterable[Problem], titles: Mapping[str, str], version: str) -> str:
    """SARIF 2.1.0, one run, a rule for each code that occurs."""
    problems = list(problems)
    codes = sorted({problem.code for problem in problems})
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity,
            "message": {"text": f"{problem.message} {problem.hint}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": problem.file.replace("\\", "/")},
                        "region": {
                            "startLine": problem.line,
                            "startColumn": problem.column,
                            "endColumn": problem.column + problem.length,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    rules = [{"id": code, "shortDescription": {"text": titles.get(code, code)}} for code in codes]
    driver = {"name": "ringcraft", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1)
