"""A scenario as a graph: beats, endings, and the reactions that lead from one to another."""

from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct

from simulator.scenario.model import Out, Playable, Reaction
from simulator.scenario.values import EVENTS

START = "start"


class Node(Struct, frozen=True):
    """A beat or an ending. ``note`` is a second line of text."""

    id: str
    label: str
    kind: str  # beat, won, partial, lost
    note: str = ""


class Edge(Struct, frozen=True):
    """A way from a beat. ``dotted``: it happens to the call rather than in answer to a move."""

    source: str
    target: str
    label: str
    dotted: bool = False


class Graph(Struct, frozen=True):
    """Nodes in file order, edges in file order, and a colour for some of the nodes."""

    title: str
    start: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    colours: dict[str, str]


def graph_of(
    playable: Playable,
    *,
    colours: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
) -> Graph:
    """The graph of a scenario. ``colours`` and ``notes`` go by the id of a node."""
    scenario = playable.scenario
    said = notes or {}
    nodes = [
        Node(
            f"beat_{name}",
            name,
            "beat",
            said.get(f"beat_{name}", playable.personas[b.with_].persona),
        )
        for name, b in scenario.beats.items()
    ]
    nodes += [
        Node(f"end_{name}", name, ending.result, said.get(f"end_{name}", ending.result))
        for name, ending in scenario.endings.items()
    ]
    known = {node.id for node in nodes}
    edges: dict[Edge, None] = {}

    def add(source: str, out: Out | None, label: str, dotted: bool = False) -> None:
        if out is None:
            return
        target = f"end_{out.end}" if out.end else f"beat_{out.goto}" if out.goto else ""
        if target in known:
            edges[Edge(f"beat_{source}", target, label, dotted)] = None

    for name, beat in scenario.beats.items():
        for reaction in (
            *beat.reactions,
            *playable.personas[beat.with_].anytime,
            *scenario.anytime,
        ):
            add(name, _out(reaction), _label(reaction))
        for objection, out in beat.if_lost_objection.items():
            add(name, out, f"{objection} lost", True)
        add(name, beat.when_cut_off, "cut off", True)
        add(name, beat.then, "afterwards", True)
        if beat.mode == "talk":
            add(name, scenario.if_patience_gone, "patience gone", True)
            add(name, scenario.if_time_up, "time up", True)
    return Graph(
        title=scenario.scenario,
        start=f"beat_{scenario.starts_with}",
        nodes=tuple(nodes),
        edges=tuple(edges),
        colours={node: one for node, one in (colours or {}).items() if node in known},
    )


def _out(reaction: Reaction) -> Out:
    return Out(goto=reaction.goto, end=reaction.end)


def _label(reaction: Reaction) -> str:
    first = reaction.when.anyof[0]
    return reaction.name if first[0] not in EVENTS else f"{reaction.name} ({first[0]})"


def as_mermaid(graph: Graph) -> str:
    """Text for Mermaid's flowchart."""
    rows = ["flowchart TD", "  start((ring)) --> " + graph.start]
    for node in graph.nodes:
        text = _mermaid(f"{node.label}<br/>{node.note}" if node.note else node.label)
        shape = f'["{text}"]' if node.kind == "beat" else f'(["{text}"])'
        rows.append(f"  {node.id}{shape}")
    for edge in graph.edges:
        arrow = "-.->" if edge.dotted else "-->"
        rows.append(f'  {edge.source} {arrow}|"{_mermaid(edge.label)}"| {edge.target}')
    rows += [f"  style {node} fill:{colour}" for node, colour in graph.colours.items()]
    return "\n".join(rows) + "\n"


def _mermaid(text: str) -> str:
    return text.replace('"', "&quot;")


