"""Nodes back to YAML, one key or row a line, with the origin of each line on request."""

import re
from collections.abc import Iterator

from simulator.files.nodes import ListNode, MapNode, Node, TextNode

PLAIN = re.compile(r"(?!-(?:\s|$))[A-Za-z0-9<+$£€(/.-][^\n:#\[\]{}\x85\u2028\u2029]*")
ODD_START = ("---", "...")
COLUMN = 76
"""Where origins stand, so that they read as a column of their own."""


def emit(root: MapNode, *, origins: bool = False) -> str:
    """The YAML of a tree; with ``origins`` each line names its file and line in a comment."""
    rows = []
    for text, node in _map(root, 0):
        if origins and node is not None:
            text = f"{text:<{COLUMN}}  # {node.source.name}:{node.line}"
        rows.append(text.rstrip())
    return "\n".join(rows) + "\n"


Row = tuple[str, Node | None]


def _map(node: MapNode, indent: int) -> Iterator[Row]:
    for entry in node.entries.values():
        yield from _value(f"{' ' * indent}{written(entry.key.text)}:", entry.value, indent + 2)


def _value(lead: str, node: Node, indent: int) -> Iterator[Row]:
    """``lead`` is what stands before the value: a key, or the dash of a row."""
    if isinstance(node, TextNode):
        yield f"{lead} {written(node.text)}" if not node.empty else lead, node
    elif isinstance(node, ListNode) and not node.items:
        yield f"{lead} []", node
    elif isinstance(node, MapNode) and not node.entries:
        yield f"{lead} {{}}", node
    elif isinstance(node, ListNode):
        yield lead, node
        for item in node.items:
            yield from _row(item, indent)
    elif isinstance(node, MapNode):
        yield lead, node
        yield from _map(node, indent)


def _row(item: Node, indent: int) -> Iterator[Row]:
    dash = f"{' ' * indent}-"
    if isinstance(item, MapNode) and item.entries:
        for number, (text, node) in enumerate(_map(item, indent + 2)):
            yield (dash + " " + text[indent + 2 :] if number == 0 else text), node
    else:
        yield from _value(dash, item, indent + 2)


def written(text: str) -> str:
    """A text as YAML writes it: plain where that is safe, else in double quotes."""
    if PLAIN.fullmatch(text) and text == text.strip() and not text.startswith(ODD_START):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for letter, code in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), ("\x85", "\\N")):
        escaped = escaped.replace(letter, code)
    return '"' + escaped.replace("\u2028", "\\L").replace("\u2029", "\\P") + '"'
