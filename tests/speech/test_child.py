"""Children of this program import this program, wherever the user stands."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from simulator.errors import SpeechError
from simulator.speech import check, devices, messages, playback
from simulator.speech.line import Line

FOREIGN = "from pathlib import Path\nPath(__file__).with_name('ran').touch()\nraise SystemExit(9)\n"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's own with modules of the same names; no sound server."""
    (tmp_path / "simulator").mkdir()
    for name in ("queue.py", "wave.py", "simulator/__init__.py"):
        (tmp_path / name).write_text(FOREIGN)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    return tmp_path


def checked() -> None:
    with suppress(SpeechError):
        check.microphone(seconds=0.1)


def played() -> None:
    playback.ended(playback.play_apart(Path("none.wav")))


def spoken() -> None:
    gone = threading.Event()
    line = Line(messages.Open(recogniser=""), lambda news: None, lambda code: gone.set())
    line.close()
    assert gone.wait(10)


@pytest.mark.parametrize("child", [devices.survey, checked, played, spoken])
def test_the_users_folder_is_never_imported(elsewhere: Path, child: Callable[[], object]) -> None:
    child()
    assert list(elsewhere.rglob("ran")) == []


def test_the_devices_are_listed_from_any_folder(elsewhere: Path) -> None:
    assert "does not answer" not in devices.survey().problem
