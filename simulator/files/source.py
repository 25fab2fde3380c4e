"""Text of a file to a tree of nodes: strict, text-only, no magic.

PyYAML's event parser keeps line and column of everything and constructs
nothing. Every scalar stays text (``no`` is not False, ``12:30`` is not 750).
Anchors, aliases, tags and merge keys are refused, so no file can grow beyond
its own size. Limits: 256 KB a file, 20 levels deep.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from simulator.errors import NotFound
from simulator.files.complaints import explain
from simulator.files.nodes import Entry, ListNode, MapNode, Node, Source, TextNode

MOST_BYTES = 256 * 1024
DEEPEST = 20
CHUNK = 32 * 1024
"""Most files fit in one; asking for the limit at once costs fresh memory for each file."""
CUT_SHORT = ("E101", "E102", "E106", "E107")
"""Problems after which the tree is not whole, so nothing more can be said about it."""

LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
"""Only its event parser is used; nothing is constructed, so nothing can be run."""

TOO_DEEP = "nesting depth"
"""libyaml from 0.2.6 on gives up where flow lists nest too deep; by then it is far past the place
that an author needs, since it reads ahead."""

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=4096)
def _shown(path: Path, here: Path) -> str:
    try:
        return path.resolve().relative_to(here).as_posix()
    except ValueError:
        return path.as_posix()


def shown(path: Path) -> str:
    """A path as people name it: relative where it lies below the working folder."""
    return _shown(path, Path.cwd())


def read(path: Path) -> tuple[Source, MapNode | None]:
    """The tree of a file; None when it is no YAML map, with the reasons in the source.

    Raises ``NotFound`` when the file can't be opened.
    """
    name = shown(path)
    try:
        with path.open("rb") as file:
            data = file.read(CHUNK)
            while len(data) <= MOST_BYTES and (more := file.read(CHUNK)):
                data += more
    except OSError as error:
        raise NotFound(f"{name} can't be read: {error.strerror}", "check the path") from error
    return parse(data, name)


def parse(data: bytes, name: str) -> tuple[Source, MapNode | None]:
    """The tree of a file's bytes; see ``read``."""
    source = Source(name)
    if len(data) > MOST_BYTES:
        source.complain("E106", 1, 1, "this file is larger than 256 KB.", "Split it.")
        return source, None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(source, data, error), None
    source.lines = lines_of(text)
    odd = UNPRINTABLE.search(text)
    if odd:
        line, column = _position(text, odd.start())
        source.complain(
            "E105",
            line,
            column,
            f"there is a control character here (U+{ord(odd.group()):04X}).",
            "Delete it; a text editor can show invisible characters.",
        )
        return source, None
    root = _Tree(source, text).build(LOADER)
    if source.problems:
        whole = all(problem.code not in CUT_SHORT for problem in source.problems)
        return source, root if isinstance(root, MapNode) and whole else None
    if root is None:
        source.complain("E107", 1, 1, "this file is empty.", "Start with 'scenario: TITLE'.")
    elif not isinstance(root, MapNode):
        source.complain(
            "E107",
            root.line,
            root.column,
            "a file is made of 'key: value' lines.",
            "Start with 'scenario: TITLE' and 'format: 1'.",
        )
    return source, root if isinstance(root, MapNode) else None


def lines_of(text: str) -> list[str]:
    """Lines as YAML counts them."""
    return re.split("\r\n|\n|\r|\x85|\u2028|\u2029", text)


def _not_utf8(source: Source, data: bytes, error: UnicodeDecodeError) -> Source:
    before = data[: error.start].decode("utf-8", "replace")
    source.lines = lines_of(data.decode("utf-8", "replace"))
    line, column = _position(before, len(before))
    source.complain("E105", line, column, "this file is not UTF-8 text.", "Save it as UTF-8.")
    return source


def _position(text: str, index: int) -> tuple[int, int]:
    before = lines_of(text[:index])
    return len(before), len(before[-1]) + 1


