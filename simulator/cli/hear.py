"""``ringcraft hear``: which moves a reply makes, with the words that show them."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.understanding.hearing import Context, Hearing


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("text", nargs="?", help="a reply; without it, JSON Lines are read")
    parser.add_argument("--prospect", default="", metavar="TEXT", help="the line it answers")
    parser.add_argument(
        "--scenario", metavar="SCENARIO", help="hear with a call's names, product and own moves"
    )
    parser.add_argument("--json", action="store_true", help="one object a line for each reply")
    parser.epilog = (
        'Each input line is an object {"prospect": "...", "text": "..."}. '
        "Only moves that count are printed in JSON; the text form also shows the unclear ones."
    )


def run(args: argparse.Namespace) -> int:
    """Hears each reply and prints it."""
    from simulator.hearing_model import load_hearing, note

    hear = load_hearing()
    if note():
        sys.stderr.write(note() + "\n")
    base = _context(args.scenario)
    for said in _replies(args):
        from msgspec.structs import replace

        context = replace(base, prospect=said.get("prospect") or "")
        hearing = hear(said["text"], context)
        if args.json:
            sys.stdout.write(
                msgspec.json.encode(as_json(hearing, bool(args.scenario))).decode() + "\n"
            )
        else:
            sys.stdout.write("\n".join(as_text(hearing)) + "\n")
    return 0


def as_json(hearing: "Hearing", in_call: bool) -> dict[str, Any]:
    """The shape that other programs read; it gains fields, never loses one.

    What is worked out from a call is only told where there is a call.
    """
    facts: dict[str, list[str]] = {}
    for fact in hearing.facts:
        facts.setdefault(fact.kind, []).append(fact.value)
    return {
        "moves": [
            {
                "move": heard.move,
                "confidence": round(heard.confidence, 3),
                "start": heard.span.start,
                "end": heard.span.end,
                "words": hearing.text[heard.span.start : heard.span.end],
                "by": heard.by,
            }
            for heard in hearing.moves
            if in_call or heard.by != "worked_out"
        ],
        "facts": facts,
    }


def as_text(hearing: "Hearing") -> Iterator[str]:
    """For people: what counts, what is unclear, and the facts."""
    yield hearing.text
    for label, group in (("", hearing.moves), (" unclear", hearing.maybe)):
        for heard in group:
            words = hearing.text[heard.span.start : heard.span.end]
            why = f", {heard.nearest}" if heard.nearest else ""
            source = heard.by.replace("_", " ")
            yield f"  {heard.move:<22} {heard.confidence:.2f}{label}  “{words}” ({source}{why})"
    if not hearing.moves and not hearing.maybe:
        yield "  no move"
    if hearing.facts:
        yield "  facts: " + ", ".join(f"{fact.kind} {fact.value}" for fact in hearing.facts)


def _context(scenario: str | None) -> "Context":
    from simulator.understanding.hearing import Context

    if scenario is None:
        return Context()
    from simulator import files

    playable = files.load(scenario)
    persona = next(iter(playable.personas.values()))
    return Context(
        person=persona.persona,
        you=playable.scenario.you.name,
        company=playable.scenario.you.company,
        moves=playable.moves,
        product=playable.product,
    )


def _replies(args: argparse.Namespace) -> Iterator[dict[str, str]]:
    if args.text is not None:
        yield {"prospect": args.prospect, "text": args.text}
        return
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            said = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.MsgspecError as error:
            raise UsageError(
                f"line {number} of the input is not a JSON object: {error}",
                'write {"prospect": "...", "text": "..."}',
            ) from error
        if not isinstance(said.get("text"), str):
            raise UsageError(f"line {number} of the input has no 'text'", "")
        yield said
