"""Mending, flattening, migrating and packing."""

import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from simulator import paths
from simulator.cli import main
from simulator.errors import NotFound, PackError
from simulator.files import check, load
from simulator.workshop.fixing import difference, fixed
from simulator.workshop.migrating import migrated
from simulator.workshop.zipping import bring_in, export
from tests.files.folder import CALL, FILES, Folder

EXAMPLES = Path(__file__).parents[1] / "data" / "example_pack"


@pytest.mark.parametrize(
    ("old", "new", "mended"),
    [
        ("time_limit: 6 minutes", "time_limit: 6", "time_limit: 6 minutes"),
        ("time_limit: 6 minutes", "time_limit: 90", "time_limit: 90 seconds"),
        ("{patience: +3}", "{patience: 3}", "{patience: +3}"),
        ("says: You have one minute.", "says: Look: one minute.", "says: 'Look: one minute.'"),
        ("says: You have one minute.", "says: We're #1 here", 'says: "We\'re #1 here"'),
        ("        says: You", "\t\t\t\tsays: You", "        says: You"),
        (
            "says: You have one minute.",
            "says: [And you are, sorry?]",
            "says:\n          - And you are, sorry?",
        ),
        (
            "says: You have one minute.",
            "says: [Go on., 'Well, yes?']",
            "says:\n          - Go on.\n          - 'Well, yes?'",
        ),
        ("says: You have one minute.", 'says: "Sorry," she said', "says: '\"Sorry,\" she said'"),
        ("says: You have one minute.", "says: 'You have one.", "says: 'You have one.'"),
        ("scenario: Front desk\nformat: 1\n", "scenario: Front desk\n", None),
    ],
)
def test_fix_mends_what_has_one_answer(
    folder: Folder, old: str, new: str, mended: str | None
) -> None:
    path = folder.write("calls/front.yaml", CALL.replace(old, new))
    before = path.read_bytes()
    text = fixed(path)
    assert path.read_bytes() == before, "the file itself is left alone"
    assert text == CALL.replace(old, mended if mended is not None else old)
    path.write_text(text, encoding="utf-8")
    assert folder.check(lint=True) == () or all(
        problem.code not in ("W801",) and problem.severity != "error"
        for problem in folder.check(lint=True)
    )


def test_fix_takes_names_on_request(folder: Folder) -> None:
    path = folder.write("calls/front.yaml", CALL.replace("goto: second", "goto: secnod"))
    assert fixed(path) == path.read_text()
    assert fixed(path, names=True) == CALL


def test_fix_leaves_a_wrongly_indented_line_alone(folder: Folder) -> None:
    path = folder.write("calls/front.yaml", CALL.replace("      - name:", "     - name:", 1))
    assert fixed(path) == path.read_text()


