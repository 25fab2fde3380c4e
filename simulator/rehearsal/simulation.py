"""Thousands of simulated calls, counted: who passes, where calls end, what is never reached."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

from msgspec import Struct

from simulator import dialogue
from simulator.call import Hear
from simulator.dialogue.events import (
    BeatEntered,
    CallEnded,
    CallStarted,
    Coached,
    HangUp,
    Log,
    MoodChanged,
    ObjectionClosed,
    ObjectionMoved,
    ObjectionRaised,
    ProspectSpoke,
    ReactionChosen,
)
from simulator.dialogue.index import key_of
from simulator.rehearsal.mouthing import heard
from simulator.rehearsal.plan import Plan, plan_of
from simulator.rehearsal.trainees import Trainee, trainee
from simulator.rehearsal.wording import Aloud, in_words
from simulator.scenario.model import Playable
from simulator.scoring import score

MOST_TURNS = 60
"""Turns after which a simulated call is stopped."""
CHUNK = 50


class Played(Struct, frozen=True):
    """What is kept of one simulated call."""

    total: int
    pillars: tuple[int, ...]
    passed: bool
    ending: str
    turns: int
    wrong_turn: int  # first turn that drew coaching or lost an objection; 0: none
    wrong_place: str
    reached: frozenset[str]
    moods: tuple[tuple[str, int, int, int], ...]  # beat, trust, patience, interest as it was left


class Task(Struct, frozen=True):
    """A run of calls by one trainee."""

    kind: str
    first: int
    count: int
    chance: float


class Setting(Struct, frozen=True):
    """What every call of a simulation shares."""

    playable: Playable
    level: str
    seed: int
    words: bool = False  # says held-out phrasings through the hearing
    aloud: bool = False  # and those by a voice, over the phone, to the recogniser


Progress = Callable[[int, int], None]
"""Called with the number of calls played and to be played."""


def play_one(
    setting: Setting,
    plan: Plan,
    mind: Trainee,
    kind: str,
    number: int,
    chance: float,
    hear: Hear | None,
    aloud: Aloud | None = None,
) -> Log:
    """The log of one simulated call; the same numbers give the same call."""
    playable = setting.playable
    seed = setting.seed * 1_000_003 + number
    dice = Random(f"{seed}/{kind}")
    log = list(dialogue.start(playable, level=setting.level, seed=seed))
    state = dialogue.fold(playable, tuple(log))
    while not state.over and state.turn < MOST_TURNS:
        wish = mind(plan, state, dice)
        if hear is None:
            given = heard(plan, state, wish, dice, chance)
        else:
            given = in_words(plan, state, wish, dice, hear, aloud)
        state, new = dialogue.step(playable, state, given, explain=False)
        log += new
    if not state.over:
        state, new = dialogue.step(playable, state, HangUp(result="stopped"))
        log += new
    return tuple(log)


def summary(playable: Playable, log: Log) -> Played:
    """What is kept of a call."""
    card = score(playable, log)
    reached: set[str] = set()
    wrong: tuple[int, str] = (0, "")
    moods: list[tuple[str, int, int, int]] = []
    beat = person = ""
    begun = log[0]
    assert isinstance(begun, CallStarted)
    now = dict(dialogue.prepared(playable, begun.level).start)
    for event in log:
        if isinstance(event, ProspectSpoke):
            key = key_of(event.place)
            reached.add(key)
            reached.add(f"{key}#{event.variant}")
        elif isinstance(event, ReactionChosen):
            reached.add(key_of(event.place))
        elif isinstance(event, MoodChanged):
            now[event.person] = event.now
        elif isinstance(event, BeatEntered):
            if beat:
                moods.append((beat, *now[person]))
            beat, person = event.beat, event.person
            reached.add(f"beat/{beat}")
        elif isinstance(event, ObjectionRaised | ObjectionMoved):
            reached.add(f"objection/{event.objection}/{event.level}")
        elif isinstance(event, ObjectionClosed):
            reached.add(f"objection/{event.objection}/{'settled' if event.settled else 'lost'}")
            if not event.settled and not wrong[0]:
                wrong = (event.turn, f"objection {event.objection} lost")
        elif isinstance(event, Coached) and not wrong[0]:
            wrong = (event.turn, f"{event.place.owner}.{event.place.name}")
        elif isinstance(event, CallEnded):
            reached.add(f"ending/{event.ending}")
    moods.append((beat, *now[person]))
    reached.update(
        f"criterion/{one.pillar}/{one.name}/{one.state}"
        for one in card.criteria
        if one.state in ("earned", "missed", "lost", "clean")
    )
    last = log[-1]
    return Played(
        total=card.total,
        pillars=tuple(one.score for one in card.pillars),
        passed=card.passed,
        ending=last.ending if isinstance(last, CallEnded) else "",
        turns=last.turn,
        wrong_turn=wrong[0],
        wrong_place=wrong[1],
        reached=frozenset(reached),
        moods=tuple(moods),
    )


class _Worker:
    """One process's own plan and hearing, made once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.plan = plan_of(dialogue.prepared(setting.playable, setting.level))
        self.hear: Hear | None = None
        self.aloud: Aloud | None = None
        if setting.words or setting.aloud:
            from simulator.hearing_model import load_hearing

            self.hear = load_hearing()
        if setting.aloud:
            from simulator.rehearsal.voicing import spoken

            self.aloud = spoken()

    def play(self, task: Task) -> list[Played]:
        mind = trainee(task.kind, self.plan)
        return [
            summary(
                self.setting.playable,
                play_one(
                    self.setting,
                    self.plan,
                    mind,
                    task.kind,
                    number,
                    task.chance,
                    self.hear,
                    self.aloud,
                ),
            )
            for number in range(task.first, task.first + task.count)
        ]


