"""Each rule of what earns and what costs."""

import pytest

from simulator.dialogue.events import Log
from simulator.scenario.model import Answer, Beat, Coach, Criterion, Ending, Level, Playable
from simulator.scenario.values import SecondsRange
from simulator.scoring import score
from simulator.scoring.card import CriterionScore
from tests.scoring.logs import Story, credit, penalty, playable

NEED = "Mornings are a problem, the plan falls apart by eight."


def only(scenario: Playable, log: Log) -> CriterionScore:
    (criterion,) = score(scenario, log).criteria
    return criterion


def opened() -> Story:
    return Story().they("Dana Whitlock.").you("Hi, it's Sam.", "introduce_self").they("Go on.")


def test_a_move_heard_earns_and_quotes_its_words() -> None:
    log = opened().you(
        "Right. What goes wrong?", "ask_need", spans={"ask_need": "What goes wrong?"}
    )
    found = only(playable((credit("ask_need", 30),)), log.ends())
    assert (found.state, found.points, found.possible) == ("earned", 30, 30)
    (quote,) = found.quotes
    assert (quote.words, quote.turn, quote.start, quote.end) == ("What goes wrong?", 2, 7, 23)
    assert quote.move == "ask_need" and quote.nearest == "near ask_need"
    assert quote.at > 2.0


def test_below_the_bar_of_the_level_nothing_is_earned() -> None:
    log = Story(level="strict").you("Thanks", "thank", confidence=0.7).ends()
    strict = playable(rapport=(credit("thank"),), levels={"strict": Level(credit_needs=0.8)})
    assert only(strict, log).state == "missed"
    assert only(playable(rapport=(credit("thank"),)), log).state == "earned"


def test_a_possible_move_is_shown_and_not_counted() -> None:
    found = only(playable(rapport=(credit("thank"),)), Story().you("Ta", maybe=("thank",)).ends())
    assert found.state == "missed"
    assert found.quotes[0].words == "Ta"
    assert "possible, not counted" in found.note


def test_a_near_miss_says_what_was_missing() -> None:
    story = Story().you("Some time next week?", missing={"offer_times": ("day",)})
    found = only(playable((credit("offer_times"),)), story.ends())
    assert "day was missing" in found.note


def test_words_unsure_in_speech_neither_earn_nor_cost() -> None:
    scenario = playable(rapport=(credit("thank", 50), credit("use_name", 50)))
    card = score(scenario, Story().you("Dana", "use_name").you("Ta", "thank", sure=False).ends())
    assert [c.state for c in card.criteria] == ["unclear", "earned"]
    assert card.pillar("rapport").score == 100


def test_a_fault_in_unsure_words_costs_nothing() -> None:
    scenario = playable(rapport=(credit("thank"), penalty("rude")))
    story = Story().you("Thanks", "thank").you("Muck", "rude", sure=False)
    assert [c.state for c in score(scenario, story.ends()).criteria] == ["earned", "unclear"]


def test_at_most_three_criteria_a_turn_the_dearest_first() -> None:
    moves = ("thank", "use_name", "greeting", "small_talk")
    points = (10, 20, 30, 40)
    scenario = playable(rapport=tuple(map(credit, moves, points)))
    card = score(scenario, Story().you("All of it at once", *moves).ends())
    assert [c.state for c in card.criteria] == ["missed", "earned", "earned", "earned"]
    assert "three" in card.criteria[0].note


def test_a_voicemail_has_no_limit_a_turn() -> None:
    moves = ("thank", "use_name", "greeting", "ask_for_meeting", "quantify_value")
    scenario = playable(
        rapport=tuple(map(credit, moves)), beats={"talk": Beat(with_="dana", mode="voicemail")}
    )
    card = score(scenario, Story().you("All of it", *moves).ends())
    assert {c.state for c in card.criteria} == {"earned"}


def test_repeats_earn_once_unless_times() -> None:
    story = Story().you("Thanks", "thank").you("Thank you", "thank").you("Ta", "thank").ends()
    assert only(playable(rapport=(credit("thank", 10),)), story).points == 10
    twice = only(playable(rapport=(credit("thank", 10, times=2),)), story)
    assert (twice.points, twice.possible, len(twice.quotes)) == (20, 20, 2)


def test_repeating_oneself_earns_nothing() -> None:
    story = Story().you("Thanks again", "thank", "repeat_self").ends()
    assert only(playable(rapport=(credit("thank"),)), story).state == "missed"


def test_words_after_the_cut_in_earn_nothing() -> None:
    text = "So let me tell you. Thanks"
    story = Story().you(text, "thank", spans={"thank": "Thanks"}, counted=19)
    assert only(playable(rapport=(credit("thank"),)), story.ends()).state == "missed"


def test_a_penalty_is_drawn_at_most_so_often() -> None:
    story = Story().you("Thanks", "thank")
    for _ in range(3):
        story.you("Now or never", "pressure")
    card = score(
        playable(rapport=(credit("thank", 100), penalty("pressure", -20, at_most=2))), story.ends()
    )
    assert card.criteria[1].points == -40 and card.criteria[1].state == "lost"
    assert card.pillar("rapport").score == 60


def test_a_penalty_on_a_good_move_needs_no_context() -> None:
    story = Story().they("Hello.").you("We save you hours", "state_value").ends()
    assert only(playable((penalty("state_value"),)), story).state == "lost"


def test_a_plus_needs_both_in_one_turn() -> None:
    both = (credit("thank + use_name"),)
    apart = Story().you("Thanks", "thank").you("Dana", "use_name").ends()
    assert only(playable(rapport=both), apart).state == "missed"
    at_once = only(playable(rapport=both), Story().you("Thanks Dana", "thank", "use_name").ends())
    assert at_once.state == "earned" and len(at_once.quotes) == 2


