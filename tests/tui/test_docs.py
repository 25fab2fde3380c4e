"""Every screen, command and key of the app is documented as it is."""

import re
from pathlib import Path
from typing import Any

import pytest

from simulator.tui.commands import EVERYWHERE
from simulator.tui.screens.author import AuthorScreen
from simulator.tui.screens.card import CardScreen
from simulator.tui.screens.chart import ChartScreen
from simulator.tui.screens.missed import MissedScreen
from simulator.tui.screens.page import Page
from simulator.tui.screens.progress import ProgressScreen
from simulator.tui.screens.sound import SoundScreen
from simulator.tui.screens.trial import TrialScreen
from tests.tui.test_commands import PAGES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "app.md").read_text("utf-8")
ALL: tuple[type[Page[Any]], ...] = (
    *PAGES,
    CardScreen,
    ChartScreen,
    ProgressScreen,
    SoundScreen,
    AuthorScreen,
    TrialScreen,
    MissedScreen,
)


@pytest.mark.parametrize("page", ALL)
def test_a_screen_is_documented_with_its_keys(page: type[Page[Any]]) -> None:
    assert f"\n## {page.NAME}\n\n{page.EXPLAINS}\n" in TEXT
    for command in (*page.OFFERS, *EVERYWHERE):
        assert f"\n| {command.keys()} | {command.title} | {command.help()} |" in TEXT


def test_every_screen_is_in_the_list() -> None:
    import simulator.tui.screens as screens

    folder = Path(screens.__file__).parent
    pages = [
        path.stem
        for path in folder.glob("*.py")
        if re.search(r"\((Page\[|CallScreen\))", path.read_text("utf-8")) and path.stem != "page"
    ]
    assert {page.__module__.rpartition(".")[2] for page in ALL} == set(pages)


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).resolve().parents[2] / "simulator/tui/screens").glob("*.tcss")),
    ids=str,
)
def test_every_style_belongs_to_the_screens_of_its_module(path: Path) -> None:
    source = path.with_suffix(".py").read_text("utf-8")
    rules = [line for line in path.read_text("utf-8").splitlines() if "{" in line]
    for rule in rules:
        screen = rule.split()[0].split(".")[0]
        assert f"class {screen}(" in source, f"{path}: {rule}"
