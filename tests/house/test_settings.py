"""Settings: whole or not at all, and nothing unknown is swallowed."""

from pathlib import Path

import msgspec
import pytest

from simulator.errors import StoreError
from simulator.settings import Settings, read, write


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == Settings()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    chosen = Settings(theme="light", show_mood=False, name="Mia")
    write(chosen, tmp_path / "deep" / "settings.toml")
    assert read(tmp_path / "deep" / "settings.toml") == chosen


@pytest.mark.parametrize(
    "text", ["them = 'dark'", "theme = 'pink'", "theme = ", "speech-speed = 9.0", "\x00"]
)
def test_a_wrong_file_is_said_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(StoreError, match=r"settings\.toml"):
        read(path)
    assert path.read_text() == text


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="RINGCRAFT_HOME"):
        write(Settings(), tmp_path / "file" / "settings.toml")


def test_every_setting_says_what_it_is() -> None:
    schema = msgspec.json.schema(Settings)
    for key, entry in schema["$defs"]["Settings"]["properties"].items():
        text = entry.get("description") or str(entry)
        assert "description" in str(entry), f"{key}: {text}"
