"""What a simulation shows: one row a trainee, and the faults a scenario may have."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from simulator.rehearsal.simulation import Played, Progress, Setting, never, run
from simulator.rehearsal.trainees import FIXED, LADDER

HEADROOM = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Chances of being heard at which an expert is tried."""
USUAL_CHANCE = 0.9
FAIR_EXPERT, FAIR_NOVICE, HEARD_FAIRLY = 0.85, 0.05, 0.8
"""Bars of a fair scenario: experts pass this often at 80 % heard, novices at most this often."""


class Row(Struct, frozen=True, kw_only=True):
    """One kind of trainee over all her calls."""

    trainee: str
    calls: int
    p10: int
    p50: int
    p90: int
    passed: float  # share from 0 to 1
    turns: float  # mean
    endings: tuple[tuple[str, int], ...]  # most frequent first
    first_wrong_turn: int  # median over failed calls; 0: none drew coaching
    causes: tuple[tuple[str, int], ...]  # what went wrong first in failed calls


class Mood(Struct, frozen=True, kw_only=True):
    """How people felt when a beat was left: lowest, median and highest of each mood."""

    beat: str
    trust: tuple[int, int, int]
    patience: tuple[int, int, int]
    interest: tuple[int, int, int]


class Report(Struct, frozen=True, kw_only=True):
    """A whole simulation."""

    scenario: str
    level: str
    seed: int
    words: bool
    aloud: bool
    chance: float
    calls: int
    rows: tuple[Row, ...]
    headroom: tuple[tuple[float, float], ...]  # chance of being heard, share of experts passing
    monotone: bool
    pass_mark: int
    pass_mark_of_skilled: int  # the mark that 80 % of skilled trainees reach
    moods: tuple[Mood, ...]
    never: tuple[str, ...]
    doubts: tuple[str, ...]


