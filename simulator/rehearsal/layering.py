"""Places the boxes and links of a drawing in rows, so that links and labels don't collide.

The steps are the usual ones of layered drawing (Sugiyama, Tagawa and Toda 1981): turn round
the links that close a circle, give each box the row after the last that leads to it, put a
label or a bend of a long link in every row it passes, order the rows by the mean place of
their neighbours, then find the places nearest to those means that keep boxes apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

Point = tuple[float, float]

GAP_X, GAP_Y, MARGIN = 26.0, 26.0, 24.0
BEND = 6.0
"""Width of a link that passes through a row."""
SWEEPS = 16
STRAIGHT = 6.0
"""How much more two bends of one link pull at each other than other neighbours do."""


class Box(Struct, frozen=True):
    """Something to place; sizes in the drawing's units."""

    id: str
    width: float
    height: float


class Link(Struct, frozen=True):
    """A link between two different boxes, with the size of its label."""

    source: str
    target: str
    width: float = 0.0
    height: float = 0.0


class Route(Struct, frozen=True):
    """The points a link runs through, from its source on, and the middle of its label."""

    points: tuple[Point, ...]
    label: Point


class Layout(Struct, frozen=True):
    """Middles of the boxes by id, routes in the order of the links, size of the whole."""

    spots: dict[str, Point]
    routes: tuple[Route, ...]
    width: float
    height: float


class _Chain(Struct, frozen=True):
    """A link as laid out: downward, by way of its bends."""

    ids: tuple[str, ...]
    turned: bool
    label: int  # which of the ids carries the label


def layered(boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    """The layout; the first box is where reading starts. Same arguments, same layout."""
    downward = _downward([box.id for box in boxes], links)
    ranks = _ranks([box.id for box in boxes], downward)
    sizes = {box.id: (box.width, box.height) for box in boxes}
    rows: dict[int, list[str]] = {}
    for box in boxes:
        rows.setdefault(2 * ranks[box.id], []).append(box.id)
    chains = []
    for number, (link, (upper, lower, turned)) in enumerate(zip(links, downward, strict=True)):
        inner = range(2 * ranks[upper] + 1, 2 * ranks[lower])
        label = inner[-1] if turned else inner[0]
        ids = [upper]
        for rank in inner:
            one = f"\0{number}.{rank}"
            sizes[one] = (link.width, link.height) if rank == label else (BEND, 0.0)
            rows.setdefault(rank, []).append(one)
            ids.append(one)
        chains.append(_Chain((*ids, lower), turned, 1 + label - inner[0]))
    order = _ordered([rows[rank] for rank in sorted(rows)], chains)
    across = _across(order, chains, sizes)
    return _finished(boxes, order, chains, sizes, across)


def _downward(ids: Sequence[str], links: Iterable[Link]) -> list[tuple[str, str, bool]]:
    """Each link with its upper end first, and whether that turned it round."""
    below: dict[str, list[str]] = {one: [] for one in ids}
    for link in links:
        below[link.source].append(link.target)
    state: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    for root in ids:
        if root in state:
            continue
        state[root] = 1
        path = [(root, iter(below[root]))]
        while path:
            at, ways = path[-1]
            to = next(ways, None)
            if to is None:
                state[at] = 2
                path.pop()
            elif to not in state:
                state[to] = 1
                path.append((to, iter(below[to])))
            elif state[to] == 1:
                back.add((at, to))
    return [
        (link.target, link.source, True)
        if (link.source, link.target) in back
        else (link.source, link.target, False)
        for link in links
    ]


def _ranks(ids: Sequence[str], downward: Iterable[tuple[str, str, bool]]) -> dict[str, int]:
    """The row of each box: one below the lowest that leads to it."""
    above: dict[str, set[str]] = {one: set() for one in ids}
    below: dict[str, set[str]] = {one: set() for one in ids}
    for upper, lower, _ in downward:
        above[lower].add(upper)
        below[upper].add(lower)
    ranks: dict[str, int] = {}
    waiting = [one for one in ids if not above[one]]
    missing = {one: len(above[one]) for one in ids}
    while waiting:
        at = waiting.pop(0)
        ranks[at] = max((ranks[one] + 1 for one in above[at]), default=0)
        for to in sorted(below[at], key=ids.index):
            missing[to] -= 1
            if not missing[to]:
                waiting.append(to)
    for one in ids[1:]:
        if not above[one] and below[one]:  # leads in from the side: close to where it leads
            ranks[one] = max(0, min(ranks[to] for to in below[one]) - 1)
    return ranks


Rows = list[list[str]]


def _ordered(rows: Rows, chains: Sequence[_Chain]) -> Rows:
    """The rows in the order with the fewest crossings that sweeping finds."""
    up: dict[str, list[str]] = {one: [] for row in rows for one in row}
    down: dict[str, list[str]] = {one: [] for row in rows for one in row}
    for chain in chains:
        for a, b in pairwise(chain.ids):
            up[b].append(a)
            down[a].append(b)
    best, fewest = rows, _crossings(rows, down)
    now = [list(row) for row in rows]
    for sweep in range(SWEEPS):
        if not fewest:
            break
        towards, turn = (up, now) if sweep % 2 == 0 else (down, now[::-1])
        for before, row in pairwise(turn):
            place = {one: number for number, one in enumerate(before)}
            own = {one: number for number, one in enumerate(row)}
            row.sort(key=lambda one: (_mean(towards[one], place, own[one]), own[one]))
        count = _crossings(now, down)
        if count < fewest:
            best, fewest = [list(row) for row in now], count
    return best


def _mean(ids: Sequence[str], place: Mapping[str, float], default: float) -> float:
    known = [place[one] for one in ids if one in place]
    return sum(known) / len(known) if known else default


def _crossings(rows: Rows, down: Mapping[str, Sequence[str]]) -> int:
    """How often two links cross between neighbouring rows."""
    count = 0
    for row, below in pairwise(rows):
        place = {one: number for number, one in enumerate(below)}
        ends = [sorted(place[to] for to in down[one]) for one in row]
        seen: list[int] = []
        for group in ends:
            count += sum(1 for end in group for one in seen if one > end)
            seen += group
    return count


def _across(
    rows: Rows, chains: Sequence[_Chain], sizes: Mapping[str, tuple[float, float]]
) -> dict[str, float]:
    """The middle of everything from left to right."""
    near: dict[str, list[tuple[str, float]]] = {one: [] for row in rows for one in row}
    for chain in chains:
        for a, b in pairwise(chain.ids):
            weight = STRAIGHT if a[0] == b[0] == "\0" else 1.0
            near[a].append((b, weight))
            near[b].append((a, weight))
    across: dict[str, float] = {}
    for row in rows:
        right = 0.0
        for one in row:
            across[one] = right + sizes[one][0] / 2
            right += sizes[one][0] + GAP_X
    for _ in range(SWEEPS):
        for order in (rows, rows[::-1]):
            for row in order:
                wanted = []
                for one in row:
                    total = sum(weight for _, weight in near[one])
                    pull = sum(across[other] * weight for other, weight in near[one])
                    wanted.append(pull / total if total else across[one])
                across.update(zip(row, _apart(row, wanted, sizes), strict=True))
    return across


def _apart(
    row: Sequence[str], wanted: Sequence[float], sizes: Mapping[str, tuple[float, float]]
) -> list[float]:
    """Places nearest to those wanted, by least squares, that keep order and distance.

    With the distances taken off, this is isotonic regression: neighbours in the wrong order
    are pooled at their mean.
    """
    offsets = [0.0]
    for left, right in pairwise(row):
        offsets.append(offsets[-1] + (sizes[left][0] + sizes[right][0]) / 2 + GAP_X)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean = (mean * count + other * size) / (count + size)
            count += size
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]


