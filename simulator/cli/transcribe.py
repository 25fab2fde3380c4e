"""``ringcraft transcribe``: recognises speech in files."""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from simulator.speech.model_list import SMALL

if TYPE_CHECKING:
    from simulator.understanding.hearing import Word

SOON = 2.0
"""Seconds before a file's progress is shown."""
PAUSE = 1.0
"""Seconds between words that part the lines of a text."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("files", nargs="+", metavar="WAV", help="any rate, mono or stereo")
    parser.add_argument("--scenario", metavar="S", help="show which of its words can't be heard")
    parser.add_argument("--model", default=SMALL, help="recogniser, by name or folder")
    parser.add_argument("--json", action="store_true", help="one JSON object a file")


def run(args: argparse.Namespace) -> int:
    """Carries the command out; returns the exit code."""
    from simulator.speech import scenario_words
    from simulator.speech.vosk_ears import Vocabulary, transcribe

    vocabulary = Vocabulary(args.model)
    unknown: tuple[str, ...] = ()
    if args.scenario:
        from simulator import files

        unknown = scenario_words.unknown(files.load(args.scenario), vocabulary)
    for name in args.files:
        with _shown(name) as progress:
            heard = transcribe(Path(name), vocabulary, progress)
        if args.json:
            row = {"file": name, **msgspec.to_builtins(heard)}
            if args.scenario:
                row["unknown_words"] = list(unknown)
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            prefix = f"{name}: " if len(args.files) > 1 else ""
            sys.stdout.writelines(f"{prefix}{line}\n" for line in _lines(heard.words))
    if unknown and not args.json:
        sys.stderr.write(f"note: words the recogniser can't write: {', '.join(unknown)}\n")
    return 0


def _lines(words: "tuple[Word, ...]") -> list[str]:
    """The text, parted at longer pauses; at least one line."""
    parts: list[list[str]] = [[]]
    end = 0.0
    for word in words:
        if parts[-1] and word.start - end > PAUSE:
            parts.append([])
        parts[-1].append(word.text)
        end = word.end
    return [" ".join(part) for part in parts]


@contextlib.contextmanager
def _shown(name: str) -> Iterator[Callable[[float, float], None]]:
    """Shows on a terminal how far a file is, where that takes long enough to wonder."""
    begun = time.monotonic()
    wipe = ""

    def show(done: float, total: float) -> None:
        nonlocal wipe
        if sys.stderr.isatty() and time.monotonic() - begun > SOON:
            wipe = "\r\x1b[K"
            sys.stderr.write(f"{wipe}{Path(name).name:.60}: {done / total:.0%}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write(wipe)  # what was heard, or what went wrong, comes there
