"""The authoring pages: recipes that play, a reference that is up to date, a tutorial that works."""

import re
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.files import check, load
from simulator.hearing_model import load_hearing
from simulator.rehearsal.embedded import run as run_test
from simulator.scenario import shapes
from simulator.scenario.about import KEYS
from simulator.workshop.reference import page

DOCS = Path(__file__).parents[2] / "docs" / "authoring"
FILE = re.compile(r"^`([\w./-]+\.yaml)`\n\n```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def cookbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the cookbook as a pack."""
    root = tmp_path_factory.mktemp("cookbook")
    for name, text in FILE.findall((DOCS / "cookbook.md").read_text(encoding="utf-8")):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


RECIPES = ("gatekeeper", "price", "competitor", "voicemail", "renewal")


def test_the_cookbook_checks_clean(cookbook: Path) -> None:
    assert check([cookbook]) == ()
    assert {path.stem for path in (cookbook / "calls").iterdir()} == set(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_each_recipe_passes_its_tests(cookbook: Path, name: str) -> None:
    playable = load(str(cookbook / "calls" / f"{name}.yaml"))
    assert playable.scenario.tests
    for test in playable.scenario.tests:
        outcome = run_test(playable, load_hearing(), test)
        assert outcome.passed, (test.name, outcome.failures)


def test_the_reference_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--reference"]) == 0
    shown = capsys.readouterr().out
    assert shown == page()
    assert shown == (DOCS / "reference.md").read_text(encoding="utf-8"), (
        "run: ringcraft schema --reference > docs/authoring/reference.md"
    )


def test_every_key_has_a_sentence() -> None:
    seen: set[type] = set()
    rest = list(shapes.FILES.values())
    while rest:
        cls = rest.pop()
        if cls in seen:
            continue
        seen.add(cls)
        keys = shapes.keys_of(cls)
        assert list(KEYS[cls.__name__]) and set(KEYS[cls.__name__]) == set(keys), cls.__name__
        for key in keys.values():
            assert key.about.endswith((".", "'"))
            shape = key.shape
            while isinstance(shape, shapes.ListOf | shapes.MapOf):
                shape = shape.item if isinstance(shape, shapes.ListOf) else shape.value
            if isinstance(shape, shapes.Fields):
                rest.append(shape.cls)  # type: ignore[arg-type]
    assert set(KEYS) == {cls.__name__ for cls in seen}


def test_the_tutorial_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tutorial = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", tutorial, re.DOTALL)
    variants, reaction, test = blocks
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--defaults"]) == 0
    monkeypatch.chdir(tmp_path / "the-first-conversation")
    call = Path("calls/the-first-conversation.yaml")
    text = call.read_text(encoding="utf-8")
    assert main(["check"]) == 0
    assert "no problems found" in capsys.readouterr().out
    assert main(["test"]) == 0
    assert "7 passed, 0 failed" in capsys.readouterr().out

    broken = text.replace("time_limit: 6 minutes", "time_limit: 6")
    call.write_text(broken, encoding="utf-8")
    assert main(["check"]) == 1
    message = capsys.readouterr().out.partition("\n1 error")[0]
    assert message in tutorial, message

    old = "        says:\n          - You have one minute.\n          - Be quick, then.\n"
    assert text.count(old) == 1
    text = text.replace(old, variants)
    above = "      - name: felt_heard"
    assert text.count(above) == 1
    call.write_text(text.replace(above, reaction + above) + test, encoding="utf-8")
    assert main(["check"]) == 0
    assert "no problems found" in capsys.readouterr().out
    assert main(["test"]) == 0
    assert "8 passed, 0 failed" in capsys.readouterr().out
    assert main(["sheet", str(call), "-o", "sheet.html"]) == 0
    assert main(["pack", "export", ".", "-o", str(tmp_path / "mine.zip")]) == 0


def test_every_command_of_the_overview_is_there() -> None:
    from simulator.cli import COMMANDS

    page = (DOCS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`ringcraft (\w+)", page))
    assert named <= set(COMMANDS)
