"""How it was said: figures beside the score, never in it.

Bands are advice with a source, and differ by kind of call. A figure of speech
is left out under half a minute of the rep's own talk; turns that were typed
show only what typing can tell.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from simulator.dialogue.events import Log, TraineeSpoke
from simulator.scenario.model import Playable
from simulator.scoring.metric import Metric, metric, several
from simulator.scoring.stretch import Stretch, seconds_of, stretches
from simulator.scoring.voice import LEAST_SPEECH, filler_rate, voiced

Kind = Literal["cold_call", "discovery"]

COLD = frozenset(("cold-call", "gatekeeper", "voicemail"))
"""Rubrics and tags of calls to somebody who did not expect one."""

LONG_PAUSE = 0.25
"""Seconds between words from which silence is no part of articulation."""

LEAST_AFTER_OBJECTION = 5.0
"""Seconds of speech right after objections below which their pace means little."""

GONG_PACE = "Gong, 67,149 recorded sales meetings: 173 words a minute on average"
GONG_PAUSE = "Gong, 67,149 recorded sales meetings: the best pause about five times longer"
GONG_HOLD = "Gong: weaker reps go to 188 after an objection, the best hold their pace"
GONG_TALK = "Gong, 25,537 discovery calls: 43 to 57; above 65 % does badly"
GONG_COLD = "Gong, 90,380 cold calls: about 55 % is normal there"
HABIT = "people answer after about 0.2 s; beyond a second it is noticed"
MONOLOGUE = "usual advice for discovery; no study behind the exact figure"

FILLER = re.compile(r"\b(?:um+|uh+|er+|erm|ah+m?|hmm+|like, |you know)\b", re.IGNORECASE)


def kind_of(playable: Playable) -> Kind:
    """Which bands fit the calls of a scenario."""
    names = {playable.rubric.id, *playable.scenario.tags}
    return "cold_call" if names & COLD else "discovery"


def spoken(log: Log) -> bool:
    """Whether any of the rep's turns was speech."""
    return any(isinstance(e, TraineeSpoke) and e.hearing.source == "speech" for e in log)


def measure(log: Log, kind: Kind, *, timed: bool = False) -> tuple[Metric, ...]:
    """Figures of delivery of a call.

    ``timed`` is a transcript that came with its times: all of it was spoken,
    and what was said is in its text, fillers too.
    """
    turns = stretches(log, timed=timed)
    mine = [turn for turn in turns if turn.mine]
    if not mine:
        return ()
    aloud = [turn for turn in mine if turn.aloud]
    real = len(aloud) == len(mine)
    found = [] if real else [*_worded(turns, kind)]
    if seconds_of(aloud) >= LEAST_SPEECH:
        if real:
            found += _clocked(turns, kind)
        found += _timed(turns, aloud, real=real)
    found += _questions(mine)
    found += voiced(turns)
    if timed and seconds_of(mine) >= LEAST_SPEECH:
        fillers = sum(len(FILLER.findall(turn.text)) for turn in mine)
        found.append(filler_rate(fillers, seconds_of(mine)))
    return tuple(found)


def _share(kind: Kind, part: float, whole: float, base: str) -> Metric:
    band, source = ((45.0, 65.0), GONG_COLD) if kind == "cold_call" else ((35.0, 55.0), GONG_TALK)
    share = 100 * part / max(whole, 1.0)
    return metric("talk_share", "Your share of the talk", share, "%", base, band, source)


def _worded(turns: Sequence[Stretch], kind: Kind) -> Iterator[Metric]:
    """What can be told of a call in which turns were typed."""
    mine = [len(turn.text.split()) for turn in turns if turn.mine]
    whole = sum(len(turn.text.split()) for turn in turns)
    yield _share(kind, sum(mine), whole, f"of {whole} words")
    yield metric(
        "longest_turn", "Your longest turn", max(mine), "words", f"of {several(len(mine), 'turn')}"
    )


def _clocked(turns: Sequence[Stretch], kind: Kind) -> Iterator[Metric]:
    """What the clock can tell only where all was spoken."""
    talk = seconds_of(turns)
    mine = seconds_of([turn for turn in turns if turn.mine])
    yield _share(kind, mine, talk, f"of {talk / 60:.1f} min of talk")
    switches = sum(a.mine != b.mine for a, b in pairwise(turns))
    whole = max(turns[-1].start + turns[-1].seconds - turns[0].start, 1.0) / 60
    base = f"in {whole:.1f} min"
    yield metric("interactivity", "Changes of speaker", switches / whole, "a minute", base)


def _questions(mine: Sequence[Stretch]) -> Iterator[Metric]:
    base = f"in {several(len(mine), 'turn')}"
    for kind in ("open", "closed"):
        count = sum(f"ask_{kind}_question" in turn.moves for turn in mine)
        yield metric(f"{kind}_questions", f"Turns with {kind} questions", count, "turns", base)


