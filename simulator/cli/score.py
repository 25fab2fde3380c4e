"""``ringcraft score``: any conversation, scored with a general rubric."""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from simulator import __version__
from simulator.errors import NotFound, UsageError
from simulator.scoring.card import CriterionScore, Scorecard
from simulator.scoring.conversation import Alike
from simulator.scoring.delivery import measure
from simulator.scoring.general import SITUATIONS, log_of, playable_for, situation_of
from simulator.scoring.metric import Metric, by_id, in_words
from simulator.scoring.scorecard import score
from simulator.scoring.telling import telling
from simulator.scoring.transcript import Transcript, parse
from simulator.understanding.hearing import Hear

PILLARS = {
    "qualification": "qualification",
    "value": "value_proposition",
    "rapport": "rapport",
}
"""Names of the pillars in the score and in what this command prints."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A file with its score."""

    file: str
    situation: str
    guessed: bool
    rubric: str
    card: Scorecard
    delivery: tuple[Metric, ...]
    notes: tuple[str, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help='a transcript: JSON {"turns": [{"speaker": "trainee" or "prospect", "text": "..."}]}, '
        "WebVTT, or text with 'Name: words' on each line; '-' reads standard input",
    )
    parser.add_argument(
        "--rubric", metavar="ID", help="rubric to score with; without it, the situation's own"
    )
    parser.add_argument(
        "--trainee", default="", metavar="NAME", help="who of two names is the one to score"
    )
    parser.add_argument("--json", action="store_true", help="one object a line for each file")


def run(args: argparse.Namespace) -> int:
    """Scores each file and prints it."""
    from simulator.hearing_model import load_hearing, load_likeness

    hear, alike = load_hearing(), load_likeness()
    for place, name in enumerate(args.files):
        judged = judge(name, parse(_text(name), name, args.trainee), args.rubric, hear, alike)
        if args.json:
            sys.stdout.write(msgspec.json.encode(as_json(judged)).decode() + "\n")
        else:
            sys.stdout.write(("\n" if place else "") + "\n".join(as_text(judged)) + "\n")
    return 0


def judge(
    name: str, transcript: Transcript, rubric_id: str | None, hear: Hear, alike: Alike | None = None
) -> Judged:
    """Scores one transcript; what was taken for granted is in the notes."""
    from simulator.files.rubrics import rubric

    situation, guessed = situation_of(transcript)
    notes = list(transcript.notes)
    if guessed and rubric_id is None:
        said = situation.replace("_", " ")
        notes.append(f"taken to be a {said}; --rubric or a 'situation' says otherwise")
    found, moves, digest = rubric(rubric_id or SITUATIONS[situation])
    log = log_of(transcript, hear, __version__, alike)
    timed = any(turn.start is not None and turn.end is not None for turn in transcript.turns)
    cold = situation in ("cold_call", "gatekeeper")
    return Judged(
        file=name,
        situation=situation,
        guessed=guessed,
        rubric=found.id,
        card=score(playable_for(found, moves, digest), log),
        delivery=(
            *measure(log, "cold_call" if cold else "discovery", timed=timed),
            *telling(transcript),
        ),
        notes=tuple(notes),
    )


def as_json(judged: Judged) -> dict[str, Any]:
    """The shape that other programs read; it gains fields, never loses one."""
    card = judged.card
    return {
        "file": judged.file,
        "situation": judged.situation,
        "situation_guessed": judged.guessed,
        "rubric": judged.rubric,
        "total": card.total,
        **{PILLARS[pillar.name]: pillar.score for pillar in card.pillars},
        "criteria": [_criterion(criterion) for criterion in card.criteria],
        "tips": [msgspec.to_builtins(tip) for tip in card.tips],
        "delivery": by_id(judged.delivery),
        "notes": list(judged.notes),
        "engine": card.engine,
        "rubric_hash": card.rubric_hash,
    }


def _criterion(criterion: CriterionScore) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(criterion)
    return {**fields, "pillar": PILLARS[criterion.pillar]}


def as_text(judged: Judged) -> list[str]:
    """The score for people."""
    card = judged.card
    lines = [f"{judged.file} · {judged.rubric}", *(f"  ({note})" for note in judged.notes), ""]
    lines.append(f"  total              {card.total:3d}")
    for pillar in card.pillars:
        name = PILLARS[pillar.name].replace("_", " ")
        lines.append(f"  {name:<18} {pillar.score:3d}  {'█' * round(pillar.score / 5)}")
    for title, states in (("won", ("earned",)), ("lost", ("missed", "lost"))):
        rows = [c for c in card.criteria if c.state in states]
        if rows:
            lines += ["", f"  {title}"]
        for criterion in rows:
            points = f"{criterion.points:+d} of {criterion.possible}" if criterion.possible else ""
            lines.append(f"  {points or f'{criterion.points:+d}':>10}  {criterion.name}")
            for quote in criterion.quotes[:2]:
                lines.append(f"              {quote.turn}: “{shortened(quote.words)}”")
    if card.tips:
        lines += ["", "  what to do next time"]
    for tip in card.tips:
        lines.append(f"  - {tip.note}")
        if tip.stronger:
            lines.append(f"    say: {tip.stronger}")
    if judged.delivery:
        lines += ["", *in_words(judged.delivery)]
    return lines


def shortened(words: str, most: int = 72) -> str:
    """The words, cut at a word's end where they are many."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    path = Path(name)
    if not path.is_file():
        raise NotFound(f"there is no file '{name}'", "check the path")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"'{name}' is not UTF-8 text", "save it as UTF-8") from error
