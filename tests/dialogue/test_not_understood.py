"""4.5: nobody is understood, or what is understood has no answer here."""

import pytest
from msgspec.structs import replace

from simulator.dialogue.events import CallEnded, HintGiven, MoodChanged, TraineeSpoke
from simulator.scenario.model import MoveDef, Persona, StockLines
from simulator.scenario.values import MoodChange
from simulator.understanding.hearing import Heard, Span
from tests.dialogue.desk import MOVES, Table, beat, chosen, only, perhaps, playable, reaction, said

LINES = StockLines(
    not_followed=("What?", "You have lost me.", "I still do not see."),
    off_topic=("That is not the point.",),
    silent=("Hello?", "Are you there?", "Right."),
    had_enough=("Bye.",),
    cuts_in=("Hang on.",),
)


def table(*reactions: object, hints: tuple[str, ...] = ("Ask.",)) -> Table:
    persona = Persona(persona="Dana Whitlock", lines=LINES)
    made = playable(
        {"hello": beat(*reactions, hints=hints), "other": beat()},  # type: ignore[arg-type]
        personas={"dana": persona},
    )
    return Table(made)


def test_moves_without_a_reaction_get_the_off_topic_line_and_cost_nothing() -> None:
    one = table()
    assert one.hear("state_value", "permission_opener") == ["That is not the point."]
    assert one.state.feeling.patience == 50
    assert one.state.not_followed == 0


def test_three_lines_rising_cost_then_the_last_repeats() -> None:
    one = table()
    said_lines, patience = [], []
    for _ in range(4):
        said_lines += one.hear(text="wibble wobble")
        patience.append(one.state.feeling.patience)
    assert said_lines == [
        "What?",
        "You have lost me.",
        "I still do not see.",
        "I still do not see.",
    ]
    assert patience == [50, 47, 41, 35]


def test_the_third_time_brings_a_hint_nobody_asked_for() -> None:
    one = table()
    logs = [one.put(said(text="wibble")) for _ in range(3)]
    assert [len(only(log, HintGiven)) for log in logs] == [0, 0, 1]
    assert only(logs[2], HintGiven)[0].asked is False


def test_an_understood_turn_resets_the_counter() -> None:
    one = table()
    one.put(said(text="wibble"))
    one.put(said("state_value", "permission_opener"))
    assert one.hear(text="wibble") == ["What?"]


def test_entering_a_beat_resets_the_counter() -> None:
    one = table(reaction("go", "not_understood", "Never mind.", goto="other"))
    one.put(said(text="wibble"))
    assert one.state.beat == "other"
    assert one.hear(text="wibble") == ["What?"]


def test_a_reaction_to_not_understood_takes_the_place_of_the_line_but_not_of_the_cost() -> None:
    one = table(reaction("lost", "not_understood", ("Eh?", "Come again?")))
    for _ in range(2):
        log = one.put(said(text="wibble"))
    assert chosen(log) == ["lost"]
    assert one.state.feeling.patience == 47


def test_anything_else_catches_moves_that_nothing_answers() -> None:
    one = table(reaction("else", "anything_else", "One thing at a time."))
    assert one.hear("state_value", "permission_opener") == ["One thing at a time."]
    assert one.hear(text="wibble") == ["What?"]


def test_a_move_only_perhaps_heard_is_answered_but_not_counted() -> None:
    one = table(reaction("need", "ask_need", "Mornings."))
    assert one.hear(text="wibble", maybe=(perhaps("ask_need"),)) == ["Mornings."]
    assert "ask_need" not in one.state.times


def test_the_likeliest_perhaps_with_a_reaction_is_answered() -> None:
    one = table(reaction("need", "ask_need", "A."), reaction("impact", "ask_impact", "B."))
    maybe = (perhaps("greeting", 0.58), perhaps("ask_need", 0.46), perhaps("ask_impact", 0.5, 3))
    assert one.hear(text="wibble", maybe=maybe) == ["B."]


def test_a_perhaps_without_a_reaction_is_not_followed() -> None:
    assert table().hear(text="wibble", maybe=(perhaps("ask_need"),)) == ["What?"]


def test_what_nothing_answers_gives_way_to_a_perhaps_that_something_does() -> None:
    one = table(reaction("need", "ask_need", "Mornings."))
    assert one.hear("state_value", "permission_opener", maybe=(perhaps("ask_need"),)) == [
        "Mornings."
    ]
    assert "ask_need" not in one.state.times
    both = table(reaction("need", "ask_need", "Mornings."), reaction("time", "greeting", "Hello."))
    assert both.hear("greeting", maybe=(perhaps("ask_need"),)) == ["Hello."]


