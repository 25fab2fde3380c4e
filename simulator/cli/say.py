"""``ringcraft say``: the prospect's voice."""

import argparse
import sys
from pathlib import Path

from simulator.errors import StoreError, UsageError
from simulator.speech.voice_list import VOICES, Prosody


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("text", nargs="?", help="what to say; - reads it from standard input")
    parser.add_argument("--voice", default="heart", help="a name from --list")
    parser.add_argument("--speed", type=float, default=1.0, help="0.5 to 2.0")
    parser.add_argument("--pitch", type=float, default=1.0, help="0.8 to 1.25")
    parser.add_argument("--phone", action="store_true", help="as heard through a telephone")
    parser.add_argument("-o", "--output", metavar="FILE.wav", help="write a file, play nothing")
    parser.add_argument("--list", action="store_true", help="list the voices")


def run(args: argparse.Namespace) -> int:
    """Carries the command out; returns the exit code."""
    if args.list:
        return _list()
    if args.text is None:
        raise UsageError("there is nothing to say", 'write it in quotes: ringcraft say "Hello."')
    if not (0.5 <= args.speed <= 2.0 and 0.8 <= args.pitch <= 1.25):
        raise UsageError("speed or pitch is out of range", "speed 0.5 to 2.0, pitch 0.8 to 1.25")
    if args.voice not in {voice.name for voice in VOICES}:
        raise UsageError(f"there is no voice {args.voice!r}", "ringcraft say --list shows them")
    text = _text(args.text)
    from simulator import paths
    from simulator.speech import phone_line, playback, sound
    from simulator.speech.clips import Clips, best_engine

    clips = Clips(best_engine(), paths.cache_dir() / "clips")
    samples = clips.clip(text, args.voice, Prosody(speed=args.speed, pitch=args.pitch))
    rate = sound.CLIP_RATE
    if args.phone:
        samples, rate = phone_line.through_line(samples, rate), sound.LINE_RATE
    if args.output:
        sound.write_wav(Path(args.output), samples, rate)
    else:
        playback.play(samples, rate, _speaker())
    return 0


def _text(given: str) -> str:
    try:
        text = sys.stdin.read().strip() if given == "-" else given
        text.encode()  # bytes of another encoding come in words as halves of characters
    except UnicodeError as error:
        raise UsageError("what is to be said is not UTF-8 text", "send it as UTF-8") from error
    return text


def _speaker() -> str:
    from simulator import settings

    try:
        return settings.read().speaker
    except StoreError as error:
        sys.stderr.write(f"note: {error}\n")
        return settings.Settings().speaker


def _list() -> int:
    from simulator.speech import models

    for voice in VOICES:
        note = ""
        if voice.stand_in and models.voice_file(voice.base) is None:
            note = f"  (ringcraft models fetch {voice.base}; {voice.stand_in} until then)"
        sys.stdout.write(f"{voice.name:<8} {voice.about}{note}\n")
    return 0
