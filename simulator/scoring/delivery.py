"""How it was said: timing beside the score, never in it.

Bands are advice with a source, and differ by kind of call. A figure of speech
is left out under half a minute of the rep's own talk, and a typed call shows
only what typing can tell.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from simulator.dialogue.events import Log, ProspectSpoke, TraineeSpoke
from simulator.scoring.prospect import read

Kind = Literal["cold_call", "discovery"]

LEAST_SPEECH = 30.0
"""Seconds of the rep's own speech below which no figure of speech is given."""

LONG_PAUSE = 0.25
"""Seconds between words from which silence is no part of articulation."""

GONG_PACE = "Gong, 67,149 recorded sales meetings: 173 words a minute on average"
GONG_PAUSE = "Gong, 67,149 recorded sales meetings: the best pause about five times longer"
GONG_TALK = "Gong, 25,537 discovery calls: 43 to 57; above 65 % does badly"
GONG_COLD = "Gong, 90,380 cold calls: about 55 % is normal there"
FILLERS = "Laske & DiGennaro Reed 2024 (10.1002/jaba.1093): up to 5 a minute does no harm, 12 does"
HABIT = "people answer after about 0.2 s; beyond a second it is noticed"
MONOLOGUE = "usual advice for discovery; no study behind the exact figure"

FILLER = re.compile(r"\b(?:um+|uh+|er+|erm|ah+m?|hmm+|like, |you know)\b", re.IGNORECASE)


class Metric(Struct, frozen=True, kw_only=True):
    """One figure of delivery with what it stands on."""

    id: str
    name: str
    value: float
    unit: str
    base: str  # "in 2.4 min of your speech"
    band: tuple[float, float] | None = None
    verdict: Literal["within", "below", "above", ""] = ""
    source: str = ""


class Stretch(Struct, frozen=True, kw_only=True):
    """One speaker's turn with its times; ``words`` are their times, where known."""

    mine: bool
    text: str
    start: float
    seconds: float
    words: tuple[tuple[float, float], ...] = ()
    interrupted: bool = False
    resists: bool = False


def stretches(log: Log) -> tuple[Stretch, ...]:
    """The turns of a call in order, with their times on the call's clock."""
    found: list[Stretch] = []
    for event in log:
        if isinstance(event, ProspectSpoke):
            found.append(
                Stretch(
                    mine=False,
                    text=event.line,
                    start=event.at + event.pause,
                    seconds=event.seconds,
                    resists=read(event.line).resistance is not None,
                )
            )
        elif isinstance(event, TraineeSpoke):
            text = event.hearing.text
            found.append(
                Stretch(
                    mine=True,
                    text=text,
                    start=event.started,
                    seconds=event.hearing.seconds or len(text.split()) / 2.5,
                    words=tuple((word.start, word.end) for word in event.words),
                    interrupted=event.interrupted,
                )
            )
    return tuple(found)


def spoken(log: Log) -> bool:
    """Whether the rep's turns were speech."""
    return any(isinstance(e, TraineeSpoke) and e.hearing.source == "speech" for e in log)


def measure(log: Log, kind: Kind, *, timed: bool | None = None) -> tuple[Metric, ...]:
    """Figures of delivery of a call; ``timed`` says whether its clock is real.

    Left out, it is real where the turns were heard as speech.
    """
    turns = stretches(log)
    mine = [turn for turn in turns if turn.mine]
    if not mine:
        return ()
    questions = [e.hearing.ids() for e in log if isinstance(e, TraineeSpoke)]
    real = spoken(log) if timed is None else timed
    if not real:
        return tuple(_typed(turns, questions, kind))
    if sum(turn.seconds for turn in mine) < LEAST_SPEECH:
        return tuple(_questions(questions))
    return tuple(_timed(turns, questions, kind))


def _metric(
    id: str,
    name: str,
    value: float,
    unit: str,
    base: str,
    band: tuple[float, float] | None = None,
    source: str = "",
) -> Metric:
    value = round(value, 1)
    verdict: Literal["within", "below", "above", ""] = ""
    if band is not None:
        verdict = "below" if value < band[0] else "above" if value > band[1] else "within"
    return Metric(
        id=id,
        name=name,
        value=value,
        unit=unit,
        base=base,
        band=band,
        verdict=verdict,
        source=source,
    )


def _share(kind: Kind, mine: float, theirs: float, base: str) -> Metric:
    band, source = ((45.0, 65.0), GONG_COLD) if kind == "cold_call" else ((35.0, 55.0), GONG_TALK)
    share = 100 * mine / (mine + theirs) if mine + theirs else 0.0
    return _metric("talk_share", "Your share of the talk", share, "%", base, band, source)


