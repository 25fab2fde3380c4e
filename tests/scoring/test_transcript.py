"""Transcripts in three forms, and what is said about bad ones."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import UsageError
from simulator.scoring.transcript import parse

VTT = """WEBVTT

1
00:00:01.000 --> 00:00:02.500
<v Dana Whitlock>Dana Whitlock.

2
00:00:02.700 --> 00:00:06.000
<v Rep>Hi Dana, it's Sam
from Tallyroute.

00:01:06.000 --> 00:01:07.250 align:start
Have you a minute?
"""


def test_json_with_times() -> None:
    turns = [
        {"speaker": "prospect", "text": "Dana.", "start": 0, "end": 1.5},
        {"speaker": "trainee", "text": " Hi,\n Dana. "},
    ]
    read = parse(json.dumps({"situation": "cold call", "turns": turns}), "a.json")
    assert [(t.speaker, t.text, t.start) for t in read.turns] == [
        ("prospect", "Dana.", 0.0),
        ("trainee", "Hi, Dana.", None),
    ]
    assert read.situation == "cold call"


def test_webvtt_with_voices_and_times() -> None:
    read = parse(VTT, "a.vtt")
    assert [(t.speaker, t.text) for t in read.turns] == [
        ("prospect", "Dana Whitlock."),
        ("trainee", "Hi Dana, it's Sam from Tallyroute. Have you a minute?"),
    ]
    assert (read.turns[1].start, read.turns[1].end) == (2.7, 67.25)
    assert read.notes == ()


def test_names_before_the_words() -> None:
    text = "Customer: Hello?\nRep: Hi there.\n  It's Sam.\n\nRep: From Tallyroute.\nCustomer: Yes?"
    read = parse(text, "a.txt")
    assert [(t.speaker, t.text) for t in read.turns] == [
        ("prospect", "Hello?"),
        ("trainee", "Hi there. It's Sam. From Tallyroute."),
        ("prospect", "Yes?"),
    ]


def test_who_sells_is_guessed_and_said() -> None:
    text = "Dana: Dana here.\nSam: Hi, I'm calling from Tallyroute. How do you plan?\nDana: Yes."
    read = parse(text, "a.txt")
    assert read.turns[1].speaker == "trainee"
    assert read.notes and read.notes[0].startswith("Sam was taken")
    named = parse(text, "a.txt", trainee="dana")
    assert named.turns[0].speaker == "trainee" and named.notes == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not JSON"),
        ('{"turns": 3}', "no list of 'turns'"),
        ('{"turns": [3]}', "turn 1 is not an object"),
        ('{"turns": [{"speaker": "rep", "text": "x"}]}', "turn 1: 'speaker' is 'rep'"),
        ('{"turns": [{"speaker": "trainee"}]}', "turn 1 has no 'text'"),
        ('{"turns": [{"speaker": "trainee", "text": "x", "start": "1"}]}', "'start' should be"),
        ('{"turns": [], "situation": 4}', "'situation' should be text"),
        ("no names here", "bad:1: nobody is speaking"),
        ("Sam: alone", "fewer than two speakers"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nhello", "has no speaker"),
        ("", "fewer than two speakers"),
    ],
)
def test_bad_files_say_where_and_what_to_write(text: str, says: str) -> None:
    with pytest.raises(UsageError) as trouble:
        parse(text, "bad")
    assert says in trouble.value.message and trouble.value.hint


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(UsageError, match="nobody called 'Kim'"):
        parse("A: x\nB: y", "bad", trainee="Kim")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse(text, "any")
    except UsageError:
        return
    assert all(turn.text for turn in read.turns)
