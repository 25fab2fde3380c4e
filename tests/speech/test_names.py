"""Names come back from what the recogniser writes for them."""

import pytest

from simulator.files import load
from simulator.speech.names import Names
from simulator.understanding.hearing import Word
from simulator.understanding.sounding import alike, key


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load("gatekeeper"))


def test_spellings_of_the_card_become_the_name_with_its_times(names: Names) -> None:
    heard = "hi it's sam from tyler out please"
    words = tuple(
        Word(text=text, start=n, end=n + 0.5, confidence=0.5 if text == "out" else 1.0)
        for n, text in enumerate(heard.split())
    )
    text, mended = names.restored(heard, words)
    assert text == "hi it's sam from tallyroute please"
    assert [word.text for word in mended] == text.split()
    assert (mended[4].start, mended[4].end, mended[4].confidence) == (4, 5.5, 0.5)
    assert names.restored(heard) == (text, ())


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("hi donna do you have two minutes", "hi dana do you have two minutes"),
        ("thanks prior", "thanks priya"),
        ("at a pill haulage they got six hours back", "at a pell haulage they got six hours back"),
        ("is donna whitlock in", "is dana whitlock in"),
    ],
)
def test_names_are_known_by_their_sound(names: Names, heard: str, meant: str) -> None:
    words = tuple(Word(text=text, start=n, end=n + 1) for n, text in enumerate(heard.split()))
    text, mended = names.restored(heard, words)
    assert text == meant
    assert [word.text for word in mended] == meant.split()
    assert [word.start for word in mended] == [word.start for word in words]


@pytest.mark.parametrize(
    "heard",
    [
        "we help haulage firms plan their runs",  # not Pell Haulage
        "i had a prior appointment",
        "it was the last prior booking",
        "we did that prior to june",
        "how are you today",
        "near enough i would say",
        "",
    ],
)
def test_ordinary_words_stay(names: Names, heard: str) -> None:
    assert names.restored(heard) == (heard, ())


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("calling about mister point minutes today", "calling about missed appointments today"),
        ("twelve missed appointments a week", "twelve missed appointments a week"),
        ("what does each missed appointment cost", "what does each missed appointment cost"),
        ("you must point it out in minutes", "you must point it out in minutes"),
    ],
)
def test_terms_of_the_card_are_known_by_all_their_words_together(heard: str, meant: str) -> None:
    assert Names(load("send-me-an-email")).restored(heard)[0] == meant


@pytest.mark.parametrize(
    ("word", "name"),
    [("donna", "Dana"), ("banco", "Bianca"), ("column", "Callum"), ("marquis", "Marcus")],
)
def test_words_that_sound_alike(word: str, name: str) -> None:
    assert alike(word, name)


@pytest.mark.parametrize(
    ("word", "name"), [("banker", "Bianca"), ("down", "Dana"), ("markets", "Marcus"), ("", "Dana")]
)
def test_words_that_do_not(word: str, name: str) -> None:
    assert not alike(word, name)


def test_a_key_holds_the_sounds_and_not_the_letters() -> None:
    assert key("knight") == key("night") == "nt"
    assert key("Philip") == key("filip")
    assert key("Quarry") == key("Corey") == "kr"
