"""Results as CSV for a spreadsheet: one line a criterion, or one a call."""

import csv
import io
from collections.abc import Iterable

from simulator.scoring.card import Scorecard

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the start of a text."""

CRITERIA = (
    "call",
    "pillar",
    "criterion",
    "rule",
    "state",
    "points",
    "possible",
    "turn",
    "words",
    "note",
    "stronger",
)
CALLS = ("call", "total", "passed", "qualification", "value", "rapport", "ending", "result")


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def criteria_csv(cards: Iterable[tuple[str, Scorecard]]) -> str:
    """One line for each criterion of each call; ``cards`` pairs a call's name with its card."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CRITERIA)
    for call, card in cards:
        for c in card.criteria:
            first = c.quotes[0] if c.quotes else None
            row: list[str | int] = [call, c.pillar, c.name, c.rule, c.state, c.points, c.possible]
            row += [first.turn if first else "", first.words if first else "", c.note, c.stronger]
            writer.writerow([plain(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def calls_csv(cards: Iterable[tuple[str, Scorecard]]) -> str:
    """One line for each call."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CALLS)
    for call, card in cards:
        pillars = {pillar.name: pillar.score for pillar in card.pillars if pillar.relevant}
        row: list[str | int] = [call, card.total, "yes" if card.passed else "no"]
        row += [pillars.get(name, "") for name in ("qualification", "value", "rapport")]
        row += [card.ending, card.result]
        writer.writerow([plain(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()