def test_a_question_surely_asked_is_answered_as_the_one_it_perhaps_was() -> None:
    thanks = reaction("thanks", "thank", "No bother.")
    one = table(thanks, reaction("need", "ask_need", "Mornings."))
    moves = {**MOVES, "ask_closed_question": MoveDef(reply="question")}
    one = Table(replace(one.playable, moves=moves))
    asked = (perhaps("ask_need", 0.5),)
    assert one.hear("thank", "ask_closed_question", maybe=asked) == ["Mornings."]
    assert "ask_need" not in one.state.times
    assert one.hear("thank", maybe=asked) == ["No bother."]
    assert one.hear("thank", "ask_closed_question", "ask_budget", maybe=asked) == ["No bother."]


def test_a_fault_only_perhaps_heard_is_never_answered() -> None:
    one = table(reaction("lie", "mislead", "That is a lie."), reaction("need", "ask_need", "A."))
    one = Table(replace(one.playable, moves={**MOVES, "mislead": MoveDef(sign="bad")}))
    assert one.hear(text="wibble", maybe=(perhaps("mislead", 0.6),)) == ["What?"]
    maybe = (perhaps("mislead", 0.6), perhaps("ask_need", 0.5))
    assert one.hear(text="wibble", maybe=maybe) == ["A."]


def test_two_equally_likely_moves_are_asked_about_once_a_call() -> None:
    one = table(reaction("need", "ask_need", "A."), reaction("impact", "ask_impact", "B."))
    moves = {
        **MOVES,
        "ask_need": MoveDef(reply="question", clarify="the problem"),
        "ask_impact": MoveDef(reply="question", clarify="the cost"),
    }
    one = Table(replace(one.playable, moves=moves))
    maybe = (perhaps("ask_need", 0.52), perhaps("ask_impact", 0.5))
    assert one.hear(text="wibble", maybe=maybe) == ["Do you mean the problem, or the cost?"]
    assert one.hear(text="wibble", maybe=maybe) == ["A."]


def test_noise_is_met_twice_without_penalty_then_as_not_followed() -> None:
    one = table()
    for _ in range(2):
        log = one.put(said(text="kh", noise=True))
        assert only(log, MoodChanged) == []
        assert one.state.not_followed == 0
    assert one.hear(text="kh", noise=True) == ["What?"]


def test_an_empty_turn_is_silence() -> None:
    one = table()
    assert one.hear(text="  ") == ["Hello?"]
    assert one.state.silences == 1


def test_a_bare_courtesy_is_met_with_go_on() -> None:
    one = table()
    assert one.hear("greeting")[0] in ("Yes?", "Go on.", "I am listening.")
    assert one.state.feeling.patience == 50


def test_a_goodbye_that_nothing_answers_puts_the_phone_down() -> None:
    one = table()
    log = one.put(said("thank", "say_goodbye"))
    assert only(log, CallEnded)[0].result == "left"


@pytest.mark.parametrize("move", ["use_name", "echo"])
def test_a_name_or_an_echo_alone_is_not_understanding(move: str) -> None:
    one = table()
    by = "worked_out" if move == "echo" else "head"
    heard = Heard(move=move, confidence=0.9, span=Span(0, 3), by=by)  # type: ignore[arg-type]
    given = said(text="wibble Dana")
    given = replace(given, hearing=replace(given.hearing, moves=(heard,)))
    log = one.put(given)
    assert one.state.lines[-1] == "What?"
    assert only(log, TraineeSpoke)[0].hearing.ids() == {move}


def test_stock_lines_have_defaults() -> None:
    made = playable({"hello": beat()})
    assert Table(made).hear(text="wibble") == ["Sorry, what was that?"]


def test_not_being_followed_is_felt_not_scored() -> None:
    one = table()
    one.put(said(text="wibble"))
    log = one.put(said(text="wibble"))
    change = only(log, MoodChanged)[0]
    assert (change.change, change.cause) == (MoodChange(patience=-3), "not followed")


@pytest.mark.parametrize(
    "text",
    [
        "Can you repeat that?",
        "Sorry, say that again please.",
        "pardon?",
        "sorry what was that",
        "I didn't catch that, sorry",
        "Could you say that again?",
    ],
)
def test_whoever_asks_hears_the_last_breath_again_at_no_cost(text: str) -> None:
    one = table(reaction("need", "ask_need", "Mornings.", goto="other"))
    one.put(said("ask_need"))
    assert one.hear("ask_closed_question@" + text.split()[0], text=text) == [
        "Mornings. Dana Whitlock."
    ]
    assert one.state.feeling.patience == 50
    assert one.hear(text=text) == ["Mornings. Dana Whitlock."]


@pytest.mark.parametrize(
    "text", ["say that to your boss", "I will repeat that offer", "that again"]
)
def test_other_words_are_no_plea_to_repeat(text: str) -> None:
    assert table().hear(text=text) == ["What?"]


@pytest.mark.parametrize("text", ["Yes.", "no", "okay!", "Yes please", "oh right"])
def test_a_bare_yes_or_no_is_met_with_go_on(text: str) -> None:
    one = table()
    assert one.hear(text=text)[0] in ("Yes?", "Go on.", "I am listening.")
    assert one.state.not_followed == 0
