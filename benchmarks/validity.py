"""Whether the scores mean what they claim: rank, gaming, parity, known groups, listening.

    python -m benchmarks.validity [--short] [--graded DIR] [--public DIR]

Prints one figure a line with its bar. Exit code 4 when a bar is missed.
"""

import argparse
import csv
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from simulator import __version__
from simulator.call import Call
from simulator.dialogue.events import ProspectSpoke
from simulator.files import library, load
from simulator.files.rubrics import rubric
from simulator.hearing_model import load_hearing, load_likeness
from simulator.scenario.model import Playable
from simulator.scoring.card import Scorecard
from simulator.scoring.conversation import Alike
from simulator.scoring.general import SITUATIONS, log_of, playable_for, situation_of
from simulator.scoring.scorecard import score
from simulator.scoring.telling import telling_rate
from simulator.scoring.transcript import Spoken, Transcript, from_json
from simulator.understanding.hearing import Context, Hearing

ROOT = Path(__file__).parent.parent
PARTS = ("total", "qualification", "value_proposition", "rapport")
Graded = dict[str, Any]


# ------------------------------------------------------------------ scoring


@cache
def _hear() -> Callable[[str, Context], Hearing]:
    hear = load_hearing()
    known: dict[tuple[str, str, int], Hearing] = {}

    def remembered(text: str, context: Context) -> Hearing:
        key = (text, context.prospect, hash((context.earlier, context.said, context.done)))
        if key not in known:
            known[key] = hear(text, context)
        return known[key]

    return remembered


@cache
def _alike() -> Alike | None:
    return load_likeness()


@cache
def _rubric(name: str) -> Any:
    return rubric(name)


def card_of(transcript: Transcript) -> Scorecard:
    situation, _ = situation_of(transcript)
    found, moves, digest = _rubric(SITUATIONS[situation])
    return score(
        playable_for(found, moves, digest), log_of(transcript, _hear(), __version__, _alike())
    )


def parts_of(transcript: Transcript) -> tuple[int, int, int, int]:
    card = card_of(transcript)
    q, v, r = (pillar.score for pillar in card.pillars)
    return card.total, q, v, r


def transcript_of(call: Graded) -> Transcript:
    return from_json(json.dumps({"situation": call["situation"], "turns": call["turns"]}), "call")


def with_lines(transcript: Transcript, lines: Sequence[str]) -> Transcript:
    """The same prospect with other words of the rep; lines run round."""
    place, turns = 0, []
    for turn in transcript.turns:
        if turn.speaker == "trainee":
            turns.append(replace(turn, text=lines[place % len(lines)]))
            place += 1
        else:
            turns.append(turn)
    return Transcript(turns=tuple(turns), situation=transcript.situation)


# ------------------------------------------------------------------ statistics


def ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda i: values[i])
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            found[order[place]] = (start + end) / 2
        start = end + 1
    return found


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    x, y = ranks(a), ranks(b)
    mx, my = sum(x) / len(x), sum(y) / len(y)
    top = sum((p - mx) * (q - my) for p, q in zip(x, y, strict=True))
    below = sum((p - mx) ** 2 for p in x) * sum((q - my) ** 2 for q in y)
    return top / below**0.5 if below else 0.0


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """Chance that a value of ``high`` is above one of ``low``."""
    wins = sum((h > one) + 0.5 * (h == one) for h in high for one in low)
    return wins / (len(high) * len(low))


# ------------------------------------------------------------------ gaming

SALAD = (
    "budget authority need timeline pain points value return on investment next steps thursday ten",
    "hi thanks I understand how what when who decides budget impact cost save thirty percent "
    "proof "
    "customer case study meeting thursday at ten confirm thank you",
    "empathy reflect summary current solution decision maker criteria contract end date guarantee",
)
QUESTIONS = (
    "What are your biggest challenges, what do they cost you, how do you do it today, who "
    "decides, "
    "what is your budget, when would you want to start, what would good look like, and shall "
    "we meet "
    "on Thursday at ten?",
    "Okay, and what else?",
)
FLATTERY = (
    "You have such a wonderful voice, and what an amazing company you have built.",
    "I love that, you are clearly so smart, everybody should have a leader like you.",
    "Wow, that is fantastic, you are amazing, I really admire you.",
    "Honestly you are the best person I have spoken to all day, thank you so much.",
)
ONE_MOVE = ("So what is the biggest challenge you are facing at the moment?",)
SILENCE = ("...",)
MOST_TURNS = 14
"""Turns after which a rep who games hangs up."""


