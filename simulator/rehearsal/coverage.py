"""What embedded tests and simulated calls reach of a scenario, at the lines where it stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from simulator.call import Hear
from simulator.rehearsal import embedded
from simulator.rehearsal.simulation import Progress, Setting, coverable, run, summary
from simulator.rehearsal.suites import Suite
from simulator.rehearsal.trainees import FIXED, LADDER
from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import Objection, Reaction, Rubric
from simulator.scenario.problems import Path, Place


class Covered(Struct, frozen=True, kw_only=True):
    """One thing that can be reached: where it stands and how often it was."""

    key: str
    place: Place
    tests: int
    simulated: int


class Coverage(Struct, frozen=True, kw_only=True):
    """A scenario's coverage; ``simulated`` calls were played beside its tests."""

    scenario: str
    tests: int
    simulated: int
    rows: tuple[Covered, ...]
    sources: dict[str, tuple[str, ...]]  # the lines of each file


def cover(
    suite: Suite,
    hear: Hear,
    *,
    calls: int,
    level: str = "standard",
    seed: int = 1,
    processes: int = 0,
    progress: Progress | None = None,
) -> Coverage:
    """Runs the tests, plays ``calls`` calls of each trainee, and counts what was reached.

    Raises ``PackError`` when the file has errors, ``NotFound`` for a level.
    """
    playable = suite.playable
    by_tests: Counter[str] = Counter()
    for test in playable.scenario.tests:
        outcome = embedded.run(playable, hear, test)
        if outcome.log:
            by_tests.update(summary(playable, outcome.log).reached)
    by_calls: Counter[str] = Counter()
    if calls:
        rows = [(kind, calls, 0.9) for kind in (*FIXED, *LADDER)]
        played = run(Setting(playable, level, seed), rows, processes=processes, progress=progress)
        for games in played:
            for game in games:
                by_calls.update(game.reached)
    bundle = suite.bundle
    assert bundle is not None
    return Coverage(
        scenario=playable.id,
        tests=len(playable.scenario.tests),
        simulated=calls * len((*FIXED, *LADDER)) if calls else 0,
        rows=tuple(
            Covered(
                key=key, place=place_of(bundle, key), tests=by_tests[key], simulated=by_calls[key]
            )
            for key in coverable(playable, level)
        ),
        sources={
            document.file: tuple(document.places.lines.get(document.file, ()))
            for document in bundle.documents()
        },
    )


def place_of(bundle: Bundle, key: str) -> Place:
    """Where the thing that a key stands for was written."""
    name, _, variant = key.partition("#")
    part, _, rest = name.partition("/")
    owner, _, last = rest.partition("/")
    scenario = bundle.scenario
    row = (int(variant),) if variant else ()
    match part:
        case "beat" if not last:
            return scenario.places.value(("beats", owner))
        case "beat":
            at = _named(_reactions(scenario, owner), last)
            says: Path = ("says", *row) if row else ("name",)
            return scenario.places.value(("beats", owner, "reactions", at, *says))
        case "opens":
            return scenario.places.value(("beats", owner, "opens", *row))
        case "answers":
            move, _, number = last.partition("/")
            path: Path = ("people", owner, "answers", move)
            if number:
                path += (int(number) - 1,)
            return scenario.places.value((*path, "says", *row))
        case "anytime":
            at = _named(getattr(scenario.value, "anytime", ()), last)
            return scenario.places.value(("anytime", at, *(("says", *row) if row else ("name",))))
        case "objection":
            return _objection(bundle.objections[owner], last, row)
        case "ending":
            return scenario.places.value(("endings", owner))
        case "criterion":
            return _criterion(bundle, owner, last.rpartition("/")[0])
    return scenario.places.value(())


def _reactions(document: Document, beat: str) -> Sequence[Reaction]:
    found: Sequence[Reaction] = document.value.beats[beat].reactions  # type: ignore[attr-defined]
    return found


def _named(reactions: Sequence[Reaction], name: str) -> int:
    return next((at for at, one in enumerate(reactions) if one.name == name), 0)


