"""``ringcraft transcribe``: recognises speech in files."""

import argparse
import json
import sys
from pathlib import Path

import msgspec

from simulator.speech.model_list import SMALL


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
        heard = transcribe(Path(name), vocabulary)
        if args.json:
            row = {"file": name, **msgspec.to_builtins(heard)}
            if args.scenario:
                row["unknown_words"] = list(unknown)
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            prefix = f"{name}: " if len(args.files) > 1 else ""
            sys.stdout.write(f"{prefix}{heard.text}\n")
    if unknown and not args.json:
        sys.stderr.write(f"note: words the recogniser can't write: {', '.join(unknown)}\n")
    return 0
