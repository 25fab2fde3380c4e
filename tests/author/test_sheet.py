"""The trainer's page: everything on it, as Markdown and as HTML that obeys nothing it shows."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.export.paper import Bullets, Heading, Page, Paragraph, Table, html, markdown
from simulator.export.sheet import sheet
from simulator.files import library, load
from tests.author.conftest import swap

VOID = {"meta", "br"}


class Balanced(HTMLParser):
    """Fails on a tag that is closed in the wrong place; collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", [entry.name for entry in library()])
def test_every_fact_objection_criterion_and_ending_is_on_the_page(name: str) -> None:
    playable = load(name)
    text = re.sub(r"\\(.)", r"\1", markdown(sheet(playable)))
    for objection in playable.objections.values():
        assert objection.objection in text
    for pillar in playable.rubric.pillars.values():
        for criterion in pillar.criteria:
            assert f"| {criterion.name} |" in text
    for ending in playable.scenario.endings:
        assert f"| {ending.replace('_', ' ')} |" in text
    for person in playable.scenario.people.values():
        for answers in person.answers.values():
            for fact in (fact for answer in answers for fact in answer.tells):
                assert fact.replace("_", " ") in text
    assert f"{playable.rubric.pass_mark} of 100 passes" in text


def test_an_objection_shows_what_settles_each_level(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sheet", str(pack / "calls" / "price-vs-corvane.yaml")]) == 0
    text = capsys.readouterr().out
    row = next(line for line in text.splitlines() if "| comparison<br>" in line)
    assert "differentiate, then quantify value" in row
    assert "<our_price>" not in text
    assert "handled: settled" in row or "handled: real limit" in row


def test_html_is_one_balanced_file_that_needs_nothing_else(pack: Path) -> None:
    file = pack / "calls" / "gatekeeper.yaml"
    swap(file, "scenario: ", "scenario: <script>alert(1)</script> & ")
    assert main(["sheet", str(file), "-o", "page.html"]) == 0
    page = Balanced()
    source = Path("page.html").read_text("utf-8")
    page.feed(source)
    assert not page.open
    assert "script" not in page.seen
    assert not {"src", "href"} & {name for name, _ in page.attributes}
    assert "url(" not in source
    assert "<script>alert(1)</script>" in page.text


def test_marks_in_a_text_stay_text_in_markdown() -> None:
    page = Page(
        "A *bold* claim",
        (
            Heading("a_b _c_"),
            Paragraph("# not a heading\n\n- not a list"),
            Bullets(("1. one", "a | b")),
            Table(("x", "y", "z"), (("a|b", "", ("one", "<two>")),)),
        ),
    )
    assert markdown(page).splitlines() == [
        r"# A \*bold\* claim",
        "",
        r"## a_b \_c\_",
        "",
        r"\# not a heading",
        "",
        r"\- not a list",
        "",
        r"- 1\. one",
        r"- a \| b",
        "",
        "| x | z |",
        "| --- | --- |",
        r"| a\|b | one<br>\<two\> |",
    ]
    assert "<td>one<br>&lt;two&gt;</td>" in html(page)


def test_a_folder_that_cannot_be_written_to_is_told(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(pack / "calls" / "gatekeeper.yaml")
    assert main(["sheet", file, "-o", "no/such/folder/page.md"]) == 1
    assert "can't be written" in capsys.readouterr().err


def test_writing_again_keeps_the_rights_of_the_file(pack: Path) -> None:
    file = str(pack / "calls" / "gatekeeper.yaml")
    page = Path("page.md")
    page.write_text("old", "utf-8")
    page.chmod(0o600)
    assert main(["sheet", file, "-o", "page.md"]) == 0
    assert page.read_text("utf-8").startswith("# ")
    assert page.stat().st_mode & 0o777 == 0o600
    assert not list(Path().glob(".page.md*"))