def test_fix_says_what_it_could_mend_with_names(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("calls/front.yaml", CALL.replace("goto: second", "goto: secnod"))
    assert main(["fix", "calls/front.yaml"]) == 0
    assert "add --names" in capsys.readouterr().out


def test_fix_shows_the_change_and_writes_only_when_told(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = CALL.replace("{patience: +3}", "{patience: 3}")
    path = folder.write("calls/front.yaml", spoilt)
    assert main(["fix", "calls/front.yaml"]) == 1
    shown = capsys.readouterr().out
    assert "-        mood: {patience: 3}" in shown
    assert "+        mood: {patience: +3}" in shown
    assert path.read_text() == spoilt
    assert main(["fix", "calls/front.yaml", "--yes"]) == 0
    assert path.read_text() == CALL
    assert difference("a", "a", "x") == ""


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_flat_reads_back_the_same(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flat", str(path)]) == 0
    flat = capsys.readouterr().out
    assert str(path.name) in flat
    if path.parent.name != "calls":
        return
    pack = tmp_path / "pack"
    pack.mkdir()
    for folder in EXAMPLES.iterdir():
        if folder.name != "calls":
            (pack / folder.name).symlink_to(folder)
    (pack / "calls").mkdir()
    (pack / "calls" / path.name).write_text(flat, encoding="utf-8")
    for inner in ("personas", "objections", "rubrics", "products", "drills", "moves", "voices"):
        (pack / inner).unlink()
        shutil.copytree(EXAMPLES / inner, pack / inner)
    again = load(str(pack / "calls" / path.name))
    assert again.hash == load(str(path)).hash


def test_flat_names_the_origin_of_what_is_inherited(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flat", str(EXAMPLES / "personas" / "marcus-finance.yaml")]) == 0
    rows = capsys.readouterr().out.splitlines()
    job = next(row for row in rows if row.startswith("job:"))
    research = next(row for row in rows if "use_research" in row)
    assert "Finance director" in job and job.endswith("marcus-finance.yaml:4")
    parent = (EXAMPLES / "personas" / "dana-operations.yaml").read_text().splitlines()
    line = next(n for n, text in enumerate(parent, 1) if "use_research" in text)
    assert research.endswith(f"dana-operations.yaml:{line}")
    assert not any("based_on" in row for row in rows)


def test_inheritance_is_three_deep_and_never_a_circle(folder: Folder) -> None:
    for number in range(1, 6):
        folder.write(
            f"personas/p{number}.yaml", f"persona: P{number}\nformat: 1\nbased_on: p{number + 1}\n"
        )
    folder.write("personas/p4.yaml", "persona: P4\nformat: 1\n")
    assert check(["personas/p1.yaml"]) == ()
    folder.write("personas/p4.yaml", "persona: P4\nformat: 1\nbased_on: p5\n")
    folder.write("personas/p5.yaml", "persona: P5\nformat: 1\n")
    assert {problem.code for problem in check(["personas/p1.yaml"])} == {"E211"}
    folder.write("personas/p4.yaml", "persona: P4\nformat: 1\nbased_on: p1\n")
    found = check(["personas/p1.yaml"])
    assert {problem.code for problem in found} == {"E211"}
    assert "circle" in found[0].hint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("persona: Dana\njob: x\n", "persona: Dana\nformat: 1\njob: x\n"),
        ("# note\r\npersona: Dana\r\n", "# note\r\npersona: Dana\r\nformat: 1\r\n"),
        ("persona: Dana\nformat: 0 # old\n", "persona: Dana\nformat: 1 # old\n"),
        ("persona: Dana\nformat: 1\n", "persona: Dana\nformat: 1\n"),
        ("persona: Dana", "persona: Dana\nformat: 1\n"),
    ],
)
def test_migrate_names_the_version(before: str, after: str) -> None:
    assert migrated(before, "x.yaml") == after


def test_migrate_leaves_the_future_alone() -> None:
    with pytest.raises(PackError, match="format 7"):
        migrated("persona: Dana\nformat: 7\n", "x.yaml")


def test_a_pack_goes_out_and_comes_back(folder: Folder, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    assert export(folder.root, target) == len(FILES)
    first = target.read_bytes()
    target.unlink()
    export(folder.root, target)
    assert target.read_bytes() == first, "the same pack gives the same bytes"
    place = bring_in(target)
    assert place == paths.user_packs_dir() / "mine"
    assert load("mine/front").scenario.scenario == "Front desk"
    with pytest.raises(PackError, match="already"):
        bring_in(target)
    assert bring_in(target, replace=True) == place


def zipped(path: Path, entries: dict[str, bytes], mode: int = stat.S_IFREG | 0o644) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "/etc/evil.yaml",
        "calls/../../evil.yaml",
        "..\\evil.yaml",
        "C:evil.yaml",
        ".hidden/evil.yaml",
        "run.sh",
        "calls/evil.py",
        "PACK.yaml",
    ],
)
def test_zips_that_would_leave_their_folder_are_refused(tmp_path: Path, name: str) -> None:
    good = {"pack.yaml": b"pack: P\nformat: 1\n"}
    archive = zipped(tmp_path / "bad.zip", {**good, name: b"persona: X\nformat: 1\n"})
    with pytest.raises(PackError):
        bring_in(archive)
    assert not (paths.user_packs_dir() / "bad").exists()


def test_links_bombs_and_broken_packs_are_refused(tmp_path: Path) -> None:
    pack = b"pack: P\nformat: 1\n"
    link = zipped(tmp_path / "link.zip", {"pack.yaml": pack}, stat.S_IFLNK | 0o777)
    big = zipped(tmp_path / "big.zip", {"pack.yaml": pack, "notes.txt": b"x" * 300_000})
    empty = zipped(tmp_path / "empty.zip", {"notes.txt": b"x"})
    wrong = zipped(tmp_path / "wrong.zip", {"pack.yaml": b"pack: P\n"})
    text = tmp_path / "text.zip"
    text.write_bytes(b"this is no zip")
    for archive in (link, big, empty, wrong, text):
        with pytest.raises(PackError):
            bring_in(archive)
    with pytest.raises(NotFound):
        bring_in(tmp_path / "nowhere.zip")
    assert [path.name for path in paths.user_packs_dir().iterdir()] == [".lock"]
