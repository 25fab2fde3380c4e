"""``ringcraft confuse``: how well own moves will be heard, and what they are mistaken for."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import msgspec

from simulator.errors import NotFound

if TYPE_CHECKING:
    from simulator.understanding.confusion import Estimate


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("scenario", help="a call's id, or the path of its file: its pack's moves")
    parser.add_argument("--move", metavar="ID", help="only this move")
    parser.add_argument("--json", action="store_true", help="one object a line for each move")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a move is mostly missed or taken for another too often."""
    from simulator import files
    from simulator.hearing_model import built_in
    from simulator.understanding.confusion import advice, estimates
    from simulator.understanding.hearing import Context

    playable = files.load(args.scenario)
    if args.move is not None and args.move not in playable.moves:
        raise NotFound(f"there is no move '{args.move}' in this pack", "see docs/moves.md")
    doubtful = 0
    found = 0
    for estimate in estimates(playable.moves, Context(), built_in()):
        if args.move is not None and estimate.move != args.move:
            continue
        found += 1
        hint = advice(estimate)
        doubtful += bool(hint)
        if args.json:
            row = asdict(estimate) | {"advice": hint}
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        else:
            sys.stdout.write("\n".join(as_text(estimate, hint)) + "\n")
    if not found and not args.json:
        sys.stdout.write("Only built-in moves here; they are heard by the trained model.\n")
    return 1 if doubtful else 0


def as_text(estimate: "Estimate", hint: str) -> Iterator[str]:
    """For people: the rate, who takes its place, with which sentences."""
    yield (
        f"{estimate.move}: about {estimate.hit_rate:.0%} heard, "
        f"from {estimate.phrasings} phrasings, each left out in turn"
    )
    for other in estimate.mistaken:
        yield f"  taken for {other.move} ({other.share:.0%}):"
        yield from (f"    {sentence}" for sentence in other.sentences)
    if estimate.unheard:
        yield "  not heard from the others:"
        yield from (f"    {sentence}" for sentence in estimate.unheard)
    if hint:
        yield f"  {hint}"
