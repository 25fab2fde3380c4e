"""The tree of one YAML file: texts, lists and maps that know where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.scenario.problems import Place, Problem

NUMBERED_KINDS = {"TextNode": "text", "ListNode": "a list", "MapNode": "a map"}


@dataclass(slots=True)
class Source:
    """One file as read: its name for people, its lines, what is wrong with it as YAML."""

    name: str
    lines: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)

    def excerpt(self, line: int) -> str:
        """The line numbered from 1, or nothing."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def complain(
        self, code: str, line: int, column: int, message: str, hint: str = "", length: int = 1
    ) -> None:
        """Notes an error in this file."""
        self.problems.append(
            Problem(
                code=code,
                file=self.name,
                line=line,
                column=column,
                length=length,
                message=message,
                hint=hint,
                excerpt=self.excerpt(line),
            )
        )


@dataclass(slots=True, eq=False)
class Node:
    """Something in a file; line and column count from 1."""

    source: Source
    line: int
    column: int

    def place(self, length: int = 1) -> Place:
        """Where it stands."""
        return Place(self.source.name, self.line, self.column, length)


@dataclass(slots=True, eq=False)
class TextNode(Node):
    """A text as written. ``style`` is None when plain, else its quote or block mark."""

    text: str = ""
    style: str | None = None
    length: int = 1  # on its first line, quotes included

    @property
    def empty(self) -> bool:
        """Whether nothing was written at all."""
        return self.text == "" and self.style is None

    def whole(self) -> Place:
        """Its place with the length of the text; 1 where it goes on below its first line."""
        return Place(self.source.name, self.line, self.column, self.length)


@dataclass(slots=True, eq=False)
class ListNode(Node):
    """A list; ``flow`` when written in brackets."""

    items: list[Node] = field(default_factory=list)
    flow: bool = False


@dataclass(slots=True, eq=False)
class Entry:
    """A key and its value."""

    key: TextNode
    value: Node


@dataclass(slots=True, eq=False)
class MapNode(Node):
    """A map in the order of the file; ``flow`` when written in braces."""

    entries: dict[str, Entry] = field(default_factory=dict)
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of ``key``."""
        entry = self.entries.get(key)
        return entry.value if entry is not None else None
