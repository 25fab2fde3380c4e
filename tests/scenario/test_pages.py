"""Every code has a page; its wrong example is found, its right one is not."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from simulator.files import check
from simulator.hearing_model import load_hearing
from simulator.scenario.codes import BY_CODE, CODES, Code
from simulator.scenario.documents import Bundle
from simulator.scenario.problems import Problem
from simulator.workshop import listening
from simulator.workshop.deep import findings

PAGES = Path(__file__).parents[2] / "docs" / "lints"
EXAMPLE = re.compile(
    r"Wrong, in `(?P<file>[^`]+)`:\n\n```yaml\n(?P<bad>.*?)```\n\n"
    r"Right:\n\n```yaml\n(?P<good>.*?)```",
    re.DOTALL,
)
BY_PLAY = ("W502", "W503", "W506", "W507", "W701", "W702", "W704")
BY_EAR = ("W401", "W402", "W403", "W404", "W405", "W406", "W407")
BY_RECOGNISER = ("W408",)  # its test stands with those of speech, where there is a recogniser


def spoilt(code: Code, root: Path) -> Path:
    """The pack of the examples with the wrong example of a code in it."""
    page = (PAGES / f"{code.code}.md").read_text(encoding="utf-8")
    found = EXAMPLE.search(page)
    assert found, f"{code.code} has no example"
    pack = root / "pack"
    shutil.copytree(PAGES / "pack", pack)
    file = pack / found["file"]
    text = file.read_text(encoding="utf-8")
    assert text.count(found["good"]) == 1, "the right example stands once in the pack"
    file.write_text(text.replace(found["good"], found["bad"]), encoding="utf-8")
    return pack


def test_the_pack_of_the_examples_is_clean() -> None:
    assert check([PAGES / "pack"], more=findings) == ()


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_page_has_the_code_the_name_and_the_severity(code: Code) -> None:
    lines = (PAGES / f"{code.code}.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {code.code}: {code.title}"
    assert lines[2].startswith(f"`{code.name}` · {code.severity}")


def test_there_is_no_page_without_a_code() -> None:
    pages = {path.stem for path in PAGES.glob("[EW]*.md")}
    assert pages == {code.code for code in CODES}


@pytest.mark.parametrize(
    "code",
    [code for code in CODES if code.code not in BY_PLAY + BY_EAR + BY_RECOGNISER],
    ids=lambda code: code.code,
)
def test_the_wrong_example_is_found(code: Code, tmp_path: Path) -> None:
    found = check([spoilt(code, tmp_path)])
    assert code.code in {problem.code for problem in found}
    at = [problem for problem in found if problem.code == code.code]
    assert all(problem.severity == code.severity for problem in at)
    assert len(found) <= 4, "one slip gives few messages"


def by_ear(bundle: Bundle) -> Iterable[Problem]:
    """Only what listening tells."""
    return listening.findings(bundle, load_hearing())


@pytest.mark.parametrize("code", BY_EAR)
def test_the_wrong_example_is_heard(code: str, tmp_path: Path) -> None:
    found = check([spoilt(BY_CODE[code], tmp_path)], more=by_ear)
    assert code in {problem.code for problem in found}


@pytest.mark.slow
@pytest.mark.parametrize("code", BY_PLAY)
def test_the_wrong_example_is_played(code: str, tmp_path: Path) -> None:
    found = check([spoilt(BY_CODE[code], tmp_path)], more=findings)
    assert code in {problem.code for problem in found}
