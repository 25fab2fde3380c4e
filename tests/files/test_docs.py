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
