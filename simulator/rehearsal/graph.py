"""A scenario as a graph: beats, endings, and the reactions that lead from one to another."""

from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct

from simulator.rehearsal.layering import Box, Link, Route, layered
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


WIDTH, HEIGHT, LETTER, LINE = 170, 50, 6.2, 14
"""Sizes of a drawing: a box, a letter of a label, a line of it."""
MOST_LINES = 4
MANY = 3
"""From this many stages on, a way that all of them have is drawn once."""


def as_svg(graph: Graph) -> str:
    """A drawing that stands alone, in rows from the ring down; labels never overlap."""
    graph = _gathered(graph)
    ways = _joined(graph)
    loops = {edge.source: labels for edge, labels in ways if edge.source == edge.target}
    ways = [way for way in ways if way[0].source != way[0].target]
    nodes = sorted(graph.nodes, key=lambda node: node.id != graph.start)
    widths = {node.id: max(WIDTH, LETTER * 1.3 * len(node.label) + 24) for node in nodes}
    layout = layered(
        [Box(node.id, widths[node.id], HEIGHT) for node in nodes],
        [Link(edge.source, edge.target, *_size(labels)) for edge, labels in ways],
    )
    width, height = round(layout.width), round(layout.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(graph.title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#57606a"/></marker></defs>',
    ]
    drawn = list(zip(ways, layout.routes, strict=True))
    parts += [_curve(edge, labels, route) for (edge, labels), route in drawn]
    parts += [_words(labels, route) for (_, labels), route in drawn]
    for node in nodes:
        loop = f"again: {', '.join(loops[node.id])}" if node.id in loops else ""
        spot = layout.spots[node.id]
        parts.append(_box(node, spot, widths[node.id], graph.colours.get(node.id), loop))
    return "".join(parts) + "</svg>\n"


def _gathered(graph: Graph) -> Graph:
    """The graph with ways that many stages share leading from one box of their own."""
    sources: dict[tuple[str, str], list[Edge]] = {}
    for edge in graph.edges:
        sources.setdefault((edge.target, edge.label), []).append(edge)
    shared = [edges for edges in sources.values() if len(edges) >= MANY]
    beats = [node for node in graph.nodes if node.kind == "beat"]
    nodes, edges = list(graph.nodes), [e for e in graph.edges if not any(e in s for s in shared)]
    for group in shared:
        names = [node.label for node in beats if any(node.id == edge.source for edge in group)]
        box = f"any_{'_'.join(names)}"
        if not any(node.id == box for node in nodes):
            label = "any stage" if len(names) == len(beats) else f"any of {len(names)} stages"
            note = "" if len(names) == len(beats) else ", ".join(names)
            nodes.append(Node(box, label, "beat", note if len(note) < 32 else note[:31] + "…"))
        edges.append(Edge(box, group[0].target, group[0].label, group[0].dotted))
    return Graph(graph.title, graph.start, tuple(nodes), tuple(edges), graph.colours)


def _joined(graph: Graph) -> list[tuple[Edge, list[str]]]:
    """One curve for each pair of nodes, with all its labels."""
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in graph.edges:
        found.setdefault((edge.source, edge.target), []).append(edge)
    return [(edges[0], [edge.label for edge in edges]) for edges in found.values()]


def _shown(labels: list[str]) -> list[str]:
    if len(labels) <= MOST_LINES:
        return labels
    return [*labels[: MOST_LINES - 1], f"and {len(labels) - MOST_LINES + 1} more"]


def _size(labels: list[str]) -> tuple[float, float]:
    shown = _shown(labels)
    return LETTER * max(map(len, shown)) + 6, LINE * len(shown) + 2


def _curve(edge: Edge, labels: list[str], route: Route) -> str:
    (x, y), *rest = route.points
    way = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        way += f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    dash = ' stroke-dasharray="4 4"' if edge.dotted else ""
    return (
        f'<path d="{way}" fill="none" stroke="#57606a"{dash} marker-end="url(#tip)">'
        f"<title>{escape(', '.join(labels))}</title></path>"
    )


def _words(labels: list[str], route: Route) -> str:
    shown = _shown(labels)
    width, height = _size(labels)
    x, y = route.label
    rows = "".join(
        f'<tspan x="{x:.1f}" y="{y - height / 2 + LINE * number + 11:.1f}">{escape(text)}</tspan>'
        for number, text in enumerate(shown)
    )
    return (
        f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="#ffffff"/>'
        f'<text text-anchor="middle" fill="#57606a" font-size="11">{rows}</text>'
    )


def _box(node: Node, spot: tuple[float, float], width: float, colour: str | None, loop: str) -> str:
    x, y = spot
    rounding = 6 if node.kind == "beat" else HEIGHT // 2
    note = f"{node.note} · {loop}" if loop else node.note
    long = f"<title>{escape(note)}</title>"
    short = note if len(note) * LETTER < width else note[: int(width / LETTER) - 1] + "…"
    return (
        f'<g>{long}<rect x="{x - width / 2:.1f}" y="{y - HEIGHT / 2:.1f}" width="{width:.1f}" '
        f'height="{HEIGHT}" rx="{rounding}" fill="{colour or "#f6f8fa"}" stroke="#1b1f23"/>'
        f'<text x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-weight="bold">'
        f'{escape(node.label)}</text><text x="{x:.1f}" y="{y + 14:.1f}" text-anchor="middle" '
        f'fill="#57606a">{escape(short)}</text></g>'
    )
