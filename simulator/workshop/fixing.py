"""Mends what has one right answer: quotes, units, signs, block lists, tabs, the version.

Each pass checks the text, mends the first problem of each line it can, and
checks again, until nothing more can be mended.
"""

import difflib
import re
from collections.abc import Callable
from pathlib import Path

from simulator.errors import NotFound, PackError
from simulator.files import check
from simulator.scenario.problems import Problem

MOST_PASSES = 30
MINUTES = ("time_limit",)
"""Keys whose bare number means minutes, where it is small."""
LONGEST_MINUTES = 20

Mend = Callable[[list[str], Problem], bool]


def fixed(path: Path, *, names: bool = False) -> str:
    """The text of a file with everything mended that can be; ``names`` takes did-you-means too.

    The file itself is left as it is. Raises ``NotFound`` or ``PackError``.
    """
    text = read(path)
    for _ in range(MOST_PASSES):
        mended = _pass(text, check([path], overlay={path: text}), path, names)
        if mended == text:
            return text
        text = mended
    return text


def read(path: Path) -> str:
    """The text of a file. Raises ``NotFound``, or ``PackError`` when it is no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"there is no file '{path}'", "check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path} can't be read as UTF-8 text", "save it as UTF-8") from error


def difference(before: str, after: str, name: str) -> str:
    """A unified diff; empty when nothing changed."""
    rows = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, f"{name} (mended)"
    )
    return "".join(row if row.endswith("\n") else row + "\n" for row in rows)


def _pass(text: str, problems: tuple[Problem, ...], path: Path, names: bool) -> str:
    lines = text.splitlines(keepends=True)
    done: set[int] = set()
    for problem in reversed(problems):  # from the end, so that line numbers above still hold
        own = Path(problem.file).name == path.name and 0 < problem.line <= len(lines)
        if not own or problem.line in done:
            continue
        mend = MENDS.get(problem.code) or (_name if names else None)
        if mend is not None and mend(lines, problem):
            done.add(problem.line)
    return "".join(lines)


def _split(line: str) -> tuple[str, str]:
    """A line and its ending."""
    body = line.rstrip("\r\n")
    return body, line[len(body) :]


def _unit(lines: list[str], problem: Problem) -> bool:
    body, end = _split(lines[problem.line - 1])
    found = re.match(r"\d+(?:\.\d+)?", body[problem.column - 1 :])
    key = re.search(r"(\w+):\s*$", body[: problem.column - 1])
    if not found or not key or problem.message.startswith("I cannot"):
        return False
    few = float(found.group()) <= LONGEST_MINUTES
    unit = "minutes" if key[1] in MINUTES and few else "seconds"
    at = problem.column - 1 + found.end()
    lines[problem.line - 1] = f"{body[:at]} {unit}{body[at:]}{end}"
    return True


def _sign(lines: list[str], problem: Problem) -> bool:
    line = lines[problem.line - 1]
    at = problem.column - 1
    lines[problem.line - 1] = f"{line[:at]}+{line[at:]}"
    return True


def _tab(lines: list[str], problem: Problem) -> bool:
    line = lines[problem.line - 1]
    rest = line.lstrip(" \t")
    indent = line[: len(line) - len(rest)]
    lines[problem.line - 1] = indent.replace("\t", "  ") + rest
    return True


def _block_list(lines: list[str], problem: Problem) -> bool:
    """``says: [a, b]`` on one line becomes rows; sentences cut at commas are put together."""
    body, end = _split(lines[problem.line - 1])
    lead, flow = body[: problem.column - 1], body[problem.column - 1 :].rstrip()
    if not (flow.startswith("[") and flow.endswith("]")) or not lead.rstrip().endswith(":"):
        return False
    inner = flow[1:-1].strip()
    rows = re.findall(r"""[\s,]*("[^"]*"|'[^']*'|[^.?!]+[.?!]+|[^,]+)""", inner)
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    if lead.lstrip().startswith("- "):
        indent += "  "
    text = "".join(f"{indent}- {row.strip()}{end or chr(10)}" for row in rows)
    lines[problem.line - 1] = f"{lead.rstrip()}{end or chr(10)}{text}"
    return True


def _quotes(lines: list[str], problem: Problem) -> bool:
    """Puts what follows the key or dash into quotes."""
    body, end = _split(lines[problem.line - 1])
    found = re.match(r"^(\s*(?:- +)*(?:[\w-]+: +)?)(.*?)\s*$", body)
    if problem.code == "E101" and "never closed" in problem.message:
        lines[problem.line - 1] = f"{body.rstrip()}{body[problem.column - 1]}{end}"
        return True
    if problem.code == "E101" and not problem.hint.startswith(("Put", "Wrap")):
        return False  # bad indentation, say: quotes would change the text and mend nothing
    if problem.code == "E113" and "': '" in problem.message:
        found = re.match(r"^(\s*(?:- +)?)(.*?)\s*$", body)
    elif problem.code == "E113" and "brackets" not in problem.message:
        return False
    if not found or not found[2]:
        return False
    lead, value = found[1], found[2]
    if value.startswith('"') and value.endswith('"') and len(value) > 1 and '"' not in value[1:-1]:
        return False
    mark = '"' if "'" in value and '"' not in value else "'"
    inner = value.replace("'", "''") if mark == "'" else value.replace("\\", "\\\\")
    lines[problem.line - 1] = f"{lead}{mark}{inner}{mark}{end}"
    return True


def _version(lines: list[str], problem: Problem) -> bool:
    if "missing" not in problem.message:
        return False
    body, end = _split(lines[problem.line - 1])
    lines[problem.line - 1] = f"{body}{end or chr(10)}format: 1{end or chr(10)}"
    return True


def _name(lines: list[str], problem: Problem) -> bool:
    found = re.fullmatch(r"Did you mean '([^']+)'\?", problem.hint)
    if not found or not problem.code.startswith(("E111", "E2")):
        return False
    line = lines[problem.line - 1]
    at = problem.column - 1
    old = line[at : at + problem.length]
    if not old.strip():
        return False
    lines[problem.line - 1] = line[:at] + found[1] + line[at + problem.length :]
    return True


MENDS: dict[str, Mend] = {
    "E101": _quotes,
    "E102": _tab,
    "E109": _version,
    "E113": _quotes,
    "E114": _block_list,
    "E118": _unit,
    "E120": _sign,
    "W801": _quotes,
}