@pytest.mark.parametrize(("limit", "state"), [("before", "missed"), ("after", "earned")])
def test_before_and_after_a_fact(limit: str, state: str) -> None:
    story = opened().you("What hurts?", "ask_need").they(NEED).tells("need")
    story.you("It saves hours", "state_value")
    criterion = credit(
        "state_value",
        10,
        before="need" if limit == "before" else "",
        after="need" if limit == "after" else "",
    )
    assert only(playable(value=(criterion,)), story.ends()).state == state


def test_before_a_move_of_the_same_turn_goes_by_the_words() -> None:
    text = "Thanks, Dana. Bye"
    spans = {"thank": "Thanks", "say_goodbye": "Bye"}
    story = Story().you("Hi", "greeting").you(text, "thank", "say_goodbye", spans=spans).ends()
    assert only(playable(rapport=(credit("thank", before="say_goodbye"),)), story).state == "earned"
    assert only(playable(rapport=(credit("thank", after="say_goodbye"),)), story).state == "missed"


def test_in_names_the_beats_where_it_counts() -> None:
    story = Story().you("Thanks", "thank").enters("done").you("Right", "greeting").ends()
    assert only(playable(rapport=(credit("thank", in_=("done",)),)), story).state == "missed"
    assert only(playable(rapport=(credit("thank", in_=("talk",)),)), story).state == "earned"


def test_what_happened_can_earn() -> None:
    story = opened().you("So Thursday at ten?", "offer_times").gives("day").tells("need")
    story.raises("price").closes("price").enters("done")
    criteria = (
        Criterion(name="told", points=1, told="need"),
        Criterion(name="knows", points=1, knows="day"),
        Criterion(name="settled", points=1, settled="price"),
        Criterion(name="reached", points=1, reached="done"),
        Criterion(name="ending", points=1, reached="won"),
        Criterion(name="other", points=1, told="budget"),
    )
    card = score(playable(criteria), story.ends())
    assert [c.state for c in card.criteria] == ["earned"] * 5 + ["missed"]
    assert card.criteria[0].quotes[0].words == "So Thursday at ten?"


def test_short_talk_is_no_merit_of_silence() -> None:
    short = Criterion(
        name="short", points=20, talk=SecondsRange(text="at most 30 seconds", high=30)
    )
    assert only(playable(rapport=(short,)), Story().ends()).state == "missed"
    assert only(playable(rapport=(short,)), Story().you("Um").ends()).state == "missed"
    message = "Hi Dana, it's Sam, and my number is 0117 496 0123."
    earned = Story().you(message, "introduce_self").ends()
    assert only(playable(rapport=(short,)), earned).state == "earned"
    long = Story().you(message, "introduce_self", seconds=31.0).ends()
    assert only(playable(rapport=(short,)), long).state == "missed"


def test_an_objection_never_raised_is_left_out() -> None:
    scenario = playable(
        (
            credit("ask_need", 50),
            Criterion(name="settled", points=50, settled="price"),
            credit("clarify_objection", 50),
        )
    )
    card = score(scenario, opened().you("What hurts?", "ask_need").ends())
    assert [c.state for c in card.criteria] == ["earned", "not_relevant", "not_relevant"]
    assert card.pillar("qualification").score == 100


def test_an_objection_raised_and_not_settled_is_missed() -> None:
    scenario = playable((Criterion(name="settled", points=50, settled="price"),))
    log = opened().raises("price").they("Too dear.").closes("price", settled=False).ends()
    assert only(scenario, log).state == "missed"


def test_a_fact_told_unasked_makes_its_question_irrelevant() -> None:
    scenario = playable(
        (credit("ask_budget"),),
        answers={"ask_budget": (Answer(says=("Thirty.",), tells=("budget",)),)},
    )
    told = opened().tells("budget").they("We have thirty thousand.")
    assert only(scenario, told.ends()).state == "not_relevant"
    asked_after = told.you("What budget is there?", "ask_budget").ends()
    found = only(scenario, asked_after)
    assert found.state == "missed" and "already been told" in found.note


def test_advice_comes_from_the_beat_then_the_criterion_then_the_move() -> None:
    beat = Beat(with_="dana", without={"thank": Coach(note="beat", stronger="b")})
    own = Coach(note="criterion", stronger="c")
    log = Story().you("Hi", "greeting").ends()
    with_beat = playable(rapport=(credit("thank", coach=own),), beats={"talk": beat})
    assert only(with_beat, log).note == "beat"
    assert only(playable(rapport=(credit("thank", coach=own),)), log).note == "criterion"
    assert only(playable(rapport=(credit("thank"),)), log).note.startswith("You did not thank")


def test_a_fault_is_coached_by_what_the_scenario_said_there() -> None:
    story = (
        Story().you("Now or never", "pressure").took("pressure").coached("She froze.", "No rush.")
    )
    found = only(playable(rapport=(penalty("pressure"),)), story.ends())
    assert (found.note, found.stronger) == ("She froze.", "No rush.")


def test_endings_add_and_cap() -> None:
    scenario = playable(
        rapport=(credit("thank"),),
        endings={
            "won": Ending(result="won", bonus=10),
            "lost": Ending(result="lost", at_most=35),
        },
    )
    thanked = Story().you("Thanks", "thank")
    won = score(scenario, thanked.ends())
    assert (won.total, won.bonus, won.passed) == (100, 10, True)
    lost = score(scenario, Story().you("Thanks", "thank").ends("lost", "lost"))
    assert (lost.total, lost.capped_at, lost.passed) == (35, 35, False)
    assert "35 at most" in lost.why_not[0]