def _timed(turns: Sequence[Stretch], aloud: Sequence[Stretch], *, real: bool) -> Iterator[Metric]:
    """What the clock tells of the turns that were ``aloud``; ``real``: all were."""
    base = f"in {seconds_of(aloud) / 60:.1f} min of your speech"
    longest = max(_monologues(turns))
    yield metric(
        "longest_monologue", "Your longest stretch", longest, "s", base, (0.0, 60.0), MONOLOGUE
    )
    yield from _pace(turns, [turn for turn in aloud if not turn.amended])
    yield from _pauses(turns, real=real)
    yield from _cuts(aloud)


def _monologues(turns: Sequence[Stretch]) -> Iterator[float]:
    run = 0.0
    for turn in turns:
        run = run + turn.seconds if turn.aloud else 0.0
        yield run


def _rate(turns: Sequence[Stretch]) -> float:
    """Words a minute."""
    return 60 * sum(len(turn.text.split()) for turn in turns) / max(seconds_of(turns), 0.1)


def _pace(turns: Sequence[Stretch], clean: Sequence[Stretch]) -> Iterator[Metric]:
    """Words a minute in all, without pauses, and right after an objection."""
    seconds = seconds_of(clean)
    if seconds < LEAST_SPEECH:
        return
    band = (140.0, 180.0)
    base = f"in {seconds / 60:.1f} min of your speech"
    yield metric("words_per_minute", "Pace", _rate(clean), "words a minute", base, band, GONG_PACE)
    worded = [turn for turn in clean if turn.words]
    if worded:
        yield _articulation(worded)
    hard = [b for a, b in pairwise(turns) if a.resists and b.aloud and not b.amended]
    if seconds_of(hard) < LEAST_AFTER_OBJECTION:
        return
    rest = [turn for turn in clean if turn not in hard]
    base = f"in {seconds_of(hard):.0f} s" + (f", {_rate(rest):.0f} otherwise" if rest else "")
    name = "Pace after an objection"
    yield metric("pace_after_objection", name, _rate(hard), "words a minute", base, band, GONG_HOLD)


def _articulation(turns: Sequence[Stretch]) -> Metric:
    count = sum(len(turn.words) for turn in turns)
    voiced = 0.0
    for turn in turns:
        voiced += turn.words[-1][1] - turn.words[0][0]
        gaps = (b[0] - a[1] for a, b in pairwise(turn.words))
        voiced -= sum(gap for gap in gaps if gap > LONG_PAUSE)
    return metric(
        "articulation",
        "Pace without pauses",
        60 * count / max(voiced, 1.0),
        "words a minute",
        f"in {voiced / 60:.1f} min without pauses over {LONG_PAUSE} s",
    )


def _pauses(turns: Sequence[Stretch], *, real: bool) -> Iterator[Metric]:
    """Silence before speaking, and right after an objection."""
    waits: list[tuple[bool, float]] = []
    for before, after in pairwise(turns):
        if before.mine or not after.aloud:
            continue
        wait = _wait(before, after, real=real)
        if wait is not None:
            waits.append((before.resists, wait))
    if waits:
        yield metric(
            "pause_before_speaking",
            "Pause before you speak",
            sum(wait for _, wait in waits) / len(waits),
            "s",
            f"over {several(len(waits), 'turn')}",
            (0.0, 1.5),
            HABIT,
        )
    hard = [wait for resists, wait in waits if resists]
    rest = [wait for resists, wait in waits if not resists]
    if hard:
        otherwise = f", {sum(rest) / len(rest):.1f} s otherwise" if rest else ""
        yield metric(
            "pause_after_objection",
            "Pause after an objection",
            sum(hard) / len(hard),
            "s",
            f"over {several(len(hard), 'objection')}{otherwise}",
            source=GONG_PAUSE,
        )


def _wait(before: Stretch, after: Stretch, *, real: bool) -> float | None:
    """Seconds of quiet before a turn; None where nobody knows them.

    The sound knows best. Without it the call's clock does, where it is
    ``real``: that of a call with typed turns is not.
    """
    if after.sound is not None:
        return None if after.interrupted else after.sound.waited or 0.0
    return max(0.0, after.start - before.start - before.seconds) if real else None


def _cuts(aloud: Sequence[Stretch]) -> Iterator[Metric]:
    cuts = [turn for turn in aloud if turn.interrupted]
    yield metric(
        "interruptions", "Times you cut in", len(cuts), "times", f"in {several(len(aloud), 'turn')}"
    )
    over = [turn.sound.over for turn in cuts if turn.sound is not None]
    if over:
        base = f"in {several(len(over), 'turn')} that cut in"
        yield metric("talk_over", "Both talking at once", sum(over), "s", base)