def _objection(document: Document, level: str, row: Path) -> Place:
    objection = document.value
    assert isinstance(objection, Objection)
    if level in ("settled", "lost"):
        return document.places.value((level, "says", *row))
    at = next(at for at, one in enumerate(objection.levels) if one.name == level)
    return document.places.value(("levels", at, "says", *row))


def _criterion(bundle: Bundle, pillar: str, name: str) -> Place:
    document = bundle.rubric or bundle.scenario
    rubric = document.value if bundle.rubric else getattr(document.value, "scoring", None)
    start: Path = () if bundle.rubric else ("scoring",)
    assert isinstance(rubric, Rubric)
    criteria = next((one.criteria for key, one in rubric.pillars.items() if key == pillar), ())
    at = next((at for at, one in enumerate(criteria) if one.name == name), 0)
    return document.places.value((*start, "pillars", pillar, "criteria", at))


def told(coverage: Coverage) -> Iterator[str]:
    """The coverage in lines for the terminal: a tally a file, then what was missed."""
    yield (f"{coverage.scenario} · {coverage.tests} tests · {coverage.simulated} simulated calls")
    for file in _files(coverage):
        rows = [row for row in coverage.rows if row.place.file == file]
        tests = sum(1 for row in rows if row.tests)
        both = sum(1 for row in rows if row.tests or row.simulated)
        yield f"{file}: tests reach {tests} of {len(rows)}, with simulation {both}"
    yield ""
    for row in sorted(coverage.rows, key=lambda row: (row.place.file, row.place.line)):
        if not row.tests:
            also = "" if row.simulated else ", nor by simulation"
            where = f"{row.place.file}:{row.place.line}"
            yield f"{where}: {row.key} not reached by tests{also}"


def _files(coverage: Coverage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.place.file for row in coverage.rows))


STYLE = """
body { font: 14px/1.5 ui-monospace, monospace; margin: 2rem; color: #1b1f23; background: #fff }
h1, h2 { font-family: system-ui, sans-serif } td { padding: 0 .6rem; white-space: pre-wrap }
.n { color: #57606a; text-align: right } .both { background: #dafbe1 }
.tests { background: #dafbe1 } .calls { background: #fff8c5 } .none { background: #ffebe9 }
"""


def as_html(coverage: Coverage) -> str:
    """A page that stands alone: each file with what was reached, line by line, in words too."""
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'>",
        f"<title>Coverage of {escape(coverage.scenario)}</title><style>{STYLE}</style>",
        f"<h1>Coverage of {escape(coverage.scenario)}</h1>",
        f"<p>{coverage.tests} tests, {coverage.simulated} simulated calls. Marks: "
        "<span class='tests'>tests</span> reached by tests, <span class='calls'>calls</span> "
        "by simulation only, <span class='none'>never</span>.</p>",
    ]
    for file in _files(coverage):
        at: dict[int, list[Covered]] = {}
        for row in coverage.rows:
            if row.place.file == file:
                at.setdefault(row.place.line, []).append(row)
        parts.append(f"<h2>{escape(file)}</h2><table>")
        for number, line in enumerate(coverage.sources.get(file, ()), start=1):
            parts.append(_html_row(number, line, at.get(number, [])))
        parts.append("</table>")
    return "".join(parts) + "</html>\n"


def _html_row(number: int, line: str, rows: Sequence[Covered]) -> str:
    if not rows:
        return f"<tr><td class='n'>{number}</td><td></td><td>{escape(line)}</td></tr>"
    worst = min(rows, key=lambda row: (bool(row.tests), bool(row.simulated)))
    kind, word = (
        ("tests", "tests")
        if worst.tests
        else ("calls", "calls")
        if worst.simulated
        else ("none", "never")
    )
    counts = ", ".join(f"{row.key}: tests {row.tests}, calls {row.simulated}" for row in rows)
    return (
        f"<tr class='{kind}' title='{escape(counts, quote=True)}'><td class='n'>{number}</td>"
        f"<td>{word}</td><td>{escape(line)}</td></tr>"
    )
