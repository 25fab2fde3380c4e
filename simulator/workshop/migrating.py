"""Format versions: a step for each, from the text of one version to the next.

Version 0 is what drafts looked like before files named their version.
"""

import re
from collections.abc import Callable

from simulator.errors import PackError
from simulator.files.nodes import TextNode
from simulator.files.source import parse
from simulator.files.workspace import FORMAT
from simulator.scenario.problems import headline
from simulator.scenario.shapes import FILES


def migrated(text: str, name: str) -> str:
    """The text brought to the present version, comments and order kept.

    Raises ``PackError`` when the file can't be read, or is of a later version.
    """
    source, root = parse(text.encode(), name)
    if root is None:
        raise PackError(headline(source.problems[0]), source.problems[0].hint)
    node = root.get("format")
    version = 0
    if isinstance(node, TextNode):
        if not re.fullmatch("[0-9]{1,6}", node.text):
            raise PackError(f"{name}:{node.line}: '{node.text}' is no version", "write a number")
        version = int(node.text)
    if version > FORMAT:
        raise PackError(f"{name} is of format {version}", "update Ringcraft")
    while version < FORMAT:
        text = _numbered(STEPS[version](text), version + 1)
        version += 1
    return text


def _numbered(text: str, version: int) -> str:
    """The text with ``format:`` at ``version``: in place, or below the first key."""
    if re.search(r"(?m)^format:", text):
        return re.sub(r"(?m)^(format:[ \t]*)[^\s#]+", rf"\g<1>{version}", text, count=1)
    first = re.search(rf"(?m)^(?:{'|'.join(FILES)}):.*?(\r?\n|\Z)", text)
    if first is None:
        return text
    end = first[1] or "\n"
    lead = "" if first[1] else end
    return f"{text[: first.end()]}{lead}format: {version}{end}{text[first.end() :]}"


def _as_it_is(text: str) -> str:
    """0 to 1: only the version is named."""
    return text


STEPS: dict[int, Callable[[str], str]] = {0: _as_it_is}
"""From each version to the next: the change of the text, without its number."""