def simulate(
    setting: Setting,
    *,
    calls: int,
    trainees: Sequence[str] = (*FIXED, *LADDER),
    chance: float = USUAL_CHANCE,
    headroom: bool = True,
    processes: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Plays ``calls`` calls of each trainee and counts. Same arguments, same report.

    Raises ``UsageError`` for a trainee there is none of, ``NotFound`` for a level.
    """
    rows = [(kind, calls, chance) for kind in trainees]
    chances = HEADROOM if headroom and not (setting.words or setting.aloud) else ()
    rows += [("expert", calls, one) for one in chances]
    played = run(setting, rows, processes=processes, progress=progress)
    found = {kind: played[place] for place, kind in enumerate(trainees)}
    table = tuple(_row(kind, games) for kind, games in found.items())
    room = tuple((one, _share(played[len(trainees) + place])) for place, one in enumerate(chances))
    reached: Counter[str] = Counter()
    for games in played:
        for game in games:
            reached.update(game.reached)
    playable = setting.playable
    report = Report(
        scenario=playable.id,
        level=setting.level,
        seed=setting.seed,
        words=setting.words or setting.aloud,
        aloud=setting.aloud,
        chance=chance,
        calls=calls,
        rows=table,
        headroom=room,
        monotone=_monotone(found),
        pass_mark=playable.rubric.pass_mark,
        pass_mark_of_skilled=_quantile(sorted(g.total for g in found.get("skilled", [])), 0.2),
        moods=_moods([game for games in found.values() for game in games]),
        never=never(playable, setting.level, reached),
        doubts=(),
    )
    return replace(report, doubts=tuple(_doubts(report)))


def _row(kind: str, games: Sequence[Played]) -> Row:
    totals = sorted(game.total for game in games)
    failed = [game for game in games if not game.passed]
    turns = sorted(game.wrong_turn for game in failed if game.wrong_turn)
    return Row(
        trainee=kind,
        calls=len(games),
        p10=_quantile(totals, 0.1),
        p50=_quantile(totals, 0.5),
        p90=_quantile(totals, 0.9),
        passed=_share(games),
        turns=round(sum(game.turns for game in games) / max(1, len(games)), 1),
        endings=_counted(game.ending for game in games),
        first_wrong_turn=_quantile(turns, 0.5),
        causes=_counted(game.wrong_place or "nothing said wrong" for game in failed)[:3],
    )


def _counted(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(names)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _quantile(ordered: Sequence[int], part: float) -> int:
    """The value that ``part`` of the ordered numbers stay below; 0 where there is none."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0


def _share(games: Sequence[Played]) -> float:
    return round(sum(game.passed for game in games) / max(1, len(games)), 4)


def _monotone(found: dict[str, list[Played]]) -> bool:
    """Whether a better trainee never scores lower on average."""
    means = [
        sum(game.total for game in found[kind]) / max(1, len(found[kind]))
        for kind in LADDER
        if kind in found
    ]
    return all(low <= high for low, high in pairwise(means))


def _moods(games: Sequence[Played]) -> tuple[Mood, ...]:
    beats: dict[str, list[tuple[int, int, int]]] = {}
    for game in games:
        for beat, trust, patience, interest in game.moods:
            beats.setdefault(beat, []).append((trust, patience, interest))
    return tuple(
        Mood(
            beat=beat,
            trust=_spread([row[0] for row in rows]),
            patience=_spread([row[1] for row in rows]),
            interest=_spread([row[2] for row in rows]),
        )
        for beat, rows in sorted(beats.items())
    )


def _spread(numbers: list[int]) -> tuple[int, int, int]:
    numbers.sort()
    return numbers[0], _quantile(numbers, 0.5), numbers[-1]


def _doubts(report: Report) -> Iterator[str]:
    """What makes the scenario unfair or gameable, in words."""
    for row in report.rows:
        name = row.trainee
        gamed = name in FIXED or name.startswith("one-note")
        if gamed and row.passed > 0:
            yield f"a {name} trainee passes {row.passed:.0%} of the time"
        if name == "novice" and row.passed > FAIR_NOVICE:
            yield f"novices pass {row.passed:.0%} of the time, the bar is {FAIR_NOVICE:.0%}"
    for chance, passed in report.headroom:
        if chance == HEARD_FAIRLY and passed < FAIR_EXPERT:
            yield (
                f"experts pass {passed:.0%} of the time when {chance:.0%} of their moves are "
                f"heard, the bar is {FAIR_EXPERT:.0%}"
            )
    if not report.monotone:
        yield "a better trainee scores lower on average than a worse one"


def told(report: Report) -> Iterator[str]:
    """The report in lines for the terminal."""
    speed = (
        "aloud"
        if report.aloud
        else "in words"
        if report.words
        else f"moves heard {report.chance:.0%} of the time"
    )
    yield (
        f"{report.scenario} · {report.level} · {report.calls} calls a trainee · {speed} · "
        f"seed {report.seed}"
    )
    yield ""
    yield f"{'trainee':<14}{'p10':>5}{'p50':>5}{'p90':>5}{'pass':>7}{'turns':>7}  endings"
    for row in report.rows:
        endings = ", ".join(f"{name} {count}" for name, count in row.endings)
        yield (
            f"{row.trainee:<14}{row.p10:>5}{row.p50:>5}{row.p90:>5}{row.passed:>7.0%}"
            f"{row.turns:>7}  {endings}"
        )
    yield ""
    for row in report.rows:
        if row.passed < 1 and row.causes:
            causes = ", ".join(f"{name} {count}" for name, count in row.causes)
            turn = f"turn {row.first_wrong_turn}" if row.first_wrong_turn else "no turn"
            yield f"{row.trainee}: first goes wrong at {turn}; {causes}"
    if report.headroom:
        yield ""
        rates = " / ".join(f"{passed:.0%}" for _, passed in report.headroom)
        chances = " / ".join(f"{chance:.0%}" for chance, _ in report.headroom)
        yield f"experts pass {rates} when {chances} of their moves are heard"
    yield f"better trainees {'never score' if report.monotone else 'SOMETIMES score'} lower"
    yield (
        f"pass mark {report.pass_mark}; four out of five skilled trainees reach "
        f"{report.pass_mark_of_skilled}"
    )
    yield ""
    yield f"{'mood on leaving':<24}{'trust':>14}{'patience':>14}{'interest':>14}"
    for mood in report.moods:
        cells = (mood.trust, mood.patience, mood.interest)
        yield f"{mood.beat:<24}" + "".join(f"{f'{a}–{b}–{c}':>14}" for a, b, c in cells)
    yield ""
    if report.never:
        yield f"never reached ({len(report.never)}):"
        yield from (f"  {key}" for key in report.never)
    else:
        yield "everything was reached"
    for doubt in report.doubts:
        yield f"doubt: {doubt}"
