"""Format upgrades: numbered steps that keep every other character; tried with a made-up step."""

from pathlib import Path

import pytest

from simulator.cli import main
from simulator.workshop import migrating

OLD = (
    "# Ours\r\npersona: Dana  # the boss\r\nformat: 1  # for now\r\n"
    "likings:\r\n  thank: {trust: +1}\r\n"
)


def renames_likings(text: str) -> str:
    return text.replace("likings:", "likes:")


@pytest.fixture
def next_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "FORMAT", 2)
    monkeypatch.setitem(migrating.STEPS, 1, renames_likings)


@pytest.mark.usefixtures("next_format")
def test_a_step_changes_its_words_and_the_number_and_nothing_else() -> None:
    expected = OLD.replace("format: 1", "format: 2").replace("likings", "likes")
    assert migrating.migrated(OLD, "dana.yaml") == expected
    assert migrating.migrated(expected, "dana.yaml") == expected


@pytest.mark.usefixtures("next_format")
def test_steps_follow_each_other_from_the_first() -> None:
    assert migrating.migrated("persona: Dana\nlikings: {}\n", "dana.yaml") == (
        "persona: Dana\nformat: 2\nlikes: {}\n"
    )


@pytest.mark.usefixtures("next_format")
def test_the_change_is_shown_and_written_only_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("dana.yaml")
    path.write_bytes(OLD.encode())
    path.chmod(0o640)
    assert main(["migrate", "dana.yaml"]) == 1
    shown = capsys.readouterr().out
    assert "-likings:" in shown
    assert "+likes:" in shown
    assert path.read_bytes() == OLD.encode()
    assert main(["migrate", "dana.yaml", "--yes"]) == 0
    assert path.read_bytes() == migrating.migrated(OLD, "dana.yaml").encode()
    assert path.stat().st_mode & 0o777 == 0o640


def test_present_files_stay_and_the_future_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dana.yaml").write_text("persona: Dana\nformat: 1\n", "utf-8")
    assert main(["migrate", "."]) == 0
    assert capsys.readouterr().out == "every file is at format 1\n"
    Path("dana.yaml").write_text("persona: Dana\nformat: 2\n", "utf-8")
    assert main(["migrate", "."]) == 1
    assert "of format 2 · update Ringcraft" in capsys.readouterr().err
