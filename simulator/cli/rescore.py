"""``ringcraft rescore``: old calls under today's rubrics."""

import argparse
import sys
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from simulator.errors import NotFound, PackError
from simulator.scenario.model import Playable
from simulator.scoring import score
from simulator.scoring.card import Scorecard
from simulator.scoring.comparison import Comparison, compare
from simulator.store import Store
from simulator.store.rows import CallRow


class Rescored(msgspec.Struct, frozen=True, kw_only=True):
    """A stored call, its score as kept and as it comes out today."""

    call: str
    title: str
    started: str
    before: int
    after: int
    rubric_changed: bool
    difference: Comparison
    note: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.add_argument("calls", nargs="*", metavar="CALL", help="ids of calls; all without one")
    parser.add_argument("--limit", type=int, default=100, help="newest calls to take, without ids")
    parser.add_argument(
        "--keep", action="store_true", help="keep the new scores; the old ones stay beside them"
    )
    parser.add_argument("--json", action="store_true", help="one object a line for each call")


def run(args: argparse.Namespace) -> int:
    """Scores stored calls again and shows what changed."""
    with Store.open() as store:
        rows = (
            tuple(store.call(name) for name in args.calls)
            if args.calls
            else store.calls(limit=args.limit)
        )
        if not rows:
            sys.stdout.write("There are no finished calls yet.\n")
        for row in rows:
            shown, card = rescored(store, row)
            if args.keep and not shown.difference.same:
                from datetime import UTC, datetime

                now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                store.add_card(row.id, card, utc=now)
            if args.json:
                sys.stdout.write(msgspec.json.encode(shown).decode() + "\n")
            else:
                sys.stdout.write("\n".join(as_text(shown)) + "\n")
    return 0


def rescored(store: Store, row: CallRow) -> tuple[Rescored, Scorecard]:
    """The call scored by today's rubric, beside its newest kept score."""
    played = store.playable(row.id)
    today, note = todays(played, row.scenario)
    log = store.log(row.id)
    after = score(today, log)
    kept: Sequence[Scorecard] = store.cards(row.id)
    before = kept[0] if kept else score(played, log)
    shown = Rescored(
        call=row.id,
        title=row.title,
        started=row.started,
        before=before.total,
        after=after.total,
        rubric_changed=before.rubric_hash != after.rubric_hash,
        difference=compare(before, after),
        note=note,
    )
    return shown, after


def todays(played: Playable, name: str) -> tuple[Playable, str]:
    """The scenario as it was played, with today's rubric; and what should be known of it."""
    from simulator.files import load

    try:
        now = load(name)
    except (NotFound, PackError) as error:
        return played, f"scored by the rubric it was played with: {error.message}"
    note = "" if now.hash == played.hash else "the scenario has changed since"
    return replace(played, rubric=now.rubric, rubric_hash=now.rubric_hash), note


def as_text(shown: Rescored) -> list[str]:
    """One call for people."""
    change = f"{shown.difference.total:+d}" if shown.difference.total else "as before"
    head = f"{shown.started[:10]}  {shown.title}  {shown.before} → {shown.after} ({change})"
    lines = [f"{head}  {shown.call}"]
    if shown.note:
        lines.append(f"    {shown.note}")
    for one in shown.difference.changes:
        states = f"{one.before or 'not there'} → {one.after or 'not there'}"
        lines.append(f"    {one.points:+4d}  {one.name}: {states.replace('_', ' ')}")
    return lines