def parroted(transcript: Transcript, lead: str = "") -> Transcript:
    turns: list[Spoken] = []
    for place, turn in enumerate(transcript.turns):
        if turn.speaker == "trainee":
            before = transcript.turns[place - 1].text if place else "Hello."
            turns.append(replace(turn, text=lead + before))
        else:
            turns.append(turn)
    return Transcript(turns=tuple(turns), situation=transcript.situation)


def probes(
    transcript: Transcript, others: Iterable[Transcript]
) -> Iterable[tuple[str, Transcript]]:
    """The call with the rep gaming in each way; the prospect's lines stay as they were."""
    yield "keyword salad", with_lines(transcript, SALAD)
    yield "all questions in one breath", with_lines(transcript, QUESTIONS)
    yield "parroting", parroted(transcript)
    yield "parroting with a lead-in", parroted(transcript, "So what I'm hearing is ")
    yield "flattery", with_lines(transcript, FLATTERY)
    yield "one move repeated", with_lines(transcript, ONE_MOVE)
    yield "silence", with_lines(transcript, SILENCE)
    for other in others:
        good = [turn.text for turn in other.turns if turn.speaker == "trainee"]
        yield "another call's good replies", with_lines(transcript, good)


# ------------------------------------------------------------------ known groups

PITCH = (
    "So let me tell you about us. We do scheduling, tracking, reporting, a mobile app, alerts, "
    "dashboards, an open interface, and support around the clock, and we have been doing it for "
    "twelve years across the whole country with hundreds of customers. "
)
MONOLOGUE = PITCH + (
    "The app has a calendar, a chat, a document store and a rota builder, and then there is the "
    "analytics part with twenty ready-made reports and as many as you like of your own, and "
    "you get "
    "single sign-on, audit trails and backups every night, and on top of that there is a training "
    "portal with videos and quizzes, and we won an award for it last year, which we were all very "
    "proud of, and our founder started out in the trade himself so he knows what it is like. "
)
BADMOUTH = (
    "And frankly the lot you use now are cowboys, their stuff is junk and they let people down. "
)
DISCOUNT = "And I can do you twenty percent off if that helps. "
NO_STEP = "Okay, well, have a think and I'll maybe give you a shout some time. Bye now."
NO_CLARIFY = "I hear you, but honestly it is very good value and our customers love it."


def _insert(transcript: Transcript, number: int, words: str) -> Transcript:
    """Words put before those of the rep's turn ``number``, from 0."""
    turns, place = [], 0
    for turn in transcript.turns:
        if turn.speaker == "trainee":
            if place == number:
                turn = replace(turn, text=words + turn.text)
            place += 1
        turns.append(turn)
    return Transcript(turns=tuple(turns), situation=transcript.situation)


def _count(transcript: Transcript) -> int:
    return sum(turn.speaker == "trainee" for turn in transcript.turns)