def _questions(heard: Sequence[frozenset[str]]) -> Iterator[Metric]:
    base = f"in {len(heard)} turns"
    for kind in ("open", "closed"):
        count = sum(f"ask_{kind}_question" in ids for ids in heard)
        yield _metric(f"{kind}_questions", f"Turns with {kind} questions", count, "turns", base)


def _typed(
    turns: Sequence[Stretch], heard: Sequence[frozenset[str]], kind: Kind
) -> Iterator[Metric]:
    mine = [len(turn.text.split()) for turn in turns if turn.mine]
    theirs = sum(len(turn.text.split()) for turn in turns if not turn.mine)
    yield _share(kind, sum(mine), theirs, f"of {sum(mine) + theirs} words")
    yield _metric("longest_turn", "Your longest turn", max(mine), "words", f"of {len(mine)} turns")
    yield from _questions(heard)


def _timed(
    turns: Sequence[Stretch], heard: Sequence[frozenset[str]], kind: Kind
) -> Iterator[Metric]:
    mine = [turn for turn in turns if turn.mine]
    talk = sum(turn.seconds for turn in mine)
    theirs = sum(turn.seconds for turn in turns if not turn.mine)
    minutes = talk / 60
    base = f"in {minutes:.1f} min of your speech"
    yield _share(kind, talk, theirs, f"of {(talk + theirs) / 60:.1f} min of talk")
    longest = max(_monologues(turns))
    yield _metric(
        "longest_monologue", "Your longest stretch", longest, "s", base, (0.0, 60.0), MONOLOGUE
    )
    switches = sum(a.mine != b.mine for a, b in pairwise(turns))
    whole = max(turns[-1].start + turns[-1].seconds - turns[0].start, 1.0) / 60
    yield _metric(
        "interactivity", "Changes of speaker", switches / whole, "a minute", f"in {whole:.1f} min"
    )
    yield from _questions(heard)
    words = sum(len(turn.text.split()) for turn in mine)
    yield _metric(
        "words_per_minute", "Pace", words / minutes, "words a minute", base, (140, 180), GONG_PACE
    )
    clean = [turn for turn in mine if turn.words]
    if clean:
        yield _articulation(clean)
    fillers = sum(len(FILLER.findall(turn.text)) for turn in mine)
    yield _metric(
        "fillers",
        "Fillers, at least",
        fillers / minutes,
        "a minute",
        f"{fillers} heard {base}",
        (0.0, 5.0),
        FILLERS,
    )
    yield from _pauses(turns)
    cuts = sum(turn.interrupted for turn in mine)
    yield _metric("interruptions", "Times you cut in", cuts, "times", f"in {len(mine)} turns")


def _monologues(turns: Sequence[Stretch]) -> Iterator[float]:
    run = 0.0
    for turn in turns:
        run = run + turn.seconds if turn.mine else 0.0
        yield run


def _articulation(turns: Sequence[Stretch]) -> Metric:
    count = sum(len(turn.words) for turn in turns)
    voiced = 0.0
    for turn in turns:
        voiced += turn.words[-1][1] - turn.words[0][0]
        gaps = (b[0] - a[1] for a, b in pairwise(turn.words))
        voiced -= sum(gap for gap in gaps if gap > LONG_PAUSE)
    return _metric(
        "articulation",
        "Pace without pauses",
        60 * count / max(voiced, 1.0),
        "words a minute",
        f"in {voiced / 60:.1f} min without pauses over {LONG_PAUSE} s",
    )


def _pauses(turns: Sequence[Stretch]) -> Iterator[Metric]:
    """Silence before speaking, and what follows right after an objection."""
    pairs = [(before, after) for before, after in pairwise(turns) if after.mine and not before.mine]
    waits = [max(0.0, after.start - before.start - before.seconds) for before, after in pairs]
    if waits:
        yield _metric(
            "pause_before_speaking",
            "Pause before you speak",
            sum(waits) / len(waits),
            "s",
            f"over {len(waits)} turns",
            (0.0, 1.5),
            HABIT,
        )
    hard = [
        (wait, after) for wait, (before, after) in zip(waits, pairs, strict=True) if before.resists
    ]
    if hard:
        yield _metric(
            "pause_after_objection",
            "Pause after an objection",
            sum(wait for wait, _ in hard) / len(hard),
            "s",
            f"over {len(hard)} objections",
            None,
            GONG_PAUSE,
        )
        seconds = sum(after.seconds for _, after in hard)
        words = sum(len(after.text.split()) for _, after in hard)
        if seconds >= 5.0:
            yield _metric(
                "pace_after_objection",
                "Pace after an objection",
                60 * words / seconds,
                "words a minute",
                f"in {seconds:.0f} s",
                (140, 180),
                "Gong: weaker reps go to 188 after an objection, the best hold their pace",
            )
