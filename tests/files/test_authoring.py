"""Starting calls; the check's formats and exit codes."""

import json
import shutil
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.errors import PackError, UsageError
from simulator.files import check, library, load
from simulator.hearing_model import load_hearing
from simulator.rehearsal.embedded import run as run_test
from simulator.workshop.deep import findings
from simulator.workshop.starting import QUESTIONS, answers_of, begin, complete, slug
from tests.files.folder import CALL, Folder

PAGES = Path(__file__).parents[2] / "docs" / "lints"
FRONT = "calls/front-desk.yaml"

AWKWARD = {
    "title": 'Can\'t stop: the "second" call #2',
    "you": "Zoë",
    "company": "R&D, Sons: and Daughters",
    "sells": "boxes [all sizes] & {odd} ones",
    "person": "Siân O'Hara-Lindqvist",
    "job": "Owner: everything",
    "firm": "No",
    "problem": "- it's slow: everything takes #1 place",
    "objection": 'We\'ve got "one" already, thanks',
}


@pytest.mark.parametrize("given", [{}, AWKWARD], ids=["usual", "awkward"])
def test_a_new_call_checks_clean_and_passes_its_tests(
    tmp_path: Path, given: dict[str, str]
) -> None:
    made = begin(tmp_path / "pack", complete(given))
    assert check([tmp_path / "pack"]) == ()
    playable = load(str(made[0]))
    for test in playable.scenario.tests:
        outcome = run_test(playable, load_hearing(), test)
        assert outcome.passed, (test.name, outcome.failures)


def test_a_new_call_is_fair(tmp_path: Path) -> None:
    begin(tmp_path / "pack", complete({}))
    assert check([tmp_path / "pack"], more=findings) == ()


def test_new_asks_nine_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("My first call\n\nRookery\n"))
    assert main(["new"]) == 0
    shown = capsys.readouterr().out
    assert all(question in shown for _, question, _ in QUESTIONS[:4])
    call = load("my-first-call/calls/my-first-call.yaml")
    assert (call.scenario.scenario, call.scenario.you.company) == ("My first call", "Rookery")
    assert (tmp_path / "my-first-call/.schema/scenario.json").is_file()
    monkeypatch.setattr("sys.stdin", io.StringIO("My first call\n"))
    assert main(["new"]) == 1, "what is there is never overwritten"
    assert "is there already" in capsys.readouterr().err


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("title: A call\nperson: Bo Lind\n", encoding="utf-8")
    assert answers_of(path) == {"title": "A call", "person": "Bo Lind"}
    path.write_text("tittle: A call\n", encoding="utf-8")
    with pytest.raises(UsageError, match="tittle"):
        answers_of(path)
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(PackError):
        answers_of(path)
    with pytest.raises(UsageError):
        complete({"title": "x" * 300})
    assert slug("Ünï / cødé!", "x") == "uni-cde"
    assert slug("☎", "my-call") == "my-call"


@pytest.fixture
def spoilt(folder: Folder) -> Folder:
    folder.write("calls/front.yaml", CALL.replace("time_limit: 6 minutes", "time_limit: 6"))
    return folder


def test_check_as_json(spoilt: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["code"] == "E118"
    assert (rows[0]["file"], rows[0]["line"], rows[0]["column"]) == ("calls/front.yaml", 7, 13)


def test_check_as_sarif(spoilt: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--format", "sarif"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "E118"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (7, 13)


def test_check_for_pull_requests(spoilt: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--format", "github"]) == 1
    row = capsys.readouterr().out
    assert row.startswith("::error file=calls/front.yaml,line=7,col=13,title=E118::")


def test_exit_codes(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ".", "--errors"]) == 0
    folder.write("calls/front.yaml", CALL.replace("We", "We").replace("Go on.", "We're #1."))
    assert main(["check", "calls/front.yaml"]) == 0
    assert main(["check", "calls/front.yaml", "--strict"]) == 2
    assert main(["check", "nowhere.yaml"]) == 2
    assert "there is no file or folder" in capsys.readouterr().err


def test_a_pack_sets_severities_and_a_line_opts_out(folder: Folder) -> None:
    def codes() -> dict[str, str]:
        return {problem.code: problem.severity for problem in folder.check(lint=True)}

    long = "and " * 31 + "so on."
    folder.write("calls/front.yaml", CALL.replace("You have one minute.", long))
    assert codes()["W802"] == "warning"
    folder.write("pack.yaml", "pack: P\nformat: 1\nlint: {too-long: error, E103: off}\n")
    assert codes()["W802"] == "error"
    folder.write("pack.yaml", "pack: P\nformat: 1\nlint: {W802: off}\n")
    assert "W802" not in codes()
    folder.write("pack.yaml", "pack: P\nformat: 1\n")
    folder.write(
        "calls/front.yaml",
        CALL.replace("You have one minute.", f"{long}  # ok W802: she rambles"),
    )
    assert "W802" not in codes()
    above = f"        # ok W802: she rambles\n        says: {long}"
    folder.write("calls/front.yaml", CALL.replace("        says: You have one minute.", above))
    assert "W802" not in codes()
    folder.write("calls/front.yaml", CALL.replace("You have one minute.", f"{long}  # ok W802"))
    assert {"W802", "W806"} <= set(codes())
    folder.write("calls/front.yaml", CALL.replace("6 minutes", "6  # ok E118: I like it"))
    assert codes() == {"E118": "error"}, "what stops a file from loading can't be opted out"


def test_the_library_lists_broken_calls_with_the_reason(folder: Folder) -> None:
    from simulator import paths

    home = paths.user_packs_dir() / "mine"
    shutil.copytree(folder.root, home)
    (home / "calls/front.yaml").write_text("scenario: Broken\n", encoding="utf-8")
    entry = next(one for one in library() if one.id == "front")
    assert "E1" in entry.problem
    assert any(one.id == "gatekeeper" and not one.problem for one in library())