def as_dot(graph: Graph) -> str:
    """Text for Graphviz."""
    rows = [f"digraph {_dot(graph.title)} {{", "  rankdir=TB; node [shape=box, style=filled];"]
    for node in graph.nodes:
        shape = ', shape=oval, fillcolor="white"' if node.kind != "beat" else ', fillcolor="white"'
        if node.id in graph.colours:
            shape = shape.replace('"white"', _dot(graph.colours[node.id]))
        label = _dot(f"{node.label}\n{node.note}" if node.note else node.label)
        rows.append(f"  {node.id} [label={label}{shape}];")
    rows.append(f'  start [label="ring", shape=circle]; start -> {graph.start};')
    for edge in graph.edges:
        style = ", style=dotted" if edge.dotted else ""
        rows.append(f"  {edge.source} -> {edge.target} [label={_dot(edge.label)}{style}];")
    return "\n".join([*rows, "}"]) + "\n"


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def as_tree(graph: Graph) -> Iterator[str]:
    """A text tree from the first beat; a beat seen before is named, not drawn again."""
    nodes = {node.id: node for node in graph.nodes}
    drawn: set[str] = set()

    def below(at: str, indent: str) -> Iterator[str]:
        drawn.add(at)
        ways: dict[str, list[str]] = {}
        for edge in graph.edges:
            if edge.source == at:
                ways.setdefault(edge.target, []).append(
                    f"({edge.label})" if edge.dotted else edge.label
                )
        targets = list(ways)
        for place, target in enumerate(targets):
            last = place == len(targets) - 1
            node = nodes[target]
            again = " (above)" if target in drawn and node.kind == "beat" else ""
            result = f" [{node.kind}]" if node.kind != "beat" else ""
            note = f" · {node.note}" if node.note not in ("", node.kind) else ""
            yield (
                f"{indent}{'└─' if last else '├─'} {node.label}{result}{note}{again}"
                f"  ← {', '.join(ways[target])}"
            )
            if not again and node.kind == "beat":
                yield from below(target, indent + ("   " if last else "│  "))

    first = nodes[graph.start]
    yield f"{graph.title}"
    yield f"{first.label}" + (f" · {first.note}" if first.note else "")
    yield from below(graph.start, "")
    for node in graph.nodes:
        if node.kind == "beat" and node.id not in drawn:
            yield f"{node.label} (nothing leads here)"


WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 54, 40, 84, 30


def as_svg(graph: Graph) -> str:
    """A drawing that stands alone: beats in rows by how far they are from the ring."""
    rows = _rows(graph)
    spots: dict[str, tuple[int, int]] = {}
    widest = max(len(row) for row in rows)
    width = MARGIN * 2 + widest * WIDTH + (widest - 1) * GAP_X
    for level, row in enumerate(rows):
        start = (width - len(row) * WIDTH - (len(row) - 1) * GAP_X) // 2
        for place, node in enumerate(row):
            spots[node] = (start + place * (WIDTH + GAP_X), MARGIN + level * (HEIGHT + GAP_Y))
    height = MARGIN * 2 + len(rows) * HEIGHT + (len(rows) - 1) * GAP_Y
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>{escape(graph.title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#57606a"/></marker></defs>',
    ]
    parts += [_curve(edge, spots, count) for edge, count in _joined(graph)]
    parts += [_box(node, spots[node.id], graph.colours) for node in graph.nodes]
    return "".join(parts) + "</svg>\n"


def _rows(graph: Graph) -> list[list[str]]:
    far = {graph.start: 0}
    waiting = [graph.start]
    while waiting:
        at = waiting.pop(0)
        for edge in graph.edges:
            if edge.source == at and edge.target not in far and edge.target.startswith("beat_"):
                far[edge.target] = far[at] + 1
                waiting.append(edge.target)
    last = max(far.values()) + 1
    rows: list[list[str]] = [[] for _ in range(last + 1)]
    for node in graph.nodes:
        rows[far.get(node.id, last) if node.kind == "beat" else last].append(node.id)
    return [row for row in rows if row]


def _joined(graph: Graph) -> list[tuple[Edge, str]]:
    """One curve for each pair of nodes, with all its labels."""
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in graph.edges:
        found.setdefault((edge.source, edge.target), []).append(edge)
    return [(edges[0], ", ".join(edge.label for edge in edges)) for edges in found.values()]


def _curve(edge: Edge, spots: Mapping[str, tuple[int, int]], label: str) -> str:
    (x1, y1), (x2, y2) = spots[edge.source], spots[edge.target]
    down = y2 > y1
    from_x, from_y = x1 + WIDTH // 2, y1 + (HEIGHT if down else 0)
    to_x, to_y = x2 + WIDTH // 2, y2 if down else y2 + HEIGHT
    middle = (from_y + to_y) // 2
    dash = ' stroke-dasharray="4 4"' if edge.dotted else ""
    short = label if len(label) <= 40 else label[:39] + "…"
    return (
        f'<path d="M{from_x} {from_y}C{from_x} {middle} {to_x} {middle} {to_x} {to_y}" '
        f'fill="none" stroke="#57606a"{dash} marker-end="url(#tip)"><title>{escape(label)}'
        f'</title></path><text x="{(from_x + to_x) // 2}" y="{middle}" text-anchor="middle" '
        f'fill="#57606a" font-size="10">{escape(short)}</text>'
    )


def _box(node: Node, spot: tuple[int, int], colours: Mapping[str, str]) -> str:
    x, y = spot
    round_ = 6 if node.kind == "beat" else HEIGHT // 2
    fill = colours.get(node.id, "#f6f8fa")
    return (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="{round_}" fill="{fill}" '
        f'stroke="#1b1f23"/><text x="{x + WIDTH // 2}" y="{y + 23}" text-anchor="middle" '
        f'font-weight="bold">{escape(node.label)}</text><text x="{x + WIDTH // 2}" y="{y + 41}" '
        f'text-anchor="middle" fill="#57606a">{escape(node.note)}</text>'
    )
