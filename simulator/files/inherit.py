"""``based_on``: a child's tree laid over its parent's, before either is read.

Maps merge key by key. A list of things with ``name:`` merges by name. A plain
list or a text replaces. ``remove:`` drops what the parent brings. Nodes keep
their own file and line, so messages and ``flat`` name the true origin.
"""

from simulator.files.nodes import Entry, ListNode, MapNode, Node, TextNode
from simulator.scenario.problems import suggestion

DEEPEST = 3
"""Parents above a file, at most."""


def merge(child: MapNode, parent: MapNode) -> MapNode:
    """``child`` laid over ``parent``; a ``remove`` that names nothing is noted as E213."""
    merged = MapNode(child.source, child.line, child.column, flow=child.flow)
    entries = _without(parent.entries, child)
    for name, entry in entries.items():
        own = child.entries.get(name)
        merged.entries[name] = (
            entry if own is None else Entry(own.key, _lay(own.value, entry.value))
        )
    for name, entry in child.entries.items():
        merged.entries.setdefault(name, entry)
    merged.entries.pop("remove", None)
    return merged


def in_order(merged: MapNode, kind: str) -> MapNode:
    """The first key stays the one that says what the file is."""
    entry = merged.entries.pop(kind)
    merged.entries = {kind: entry, **merged.entries}
    return merged


def _lay(child: Node, parent: Node) -> Node:
    if isinstance(child, MapNode) and isinstance(parent, MapNode):
        return merge(child, parent)
    if isinstance(child, ListNode) and isinstance(parent, ListNode):
        ours, theirs = _by_name(child), _by_name(parent)
        if ours is not None and theirs is not None:
            merged = ListNode(child.source, child.line, child.column, flow=child.flow)
            merged.items = [
                merge(ours[name], item) if name in ours else item for name, item in theirs.items()
            ]
            merged.items += [item for name, item in ours.items() if name not in theirs]
            return merged
    return child


def _by_name(node: ListNode) -> dict[str, MapNode] | None:
    """Rows by their ``name:``; None when a row has none."""
    found: dict[str, MapNode] = {}
    for item in node.items:
        name = item.get("name") if isinstance(item, MapNode) else None
        if not isinstance(item, MapNode) or not isinstance(name, TextNode):
            return None
        if name.text in found:
            return None  # written twice: the reader says so
        found[name.text] = item
    return found


def _without(entries: dict[str, Entry], child: MapNode) -> dict[str, Entry]:
    """The parent's entries less what ``child`` removes, here and one level down."""
    wanted = child.get("remove")
    rows = wanted.items if isinstance(wanted, ListNode) else [wanted]
    names = [row for row in rows if isinstance(row, TextNode) and not row.empty]
    if not names:
        return entries
    gone: set[str] = set()
    dropped = {name.text for name in names}
    kept = {}
    for name, entry in entries.items():
        if name in dropped:
            gone.add(name)
            continue
        kept[name] = Entry(entry.key, _less(entry.value, dropped, gone))
    table = [*entries, *(name for entry in entries.values() for name in _names(entry.value))]
    for row in names:
        if row.text not in gone:
            place = row.whole()
            row.source.complain(
                "E213",
                place.line,
                place.column,
                f"there is no '{row.text}' to remove here.",
                suggestion(row.text, table),
                place.length,
            )
    return kept


def _names(node: Node) -> list[str]:
    if isinstance(node, MapNode):
        return list(node.entries)
    return list(_by_name(node) or ()) if isinstance(node, ListNode) else []


def _less(node: Node, dropped: set[str], gone: set[str]) -> Node:
    if not dropped.intersection(_names(node)):
        return node
    gone |= dropped.intersection(_names(node))
    if isinstance(node, MapNode):
        less = MapNode(node.source, node.line, node.column, flow=node.flow)
        less.entries = {name: e for name, e in node.entries.items() if name not in dropped}
        return less
    assert isinstance(node, ListNode)
    rows = ListNode(node.source, node.line, node.column, flow=node.flow)
    rows.items = [item for name, item in (_by_name(node) or {}).items() if name not in dropped]
    return rows
