"""Lints by play: is the call fair, can it be gamed, do its tests look.

All play is seeded: the same files give the same findings.
"""

from collections import Counter
from collections.abc import Iterator
from typing import cast

from msgspec.structs import replace

from simulator import dialogue
from simulator.dialogue.events import BeatEntered, Log, MoodChanged, ReactionChosen
from simulator.dialogue.index import key_of
from simulator.rehearsal.embedded import run as run_test
from simulator.rehearsal.plan import plan_of
from simulator.rehearsal.simulation import Played, Setting, coverable, play_one, run, summary
from simulator.rehearsal.trainees import trainee
from simulator.scenario.documents import Bundle
from simulator.scenario.model import Playable, Scenario
from simulator.scenario.outline import doubt, spots
from simulator.scenario.problems import Place, Problem
from simulator.understanding.hearing import Hear

CALLS = 60
"""Calls of each trainee; a share moves by about 6 points from one seed to the next."""
SEARCHES = 300
"""Calls of the best trainees in which a mood may come nearest to its threshold."""
ONE_NOTE_CALLS = 3
OFTEN = 12
"""Calls a variant in which a reaction came up; by chance one is missed in 1 of 160,000."""
FAIR = 0.85
HEARD = 0.8
TRICKS = ("silent", "soup", "pusher", "rambler")
MOODS = ("trust", "patience", "interest")


def findings(bundle: Bundle, hear: Hear) -> Iterator[Problem]:
    """Everything that play tells about a call. The bundle must be playable."""
    playable = bundle.playable
    assert playable is not None
    logs = [run_test(playable, hear, test).log for test in playable.scenario.tests]
    tested = {key for log in logs if log for key in summary(playable, log).reached}
    played = _play(playable)
    counts = Counter(key for games in played.values() for game in games for key in game.reached)
    reached = tested | counts.keys()
    yield from fairness(bundle, played)
    yield from moods(bundle, reached)
    yield from coverage(bundle, tested)
    yield from variants(bundle, reached, counts)
    yield from blind_tests(bundle, hear, logs)


def _play(playable: Playable) -> dict[str, list[Played]]:
    """Calls by trainee: the tricks, one move over and over, and experts well and badly heard."""
    notes = [f"one-note:{move}" for move, one in playable.moves.items() if not one.worked_out]
    rows = [(kind, CALLS, 1.0) for kind in TRICKS]
    rows += [(kind, ONE_NOTE_CALLS, 1.0) for kind in notes]
    rows += [("average", CALLS, 1.0), ("skilled", CALLS, 1.0), ("expert", CALLS, 1.0)]
    names = [kind for kind, _, _ in rows]
    rows.append(("expert", CALLS, HEARD))
    found = run(Setting(playable, "standard", 1), rows, processes=1)
    return dict(zip([*names, "expert badly heard"], found, strict=True))


def fairness(bundle: Bundle, played: dict[str, list[Played]]) -> Iterator[Problem]:
    """W503, W506 and W507, at the line that names the rubric."""
    places = bundle.scenario.places
    key = ("rubric",) if ("rubric",) in places.values else ("scoring",)
    place = places.key(key)
    assert bundle.playable is not None
    mark = bundle.playable.rubric.pass_mark
    best = max((game.total for game in played["expert"]), default=0)
    if best < mark:
        message = f"the best of {CALLS} expert calls scores {best}; the pass mark is {mark}."
        yield doubt("W503", bundle.scenario, place, message, "Lower the mark, or open the way.")
    for kind, games in played.items():
        tricked = kind in TRICKS or kind.startswith("one-note")
        passed = sum(game.passed for game in games)
        if tricked and passed:
            code = "W503" if kind == "silent" else "W507"
            message = f"a {kind} trainee passes {passed} of {len(games)} calls."
            hint = "Ask for more than one thing: 'at_least' a pillar, or 'must: yes'."
            yield doubt(code, bundle.scenario, place, message, hint)
    games = played["expert badly heard"]
    share = sum(game.passed for game in games) / len(games)
    if share < FAIR:
        message = (
            f"experts pass {share:.0%} of calls when {HEARD:.0%} of their moves are heard;"
            f" the bar is {FAIR:.0%}."
        )
        yield doubt("W506", bundle.scenario, place, message, "Give them more time, or more ways.")


def moods(bundle: Bundle, reached: set[str]) -> Iterator[Problem]:
    """W502: thresholds of reactions that never fired, where the mood never came near in play."""
    playable = bundle.playable
    assert playable is not None
    waiting = [
        spot
        for spot in spots(bundle)
        if spot.reaction.if_ is not None
        and spot.beat
        and f"beat/{spot.beat}/{spot.reaction.name}" not in reached
        and any(getattr(spot.reaction.if_, mood) is not None for mood in MOODS)
    ]
    if not waiting:
        return
    reach = _reach(playable)
    for spot in waiting:
        assert spot.reaction.if_ is not None
        for number, mood in enumerate(MOODS):
            wanted = getattr(spot.reaction.if_, mood)
            seen = [now[number] for now in reach.get(spot.beat, ())]
            if wanted is None or not seen:
                continue
            if wanted.low > max(seen) or wanted.high < min(seen):
                best = max(seen) if wanted.low > max(seen) else min(seen)
                place = spot.place("if", mood)
                message = f"{mood} '{wanted.text}' was not reached in {SEARCHES} calls: {best}."
                hint = "Lower the threshold, or add likes that lead there."
                yield doubt("W502", spot.document, place, message, hint)


