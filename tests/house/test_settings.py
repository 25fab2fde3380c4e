"""Settings: whole or not at all, and nothing unknown is swallowed."""

from pathlib import Path

import msgspec
import pytest

from simulator.errors import StoreError
from simulator.settings import Misread, Settings, read, write


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == Settings()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    chosen = Settings(theme="light", show_mood=False, name="Mia")
    write(chosen, tmp_path / "deep" / "settings.toml")
    assert read(tmp_path / "deep" / "settings.toml") == chosen


@pytest.mark.parametrize(
    "text",
    ["them = 'dark'", "theme = 'pink'", "theme = ", "speech-speed = 9.0", "\x00", "[theme]"],
)
def test_a_wrong_file_is_said_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(StoreError, match=r"settings\.toml"):
        read(path)
    assert path.read_text() == text


def test_what_can_be_read_of_a_wrong_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(
        b'\xef\xbb\xbf# mine\r\nname = "Ann"\r\n\r\nlevel = hard\r\ntheme = "pink"\r\n'
        b'microphone = "M\xe4x"\r\nspeech-speed = 1\r\nkeepaudio = "never"\r\nbell = false # no\r\n'
        b'name = "Bea"'
    )
    with pytest.raises(Misread) as caught:
        read(path)
    assert caught.value.settings == Settings(name="Ann", speech_speed=1.0, bell=False)
    assert caught.value.message == (
        f"{path}:4: 'level = hard' can't be read; write: key = value; "
        f"{path}:5: theme can't be 'pink': Invalid enum value 'pink'; "
        f"{path}:6: 'microphone = \"M\ufffdx\"' can't be read; write: key = value; and 2 more"
    )


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("keepaudio = 'never'")
    with pytest.raises(Misread, match=r"Did you mean 'keep-audio'\?"):
        read(path)


def test_a_file_that_cant_be_read_in_full_is_kept_and_one_that_can_is_not(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    assert write(Settings(), path) is None
    assert write(Settings(theme="light"), path) is None
    path.write_text("them = 'dark'")
    kept = write(Settings(), path)
    assert kept == tmp_path / "settings.toml.bak"
    assert kept.read_text() == "them = 'dark'"
    assert read(path) == Settings()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="RINGCRAFT_HOME"):
        write(Settings(), tmp_path / "file" / "settings.toml")


def test_every_setting_says_what_it_is() -> None:
    schema = msgspec.json.schema(Settings)
    for key, entry in schema["$defs"]["Settings"]["properties"].items():
        text = entry.get("description") or str(entry)
        assert "description" in str(entry), f"{key}: {text}"
