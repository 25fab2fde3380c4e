"""A page to print: headings, tables and lists, as Markdown or as one HTML file.

Texts are plain: whatever marks they hold is shown, never obeyed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape

from msgspec import Struct

Cell = str | tuple[str, ...]
"""One text, or several under each other."""


class Heading(Struct, frozen=True):
    """A heading below the page's title."""

    text: str


class Paragraph(Struct, frozen=True):
    """Running text; empty lines in it start a new paragraph."""

    text: str


class Bullets(Struct, frozen=True):
    """A list, one item each."""

    items: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table; columns whose cells are all empty are left out."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def filled(self) -> "Table":
        """The table without its empty columns."""
        keep = [n for n in range(len(self.head)) if any(row[n] for row in self.rows)]
        return Table(
            tuple(self.head[n] for n in keep),
            tuple(tuple(row[n] for n in keep) for row in self.rows),
        )


Block = Heading | Paragraph | Bullets | Table


class Page(Struct, frozen=True):
    """A titled page."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"


MARKS = re.compile(r"([\\`*\[\]<>|~])|(?<!\w)(_)|(_)(?!\w)")
AT_START = re.compile(r"^(?:([#+-])|(\d+)([.)]))(?=\s|$)")


def markdown(page: Page) -> str:
    """The page as Markdown with tables, ending in a line break."""
    parts = [f"# {_marked(page.title)}"]
    for block in page.blocks:
        match block:
            case Heading(text):
                parts.append(f"## {_marked(text)}")
            case Paragraph(text):
                parts.append("\n\n".join(_paragraphs(text, _marked)))
            case Bullets(items):
                parts.append("\n".join(f"- {_marked(item)}" for item in items))
            case Table():
                parts.append("\n".join(_marked_table(block.filled())))
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraphs(text: str, form: Callable[[str], str]) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text.strip()):
        if part.strip():
            yield form(" ".join(part.split()))


def _marked(text: str) -> str:
    plain = " ".join(text.split())
    plain = MARKS.sub(lambda found: f"\\{found[0]}", plain)
    return AT_START.sub(lambda f: f"\\{f[1]}" if f[1] else f"{f[2]}\\{f[3]}", plain)


def _marked_table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(_marked(cell) for cell in table.head)} |"
    yield f"|{' --- |' * len(table.head)}"
    for row in table.rows:
        yield f"| {' | '.join('<br>'.join(map(_marked, _lines(cell))) for cell in row)} |"


def _lines(cell: Cell) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


STYLE = """\
@page { size: A4; margin: 12mm }
* { box-sizing: border-box }
body { font: 10pt/1.35 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; color: #111;
  background: #fff; max-width: 190mm; margin: 8mm auto; padding: 0 4mm }
h1 { font-size: 17pt; margin: 0 0 2mm; border-bottom: 2px solid #111 }
h2 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 1mm 0; max-width: 160mm }
ul { margin: 1mm 0; padding-left: 5mm }
table { width: 100%; border-collapse: collapse; font-size: 8.5pt }
th { text-align: left; font-weight: 600; border-bottom: 1px solid #111 }
th, td { padding: .6mm 2mm .6mm 0; vertical-align: top }
td { border-bottom: 1px solid #ccc }
tr { break-inside: avoid }
thead { display: table-header-group }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 8.5pt }
  table { font-size: 7.5pt } h1 { font-size: 14pt } h2 { font-size: 9.5pt; margin-top: 2.5mm } }
"""


def html(page: Page) -> str:
    """The page as one HTML file that needs nothing else, made for printing on A4."""
    body = "\n".join(_html_block(block) for block in page.blocks)
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(page.title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _html_block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Paragraph(text):
            return "\n".join(f"<p>{part}</p>" for part in _paragraphs(text, escape))
        case Bullets(items):
            return f"<ul>{_each('li', items)}</ul>"
        case Table():
            table = block.filled()
            rows = "\n".join(f"<tr>{_each('td', row)}</tr>" for row in table.rows)
            head = f"<thead><tr>{_each('th', table.head)}</tr></thead>"
            return f"<table>{head}\n<tbody>\n{rows}\n</tbody></table>"


def _each(tag: str, cells: Iterable[Cell]) -> str:
    return "".join(f"<{tag}>{'<br>'.join(map(escape, _lines(c)))}</{tag}>" for c in cells)
