"""What comes in on standard input: not UTF-8, or nothing there at all."""

import subprocess
import sys

import pytest

LATIN = b'{"prospect": "Go on.", "text": "caf\xe9"}\n'


def ringcraft(*words: str, given: bytes | None) -> subprocess.CompletedProcess[bytes]:
    """A command with these bytes to read, or with its input closed."""
    command = [sys.executable, "-m", "simulator", *words]
    if given is None:
        shell = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
        return subprocess.run(shell, capture_output=True, check=False)
    return subprocess.run(command, input=given, capture_output=True, check=False)


@pytest.mark.parametrize(
    "words",
    [("hear", "--json"), ("play", "first-ten-seconds", "--replies", "-"), ("score", "-")],
    ids=lambda words: words[0],
)
def test_text_that_is_not_utf_8_is_told_in_one_line(words: tuple[str, ...]) -> None:
    ran = ringcraft(*words, given=LATIN)
    assert ran.returncode == 2
    [line] = ran.stderr.decode().splitlines()
    assert line.startswith("error: ") and "UTF-8" in line


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the input")
@pytest.mark.parametrize("words", [("hear", "--json"), ("score", "-")], ids=lambda words: words[0])
def test_a_closed_input_is_an_empty_one(words: tuple[str, ...]) -> None:
    ran = ringcraft(*words, given=None)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == ringcraft(*words, given=b"").returncode
