"""The engine's figures: a turn's time with 300 reactions, simulated calls a second, `try`'s answer.

Run it from anywhere: `python benchmarks/engine.py [--short]`. Times are of one process; a turn is
everything between an input and its events, hearing left out.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from simulator import dialogue
from simulator.dialogue.events import Said
from simulator.files import library, load
from simulator.rehearsal.mouthing import heard
from simulator.rehearsal.plan import plan_of
from simulator.rehearsal.session import Session
from simulator.rehearsal.simulation import Setting, run
from simulator.rehearsal.trainees import FIXED, LADDER, trainee
from simulator.scenario.model import (
    Beat,
    Conditions,
    Objection,
    ObjectionLevel,
    Persona,
    Pillar,
    Playable,
    Reaction,
    Rubric,
    Scenario,
    You,
)
from simulator.scenario.values import Range, Row, When

REACTIONS = 300


def wide() -> Playable:
    """A scenario whose one beat has 300 reactions, every one with conditions, and an objection."""
    base = load("gatekeeper")
    moves = [move for move, one in base.moves.items() if not one.worked_out]
    dice = Random("wide")

    def pick() -> str:
        return moves[int(dice.random() * len(moves))]

    reactions = tuple(
        Reaction(
            name=f"r{n}",
            when=When("", ((pick(),), (pick(), pick()))),
            if_=Conditions(
                trust=Range("at least", low=int(dice.random() * 90)),
                not_done=(pick(),) if n % 3 == 0 else (),
                told=("f",) if n % 5 == 0 else (),
            ),
            says=("One line.", "Another line.", "A third line."),
            tells=("f",) if n % 50 == 0 else (),
            raise_="price" if n % 90 == 0 else "",
        )
        for n in range(REACTIONS)
    )
    price = Objection(
        id="price",
        objection="Price",
        levels=(
            ObjectionLevel(
                name="a",
                says=("Too much.",),
                settled_by=(Row("", (("acknowledge_objection",), ("ask_impact",))),),
                turns=4,
            ),
        ),
    )
    return Playable(
        id="wide",
        scenario=Scenario(
            scenario="Wide",
            you=You(name="Sam"),
            people={},
            starts_with="talk",
            beats={"talk": Beat(with_="dana", opens=("Yes?",), reactions=reactions)},
            time_limit=100_000.0,
        ),
        personas={"dana": Persona(persona="Dana Whitlock")},
        voices={},
        objections={"price": price},
        rubric=Rubric(pillars={"value": Pillar(weight=1)}),
        product=None,
        moves=base.moves,
        drills={},
        hash="wide",
        rubric_hash="",
    )


def turn_times(count: int) -> list[float]:
    """Milliseconds of each turn of calls in which an average trainee talks to 300 reactions."""
    playable = wide()
    plan = plan_of(dialogue.prepared(playable, "standard"))
    dice = Random("turns")
    mind = trainee("novice", plan)
    times: list[float] = []
    state = dialogue.fold(playable, dialogue.start(playable, level="standard", seed=1))
    while len(times) < count:
        if state.over or state.turn >= 30:
            state = dialogue.fold(playable, dialogue.start(playable, level="standard", seed=2))
        wish = mind(plan, state, dice)
        given = heard(plan, state, wish, dice, 1.0)
        assert isinstance(given, Said)
        began = time.perf_counter()
        state, _ = dialogue.step(playable, state, given)
        times.append((time.perf_counter() - began) * 1000)
    return times


def calls_a_second(name: str, calls: int) -> tuple[float, float]:
    """Simulated calls a second on one core, over all kinds of trainees, and turns a call."""
    rows = [(kind, calls, 0.9) for kind in (*FIXED, *LADDER)]
    setting = Setting(load(name), "standard", 1)
    run(setting, [("expert", 10, 0.9)], processes=1)
    began = time.process_time()
    played = run(setting, rows, processes=1)
    took = time.process_time() - began
    games = [game for row in played for game in row]
    return len(games) / took, sum(game.turns for game in games) / len(games)


def try_answers(count: int) -> list[float]:
    """Milliseconds `try` takes to answer, hearing and the explanation included."""
    from simulator.hearing_model import load_hearing

    session = Session(load("gatekeeper"), load_hearing(), level="standard", seed=1)
    session.begin()
    session.put("Hello.")
    times = []
    for _ in range(count):
        session.put(":restart")
        began = time.perf_counter()
        session.put("Hi Priya, it's Sam from Tallyroute. Could you put me through to Dana?")
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the form that fits a busy machine")
    short = parser.parse_args().short

    times = turn_times(500 if short else 5000)
    times.sort()
    print(
        f"a turn with {REACTIONS} reactions: median {statistics.median(times):.3f} ms, "
        f"95 % {times[int(len(times) * 0.95)]:.3f} ms, worst {times[-1]:.2f} ms"
    )
    answers = sorted(try_answers(10 if short else 50))
    print(f"try answers: median {statistics.median(answers):.0f} ms, worst {answers[-1]:.0f} ms")
    names = [entry.id for entry in library() if not entry.problem]
    for name in names[:2] if short else names:
        rate, turns = calls_a_second(name, 20 if short else 100)
        print(f"simulated calls, {name}: {rate:,.0f} a second ({turns:.1f} turns a call)")


if __name__ == "__main__":
    main()
