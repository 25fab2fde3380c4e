"""A small model on a web server of this machine: whole, damaged, or broken off."""

import contextlib
import io
import time
import zipfile
from hashlib import sha256
from http.server import BaseHTTPRequestHandler

from simulator.speech.model_list import KnownModel, ModelFile

FILES = {"am/final.mdl": b"weights" * 5000, "graph/Gr.fst": b"graph" * 9000}


class Shelf(BaseHTTPRequestHandler):
    """Serves one file, with ranges; can be slow, break off once, or say what it likes."""

    content = b""
    break_after = 0
    pause = 0.0  # seconds after each 8 kB
    says_length = True
    raw = b""  # in place of an answer
    asked: list[str]
    address = ""

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.asked.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        body = type(self).content[start:]
        if type(self).raw:
            self.wfile.write(type(self).raw)
            return
        if wanted and not body:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(type(self).content)}")
            self.end_headers()
            return
        self.send_response(206 if wanted else 200)
        if type(self).says_length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if type(self).break_after and not wanted:
            self.wfile.write(body[: type(self).break_after])
            self.wfile.flush()
            self.connection.close()
            return
        with contextlib.suppress(ConnectionError):  # who fetches may have been killed
            for place in range(0, len(body), 8192):
                self.wfile.write(body[place : place + 8192])
                time.sleep(type(self).pause)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


def packed(files: dict[str, bytes], top: str = "tiny/", how: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
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
