"""Real parts for the tests of speech: the recogniser's model, the voice, a sound server."""

import functools
import os
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from simulator import paths
from simulator.errors import ModelError
from simulator.speech import fetching, models
from simulator.speech.clips import Clips, Engine
from simulator.speech.hibari_voice import HibariVoice
from simulator.speech.model_list import SMALL
from simulator.speech.vosk_ears import Vocabulary
from tests.speech.shelf import Shelf
from tests.speech.virtual_cable import VirtualCable, missing

USERS_MODELS = paths.models_dir()
"""Where the models are before a test moves its home elsewhere."""


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with the small recogniser in it."""
    if (USERS_MODELS / SMALL).is_dir():
        return USERS_MODELS
    home = tmp_path_factory.mktemp("models")
    before = os.environ.get("RINGCRAFT_HOME")
    os.environ["RINGCRAFT_HOME"] = str(home)
    try:
        fetching.fetch(models.known(SMALL))
    except ModelError as error:
        pytest.skip(f"the recogniser can't be had here: {error}")
    finally:
        if before is None:
            del os.environ["RINGCRAFT_HOME"]
        else:
            os.environ["RINGCRAFT_HOME"] = before
    return home / "models"


@pytest.fixture
def model(own_home: Path, models_folder: Path) -> Path:
    """The recogniser, installed in the test's own home."""
    if not (own_home / "models").exists():
        (own_home / "models").symlink_to(models_folder)
    return own_home / "models" / SMALL


@pytest.fixture(scope="session")
def vocabulary(models_folder: Path) -> Vocabulary:
    """The loaded recogniser, shared."""
    return Vocabulary(str(models_folder / SMALL))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The prospect's voice, shared."""
    return HibariVoice()


@pytest.fixture(scope="session")
def clips(engine: Engine) -> Clips:
    """Rendered lines, shared."""
    return Clips(engine)


def new_cable(folder: Path) -> VirtualCable:
    """A sound server of one's own; the test is skipped where its programs are missing."""
    lacking = missing()
    if lacking:
        pytest.skip(f"no sound server here: {', '.join(lacking)} missing")
    return VirtualCable(folder)


@pytest.fixture(scope="session")
def cable_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualCable]:
    """One sound server for the whole session."""
    server = new_cable(tmp_path_factory.mktemp("cable") / "server")
    yield server
    server.close()


@pytest.fixture
def cable(cable_server: VirtualCable, monkeypatch: pytest.MonkeyPatch) -> VirtualCable:
    """The sound server, as this process and its children see it."""
    for name, value in cable_server.environment.items():
        monkeypatch.setenv(name, value)
    return cable_server


@pytest.fixture
def shelf() -> Iterator[type[Shelf]]:
    """A web server of this machine that hands out one model."""

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
