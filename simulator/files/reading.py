"""Nodes to structs: walks the shapes of the model and says what doesn't fit, and where."""

from typing import Any

from msgspec import Struct

from simulator.files import phrases
from simulator.files.nodes import ListNode, MapNode, Node, TextNode
from simulator.files.texts import BAD, TextReading, kind_of, name_of
from simulator.scenario import shapes
from simulator.scenario.model import Criterion, Out, Reaction, Turn
from simulator.scenario.problems import Path, suggestion

EXACTLY_ONE: dict[type[Struct], tuple[str, ...]] = {
    Out: ("goto", "end", "raise"),
    Criterion: ("credit", "penalty", "settled", "reached", "told", "talk", "knows"),
    Turn: ("you", "silent"),
}
AT_MOST_ONE: dict[type[Struct], tuple[str, ...]] = {Reaction: ("goto", "end")}


class Reading(TextReading):
    """Reads one file's tree; collects its problems and the place of every value."""

    def value(self, node: Node, shape: shapes.Shape, path: Path) -> Any:
        """The value of ``node`` in ``shape``, or ``BAD``."""
        whole = node.whole() if isinstance(node, TextNode) else node.place()
        self.places.values[path] = whole
        match shape:
            case shapes.Fields(cls):
                return self.fields(node, cls, path)
            case shapes.MapOf():
                return self.mapped(node, shape, path)
            case shapes.ListOf():
                return self.listed(node, shape, path)
            case shapes.Rows():
                return self.rows(node, shape, path)
        return self.single(node, shape, path)

    def rows(self, node: Node, shape: shapes.Rows, path: Path) -> Any:
        """One text or a list of them."""
        key = name_of(path)
        if not isinstance(node, ListNode):
            if shape.prose or isinstance(node, TextNode):
                value = self.single(node, shapes.Text("prose", shape.to), path)
                self.places.values[(*path, 0)] = self.places.values[path]
                return BAD if value is BAD else (value,)
            return self.complain(
                "E113",
                node.place(),
                f"'{key}' should be a list of names, and is a map.",
                f"Write {key}: [one, two].",
            )
        if node.flow and shape.prose and node.items:
            return self.complain(
                "E114",
                node.place(),
                f"'{key}' holds sentences, and in brackets YAML cuts them at their commas.",
                "Give each its own row, starting with '- '.",
            )
        found = [
            self.row(item, (*path, number), key, not shape.to)
            for number, item in enumerate(node.items)
        ]
        return BAD if any(value is BAD for value in found) else tuple(found)

    def row(self, item: Node, path: Path, key: str, read: bool) -> Any:
        """One row of a list of texts; named in messages by the list's key."""
        place = item.whole() if isinstance(item, TextNode) else item.place()
        self.places.values[path] = place
        if isinstance(item, TextNode) and not item.empty:
            return self.text(item, "prose", key, path if read else ())
        if isinstance(item, TextNode):
            return self.complain(
                "E113", item.place(), f"a row of '{key}' is empty.", "Write a text, or drop it."
            )
        return self.not_text(item, key)

    def listed(self, node: Node, shape: shapes.ListOf, path: Path) -> Any:
        """A list of one shape."""
        key = name_of(path)
        if not isinstance(node, ListNode):
            if shape.one and not (isinstance(node, TextNode) and node.empty):
                value = self.value(node, shape.item, (*path, 0))
                return BAD if value is BAD else (value,)
            return self.complain(
                "E113",
                node.place(),
                f"'{key}' should be a list.",
                "Start each row with '- '.",
            )
        found = [
            self.value(item, shape.item, (*path, number)) for number, item in enumerate(node.items)
        ]
        self.twice(found, path, key)
        return BAD if any(value is BAD for value in found) else tuple(found)

    def twice(self, found: list[Any], path: Path, key: str) -> None:
        """Two rows of a list with one ``name``."""
        seen: dict[str, int] = {}
        for number, value in enumerate(found):
            name = getattr(value, "name", None)
            if not isinstance(name, str):
                continue
            if name in seen:
                first = self.places.value((*path, seen[name], "name"))
                self.complain(
                    "E103",
                    self.places.value((*path, number, "name")),
                    f"'{name}' is written twice in {key}; the first is on line {first.line}.",
                    "Give each its own name.",
                )
            seen.setdefault(name, number)

    def mapped(self, node: Node, shape: shapes.MapOf, path: Path) -> Any:
        """A map with names of the author's choice."""
        key = name_of(path)
        if isinstance(node, TextNode) and node.empty:
            return {}
        if not isinstance(node, MapNode):
            return self.complain(
                "E113",
                node.place(),
                f"'{key}' should be a map of names, not {kind_of(node)}.",
                "Write one 'name: ...' a line, indented below it.",
            )
        found, good = {}, True
        for entry in node.entries.values():
            inner = (*path, entry.key.text)
            self.places.keys[inner] = entry.key.whole()
            name = self.map_key(entry.key, shape.key, key)
            value = self.value(entry.value, shape.value, inner)
            good = good and name is not BAD and value is not BAD
            if good:
                found[name] = value
        return found if good else BAD

    def map_key(self, node: TextNode, shape: shapes.Shape, holder: str) -> Any:
        """A key of a map."""
        text = node.text.strip()
        if isinstance(shape, shapes.Choice) and text not in shape.words:
            hint = suggestion(text, shape.words) or f"Write one of {', '.join(shape.words)}."
            return self.complain("E111", node.whole(), f"unknown key '{text}' in {holder}.", hint)
        if isinstance(shape, shapes.Text) and shape.kind == "id":
            return text if phrases.NAME.fullmatch(text) else self.bad_name(node, text)
        if not text:
            return self.complain(
                "E113", node.place(), f"a name in '{holder}' is empty.", "Write it."
            )
        return text

    def fields(self, node: Node, cls: type[Struct], path: Path) -> Any:
        """A map with fixed keys."""
        keys = shapes.keys_of(cls)
        if isinstance(node, TextNode) and node.empty:
            if not any(key.required for key in keys.values()) and cls not in EXACTLY_ONE:
                return cls()
            node = MapNode(node.source, node.line, node.column)
        if not isinstance(node, MapNode):
            some = ", ".join(list(keys)[:4])
            return self.complain(
                "E113",
                node.place(),
                f"'{name_of(path)}' should be a map, not {kind_of(node)}.",
                f"It has keys such as {some}.",
            )
        found: dict[str, Any] = {}
        good = True
        holder = self.holder(node, path)
        for name, entry in node.entries.items():
            self.places.keys[(*path, name)] = entry.key.whole()
            key = keys.get(name)
            if key is None:
                hint = suggestion(name, keys) or f"It may hold {', '.join(keys)}."
                self.complain("E111", entry.key.whole(), f"unknown key '{name}' in {holder}.", hint)
                good = False
                continue
            value = self.value(entry.value, key.shape, (*path, name))
            good = good and value is not BAD
            found[key.attribute] = value
        good = self.complete(node, cls, path, holder) and good
        return cls(**found) if good else BAD

    def complete(self, node: MapNode, cls: type[Struct], path: Path, holder: str) -> bool:
        """Whether every key that must be there is, and those that exclude each other don't meet."""
        good = True
        place = self.places.key(path) if path else node.place()
        unknown = [name for name in node.entries if name not in shapes.keys_of(cls)]
        for key in shapes.keys_of(cls).values():
            if key.required and key.name not in node.entries:
                good = False
                if any(suggestion(name, [key.name]) for name in unknown):
                    continue  # the misspelt key is told already; one slip, one message
                self.complain(
                    "E112",
                    place,
                    f"'{key.name}' is missing in {holder}.",
                    f"Write '{key.name}: ...'.",
                )
        for group, least in ((EXACTLY_ONE.get(cls), 1), (AT_MOST_ONE.get(cls), 0)):
            if group is None:
                continue
            there = [name for name in group if name in node.entries]
            if not least <= len(there) <= 1 and not (not there and unknown):
                good = False
                listed = ", ".join(group[:-1]) + f" or {group[-1]}"
                count = "one of" if least else "at most one of"
                at = node.entries[there[1]].key.whole() if there else place
                self.complain("E117", at, f"{holder} needs {count} {listed}.", "Keep one of them.")
        return good

    def holder(self, node: MapNode, path: Path) -> str:
        """What messages call the map: its key, or the name of its row."""
        name = node.get("name")
        if path and isinstance(path[-1], int) and isinstance(name, TextNode) and name.text:
            return name.text
        if path and isinstance(path[-1], int):
            return f"row {path[-1] + 1} of {name_of(path)}"
        return str(path[-1]) if path else "this file"
