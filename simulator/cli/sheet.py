"""``ringcraft sheet``: one printable page about a call, for the trainer."""

import argparse
import html
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a .md or .html file")


def run(args: argparse.Namespace) -> int:
    """Prints the page as Markdown, or writes it."""
    from simulator.errors import PackError
    from simulator.files import load
    from simulator.workshop.sheet import told

    playable = load(args.scenario)
    page = told(playable)
    if not args.output:
        sys.stdout.write(page)
        return 0
    path = Path(args.output)
    if path.suffix == ".html":
        page = _html(page, playable.scenario.scenario)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise PackError(f"{path} can't be written: {error.strerror}") from error
    sys.stdout.write(f"{path}\n")
    return 0


STYLE = (
    "body{font:15px/1.45 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}"
    "h1{font-size:1.6em}h2{font-size:1.1em;border-bottom:1px solid #999}ul{margin:.2em 0 .6em}"
    "@media print{body{margin:0;font-size:11px}}"
)


def _html(page: str, title: str) -> str:
    """The page's few Markdown forms as HTML that prints; every text is escaped."""
    rows = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(title)}</title>"
        f"<style>{STYLE}</style><body>"
    ]
    depth = 0
    for line in page.splitlines():
        body = line.lstrip()
        wanted = (len(line) - len(body)) // 2 + 1 if body.startswith("- ") else 0
        rows += ["<ul>"] * (wanted - depth) + ["</ul>"] * (depth - wanted)
        depth = wanted
        text = html.escape(body.lstrip("#- "), quote=False)
        while "**" in text:
            text = text.replace("**", "<b>", 1).replace("**", "</b>", 1)
        if body.startswith("#"):
            size = len(body) - len(body.lstrip("#"))
            rows.append(f"<h{size}>{text}</h{size}>")
        elif wanted:
            rows.append(f"<li>{text}")
        elif body:
            rows.append(f"<p>{text}</p>")
    rows += ["</ul>"] * depth
    return "\n".join(rows) + "\n</body></html>\n"