def _finished(
    boxes: Sequence[Box],
    rows: Rows,
    chains: Sequence[_Chain],
    sizes: Mapping[str, tuple[float, float]],
    across: Mapping[str, float],
) -> Layout:
    left = min(across[one] - sizes[one][0] / 2 for row in rows for one in row)
    right = max(across[one] + sizes[one][0] / 2 for row in rows for one in row)
    middle: dict[str, Point] = {}
    reach: dict[str, float] = {}
    top = MARGIN
    for row in rows:
        height = max(sizes[one][1] for one in row)
        for one in row:
            middle[one] = (across[one] - left + MARGIN, top + height / 2)
            reach[one] = height / 2 if one[0] == "\0" else sizes[one][1] / 2
        top += height + GAP_Y
    leaving = _ports(chains, middle, sizes, leaving=True)
    entering = _ports(chains, middle, sizes, leaving=False)
    routes = []
    for number, chain in enumerate(chains):
        first, last = chain.ids[0], chain.ids[-1]
        points = [(leaving[number], middle[first][1] + reach[first])]
        for one in chain.ids[1:-1]:
            x, y = middle[one]
            points += [(x, y - reach[one]), (x, y + reach[one])]
        points.append((entering[number], middle[last][1] - reach[last]))
        way = tuple(points[::-1] if chain.turned else points)
        routes.append(Route(way, middle[chain.ids[chain.label]]))
    return Layout(
        {box.id: middle[box.id] for box in boxes},
        tuple(routes),
        right - left + 2 * MARGIN,
        top - GAP_Y + MARGIN,
    )


def _ports(
    chains: Sequence[_Chain],
    middle: Mapping[str, Point],
    sizes: Mapping[str, tuple[float, float]],
    *,
    leaving: bool,
) -> dict[int, float]:
    """Where each link meets its upper (``leaving``) or lower box, spread so that none meet."""
    groups: dict[str, list[tuple[float, int]]] = {}
    for number, chain in enumerate(chains):
        end, beside = (chain.ids[0], chain.ids[1]) if leaving else (chain.ids[-1], chain.ids[-2])
        groups.setdefault(end, []).append((middle[beside][0], number))
    found: dict[int, float] = {}
    for end, group in groups.items():
        step = 0.8 * sizes[end][0] / (len(group) + 1)
        start = middle[end][0] - 0.4 * sizes[end][0]
        for place, (_, number) in enumerate(sorted(group), start=1):
            found[number] = start + place * step
    return found