def _reach(playable: Playable) -> dict[str, list[tuple[int, int, int]]]:
    """Moods seen in each beat over many calls of good trainees who are heard every time."""
    seen: dict[str, list[tuple[int, int, int]]] = {}
    setting = Setting(playable, "standard", 7)
    plan = plan_of(dialogue.prepared(playable, "standard"))
    for kind in ("expert", "skilled", "average"):
        mind = trainee(kind, plan)
        for number in range(SEARCHES // 3):
            log = play_one(setting, plan, mind, kind, number, 1.0, None)
            beat = ""
            for event in log:
                if isinstance(event, BeatEntered):
                    beat = event.beat
                elif isinstance(event, MoodChanged):
                    seen.setdefault(beat, []).append(event.now)
    return seen


def coverage(bundle: Bundle, tested: set[str]) -> Iterator[Problem]:
    """W701: beats, reactions and endings that no test reaches, one finding a scenario."""
    playable = bundle.playable
    assert playable is not None
    places = bundle.scenario.places
    wanted = [
        key
        for key in coverable(playable, "standard")
        if key.startswith(("beat/", "ending/")) and "#" not in key and _written(key, bundle)
    ]
    missing = [key.partition("/")[2].replace("/", ".") for key in wanted if key not in tested]
    if missing:
        place = places.key(("tests",)) if ("tests",) in places.keys else places.key(("scenario",))
        some = ", ".join(missing[:4]) + (" ..." if len(missing) > 4 else "")
        message = f"no test reaches {len(missing)} of {len(wanted)} beats, reactions and endings:"
        hint = "ringcraft coverage shows them line by line."
        yield doubt("W701", bundle.scenario, place, f"{message} {some}", hint, "note")


def _written(key: str, bundle: Bundle) -> bool:
    """Whether an ending is the scenario's own, not one that always exists."""
    part, _, name = key.partition("/")
    return part != "ending" or ("endings", name) in bundle.scenario.places.keys


def variants(bundle: Bundle, reached: set[str], counts: Counter[str]) -> Iterator[Problem]:
    """W702: variants never said, of reactions that came up often enough for each to be due."""
    for spot in spots(bundle):
        if not spot.beat or len(spot.reaction.says) < 2:
            continue
        key = f"beat/{spot.beat}/{spot.reaction.name}"
        if counts[key] < OFTEN * len(spot.reaction.says):
            continue
        for number in range(len(spot.reaction.says)):
            if f"{key}#{number}" not in reached:
                place = spot.place("says", number)
                message = "this variant was never said, in tests or in simulated calls."
                hint = "Drop it, or let the reaction come up more than once."
                yield doubt("W702", spot.document, place, message, hint)


def blind_tests(bundle: Bundle, hear: Hear, logs: list[Log]) -> Iterator[Problem]:
    """W704: tests that pass though every reaction that answered in them is taken out."""
    playable = bundle.playable
    assert playable is not None
    scenario = cast(Scenario, bundle.scenario.value)
    for number, (test, log) in enumerate(zip(scenario.tests, logs, strict=True)):
        chosen = {key_of(event.place) for event in log if isinstance(event, ReactionChosen)}
        if not chosen or not log:
            continue
        if run_test(_less(playable, chosen), hear, test).passed:
            place: Place = bundle.scenario.places.value(("tests", number, "name"))
            message = f"'{test.name}' passes even with every reaction in it taken out."
            yield doubt("W704", bundle.scenario, place, message, "Assert who answers: 'they:'.")


def _less(playable: Playable, chosen: set[str]) -> Playable:
    """The call without the reactions of those keys."""
    scenario = playable.scenario
    beats = {
        name: replace(
            beat,
            reactions=tuple(
                one for one in beat.reactions if f"beat/{name}/{one.name}" not in chosen
            ),
        )
        for name, beat in scenario.beats.items()
    }
    people = {
        alias: replace(
            person,
            answers={
                move: rows
                for move, rows in person.answers.items()
                if not any(key.startswith(f"answers/{alias}/{move}") for key in chosen)
            },
        )
        for alias, person in scenario.people.items()
    }
    anytime = tuple(
        one
        for one in scenario.anytime
        if not any(key.startswith("anytime/") and key.endswith(f"/{one.name}") for key in chosen)
    )
    changed = replace(scenario, beats=beats, people=people, anytime=anytime)
    return replace(playable, scenario=changed, hash=f"{playable.hash}-less")
