"""The doctor examines the real thing and never falls over."""

from pathlib import Path

import msgspec
import pytest

from simulator.checkup import EXAMINATIONS, Finding, examine
from simulator.cli import main


def test_every_area_is_examined_and_nothing_is_said_without_advice() -> None:
    findings = list(examine())
    assert {finding.area for finding in findings} == set(EXAMINATIONS)
    for finding in findings:
        assert finding.detail
        assert finding.state == "fine" or finding.todo, finding


def test_the_exit_code_says_whether_a_call_could_be_spoken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["doctor", "--json"])
    lines = capsys.readouterr().out.splitlines()
    findings = [msgspec.json.decode(line, type=Finding) for line in lines]
    assert code == int(any(finding.state == "broken" for finding in findings))


def test_a_home_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RINGCRAFT_HOME", str(tmp_path / "file" / "home"))
    (results,) = [finding for finding in EXAMINATIONS["store"]() if finding.name == "results"]
    assert results.state == "broken"
    assert "RINGCRAFT_HOME" in results.todo
