"""Calls from a file of replies, and the commands play, test and why on top of them."""

import io
import json
from pathlib import Path

import pytest

from simulator.call import Call
from simulator.cli import main
from simulator.dialogue.events import CallEnded, Log
from simulator.errors import UsageError
from simulator.files import load
from simulator.rehearsal.logs import explained
from simulator.rehearsal.logs import read as read_log
from simulator.rehearsal.replies import Reply, play, read
from tests.rehearsal.stage import hear


def test_blank_lines_and_comments_are_left_out() -> None:
    assert read(["", "# a comment", "  Hello.  ", "#"]) == (Reply("say", text="Hello.", line=3),)


@pytest.mark.parametrize("text", ["silent: 6 seconds", "Silent: 6s", "silent:6 sec", "silent: 6.0"])
def test_silence_is_written_with_its_seconds(text: str) -> None:
    assert read([text]) == (Reply("silent", seconds=6.0, line=1),)


def test_commands() -> None:
    assert [one.act for one in read(["/hint", "/hangup"])] == ["hint", "hang_up"]


@pytest.mark.parametrize("text", ["silent: a while", "/quit", "silent: six seconds"])
def test_what_can_not_be_read_names_its_line(text: str) -> None:
    with pytest.raises(UsageError, match="mine:2:"):
        read(["Hello.", text], "mine")


def played(pack: Path, lines: list[str]) -> Log:
    call = Call(load(str(pack)), hear, level="standard", seed=1)
    play(call, read(lines), lambda log: None)
    return call.log


def test_where_the_replies_run_out_the_call_is_stopped(pack: Path) -> None:
    last = played(pack, ["permission_opener"])[-1]
    assert isinstance(last, CallEnded)
    assert last.result == "stopped"


def test_replies_after_the_end_are_not_played(pack: Path) -> None:
    log = played(pack, ["state_value", "ask_need", "ask_need"])
    assert log[-1].turn == 1


# -- commands, with the real hearing --------------------------------------------

REPLIES = """\
# a short talk
Hi Dana, it's Sam from Tallyroute. Have I caught you at a bad time?
silent: 6 seconds
/hint
What is the biggest problem with your planning?
/hangup
"""


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    path = tmp_path / "replies.txt"
    path.write_text(REPLIES, encoding="utf-8")
    return path


def test_play_prints_the_same_bytes_twice_one_event_a_line_and_the_scorecard_last(
    pack: Path, replies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["play", str(pack), "--replies", str(replies), "--seed", "7", "--json"]
    assert main(words) == 0
    first = capsys.readouterr().out
    assert main(words) == 0
    assert capsys.readouterr().out == first
    kinds = [json.loads(line)["kind"] for line in first.splitlines()]
    assert kinds[0] == "call_started"
    assert kinds[-2:] == ["call_ended", "scorecard"]
    assert kinds.count("scorecard") == 1


def test_play_reads_standard_input_and_prints_for_people(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(REPLIES))
    assert main(["play", str(pack), "--replies", "-"]) == 0
    out = capsys.readouterr().out
    assert "The first ten seconds · standard · seed 1" in out
    assert "Dana Whitlock: Dana Whitlock." in out
    assert "You: (silent for 6 seconds)" in out
    assert "provisional" in out


def test_play_says_what_is_wrong(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", str(pack), "--replies", str(tmp_path / "none.txt")]) == 2
    assert "there is no file" in capsys.readouterr().err
    binary = tmp_path / "b.txt"
    binary.write_bytes(b"\xff\xfe\x00")
    assert main(["play", str(pack), "--replies", str(binary)]) == 2
    assert "UTF-8" in capsys.readouterr().err
    good = tmp_path / "g.txt"
    good.write_text("Hello.\n", encoding="utf-8")
    assert main(["play", str(pack), "--replies", str(good), "--level", "brutal"]) == 2
    assert "it has standard, hard" in capsys.readouterr().err


def test_test_passes_fails_and_names_the_line(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = pack.read_text(encoding="utf-8")
    at = text.index("tests:")
    silence = text[text.index("  - name: Silence loses") :]
    pack.write_text(text[:at] + "tests:\n" + silence, encoding="utf-8")
    assert main(["test", str(pack)]) == 0
    assert "1 passed, 0 failed" in capsys.readouterr().out
    pack.write_text(
        text[:at] + "tests:\n" + silence.replace("ends: hung_up", "ends: booked"), encoding="utf-8"
    )
    assert main(["test", str(pack)]) == 1
    out = capsys.readouterr().out
    line = pack.read_text(encoding="utf-8").splitlines().index("    ends: booked") + 1
    assert f"{pack}:{line}:11: expected booked" in out
    assert "got hung_up" in out
    assert main(["test", str(pack), "--json"]) == 1
    row = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (row["passed"], row["failures"][0]["line"]) == (False, line)


def test_test_says_why_a_file_can_not_be_played(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack.write_text(pack.read_text(encoding="utf-8").replace("goto: talk", "goto: tolk"), "utf-8")
    assert main(["test", str(pack)]) == 1
    out = capsys.readouterr().out
    assert "no beat called 'tolk'" in out
    assert "1 files can't be played" in out


def test_why_explains_every_turn_of_a_log(
    pack: Path, replies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["play", str(pack), "--replies", str(replies), "--json"])
    log = tmp_path / "log.jsonl"
    log.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["why", str(log)]) == 0
    out = capsys.readouterr().out
    assert "turn 0" in out
    assert "turn 3" in out
    assert main(["why", str(log), "--turn", "2"]) == 0
    assert "silence" in capsys.readouterr().out
    assert main(["why", str(log), "--turn", "99"]) == 2
    assert "there is no turn 99" in capsys.readouterr().err


def test_why_names_the_rank_key_that_decided_and_what_failed(pack: Path) -> None:
    log = played(pack, ["permission_opener", "ask_need"])
    rows = list(explained(log, 2))
    assert any(row.strip() == "decided by: only one that fits" for row in rows)
    assert any("out: trust is 54, needs below 30" in row for row in rows)


@pytest.mark.parametrize("text", ["", "nonsense", '{"kind": "unheard_of"}', "[1]", '{"a": 1}'])
def test_a_log_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError):
        read_log([text], "log")


def test_why_says_when_there_is_neither_file_nor_call(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["why", "nothing-here"]) == 2
    assert "no file and no stored call" in capsys.readouterr().err
