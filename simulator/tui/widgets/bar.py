"""A horizontal bar that reads without colour: heavy where filled, light where not."""

from textual.content import Content, Span

FULL, EMPTY, MARK = "━", "─", "┃"


def bar(width: int, value: int, *, mark: int | None = None, style: str = "$primary") -> Content:
    """``value`` of 100 over ``width`` cells, with an upright stroke at ``mark``."""
    width = max(4, width)
    filled = round(max(0, min(100, value)) / 100 * width)
    cells = [FULL] * filled + [EMPTY] * (width - filled)
    spans = [Span(0, filled, style), Span(filled, width, "$faint")]
    if mark is not None:
        at = min(width - 1, round(mark / 100 * width))
        cells[at] = MARK
        spans.append(Span(at, at + 1, "$foreground"))
    return Content("".join(cells), spans)
