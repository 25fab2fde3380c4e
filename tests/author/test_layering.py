"""A layered drawing of any graph: nothing overlaps, every link runs from box to box."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.rehearsal.layering import Box, Layout, Link, layered

NAMES = "abcdefgh"


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Link]]:
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    sizes = st.integers(10, 200)
    boxes = [Box(name, draw(sizes), draw(sizes)) for name in names]
    pairs = [(a, b) for a in names for b in names if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=14, unique=True)) if pairs else []
    return boxes, [Link(a, b, draw(sizes), draw(sizes)) for a, b in chosen]


Rectangle = tuple[float, float, float, float]


def around(middle: tuple[float, float], width: float, height: float) -> Rectangle:
    x, y = middle
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def rectangles(boxes: list[Box], links: list[Link], layout: Layout) -> list[Rectangle]:
    found = [around(layout.spots[box.id], box.width, box.height) for box in boxes]
    for link, route in zip(links, layout.routes, strict=True):
        found.append(around(route.label, link.width, link.height))
    return found


@settings(deadline=None)
@given(graphs())
def test_boxes_and_labels_keep_apart_and_on_the_page(graph: tuple[list[Box], list[Link]]) -> None:
    layout = layered(*graph)
    drawn = rectangles(*graph, layout)
    for one, other in combinations(drawn, 2):
        apart = (one[2] < other[0] + 1e-6, other[2] < one[0] + 1e-6)
        above = (one[3] < other[1] + 1e-6, other[3] < one[1] + 1e-6)
        assert any((*apart, *above)), (one, other)
    for left, top, right, bottom in drawn:
        assert min(left, top) >= 0
        assert right <= layout.width + 1e-6
        assert bottom <= layout.height + 1e-6


@settings(deadline=None)
@given(graphs())
def test_links_run_from_the_edge_of_one_box_to_that_of_the_other(
    graph: tuple[list[Box], list[Link]],
) -> None:
    boxes, links = graph
    layout = layered(boxes, links)
    sized = {box.id: box for box in boxes}
    for link, route in zip(links, layout.routes, strict=True):
        for end, (x, y) in ((link.source, route.points[0]), (link.target, route.points[-1])):
            left, top, right, bottom = around(
                layout.spots[end], sized[end].width, sized[end].height
            )
            assert left < x < right
            assert min(abs(y - top), abs(y - bottom)) < 1e-6
    assert layered(boxes, links) == layout


def test_the_start_is_on_top_and_a_way_back_is_drawn_upward() -> None:
    boxes = [Box(name, 50, 20) for name in "abc"]
    links = [Link("a", "b"), Link("b", "c"), Link("c", "a")]
    layout = layered(boxes, links)
    heights = [layout.spots[name][1] for name in "abc"]
    assert heights == sorted(heights)
    back = layout.routes[2].points
    assert back[0][1] > back[-1][1]


def test_two_crossed_links_are_uncrossed() -> None:
    boxes = [Box(name, 50, 20) for name in "rabxy"]
    links = [Link("r", "a"), Link("r", "b"), Link("a", "y"), Link("b", "x")]
    spots = layered(boxes, links).spots
    assert (spots["a"][0] < spots["b"][0]) == (spots["y"][0] < spots["x"][0])
