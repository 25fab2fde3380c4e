"""Clauses keep to the reply's own characters."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.understanding.clauses import sentences, split, words


def shown(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


def test_sentences_and_questions_part() -> None:
    assert shown("Morning Priya. Could you put me through to Dana?") == [
        "Morning Priya.",
        "Could you put me through to Dana?",
    ]


def test_titles_and_hours_do_not_end_a_sentence() -> None:
    assert shown("I spoke to Mr. Hale at 5 p.m. yesterday") == [
        "I spoke to Mr. Hale at 5 p.m. yesterday"
    ]


def test_unpunctuated_speech_parts_at_the_question() -> None:
    assert shown("okay we can do that for you what would you spend on it today") == [
        "okay we can do that for you",
        "what would you spend on it today",
    ]


def test_a_pause_in_speech_ends_a_clause() -> None:
    said = "i can see how that upset you the difference is that you can stop it"
    parts = [said[s.start : s.end] for s in split(said, (7,))]
    assert parts == ["i can see how that upset you", "the difference is that you can stop it"]


def test_a_pause_in_search_of_words_parts_nothing() -> None:
    said = "hi dana we help haulage firms to cut the miles they drive empty"
    for paused in ((2,), (7,), (9,), (13,), (99,), ()):
        assert [said[s.start : s.end] for s in sentences(said, paused)] == [said]
    assert sentences("", (3,)) == ()


def test_a_question_inside_a_clause_stays() -> None:
    assert shown("i would love to know what you think of it all") == [
        "i would love to know what you think of it all"
    ]


@given(st.text(max_size=200))
def test_every_word_is_in_one_clause_in_order(text: str) -> None:
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for word in words(text):
        assert any(s.start <= word.start and word.end <= s.end for s in spans)
