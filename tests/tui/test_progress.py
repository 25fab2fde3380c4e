"""Progress is a fold of scorecards: trends, weak points, confidence."""

from typing import Literal

from simulator.scoring.card import CriterionScore, PillarScore, Scorecard
from simulator.tui.progress import Played, lately, progress


def criterion(
    name: str, state: Literal["earned", "missed", "lost", "clean", "not_relevant"], points: int
) -> CriterionScore:
    return CriterionScore(
        pillar="rapport",
        name=name,
        rule=name,
        state=state,
        points=points,
        possible=10,
        stronger=f"say {name}",
    )


def card(total: int, *criteria: CriterionScore, provisional: bool = False) -> Scorecard:
    pillar = PillarScore(name="rapport", score=total, weight=1, at_least=0, reached=True)
    return Scorecard(
        total=total,
        passed=total >= 70,
        pass_mark=70,
        pillars=(pillar,),
        criteria=criteria,
        seconds=60.0,
        provisional=provisional,
    )


def test_calls_that_were_left_are_in_no_trend() -> None:
    past = progress([Played(card=card(80)), Played(card=card(5, provisional=True))])
    assert (past.calls, past.passed, past.totals, past.seconds) == (1, 1, (80,), 60.0)
    assert past.pillars["rapport"] == (80,)
    assert past.pillars["value"] == ()


def test_the_weakest_is_what_cost_most_points_and_is_a_habit() -> None:
    played = [
        Played(card=card(50, criterion("reflect", "missed", 0), criterion("name", "earned", 10))),
        Played(card=card(50, criterion("reflect", "missed", 0), criterion("name", "missed", 0))),
        Played(card=card(50, criterion("pressure", "lost", -20), criterion("name", "clean", 0))),
        Played(card=card(50, criterion("pressure", "not_relevant", 0))),
    ]
    weakest = progress(played).weakest
    assert [(w.name, w.lost, w.came_up, w.points) for w in weakest] == [
        ("pressure", 1, 1, 30),
        ("reflect", 2, 2, 20),
    ]
    assert weakest[0].stronger == "say pressure"


def test_confidence_is_the_mean_of_the_answers_given() -> None:
    past = progress(
        [Played(card=card(50), sure_before=2, sure_after=4), Played(card=card(50), sure_before=3)]
    )
    assert (past.sure_before, past.sure_after) == (2.5, 4.0)
    assert progress([]).sure_before is None


def test_lately_is_the_mean_of_the_newest_five() -> None:
    assert lately([0, 0, 70, 70, 70, 70, 71]) == 70
    assert lately([]) is None
    assert lately([1, 2]) == 2
