"""Coverage, graphs and watching."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator.cli import main
from simulator.files import load
from simulator.rehearsal import graph
from simulator.rehearsal.colouring import GREEN, RED, YELLOW, by_coverage, by_trainees
from simulator.rehearsal.coverage import Coverage, as_html, cover, told
from simulator.rehearsal.replies import read
from simulator.rehearsal.simulation import Setting
from simulator.rehearsal.suites import suite
from simulator.rehearsal.watching import Look, changed, changes, stamps
from tests.rehearsal.stage import hear


@pytest.fixture
def coverage(pack: Path) -> Coverage:
    return cover(suite(str(pack)), hear, calls=5, processes=1)


def test_every_row_stands_at_its_own_line(pack: Path, coverage: Coverage) -> None:
    texts = {
        "beat/hello": "with: dana",
        "beat/hello/go_on": "go_on",
        "beat/hello/go_on#1": "Make it quick.",
        "answers/dana/ask_need": "Mornings.",
        "answers/dana/ask_need/2": "Nothing you need to know.",
        "ending/booked": "booked:",
        "objection/price/reflex": "That is a lot.",
        "criterion/rapport/Pushed/lost": "name: Pushed",
        "opens/hello/opens": "Dana Whitlock.",
    }
    rows = {row.key: row for row in coverage.rows}
    for key, text in texts.items():
        place = rows[key].place
        line = coverage.sources[place.file][place.line - 1]
        assert text in line, (key, line)


def test_tests_and_simulation_are_counted_apart(coverage: Coverage) -> None:
    rows = {row.key: row for row in coverage.rows}
    assert rows["beat/talk/date"].tests == 1
    assert rows["beat/hello/not_interested"].tests == 0
    assert rows["beat/hello/not_interested"].simulated > 0
    assert rows["answers/dana/ask_need/2"].tests == 0


def test_coverage_is_told_with_lines_and_as_a_page(pack: Path, coverage: Coverage) -> None:
    text = "\n".join(told(coverage))
    line = pack.read_text(encoding="utf-8").splitlines().index("      - name: not_interested") + 1
    assert f"{pack}:{line}: beat/hello/not_interested not reached by tests" in text
    page = as_html(coverage)
    assert "<script" not in page
    assert "{trust: below 30}" in page
    assert "never" in page


def test_coverage_escapes_what_the_author_wrote(pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace("says: Mornings.", "says: <day> & <day>"), encoding="utf-8")
    page = as_html(cover(suite(str(pack)), hear, calls=0, processes=1))
    assert "&lt;day&gt; &amp; &lt;day&gt;" in page


def test_the_graph_has_every_way_out(pack: Path) -> None:
    drawn = graph.graph_of(load(str(pack)))
    edges = {(edge.source, edge.target, edge.label) for edge in drawn.edges}
    assert ("beat_hello", "beat_talk", "go_on") in edges
    assert ("beat_hello", "end_hung_up", "not_interested") in edges
    assert ("beat_talk", "end_booked", "date") in edges
    assert ("beat_talk", "end_out_of_time", "time up") in edges


def test_the_tree_draws_each_beat_once(pack: Path) -> None:
    rows = list(graph.as_tree(graph.graph_of(load(str(pack)))))
    assert rows[0] == "The first ten seconds"
    assert sum("talk" in row for row in rows) == 1
    assert any("booked [won]  ← date" in row for row in rows)


def test_mermaid_dot_and_svg_hold_every_node(pack: Path) -> None:
    drawn = graph.graph_of(load(str(pack)), colours={"beat_talk": GREEN, "beat_none": RED})
    mermaid, dot, svg = graph.as_mermaid(drawn), graph.as_dot(drawn), graph.as_svg(drawn)
    for node in drawn.nodes:
        assert node.id in mermaid
        assert node.id in dot
        assert f">{node.label}<" in svg
    assert f"style beat_talk fill:{GREEN}" in mermaid
    assert GREEN in dot
    assert GREEN in svg
    assert "beat_none" not in mermaid
    ElementTree.fromstring(svg)


def test_titles_with_quotes_and_angles_are_safe(pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    pack.write_text(
        text.replace("scenario: The first ten seconds", "scenario: 'A \"b\" <c> & d'"),
        encoding="utf-8",
    )
    drawn = graph.graph_of(load(str(pack)))
    ElementTree.fromstring(graph.as_svg(drawn))
    assert '\\"b\\"' in graph.as_dot(drawn)


def test_colours_by_coverage_and_by_trainees(pack: Path, coverage: Coverage) -> None:
    colours, notes = by_coverage(coverage)
    assert set(colours.values()) <= {GREEN, YELLOW, RED}
    assert notes["beat_hello"].startswith("tests reach")
    colours, notes = by_trainees(Setting(load(str(pack)), "standard", 1), calls=20, processes=1)
    assert colours["end_booked"] == GREEN
    assert notes["end_booked"].startswith("experts ")


@pytest.mark.parametrize("kind", ["tree", "mermaid", "dot", "svg"])
def test_graph_prints(kind: str, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["graph", str(pack), "--format", kind, "--by", "trainees", "--calls", "5"]
    assert main([*words, "--jobs", "1"]) == 0
    assert "booked" in capsys.readouterr().out


def test_coverage_writes_its_page(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "c.html"
    assert main(["coverage", str(pack), "--calls", "0", "--html", str(page)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "2 tests · 0 simulated calls" in capsys.readouterr().out
    assert main(["coverage", str(pack), "--calls", "0", "--html", str(tmp_path)]) == 2


# -- watch ------------------------------------------------------------------------


def test_saved_added_and_removed_files_are_noticed(pack: Path) -> None:
    before = stamps(pack)
    assert changed(before, stamps(pack)) == ()
    pack.write_text(pack.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    new = pack.parent / "new.yaml"
    new.write_text("scenario: New\n", encoding="utf-8")
    persona = pack.parent.parent / "personas" / "dana.yaml"
    persona.unlink()
    assert set(changed(before, stamps(pack))) == {pack, new, persona}


def test_changes_are_told_as_they_come(pack: Path) -> None:
    looks = 0

    def wait(seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks % 2 == 0:
            pack.write_text(pack.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")

    told_changes = changes(pack, wait=wait)
    assert next(told_changes) == (pack,)
    assert next(told_changes) == (pack,)
    assert looks == 4


def test_a_look_runs_tests_replays_the_talk_and_shows_what_changed(pack: Path) -> None:
    talk = read(["permission_opener", "ask_need"])
    look = Look(str(pack), hear, level="standard", seed=1, talk=talk)
    assert "2 passed, 0 failed" in list(look.again())
    assert "the talk stays as it was" in list(look.again())
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace("says: Mornings.", "says: Evenings."), encoding="utf-8")
    rows = list(look.again())
    assert "- Mornings." in rows
    assert "+ Evenings." in rows
    assert any(row.startswith("failed  The good call books") for row in rows)
    pack.write_text(text, encoding="utf-8")
    assert "passes again  The good call books" in list(look.again())
    pack.write_text("scenario: [", encoding="utf-8")
    assert any("E101" in row or "E1" in row for row in look.again())
    pack.unlink()
    assert any("no file" in row for row in look.again())
