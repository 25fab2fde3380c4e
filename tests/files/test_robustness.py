"""Whatever is in a file: a coded problem with a place, or a call that starts."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.dialogue import start
from simulator.errors import RingcraftError
from simulator.files import check, load
from simulator.scenario.codes import BY_CODE
from simulator.scenario.problems import Problem, text
from tests.files import inventing, spoiling
from tests.files.folder import FILES

CASES = 150


def sound(problems: tuple[Problem, ...]) -> None:
    """Every problem has a known code, a place that exists and prints."""
    for problem in problems:
        assert problem.code in BY_CODE
        assert problem.line >= 1
        assert 1 <= problem.column <= len(problem.excerpt) + 1 or not problem.excerpt
        assert text(problem)


def plays_or_says_why(path: Path, problems: tuple[Problem, ...]) -> None:
    """A file without errors can be loaded and rung; one with errors is refused in words."""
    try:
        playable = load(str(path))
    except RingcraftError as error:
        assert error.message
        assert any(problem.severity == "error" for problem in problems), error
    else:
        assert start(playable, level=next(iter(playable.scenario.levels)), seed=1)


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_bytes(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    packs = {}
    for number, pack in enumerate(spoiling.PACKS):
        packs[pack] = tmp_path / str(number)
        shutil.copytree(pack, packs[pack])
    sources = spoiling.sources()
    for _ in range(CASES // 4):
        pack, path = dice.choice(sources)
        copy = packs[pack] / path.relative_to(pack)
        data = path.read_bytes()
        copy.write_bytes(spoiling.mutate(data, dice))
        problems = check([copy])
        sound(problems)
        if path.parent.name == "calls":
            plays_or_says_why(copy, problems)
        copy.write_bytes(data)


@pytest.mark.parametrize("kind", ["scenario", "persona", "objection", "rubric", "moves", "pack"])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(data=st.data())
def test_invented_files(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    for name, body in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")
    folder = {"scenario": "calls", "moves": "moves", "pack": "."}.get(kind, f"{kind}s")
    path = tmp_path / folder / ("pack.yaml" if kind == "pack" else "dana.yaml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(data.draw(inventing.files(kind)), encoding="utf-8")
    problems = check([tmp_path])
    sound(problems)
    if kind == "scenario":
        plays_or_says_why(path, check([path]))