class _Tree:
    """Builds the nodes of one document from the parser's events."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.stack: list[tuple[Node, TextNode | None]] = []
        self.root: Node | None = None
        self.documents = 0
        self.skipped = 0  # collections open inside one that is refused

    def build(self, loader: Any) -> Node | None:
        try:
            for event in yaml.parse(self.text, Loader=loader):
                if not self.take(event):
                    break
        except yaml.YAMLError as error:
            if TOO_DEEP in str(error) and loader is not yaml.Loader:
                self.source.problems.clear()  # the second reading finds them again
                return _Tree(self.source, self.text).build(yaml.Loader)
            explain(self.source, error)
        return self.root

    def take(self, event: Any) -> bool:
        """Takes one event in; False stops reading."""
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            return self.document(event, line, column)
        if isinstance(event, yaml.AliasEvent):
            self.magic(line, column, "'*' reuses another part of the file")
            self.put(TextNode(self.source, line, column, "", '"'))
        elif isinstance(event, yaml.ScalarEvent):
            self.plain_only(event, line, column)
            end: Any = event.end_mark
            length = max(1, end.column - mark.column) if end.line == mark.line else 1
            style = event.style or None
            self.put(TextNode(self.source, line, column, event.value, style, length))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self.plain_only(event, line, column)
            if len(self.stack) >= DEEPEST:
                self.source.complain(
                    "E106", line, column, f"this is nested more than {DEEPEST} deep.", "Flatten it."
                )
                return False
            kind = ListNode if isinstance(event, yaml.SequenceStartEvent) else MapNode
            node: Node = kind(self.source, line, column, flow=bool(event.flow_style))
            self.stack.append((node, None))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            done, _ = self.stack.pop()
            self.put(done)
        return True

    def document(self, event: Any, line: int, column: int) -> bool:
        self.documents += 1
        if event.version or event.tags:
            self.magic(line, column, "a '%' line changes how YAML is read")
        if self.documents > 1:
            self.source.complain(
                "E107",
                line,
                column,
                "'---' starts a second document.",
                "Make it a file of its own.",
            )
            return False
        return True

    def plain_only(self, event: Any, line: int, column: int) -> None:
        if event.anchor:
            self.magic(line, column, "'&' names a part of the file for reuse")
        elif event.tag:
            self.magic(line, column, "'!' asks YAML for a type")

    def magic(self, line: int, column: int, what: str) -> None:
        self.source.complain(
            "E104",
            line,
            column,
            f"{what}, which is switched off here.",
            "Use 'based_on' or 'use' to reuse; put the text in quotes if you meant it literally.",
        )

    def put(self, node: Node) -> None:
        """Hands a finished node to what holds it."""
        if not self.stack:
            self.root = node
            return
        holder, key = self.stack[-1]
        if isinstance(holder, ListNode):
            holder.items.append(node)
        elif key is None:
            self.stack[-1] = (holder, self.as_key(node))
        else:
            self.stack[-1] = (holder, None)
            self.enter(holder, key, node)

    def as_key(self, node: Node) -> TextNode:
        if not isinstance(node, TextNode):
            what = "a list" if isinstance(node, ListNode) else "a map"
            self.source.complain(
                "E113",
                node.line,
                node.column,
                f"a key must be text, and YAML read {what} here.",
                "Put the whole line in quotes; a placeholder is written <day>.",
            )
            return TextNode(self.source, node.line, node.column, "", '"')
        if node.text == "<<" and node.style is None:
            self.magic(node.line, node.column, "'<<' merges another map in")
        return node

    def enter(self, holder: Node, key: TextNode, node: Node) -> None:
        assert isinstance(holder, MapNode)
        first = holder.entries.get(key.text)
        if first is None:
            holder.entries[key.text] = Entry(key, node)
            return
        if key.text or key.style is None:
            self.source.complain(
                "E103",
                key.line,
                key.column,
                f"'{key.text}' is written twice here; the first is on line {first.key.line}.",
                "Keep one of them.",
                max(1, len(key.text)),
            )
