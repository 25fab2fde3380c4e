"""What a YAML parser's error means in an author's words."""

import re

import yaml

from simulator.files.nodes import Source

ROW = re.compile(r"^(?P<lead>\s*(?:- +)*)(?:(?P<key>[\w.-]+):\s+)?(?P<value>.*)$")


def explain(source: Source, error: yaml.YAMLError) -> None:
    """Notes a parser's error in ``source``: E102 for tabs, else E101, at the author's line."""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    line = min((mark.line if mark else 0) + 1, max(1, len(source.lines)))
    column = (mark.column if mark else 0) + 1
    problem = str(getattr(error, "problem", "") or "")
    opened = _left_open(source, line)
    if "quoted scalar" in str(getattr(error, "context", "")) and start is not None:
        opened = start.line + 1, start.column + 1
    if opened is not None:
        source.complain(
            "E101",
            *opened,
            "this quote is never closed.",
            "Close it, or wrap the whole text in the other kind of quotes.",
        )
        return
    for candidate in _lines_to_blame(source, line):
        if _blame(source, candidate):
            return
    if not source.excerpt(line).strip() and start is not None:
        line, column = start.line + 1, start.column + 1
    source.complain(
        "E101",
        line,
        min(column, len(source.excerpt(line)) + 1),
        "YAML cannot read this line.",
        _plain(problem),
    )


def _left_open(source: Source, line: int) -> tuple[int, int] | None:
    """Where a quote opened above that was closed by chance on ``line``, by an apostrophe, say."""
    for above in range(line - 1, 0, -1):
        found = ROW.match(source.excerpt(above))
        mark = found["value"][:1] if found else ""
        if found and mark in ("'", '"') and mark not in found["value"][1:]:
            between = range(above + 1, line)
            if mark in source.excerpt(line) and all(mark not in source.excerpt(n) for n in between):
                return above, found.start("value") + 1
            return None
    return None


def _lines_to_blame(source: Source, line: int) -> list[int]:
    """The line of the error, then the last line above it that holds anything."""
    above = line - 1
    while above > 0 and not source.excerpt(above).strip():
        above -= 1
    return [line, above] if above else [line]


def _blame(source: Source, line: int) -> bool:
    """Whether a well-known trap on this line was found and noted."""
    text = source.excerpt(line)
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        source.complain(
            "E102", line, indent.index("\t") + 1, "this line is indented with a tab.", "Use spaces."
        )
        return True
    found = ROW.match(text)
    if found is None:
        return False
    value, column = found["value"], found.start("value") + 1
    for trap in (_quote, _opening, _colon):
        told = trap(value)
        if told is not None:
            offset, message, hint = told
            source.complain("E101", line, column + offset, message, hint)
            return True
    return False


def _quote(value: str) -> tuple[int, str, str] | None:
    """Text goes on after a closing quote."""
    for quote, other in (('"', "single"), ("'", "double")):
        if not value.startswith(quote):
            continue
        end = value.find(quote, 1)
        rest = value[end + 1 :].strip()
        if end > 0 and rest and not rest.startswith(("#", ":", ",", "]", "}")):
            return (
                end + 1,
                "the quote ends here, but the text goes on.",
                f"Wrap the whole text in {other} quotes.",
            )
    return None


def _opening(value: str) -> tuple[int, str, str] | None:
    """The first letter means something to YAML."""
    if value.startswith("{") and not value.rstrip().endswith("}"):
        return 0, "'{' starts a map in YAML.", "A placeholder is written <day>, without braces."
    if value.startswith("[") and not value.rstrip().endswith("]"):
        return 0, "'[' starts a list in YAML.", "Put the whole line in quotes."
    if value[:1] in ("@", "`", "%") and value[:1]:
        return 0, f"a text cannot start with '{value[0]}'.", "Put the whole line in quotes."
    if value[:1] in (",", "}", "]") and value[:1]:
        return 0, f"a text cannot start with '{value[0]}'.", "Put the whole line in quotes."
    return None


def _colon(value: str) -> tuple[int, str, str] | None:
    """A second ``: `` on one line."""
    at = re.search(r":(?:\s|$)", value)
    if at is None or value.startswith(("{", "[", '"', "'", "|", ">", "#")):
        return None
    return (
        at.start(),
        "the ': ' in this text makes YAML read it as a key.",
        "Put the whole text in quotes.",
    )


def _plain(problem: str) -> str:
    """A hint for the parser's own words."""
    if "expected ',' or" in problem:
        return "A bracket or a comma is missing."
    if "key" in problem or "block end" in problem:
        return "Check that it is indented like its neighbours and that every key ends in ':'."
    if "document start" in problem:
        return "Something above this line ended the file early; check the indentation."
    return "Check the indentation and the quotes, or put the whole text in quotes."
