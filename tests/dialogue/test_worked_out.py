"""Moves that hang on the state of the call."""

import pytest
from msgspec.structs import replace

from simulator.dialogue.events import Said, TraineeSpoke
from simulator.scenario.model import MoveDef
from simulator.understanding.hearing import Heard, Span
from tests.dialogue.desk import MOVES, Table, beat, only, playable, price, reaction, said


def heard(table: Table, *moves: str) -> frozenset[str]:
    log = table.put(said(*moves))
    found: frozenset[str] = only(log, TraineeSpoke)[0].hearing.ids()
    return found


def table() -> Table:
    return Table(
        playable(
            {
                "hello": beat(
                    reaction("need", "ask_need", "Mornings.", tells=("need",)),
                    reaction("raises", "ask_budget", "Hm.", raise_="price"),
                    reaction("asks", "introduce_self", "And what is it about?"),
                )
            },
            objections=[price()],
        )
    )


@pytest.mark.parametrize("move", ["state_value", "quantify_value", "discount_early"])
def test_value_before_need_and_permission_is_too_early(move: str) -> None:
    assert "pitch_too_early" in heard(table(), move)


@pytest.mark.parametrize("first", ["permission_opener", "ask_need", "ask_impact"])
def test_value_after_permission_or_a_question_of_need_is_not(first: str) -> None:
    one = table()
    one.put(said(first))
    assert "pitch_too_early" not in heard(one, "state_value")
    assert "pitch_too_early" not in heard(table(), first, "state_value")


def test_a_reason_that_names_its_worth_is_no_pitch_but_a_figure_is() -> None:
    assert "pitch_too_early" not in heard(table(), "state_reason", "state_value")
    assert "pitch_too_early" in heard(table(), "state_reason", "quantify_value")


def test_an_objection_invites_an_answer() -> None:
    one = table()
    one.put(said("ask_budget"))
    assert "pitch_too_early" not in heard(one, "quantify_value")


def test_a_message_cannot_pitch_too_early() -> None:
    one = Table(playable({"beep": beat(mode="voicemail")}))
    assert "pitch_too_early" not in heard(one, "quantify_value")


def worked(move: str, text: str = "what now") -> Said:
    given = said(text=text)
    one = Heard(move=move, confidence=0.9, span=Span(0, len(text)), by="worked_out")
    return replace(given, hearing=replace(given.hearing, moves=(one,)))


def ids(table: Table, given: Said) -> frozenset[str]:
    found: frozenset[str] = only(table.put(given), TraineeSpoke)[0].hearing.ids()
    return found


def test_not_answering_a_courtesy_or_an_objection_is_no_dodge() -> None:
    assert ids(table(), worked("dodge_question")) == frozenset()
    one = table()
    one.put(said("ask_budget"))
    assert ids(one, worked("dodge_question")) == frozenset()


def test_not_answering_a_question_is_a_dodge() -> None:
    one = table()
    one.put(said("introduce_self"))
    assert ids(one, worked("dodge_question")) == {"dodge_question"}


def test_saying_it_again_when_asked_to_is_no_repeat() -> None:
    one = table()
    one.put(said(text="wibble"))
    assert ids(one, worked("repeat_self")) == frozenset()
    one.put(said("ask_need"))
    assert ids(one, worked("repeat_self")) == {"repeat_self"}


def test_the_engine_and_not_the_words_decides_what_is_too_early() -> None:
    one = table()
    one.put(said("ask_need"))
    assert ids(one, worked("pitch_too_early")) == frozenset()


def test_parents_of_parents_count_and_circles_end() -> None:
    moves = {
        **MOVES,
        "a": MoveDef(counts_as=("b",)),
        "b": MoveDef(counts_as=("c",)),
        "c": MoveDef(counts_as=("a",)),
    }
    one = Table(replace(playable({"hello": beat()}), moves=moves))
    assert heard(one, "a") == {"a", "b", "c"}
