"""Models: fetched, resumed, checked, refused; against a real server on this machine."""

import functools
import io
import threading
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from simulator import paths
from simulator.cli import main
from simulator.errors import ModelError, NotFound
from simulator.speech import fetching, models
from simulator.speech.model_list import KNOWN, SMALL, KnownModel, ModelFile
from simulator.speech.vosk_ears import Vocabulary

FILES = {"am/final.mdl": b"weights" * 5000, "graph/Gr.fst": b"graph" * 9000}


class Shelf(BaseHTTPRequestHandler):
    """Serves one file, with ranges; can break off in the middle of the first answer."""

    content = b""
    break_after = 0
    asked: list[str]
    address = ""

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.asked.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        body = type(self).content[start:]
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if type(self).break_after and not wanted:
            self.wfile.write(body[: type(self).break_after])
            self.wfile.flush()
            self.connection.close()
            return
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def shelf() -> Iterator[type[Shelf]]:
    class OneShelf(Shelf):
        asked: list[str] = []  # noqa: RUF012 - one list a test, with its class

    kind = OneShelf
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(kind))
    kind.address = f"http://127.0.0.1:{server.server_port}/tiny.zip"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kind
    server.shutdown()
    server.server_close()
    thread.join()


def packed(files: dict[str, bytes], top: str = "tiny/") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return made.getvalue()


def tiny(shelf: type[Shelf], files: dict[str, bytes] = FILES) -> KnownModel:
    return KnownModel(
        name="tiny",
        kind="recogniser",
        about="for tests",
        licence="none",
        address=shelf.address,
        download_size=1,
        files=tuple(ModelFile(n, len(d), sha256(d).hexdigest()) for n, d in files.items()),
    )


def test_fetch_installs_whole_and_writes_its_own_conf(shelf: type[Shelf]) -> None:
    shelf.content = packed(FILES)
    steps: list[tuple[str, int, int]] = []
    model = tiny(shelf)
    home = fetching.fetch(model, lambda *step: steps.append(step))
    assert (home / "am/final.mdl").read_bytes() == FILES["am/final.mdl"]
    assert "--frames-per-chunk=12" in (home / "conf/model.conf").read_text()
    assert models.installed(model)
    assert models.faults(model) == ()
    assert any(done == total > 0 for _, done, total in steps)
    assert not list((paths.cache_dir() / "downloads").iterdir())


def test_fetch_again_asks_nobody(shelf: type[Shelf]) -> None:
    shelf.content = packed(FILES)
    fetching.fetch(tiny(shelf))
    fetching.fetch(tiny(shelf))
    assert len(shelf.asked) == 1


def test_a_broken_download_goes_on_where_it_stopped(shelf: type[Shelf]) -> None:
    shelf.content = packed(FILES)
    shelf.break_after = 20_000
    with pytest.raises(ModelError, match="can't be had"):
        fetching.fetch(tiny(shelf))
    shelf.break_after = 0
    fetching.fetch(tiny(shelf))
    assert shelf.asked[0] == ""
    assert shelf.asked[1].startswith("bytes=") and shelf.asked[1] != "bytes=0-"
    assert models.faults(tiny(shelf)) == ()


def test_wrong_bytes_are_not_installed(shelf: type[Shelf]) -> None:
    shelf.content = packed({**FILES, "am/final.mdl": b"other bytes"})
    with pytest.raises(ModelError, match="wrong checksum"):
        fetching.fetch(tiny(shelf))
    assert not models.folder(tiny(shelf)).exists()
    shelf.content = packed(FILES)  # the bad file was not kept for the next try
    fetching.fetch(tiny(shelf))


def test_a_file_that_is_no_zip_is_refused(shelf: type[Shelf]) -> None:
    shelf.content = b"<html>sign in to this network</html>"
    with pytest.raises(ModelError, match="no zip file"):
        fetching.fetch(tiny(shelf))


def test_a_path_that_leaves_the_folder_is_refused(shelf: type[Shelf]) -> None:
    shelf.content = packed({**FILES, "../../escaped": b"x"})
    with pytest.raises(ModelError, match="unsafe path"):
        fetching.fetch(tiny(shelf))
    assert not (paths.data_dir() / "escaped").exists()


def test_a_download_can_be_stopped_and_keeps_what_it_has(shelf: type[Shelf]) -> None:
    shelf.content = packed({"am/final.mdl": bytes(range(256)) * 4000})
    with pytest.raises(fetching.Cancelled):
        fetching.fetch(tiny(shelf), cancelled=lambda: True)
    part = paths.cache_dir() / "downloads" / "tiny.zip.part"
    assert part.stat().st_size > 0


def test_a_server_that_is_not_there_is_told_with_the_address() -> None:
    model = KnownModel(
        name="tiny",
        kind="recogniser",
        about="",
        licence="",
        address="http://127.0.0.1:9/tiny.zip",
        download_size=1,
    )
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9.*can't be had"):
        fetching.fetch(model)


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
    assert f"{SMALL}: whole, 11 files" in capsys.readouterr().out
    assert main(["models", "fetch", "--if-missing"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["models", "verify", "emma"]) == 1
    assert main(["models", "fetch", "nonsense"]) == 2
    assert "known are" in capsys.readouterr().err
