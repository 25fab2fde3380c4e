"""Sums, passes, tips: what the whole card says."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.dialogue.events import Log, TraineeSpoke
from simulator.scenario.model import Ending, Playable
from simulator.scoring import Scorecard, score
from simulator.scoring.scorecard import half_up
from tests.scoring.logs import Story, credit, penalty, playable

MOVES = ("thank", "use_name", "greeting", "small_talk", "pressure", "state_value")


def story(*moves: str) -> Story:
    return Story().they("Dana.").you("Hello there, thank you", *moves)


@pytest.mark.parametrize(("part", "whole", "found"), [(1, 2, 1), (1, 3, 0), (5, 2, 3), (-1, 2, 0)])
def test_halves_go_up(part: int, whole: int, found: int) -> None:
    assert half_up(part, whole) == found


def test_a_pillar_is_what_was_earned_of_what_could_be() -> None:
    card = score(
        playable(rapport=(credit("thank", 25), credit("use_name", 15))), story("thank").ends()
    )
    assert card.pillar("rapport").score == 63  # 62.5 goes up


def test_penalties_take_a_pillar_no_lower_than_nothing() -> None:
    scenario = playable(rapport=(credit("thank", 10), penalty("pressure", -50)))
    assert score(scenario, story("thank", "pressure").ends()).pillar("rapport").score == 0


def test_a_pillar_that_could_not_come_up_is_left_out_of_the_total() -> None:
    scenario = playable(
        qualification=(credit("clarify_objection"),),
        rapport=(credit("thank"),),
        at_least=(50, 0, 0),
    )
    card = score(scenario, story("thank").ends())
    assert not card.pillar("qualification").relevant
    assert card.pillar("qualification").reached
    assert card.total == 100 and card.passed


def test_the_total_is_weighted() -> None:
    scenario = playable(
        (credit("use_name"),), (credit("small_talk"),), (credit("thank"),), weights=(40, 35, 25)
    )
    assert score(scenario, story("thank", "small_talk").ends()).total == 60


def test_a_pass_needs_every_pillar_and_must_and_an_end() -> None:
    value = (credit("greeting", 10),)
    rapport = (credit("thank", 90), credit("use_name", 10, must=True))
    strict = playable((), value, rapport, at_least=(0, 50, 50))
    assert score(strict, story("greeting", "thank", "use_name").ends()).passed
    low = score(strict, story("thank", "use_name").ends())
    assert "value has 0 and needs 50" in low.why_not
    must = score(playable((), value, rapport), story("greeting", "thank").ends())
    assert must.total >= 90 and must.why_not == ("'Did use_name' is a must",)


@pytest.mark.parametrize("result", ["left", "stopped"])
def test_a_call_that_was_left_is_provisional(result: str) -> None:
    scenario = playable(rapport=(credit("thank"),), endings={"won": Ending(result="won", bonus=5)})
    card = score(scenario, story("thank").ends(result, result))
    assert card.provisional and not card.passed and card.bonus == 0
    assert score(scenario, story("thank").log).provisional


def test_tips_come_by_points_lost_and_are_three_at_most() -> None:
    moves = ("thank", "use_name", "small_talk", "reflect", "empathise")
    scenario = playable(rapport=tuple(map(credit, moves, (10, 50, 20, 40, 30))))
    card = score(scenario, Story().they("It is a nightmare here.").you("Hm.", "greeting").ends())
    assert [tip.criterion for tip in card.tips] == ["Did use_name", "Did reflect", "Did empathise"]
    assert all(tip.note and tip.stronger for tip in card.tips)


def test_habit_moves_tips_and_never_the_score() -> None:
    scenario = playable(
        rapport=(credit("thank", 10), credit("use_name", 12), credit("greeting", 11))
    )
    log = Story().they("Yes?").you("Hm.").ends()
    plain = score(scenario, log)
    used = score(scenario, log, habit={"thank": 1.0, "use_name": 0.1, "greeting": 0.2})
    assert plain.tips[0].criterion == "Did use_name"
    assert used.tips[0].criterion == "Did thank"
    assert plain.criteria == used.criteria and plain.total == used.total


def test_tips_weigh_pillars() -> None:
    scenario = playable(
        (credit("greeting", 10), credit("thank", 10)),
        rapport=(credit("use_name", 10), credit("small_talk", 90)),
        weights=(60, 0, 40),
    )
    card = score(scenario, Story().they("Yes?").you("Hi", "greeting", "small_talk").ends())
    assert [tip.criterion for tip in card.tips] == ["Did thank", "Did use_name"]


def test_a_corrected_turn_counts_in_its_last_version() -> None:
    scenario = playable(rapport=(credit("thank"),))
    log = Story().they("Yes?").you("Fanks").ends()
    spoken = next(e for e in log if isinstance(e, TraineeSpoke))
    right = next(
        e for e in Story().they("Yes?").you("Thanks", "thank").log if isinstance(e, TraineeSpoke)
    )
    amended = msgspec.structs.replace(right, corrects=spoken.hearing.text)
    assert score(scenario, log).total == 0
    assert score(scenario, (*log, amended)).total == 100


def test_proportion_is_of_the_turns() -> None:
    scenario = playable(rapport=(credit("thank", 40, of_turns=0.5),))
    quarter = Story().you("Ta", "thank").you("Hm").you("Hm").you("Hm").ends()
    card = score(scenario, quarter)
    assert (card.criteria[0].points, card.criteria[0].possible) == (20, 40)
    assert "50 % of the turns" in card.criteria[0].rule
    more = Story().you("Ta", "thank").you("Ta!", "thank").you("Ta", "thank").you("Hm").ends()
    assert score(scenario, more).criteria[0].points == 40


def whole() -> Playable:
    return playable(
        (credit("ask_need", 30), credit("greeting", 10)),
        (credit("state_value", 20), penalty("pressure", -10, at_most=3)),
        (credit("thank", 10, times=2), credit("use_name", 5)),
    )


turns = st.lists(
    st.tuples(
        st.text("abc .?'", min_size=1, max_size=30),
        st.lists(st.sampled_from(MOVES), unique=True, max_size=6),
        st.floats(0.4, 1.0),
        st.booleans(),
    ),
    max_size=8,
)


@given(turns)
def test_any_log_gives_the_same_bounded_card_twice(
    said: list[tuple[str, list[str], float, bool]],
) -> None:
    made = Story().they("It costs too much.")
    for text, moves, confidence, sure in said:
        made.you(text, *moves, confidence=confidence, sure=sure).they("Hm, go on then.")
    log = made.ends()
    card = score(whole(), log)
    assert 0 <= card.total <= 100
    assert all(0 <= pillar.score <= 100 for pillar in card.pillars)
    for criterion in card.criteria:
        for quote in criterion.quotes:
            assert quote.words in "".join(text for text, *_ in said) or not quote.words
    again: Log = msgspec.json.decode(msgspec.json.encode(log), type=Log)
    assert msgspec.json.encode(score(whole(), again)) == msgspec.json.encode(card)
    assert msgspec.json.decode(msgspec.json.encode(card), type=Scorecard) == card
