"""The commands: words in, words out, no logic of their own.

Each command is a module of this package with ``arguments(parser)`` and
``run(args) -> int``; it is imported when it is called for, so that ``--help``
and headless commands start without Textual, Vosk or ONNX. Exit codes: 0 fine,
1 problems found or failed, 2 usage, 3 could not run.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module

from simulator import __version__
from simulator.errors import RingcraftError

COMMANDS: dict[str, str] = {
    "call": "ring a prospect in the app, straight away",
    "play": "play a call from a file of replies, headless",
    "score": "score a transcript of any conversation",
    "rescore": "recompute stored calls with today's rubric",
    "hear": "say which moves a reply makes",
    "check": "find what is wrong in scenarios, with file, line and column",
    "test": "run the tests that scenarios carry",
    "try": "talk to a scenario and see why it answers as it does",
    "why": "explain a turn of a log",
    "simulate": "play thousands of simulated trainees against a scenario",
    "coverage": "show what tests and simulation reach",
    "confuse": "pairs of moves that are mistaken for each other",
    "missed": "the inbox of sentences nobody understood",
    "graph": "draw a scenario",
    "flat": "print a merged file with the origin of each line",
    "fix": "mend what can be mended in a file, showing the change first",
    "watch": "reload a scenario on save and keep the call",
    "new": "write a new scenario from nine questions",
    "sheet": "one printable page about a scenario",
    "diff": "what changed in meaning between two scenarios",
    "schema": "the JSON Schema of the file kinds, for editors",
    "explain": "what a lint code means",
    "migrate": "bring a file to the present format",
    "pack": "export or import a pack as a zip",
    "transcribe": "recognise speech in files",
    "say": "the prospect's voice",
    "models": "list, fetch and verify speech models",
    "doctor": "what works here, what doesn't, what to do",
}
"""Name and one-line help of each command; a name's module is ``simulator.cli.<name>``
(``try`` lives in ``try_``, ``export`` likewise)."""

RESERVED = {"try"}


def module_of(command: str) -> str:
    """Full name of the module that carries out ``command``."""
    return f"{__name__}.{command}_" if command in RESERVED else f"{__name__}.{command}"


def overview() -> str:
    """The help of the whole program."""
    width = max(len(name) for name in COMMANDS)
    rows = "\n".join(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items())
    return (
        "usage: ringcraft [COMMAND] [ARGUMENTS]\n\n"
        "A flight simulator for the sales phone. With no command, the app opens.\n\n"
        f"commands:\n{rows}\n\n"
        "ringcraft COMMAND --help explains a command. ringcraft --version prints the version.\n"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Carries out one command line; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    utf8()
    if words[:1] in (["-h"], ["--help"], ["help"]):
        sys.stdout.write(overview())
        return 0
    if words[:1] == ["--version"]:
        sys.stdout.write(f"ringcraft {__version__}\n")
        return 0
    command = words.pop(0) if words and not words[0].startswith("-") else "app"
    if command != "app" and command not in COMMANDS:
        return complain(f"there is no command '{command}'", suggestion(command), 2)
    module = import_module(module_of(command))
    parser = argparse.ArgumentParser(
        prog="ringcraft" if command == "app" else f"ringcraft {command}",
        description=COMMANDS.get(command),
    )
    module.arguments(parser)
    try:
        args = parser.parse_args(words)
        code: int = module.run(args)
    except RingcraftError as error:
        return complain(error.message, error.hint, error.exit_code)
    except UnicodeError:
        return complain("what was given is not UTF-8 text", "save or send it as UTF-8", 2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; nothing is left to say
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def utf8() -> None:
    """Text in, text out in UTF-8, whatever the system's own encoding; a closed input is empty."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    for stream, errors in (
        (sys.stdin, "strict"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def complain(what: str, hint: str, code: int) -> int:
    """Prints trouble in the one form and returns ``code``."""
    sys.stderr.write(f"error: {what} · {hint}\n" if hint else f"error: {what}\n")
    return code


def suggestion(command: str) -> str:
    """A near name, or where the list is."""
    from rapidfuzz import process

    near = process.extractOne(command, list(COMMANDS), processor=str.lower, score_cutoff=60)
    if near is None:
        return "ringcraft --help lists the commands"
    return f"did you mean '{near[0]}'?"
