"""Colours and notes for a graph: by what is covered, or by where experts and novices go."""

from collections import Counter
from collections.abc import Sequence

from simulator.rehearsal.coverage import Coverage
from simulator.rehearsal.simulation import Played, Setting, run

GREEN, YELLOW, RED = "#aceebb", "#fae17d", "#ffb3ad"


def by_coverage(coverage: Coverage) -> tuple[dict[str, str], dict[str, str]]:
    """Green where tests reach a beat and all in it, yellow in part or by simulation, red never."""
    parts: dict[str, list[tuple[bool, bool]]] = {}
    for row in coverage.rows:
        part, _, rest = row.key.partition("#")[0].partition("/")
        owner = rest.partition("/")[0]
        node = {"beat": f"beat_{owner}", "opens": f"beat_{owner}", "ending": f"end_{owner}"}.get(
            part
        )
        if node is not None:
            parts.setdefault(node, []).append((row.tests > 0, row.simulated > 0))
    colours, notes = {}, {}
    for node, rows in parts.items():
        tests = sum(1 for by_tests, _ in rows if by_tests)
        either = any(a or b for a, b in rows)
        colours[node] = GREEN if tests == len(rows) else YELLOW if either else RED
        notes[node] = f"tests reach {tests} of {len(rows)}"
    return colours, notes


def by_trainees(
    setting: Setting, *, calls: int, processes: int = 0
) -> tuple[dict[str, str], dict[str, str]]:
    """Green where experts go more often than novices, red the other way round."""
    experts, novices = run(
        setting, [("expert", calls, 0.9), ("novice", calls, 0.9)], processes=processes
    )
    good, bad = _visits(experts), _visits(novices)
    colours, notes = {}, {}
    for node in {**good, **bad}:
        a, b = good[node] / calls, bad[node] / calls
        colours[node] = GREEN if a > b + 0.1 else RED if b > a + 0.1 else YELLOW
        notes[node] = f"experts {a:.0%}, novices {b:.0%}"
    return colours, notes


def _visits(games: Sequence[Played]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for game in games:
        counts.update({f"beat_{mood[0]}" for mood in game.moods})
        counts[f"end_{game.ending}"] += 1
    return counts
