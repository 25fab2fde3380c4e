"""Packs in and out: what comes in is checked, put in place whole, and never touches another."""

import io
import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import paths
from simulator.cli import main
from simulator.errors import PackError
from simulator.files import load
from simulator.workshop import installed, zipping
from simulator.workshop.zipping import bring_in, export
from tests.author.conftest import EXAMPLE

PACK = b"pack: Small\nformat: 1\nversion: 2.1.0\n"


def zipped(path: Path, entries: dict[str, bytes], **fields: int) -> Path:
    """A zip with these entries; ``fields`` are set on each."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            for field, value in fields.items():
                setattr(entry, field, value)
            archive.writestr(entry, data)
    return path


def names() -> list[str]:
    home = paths.user_packs_dir()
    return sorted(path.name for path in home.iterdir() if path.name != ".lock")


def test_out_in_list_play_and_away(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "export", "ours", "-o", "team.zip"]) == 0
    assert main(["pack", "import", "team.zip"]) == 0
    out = capsys.readouterr().out
    assert "4 calls" in out
    assert "ringcraft call team/first-ten-seconds" in out
    assert load("team/gatekeeper").hash == load("ours/calls/gatekeeper.yaml").hash
    assert main(["pack", "list"]) == 0
    assert capsys.readouterr().out.startswith("team  ")
    assert main(["pack", "list", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["name"], row["broken"], len(row["calls"])) == ("team", 0, 4)
    assert main(["pack", "remove", "team"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert names() == ["team"]
    assert main(["pack", "remove", "team", "--yes"]) == 0
    assert names() == []
    assert main(["pack", "remove", "team", "--yes"]) == 2
    assert "you have no pack 'team'" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "left"), [("no", ["team"]), ("", ["team"]), ("yes", [])])
def test_removing_asks_first(
    pack: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: list[str]
) -> None:
    export(pack, Path("team.zip"))
    bring_in(Path("team.zip"))
    terminal = io.StringIO(f"{answer}\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    main(["pack", "remove", "team"])
    assert names() == left


@pytest.mark.parametrize("name", ["..", "../team", "a/b", "", "."])
def test_only_packs_of_ones_own_are_removed(pack: Path, name: str) -> None:
    assert main(["pack", "remove", name, "--yes"]) == 2
    assert pack.is_dir()


def test_a_link_to_a_pack_is_removed_and_the_pack_is_not(pack: Path) -> None:
    home = paths.user_packs_dir()
    home.mkdir(parents=True)
    (home / "linked").symlink_to(pack)
    assert main(["pack", "remove", "linked", "--yes"]) == 0
    assert names() == []
    assert (pack / "pack.yaml").is_file()


def test_only_parts_of_a_pack_are_exported(pack: Path) -> None:
    (pack / "README.md").write_text("Ours", "utf-8")
    (pack / "calls" / "notes.txt").write_text("draft", "utf-8")
    (pack / "drafts").mkdir()
    (pack / "drafts" / "old.yaml").write_text("persona: Old\nformat: 1\n", "utf-8")
    (pack / ".schema").mkdir()
    (pack / ".schema" / "scenario.json").write_text("{}", "utf-8")
    (pack / "personas" / "secret.yaml").symlink_to("/etc/hostname")
    export(pack, Path("team.zip"))
    inside = set(zipfile.ZipFile("team.zip").namelist())
    assert {"pack.yaml", "README.md", "calls/gatekeeper.yaml"} <= inside
    assert all(
        name in ("pack.yaml", "README.md") or (name.endswith(".yaml") and name.count("/") == 1)
        for name in inside
    )
    assert not any("secret" in name or "drafts" in name for name in inside)


def test_a_pack_with_errors_goes_neither_out_nor_in(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.make_archive("bad", "zip", pack)
    (pack / "calls" / "gatekeeper.yaml").write_text("scenario: Broken\n", "utf-8")
    assert main(["pack", "export", "ours"]) == 1
    assert "ours/calls/gatekeeper.yaml:1:1" in capsys.readouterr().err
    assert not Path("ours.zip").exists()
    shutil.make_archive("bad", "zip", pack)
    assert main(["pack", "import", "bad.zip"]) == 1
    message = capsys.readouterr().err
    assert "calls/gatekeeper.yaml:1:1" in message
    assert ".incoming" not in message
    assert names() == []


def test_a_failed_replacement_leaves_the_old_pack(pack: Path) -> None:
    export(pack, Path("team.zip"))
    place = bring_in(Path("team.zip"))
    before = (place / "pack.yaml").read_bytes()
    (pack / "pack.yaml").write_bytes(PACK)
    broken = zipped(Path("team2.zip"), {"pack.yaml": PACK, "calls/x.yaml": b"scenario: X\n"})
    with pytest.raises(PackError):
        bring_in(broken, "team", replace=True)
    assert (place / "pack.yaml").read_bytes() == before
    good = zipped(Path("team3.zip"), {"pack.yaml": PACK})
    assert main(["pack", "import", str(good), "--name", "team", "--force"]) == 0
    assert (place / "pack.yaml").read_bytes() == PACK
    assert not (place / "calls").exists()
    assert names() == ["team"]


@pytest.mark.parametrize("both", [False, True])
def test_what_a_killed_process_left_is_put_right(pack: Path, both: bool) -> None:
    home = paths.user_packs_dir()
    shutil.copytree(pack, home / ".replaced-team")
    shutil.copytree(pack, home / ".incoming-abc" / "team")
    if both:
        shutil.copytree(pack, home / "team")
    zipped(Path("other.zip"), {"pack.yaml": PACK})
    bring_in(Path("other.zip"))
    assert names() == ["other", "team"]


def test_two_programs_do_not_change_packs_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "PATIENCE", 0.05)
    archive = zipped(tmp_path / "small.zip", {"pack.yaml": PACK})
    home = paths.user_packs_dir()
    home.mkdir(parents=True)
    with FileLock(home / ".lock"), pytest.raises(PackError, match="another program"):
        bring_in(archive)
    bring_in(archive)
    assert names() == ["small"]


@pytest.mark.parametrize(
    "name",
    [
        "drafts/evil.yaml",
        "calls/deep/evil.yaml",
        "calls/evil.md",
        "evil.yaml",
        "Calls/evil.yaml",
        "calls/evil.yaml\x00.md",
        "calls /evil.yaml",
        "calls/./../../evil.yaml",
        "//server/evil.yaml",
        "~/evil.yaml",
        "calls/\u202eevil.yaml",
    ],
)
def test_what_is_no_part_of_a_pack_is_refused(tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / "bad.zip", {"pack.yaml": PACK, name: b"persona: X\nformat: 1\n"})
    with pytest.raises(PackError):
        bring_in(archive)
    assert names() == []
    assert not list(tmp_path.rglob("evil*"))


def test_sizes_that_lie_are_found_out(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "bomb.zip", {"pack.yaml": PACK, "notes.txt": b"x" * 9_000_000})
    data = archive.read_bytes()
    told = (9_000_000).to_bytes(4, "little")
    assert data.count(told) == 2
    archive.write_bytes(data.replace(told, (100).to_bytes(4, "little")))
    with pytest.raises(PackError):
        bring_in(archive)
    assert names() == []


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "MOST_FILES", 3)
    entries = {f"personas/p{n}.yaml": b"persona: X\nformat: 1\n" for n in range(3)}
    with pytest.raises(PackError, match="more than 3 files"):
        bring_in(zipped(tmp_path / "many.zip", {"pack.yaml": PACK, **entries}))


@pytest.mark.parametrize("name", ["builtin", "scenarios", "a b", "..", ".hidden", "a/b"])
def test_names_that_no_pack_can_have(tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / "small.zip", {"pack.yaml": PACK})
    with pytest.raises(PackError, match="can't be called"):
        bring_in(archive, name)
    assert not paths.user_packs_dir().exists()


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_zip_is_refused_in_words(
    tmp_path: Path, changes: list[tuple[float, int]]
) -> None:
    archive = tmp_path / "damaged.zip"
    persona = (EXAMPLE / "personas" / "dana-operations.yaml").read_bytes()
    zipped(archive, {"pack.yaml": PACK, "personas/dana.yaml": persona})
    data = bytearray(archive.read_bytes())
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    archive.write_bytes(data)
    try:
        bring_in(archive, "damaged", replace=True)
    except PackError:
        assert set(names()) <= {"damaged"}
    assert {path.name for path in tmp_path.iterdir()} == {"damaged.zip"}
