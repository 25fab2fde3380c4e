"""Files that are no text, too large, too deep, or odd at the edges."""

import pytest

from simulator.files import check, load
from tests.files.folder import CALL, Folder


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "E107", 1, 1),
        (b"# only a comment\n", "E107", 1, 1),
        (b"- a\n- b\n", "E107", 1, 1),
        (b"just text\n", "E107", 1, 1),
        (b"a: \xff\xfe\n", "E105", 1, 4),
        ("scenario: A".encode("utf-16"), "E105", 1, 1),
        (b"scenario: A\nformat: \x00\n", "E105", 2, 9),
        (b"scenario: A\nnotes: a\x1bb\n", "E105", 2, 9),
        (b"scenario: " + b"x" * 300_000, "E106", 1, 1),
        (b"scenario: A\nnotes: " + b"[" * 50 + b"]" * 50, "E106", 2, 27),
        (b"[" * 200_000, "E106", 1, 21),
        (b"scenario: A\nformat: 1\n---\nscenario: B\n", "E107", 3, 1),
        (b"%YAML 1.1\n---\nscenario: A\n", "E104", 1, 1),
        (b"? [a]\n: b\n", "E113", 1, 3),
        (b"{a: b}: c\n", "E113", 1, 1),
        (b'scenario: "A\nformat: 1\n', "E101", 1, 11),
        (b"scenario: @A\nformat: 1\n", "E101", 1, 11),
    ],
)
def test_odd_files_get_a_code_and_a_place(
    folder: Folder, data: bytes, code: str, line: int, column: int
) -> None:
    folder.write("calls/front.yaml", data)
    found = folder.check()
    assert (found[0].code, found[0].line, found[0].column) == (code, line, column)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_byte_order_marks_are_fine(
    folder: Folder, ending: str, mark: bytes
) -> None:
    folder.write("calls/front.yaml", mark + CALL.replace("\n", ending).encode())
    assert folder.check() == ()
    spoilt = CALL.replace("time_limit: 6 minutes", "time_limit: 6")
    folder.write("calls/front.yaml", mark + spoilt.replace("\n", ending).encode())
    assert [(problem.line, problem.column) for problem in folder.check()] == [(7, 13)]


def test_what_stands_above_too_deep_a_list_is_told_once(folder: Folder) -> None:
    folder.write("calls/front.yaml", b"scenario: A\nscenario: B\nnotes: " + b"[" * 2_000)
    told = [(problem.code, problem.line, problem.column) for problem in folder.check()]
    assert told == [("E103", 2, 1), ("E106", 3, 27)]


def test_columns_count_letters_not_bytes(folder: Folder) -> None:
    found = folder.spoil("{name: Sam, company: Tallyroute}", "{name: Zoë ☎, cmpany: Ü}")
    assert (found[0].code, found[0].line, found[0].column) == ("E111", 3, 20)


def test_a_call_has_bounds(folder: Folder) -> None:
    row = "      - {{name: r{}, when: ask_need, says: Hello.}}\n"
    many = "".join(row.format(number) for number in range(1600))
    found = folder.spoil("      - name: well\n", many + "      - name: well\n")
    assert [problem.code for problem in found] == ["E106"]


def test_names_never_leave_the_pack(folder: Folder) -> None:
    folder.write("../outside.yaml", "persona: Out\nformat: 1\n")
    for name in ("../outside", "../personas/dana", "/etc/passwd", "personas/dana", "..", "a\\b"):
        found = folder.spoil("{persona: dana}", f"{{persona: {name}}}")
        assert [problem.code for problem in found] == ["E202"], name


def test_a_folder_laid_out_as_a_pack_needs_no_pack_file(folder: Folder) -> None:
    (folder.root / "pack.yaml").unlink()
    assert load("calls/front.yaml").personas["dana"].persona == "Dana Whitlock"
    assert folder.check() == ()


def test_a_lone_file_has_what_is_built_in_and_nothing_else(folder: Folder) -> None:
    lone = folder.write("elsewhere/call.yml", CALL.replace("rubric: plain", "rubric: cold-call"))
    (folder.root / "pack.yaml").unlink()
    assert [problem.code for problem in check([lone])] == ["E202"]
    found = CALL.replace("rubric: plain", "rubric: cold-call")
    lone.write_text(found.replace("{persona: dana}", "{persona: dana-operations}"))
    assert check([lone], lint=False) == ()
    assert load(str(lone)).rubric.id == "cold-call"


def test_links_that_lead_out_are_not_followed(folder: Folder) -> None:
    outside = folder.write("../secret.yaml", "persona: Out\nformat: 1\n")
    (folder.root / "personas" / "linked.yaml").symlink_to(outside)
    found = folder.spoil("{persona: dana}", "{persona: linked}")
    assert [problem.code for problem in found] == ["E202"]


def test_the_pure_parser_reads_the_same(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    from simulator.files import source

    fast = load("calls/front.yaml")
    monkeypatch.setattr(source, "LOADER", yaml.Loader)
    assert load("calls/front.yaml") == fast
    for old, new, code in (
        ("You have one minute.", "Look: five minutes", "E101"),
        ("        says: You", "\tsays: You", "E102"),
        ("You have one minute.", '"Sorry," she said', "E101"),
        ("You have one minute.", "{day} works", "E101"),
    ):
        found = folder.spoil(old, new)
        assert [(problem.code, problem.line) for problem in found] == [(code, 20)], new