def flaws(transcript: Transcript) -> Iterable[tuple[str, int, Transcript]]:
    """Name, place in ``parts_of`` of the pillar that must fall, the flawed call."""
    count = _count(transcript)
    yield "pitch early", 1, _pitched(transcript)
    yield "badmouth", 2, _insert(transcript, count // 2, BADMOUTH)
    yield "monologue", 2, _insert(transcript, count // 2, MONOLOGUE)
    yield "early discount", 2, _insert(transcript, 1, DISCOUNT)
    yield "no next step", 1, _stepless(transcript)
    unclarified = _unclarified(transcript)
    if unclarified is not None:
        yield "no clarifying", 1, unclarified


def _pitched(transcript: Transcript) -> Transcript:
    """The first question of the rep gives way to a pitch."""
    turns, place = [], 0
    for turn in transcript.turns:
        if turn.speaker == "trainee":
            if place == 1:
                turn = replace(turn, text=PITCH)
            place += 1
        turns.append(turn)
    return Transcript(turns=tuple(turns), situation=transcript.situation)


WHEN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|half (?:past|\w+)|o'clock|\d(?:st|"
    r"nd|rd|th)|"
    r"(?:teen|tieth|twent\w+)th|twenty \w+(?:st|nd|rd|th)|fourth\b",
    re.IGNORECASE,
)


def _stepless(transcript: Transcript) -> Transcript:
    """Every turn of the rep in the last third that names a day gives way to a vague goodbye."""
    turns, place, count = [], 0, _count(transcript)
    for turn in transcript.turns:
        if turn.speaker == "trainee":
            place += 1
            if place > count * 2 // 3 and WHEN.search(turn.text):
                turn = replace(turn, text=NO_STEP)
        turns.append(turn)
    return Transcript(turns=tuple(turns), situation=transcript.situation)


def _unclarified(transcript: Transcript) -> Transcript | None:
    """The questions that follow resistance give way to an assertion."""
    from simulator.scoring.prospect import read

    turns, changed = [], False
    for place, turn in enumerate(transcript.turns):
        if turn.speaker == "trainee" and place and "?" in turn.text:
            kind = read(transcript.turns[place - 1].text).resistance
            if kind is not None and kind != "gatekeeping":
                turn, changed = replace(turn, text=NO_CLARIFY), True
        turns.append(turn)
    if not changed:
        return None
    return Transcript(turns=tuple(turns), situation=transcript.situation)


# ------------------------------------------------------------------ the figures


class Bars:
    """Prints figures beside their bars and remembers a miss."""

    def __init__(self) -> None:
        self.missed = 0

    def show(self, name: str, value: float, bar: float | None, note: str = "") -> None:
        """Prints one figure."""
        verdict = "" if bar is None else ("ok" if value >= bar else "MISSED")
        self.missed += verdict == "MISSED"
        wanted = "" if bar is None else f"  (bar {bar:g})"
        print(f"{name:<46} {value:6.3f}{wanted} {verdict} {note}".rstrip(), flush=True)


def grade(call: Graded, part: str) -> float:
    grades = [float(g[part]) for g in call["grades"]]
    return sum(grades) / len(grades)


def agreement(calls: Sequence[Graded], bars: Bars) -> list[tuple[int, int, int, int]]:
    scores = [parts_of(transcript_of(call)) for call in calls]
    for place, part in enumerate(PARTS):
        grades = [grade(call, part) for call in calls]
        ours = [parts[place] for parts in scores]
        bars.show(f"Spearman, {part}", spearman(ours, grades), 0.9 if place == 0 else 0.8)
    pairs = right = 0
    for a, call_a in enumerate(calls):
        for b, call_b in enumerate(calls):
            if grade(call_a, "total") - grade(call_b, "total") >= 15:
                pairs += 1
                right += scores[a][0] > scores[b][0]
    bars.show("Pairs 15 apart in the right order", right / pairs, 0.95, f"{pairs} pairs")
    graders = [[call["grades"][i]["total"] for call in calls] for i in (0, 1)]
    bars.show("The two graders with each other", spearman(*graders), None)
    return scores


def gaming(calls: Sequence[Graded], scores: Sequence[tuple[int, ...]], bars: Bars) -> None:
    """Each probe beside the honest mediocre call whose prospect it talks to."""
    excellent = [call for call in calls if call["quality"] == "excellent"]
    worst: dict[str, list[bool]] = defaultdict(list)
    pillar: dict[str, list[int]] = defaultdict(list)
    for call, honest in zip(calls, scores, strict=True):
        if call["quality"] != "mediocre":
            continue
        transcript = transcript_of(call)
        others = [transcript_of(o) for o in excellent if o["situation"] != call["situation"]]
        for name, probe in probes(transcript, others):
            parts = parts_of(probe)
            worst[name].append(all(parts[i] < max(honest[i], 1) for i in range(1, 4)))
            pillar[name].append(max(parts[1:]))
    for name, held in worst.items():
        note = f"best pillar {max(pillar[name])}, mean {sum(pillar[name]) / len(held):.0f}"
        bars.show(f"Below a mediocre call: {name}", sum(held) / len(held), 1.0, note)


def groups(calls: Sequence[Graded], scores: Sequence[tuple[int, ...]], bars: Bars) -> None:
    held: dict[str, list[bool]] = defaultdict(list)
    for call, before in zip(calls, scores, strict=True):
        if call["quality"] not in ("good", "excellent"):
            continue
        for name, place, flawed in flaws(transcript_of(call)):
            held[name].append(parts_of(flawed)[place] < before[place])
    for name, found in held.items():
        bars.show(f"One flaw lowers the right pillar: {name}", sum(found) / len(found), None)
    every = [one for found in held.values() for one in found]
    bars.show(
        "One flaw lowers the right pillar", sum(every) / len(every), 0.95, f"{len(every)} pairs"
    )


def unpunctuated(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'£$€%]", " ", text.lower()).split())


def parity(calls: Sequence[Graded], scores: Sequence[tuple[int, ...]], bars: Bars) -> None:
    apart = []
    for call, before in zip(calls, scores, strict=True):
        transcript = transcript_of(call)
        turns = tuple(replace(turn, text=unpunctuated(turn.text)) for turn in transcript.turns)
        plain = parts_of(Transcript(turns=turns, situation=transcript.situation))
        apart.append(abs(plain[0] - before[0]))
    share = sum(one <= 5 for one in apart) / len(apart)
    bars.show("Typed and unpunctuated within 5 points", share, 0.95, f"largest {max(apart)}")


def sessions(folder: Path) -> Iterable[tuple[str, Transcript]]:
    """AnnoMI's sessions with their quality, each utterance once."""
    rows: dict[str, dict[int, dict[str, str]]] = defaultdict(dict)
    with (folder / "annomi_full.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["transcript_id"]].setdefault(int(row["utterance_id"]), row)
    for utterances in rows.values():
        ordered = [utterances[number] for number in sorted(utterances)]
        turns = [
            {
                "speaker": "trainee" if row["interlocutor"] == "therapist" else "prospect",
                "text": row["utterance_text"],
            }
            for row in ordered
        ]
        yield ordered[0]["mi_quality"], from_json(json.dumps({"turns": turns}), "session")


def played(scenario: Playable, lines: Sequence[str], lead: str | None = None) -> Scorecard:
    """A shipped call with ``lines`` run round, or with the person's own words after ``lead``."""
    levels = scenario.scenario.levels
    level = "standard" if "standard" in levels else next(iter(levels))
    call = Call(scenario, _hear(), level=level, seed=7)
    call.begin()
    for turn in range(MOST_TURNS):
        if call.over:
            break
        last = next(e.line for e in reversed(call.log) if isinstance(e, ProspectSpoke))
        call.say(lines[turn % len(lines)] if lead is None else lead + last)
    if not call.over:
        call.hang_up()
    return call.scorecard()


def shipped(bars: Bars, short: bool) -> None:
    """No way of gaming passes a call of the built-in pack."""
    calls = {entry.id: load(entry.id) for entry in library() if not entry.problem}
    ways: dict[str, tuple[Sequence[str], str | None]] = {
        "keyword salad": (SALAD, None),
        "all questions in one breath": (QUESTIONS, None),
        "flattery": (FLATTERY, None),
        "one move repeated": (ONE_MOVE, None),
        "parroting": ((), ""),
        "parroting with a lead-in": ((), "So what I'm hearing is "),
    }
    cards = {
        way: [played(scenario, lines, lead) for scenario in calls.values()]
        for way, (lines, lead) in ways.items()
    }
    for way, found in cards.items():
        note = f"highest total {max(card.total for card in found)} in {len(found)} calls"
        share = sum(not card.passed for card in found) / len(found)
        bars.show(f"Doesn't pass a shipped call: {way}", share, 1.0, note)
    if short:
        return
    replies = {name: _passing(scenario) for name, scenario in calls.items()}
    foreign = [
        played(scenario, lines).passed
        for name, scenario in calls.items()
        for other, lines in replies.items()
        if other != name and lines
    ]
    share = 1 - sum(foreign) / len(foreign)
    note = f"{len(foreign)} pairs; same product, often the same person"
    bars.show("Doesn't pass a shipped call: another's replies", share, None, note)


def _passing(scenario: Playable) -> list[str]:
    for test in scenario.scenario.tests:
        if test.passes or (test.score.total is not None and test.score.total.low >= 70):
            return [turn.you for turn in test.call if turn.you]
    return []


def listening(folder: Path, bars: Bars, short: bool) -> None:
    if not (folder / "annomi_full.csv").is_file():
        print(f"AnnoMI is not in {folder}: left out (--public DIR or RINGCRAFT_PUBLIC)")
        return
    telling: dict[str, list[float]] = {"high": [], "low": []}
    rapport: dict[str, list[float]] = {"high": [], "low": []}
    for quality, transcript in sessions(folder):
        telling[quality].append(telling_rate(transcript))
        if not short:
            rapport[quality].append(parts_of(replace(transcript, situation="discovery"))[3])
    bars.show("AnnoMI: low quality tells more, AUC", auc(telling["low"], telling["high"]), 0.85)
    if not short:
        bars.show("AnnoMI: rapport part, AUC", auc(rapport["high"], rapport["low"]), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="leave out what takes minutes")
    parser.add_argument("--graded", type=Path, default=ROOT / "tests" / "data" / "graded")
    public = os.environ.get("RINGCRAFT_PUBLIC", str(ROOT.parent / "shared" / "public"))
    parser.add_argument("--public", type=Path, default=Path(public))
    args = parser.parse_args()
    calls = [json.loads(path.read_text()) for path in sorted(args.graded.glob("*.json"))]
    bars = Bars()
    print(f"{len(calls)} graded calls in {args.graded.name}")
    scores = agreement(calls, bars)
    parity(calls, scores, bars)
    gaming(calls, scores, bars)
    groups(calls, scores, bars)
    shipped(bars, args.short)
    listening(args.public, bars, args.short)
    return 4 if bars.missed else 0


if __name__ == "__main__":
    sys.exit(main())
