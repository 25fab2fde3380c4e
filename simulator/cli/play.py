"""``ringcraft play``: a headless call from a file of replies."""

import argparse
import sys
from pathlib import Path

import msgspec

from simulator.call import Call
from simulator.dialogue.events import Log


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file")
    parser.add_argument(
        "--replies",
        required=True,
        metavar="FILE",
        help="one reply a line, '-' reads standard input; 'silent: 6 seconds' says nothing, "
        "/hint asks for a hint, /hangup ends the call, # begins a comment",
    )
    parser.add_argument(
        "--audio",
        action="store_true",
        help="the lines are paths of WAV files: they are spoken into the call",
    )
    parser.add_argument(
        "--output", metavar="FILE.wav", help="with --audio: both sides, you left, they right"
    )
    parser.add_argument("--level", default="standard", help="level of difficulty")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same call")
    parser.add_argument("--json", action="store_true", help="one event a line, the scorecard last")


def run(args: argparse.Namespace) -> int:
    """Plays the call and prints it."""
    from simulator import spoken_files
    from simulator.files import load
    from simulator.hearing_model import load_hearing
    from simulator.rehearsal import replies, telling
    from simulator.scoring.delivery import kind_of, measure
    from simulator.scoring.metric import by_id, in_words

    playable = load(args.scenario)
    written = () if args.audio else replies.read(replies.lines_of(args.replies), args.replies)
    call = Call(playable, load_hearing(), level=args.level, seed=args.seed)
    called = telling.names(playable)
    out = sys.stdout

    def events(log: Log) -> None:
        for event in log:
            out.write(msgspec.json.encode(event).decode() + "\n")

    def words(log: Log) -> None:
        for line in telling.spoken(log, called):
            out.write(line + "\n")

    if not args.json:
        out.write(f"{playable.scenario.scenario} · {args.level} · seed {args.seed}\n\n")
    if args.audio:
        output = Path(args.output) if args.output else None
        spoken_files.play(call, _waves(args.replies), events if args.json else words, output)
    else:
        replies.play(call, written, events if args.json else words)
    card = call.scorecard()
    told = measure(call.log, kind_of(playable))
    if args.json:
        fields = {"kind": "scorecard", **msgspec.to_builtins(card), "delivery": by_id(told)}
        out.write(msgspec.json.encode(fields).decode() + "\n")
    else:
        out.write("\n".join(["", *telling.scored(card), "", *in_words(told)]) + "\n")
    return 0


def _waves(name: str) -> tuple[Path, ...]:
    """The WAV files that a replies file names, relative to it; ``#`` begins a comment."""
    from simulator.rehearsal.replies import lines_of

    folder = Path() if name == "-" else Path(name).parent
    rows = [line.strip() for line in lines_of(name)]
    return tuple(folder / row for row in rows if row and not row.startswith("#"))
