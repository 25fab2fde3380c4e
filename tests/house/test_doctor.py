"""The doctor examines the real thing and never falls over."""

from pathlib import Path
from typing import Literal

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


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ((), "Typed calls: yes. Spoken calls: yes."),
        (("speech",), "Typed calls: yes. Spoken calls: no."),
        (
            ("store",),
            "Typed calls: yes, but they are not kept. Spoken calls: yes, but they are not kept.",
        ),
        (("store", "speech"), "Typed calls: yes, but they are not kept. Spoken calls: no."),
        (("store", "hearing"), "Typed calls: no. Spoken calls: no."),
    ],
)
def test_the_last_line_says_what_can_be_done(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    broken: tuple[Literal["store", "speech", "hearing"], ...],
    words: str,
) -> None:
    findings = [Finding(area=area, name=area, state="broken", detail="it is") for area in broken]
    monkeypatch.setattr("simulator.checkup.examine", lambda: iter(findings))
    assert main(["doctor"]) == int(bool(broken))
    assert capsys.readouterr().out.splitlines()[-1] == words
