"""Models: what is installed, whether it is whole, what is refused before Vosk sees it."""

import shutil
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from simulator.cli import main
from simulator.errors import ModelError, NotFound
from simulator.speech import fetching, models
from simulator.speech.model_list import KNOWN, SMALL, KnownModel, ModelFile
from simulator.speech.vosk_ears import Vocabulary
from tests.speech.shelf import FILES, Shelf, packed, tiny


def test_damage_is_found_even_when_the_size_is_right(shelf: type[Shelf]) -> None:
    shelf.content = packed(FILES)
    model = tiny(shelf)
    home = fetching.fetch(model)
    assert models.faults(model, quick=True) == ()
    data = bytearray((home / "graph/Gr.fst").read_bytes())
    data[100] ^= 0xFF
    (home / "graph/Gr.fst").write_bytes(bytes(data))
    [fault] = models.faults(model, quick=True)
    assert fault.path.name == "Gr.fst"
    assert "checksum" in fault.what
    (home / "am/final.mdl").unlink()
    assert len(models.faults(model)) == 2


def test_a_file_that_cannot_be_read_is_a_fault(
    shelf: type[Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.content = packed(FILES)
    model = tiny(shelf)
    fetching.fetch(model)

    def locked(path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(models, "sha256_of", locked)
    assert {fault.what for fault in models.faults(model)} == {"can't be read: Permission denied"}


@pytest.mark.parametrize("name", ["conf/mfcc.conf", "conf/model.conf", "conf"])
def test_a_damaged_conf_is_found_and_written_again(shelf: type[Shelf], name: str) -> None:
    shelf.content = packed(FILES)
    model = tiny(shelf)
    home = fetching.fetch(model)
    if name == "conf":
        shutil.rmtree(home / name)
    else:
        (home / name).write_text("--beam=1\n")
    assert not models.installed(model)
    assert {fault.path for fault in models.faults(model, quick=True)} >= {
        home / name if name != "conf" else home / "conf/model.conf"
    }
    fetching.fetch(model)
    assert models.faults(model) == ()
    assert len(shelf.asked) == 1  # nothing was downloaded for that


def test_what_was_found_right_is_noted_once_and_for_all_voices(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("fenrir", "emma")
    voices = tuple(
        KnownModel(
            name=name,
            kind="voice",
            about="",
            licence="",
            address="",
            download_size=1,
            files=(ModelFile(f"{name}.onnx", 4, sha256(name[:4].encode()).hexdigest()),),
        )
        for name in names
    )
    monkeypatch.setattr(models, "KNOWN", voices)
    home = models.folder(voices[0])
    home.mkdir(parents=True)
    for name in names:
        (home / f"{name}.onnx").write_text(name[:4])
    assert all(models.voice_file(name) for name in names)
    noted = home / models.SEEN
    before = noted.stat().st_mtime_ns
    assert models.faults(voices[0]) == ()  # in full
    assert all(models.voice_file(name) for name in names)
    assert noted.stat().st_mtime_ns == before
    assert set(msgspec.json.decode(noted.read_bytes())) == {"fenrir.onnx", "emma.onnx"}
    (home / "emma.onnx").unlink()
    assert models.voice_file("emma") is None
    assert models.faults(voices[1])
    assert set(msgspec.json.decode(noted.read_bytes())) == {"fenrir.onnx"}


def test_a_hint_names_the_model_that_it_mends(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, size in ((SMALL, "41 MB"), ("vosk-model-en-us-0.22", "1.8 GB")):
        with pytest.raises(ModelError) as caught:
            models.recogniser(name)
        assert caught.value.hint == f"ringcraft models fetch {name} gets it ({size})"
    voices = own_home / "models" / "voices"
    voices.mkdir(parents=True)
    (voices / models.known("fenrir").files[0].path).write_bytes(b"cut short")
    assert main(["models", "verify"]) == 1
    shown = capsys.readouterr()
    assert "fenrir" in shown.out and "emma" not in shown.out
    assert "1 file is wrong · ringcraft models fetch fenrir mends that" in shown.err


def test_a_model_without_pinned_files_is_recorded_when_installed(shelf: type[Shelf]) -> None:
    shelf.content = packed({**FILES, "conf/model.conf": b"--beam=10\n--frames-per-chunk=20\n"})
    model = KnownModel(
        name="tiny",
        kind="recogniser",
        about="",
        licence="",
        address=shelf.address,
        download_size=1,
    )
    home = fetching.fetch(model)
    conf = (home / "conf/model.conf").read_text()
    assert "--frames-per-chunk=12" in conf and "--frames-per-chunk=20" not in conf
    assert models.faults(model) == ()
    (home / "am/final.mdl").write_bytes(b"changed")
    assert models.faults(model)


def test_every_known_file_has_a_source_a_licence_and_a_checksum() -> None:
    for model in KNOWN:
        assert model.address.startswith("https://")
        assert model.licence
        assert model.download_size > 0
        for file in model.files:
            assert len(file.sha256) == 64
            assert file.size > 0
    assert KNOWN[0].name == SMALL
    assert KNOWN[0].files


def test_a_missing_recogniser_says_how_to_get_it() -> None:
    with pytest.raises(ModelError) as caught:
        models.recogniser()
    assert "models fetch" in caught.value.hint


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"am/final\.mdl is missing"):
        models.recogniser(str(tmp_path))
    with pytest.raises(ModelError, match="no recogniser 'nonsense'"):
        Vocabulary("nonsense")  # and Vosk neither downloads nor leaves the program
    with pytest.raises(NotFound):
        models.known("nonsense")


@pytest.mark.model
def test_a_damaged_recogniser_is_refused_before_vosk_sees_it(
    own_home: Path, models_folder: Path
) -> None:
    home = own_home / "models" / SMALL
    if home.parent.is_symlink():
        home.parent.unlink()
    for file in models.known(SMALL).files:
        target = home / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(models_folder / SMALL / file.path)
    broken = home / "am/final.mdl"
    broken.unlink()
    broken.write_bytes(b"\0" * 15962575)
    with pytest.raises(ModelError, match="checksum"):
        Vocabulary()


@pytest.mark.model
def test_the_command_lists_and_verifies(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    shown = capsys.readouterr().out
    assert f"{SMALL}  installed" in shown
    assert "Apache-2.0" in shown
    assert main(["models", "verify"]) == 0
    assert f"{SMALL}: whole, 13 files" in capsys.readouterr().out
    assert main(["models", "fetch", "--if-missing"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["models", "verify", "emma"]) == 1
    assert main(["models", "fetch", "nonsense"]) == 2
    assert "known are" in capsys.readouterr().err
