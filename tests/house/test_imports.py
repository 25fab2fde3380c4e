"""Headless commands start without the screen, the recogniser or the encoder."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "vosk", "sounddevice", "onnxruntime", "numpy")


def loaded(source: str) -> set[str]:
    """Top-level names in sys.modules after ``source`` ran in a fresh interpreter."""
    code = (
        f"{source}\nimport sys\nprint('\\n' + ' '.join({{m.split('.')[0] for m in sys.modules}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("source", "barred"),
    [
        ("from simulator.cli import main; main(['--help'])", (*HEAVY, "yaml", "msgspec")),
        ("from simulator.cli import main; main(['--version'])", (*HEAVY, "yaml", "msgspec")),
        ("import simulator.files", HEAVY),
        ("import simulator.dialogue, simulator.scoring", (*HEAVY, "yaml", "sqlite3")),
        ("import simulator.understanding", ("textual", "vosk", "onnxruntime", "yaml", "sqlite3")),
        ("import simulator.call", ("textual", "vosk", "sounddevice", "onnxruntime")),
        ("import simulator.rehearsal", ("textual", "vosk", "sounddevice", "onnxruntime")),
        ("import simulator.store", HEAVY),
    ],
)
def test_an_entry_point_imports_only_what_it_needs(source: str, barred: tuple[str, ...]) -> None:
    assert not loaded(source) & set(barred)
