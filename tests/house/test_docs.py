"""What the program offers is documented, or the build fails."""

import re
from pathlib import Path

import msgspec
import pytest

from simulator.cli import COMMANDS
from simulator.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented_and_implemented(command: str) -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    assert f"ringcraft {command}" in text
    name = f"{command}_" if command == "try" else command
    assert (ROOT / "simulator" / "cli" / f"{name}.py").is_file()


def test_every_setting_is_documented() -> None:
    text = (DOCS / "settings.md").read_text("utf-8")
    for field in msgspec.structs.fields(Settings):
        assert f"| `{field.encode_name}` |" in text


def test_every_built_in_move_is_documented() -> None:
    from simulator import files

    text = (DOCS / "moves.md").read_text("utf-8")
    entry = files.library()[0]
    for move in files.load(entry.id).moves:
        assert f"`{move}`" in text


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *DOCS.rglob("*.md")]), ids=str)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