_worker: _Worker | None = None


def _begin(setting: Setting) -> None:
    global _worker
    _worker = _Worker(setting)


def _play(task: Task) -> list[Played]:
    assert _worker is not None
    return _worker.play(task)


def run(
    setting: Setting,
    rows: Sequence[tuple[str, int, float]],
    *,
    processes: int = 0,
    progress: Progress | None = None,
) -> list[list[Played]]:
    """Plays rows of (trainee, number of calls, chance of being heard).

    ``processes`` 0 takes every core; the outcome does not depend on it. Raises
    ``UsageError`` for a trainee there is none of, ``NotFound`` for a level.
    """
    worker = _Worker(setting) if processes == 1 else None
    plan = worker.plan if worker else plan_of(dialogue.prepared(setting.playable, setting.level))
    for kind, _, _ in rows:
        trainee(kind, plan)
    tasks = [
        (row, Task(kind, first, min(CHUNK, count - first), chance))
        for row, (kind, count, chance) in enumerate(rows)
        for first in range(0, count, CHUNK)
    ]
    total = sum(task.count for _, task in tasks)
    done = 0
    found: list[list[Played]] = [[] for _ in rows]
    for (row, task), played in zip(
        tasks, _outcomes(setting, tasks, worker, processes), strict=True
    ):
        found[row] += played
        done += task.count
        if progress is not None:
            progress(done, total)
    return found


def _outcomes(
    setting: Setting,
    tasks: Iterable[tuple[int, Task]],
    worker: _Worker | None,
    processes: int,
) -> Iterator[list[Played]]:
    if worker is not None:
        yield from (worker.play(task) for _, task in tasks)
        return
    with ProcessPoolExecutor(
        processes or os.cpu_count() or 1,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(setting,),
    ) as pool:
        yield from pool.map(_play, [task for _, task in tasks])


def never(playable: Playable, level: str, reached: Counter[str]) -> tuple[str, ...]:
    """Beats, reactions, answers, objection levels, endings, lines and criteria never reached."""
    return tuple(key for key in coverable(playable, level) if not reached[key])


def coverable(playable: Playable, level: str) -> tuple[str, ...]:
    """Everything in a scenario that a call can reach, as keys of places, in file order."""
    index = dialogue.prepared(playable, level)
    keys: dict[str, None] = {}
    for beat, stage in index.stages.items():
        keys[f"beat/{beat}"] = None
        if stage.beat.opens:
            _lines(keys, f"opens/{beat}/opens", len(stage.beat.opens))
        for triggers in stage.triggers.values():
            for option in (trigger.option for trigger in triggers):
                if option.place.part != "persona":
                    _lines(keys, option.key, len(option.reaction.says))
    for name, objection in playable.objections.items():
        for one in objection.levels:
            _lines(keys, f"objection/{name}/{one.name}", len(one.says))
        _lines(keys, f"objection/{name}/settled", len(objection.settled.says))
        _lines(keys, f"objection/{name}/lost", len(objection.lost.says))
    for ending in playable.scenario.endings:
        keys[f"ending/{ending}"] = None
    for name, pillar in playable.rubric.pillars.items():
        for criterion in pillar.criteria:
            both = ("lost", "clean") if criterion.penalty is not None else ("earned", "missed")
            for state in both:
                keys[f"criterion/{name}/{criterion.name}/{state}"] = None
    return tuple(keys)


def _lines(keys: dict[str, None], key: str, count: int) -> None:
    keys[key] = None
    if count > 1:
        for variant in range(count):
            keys[f"{key}#{variant}"] = None
