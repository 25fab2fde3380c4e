"""Each trap that YAML sets for a writer, and what is said instead."""

import pytest

from simulator.files import load
from simulator.scenario.problems import Problem, text
from tests.files.folder import CALL, Folder


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, "\n".join(text(problem) for problem in problems)
    return problems[0]


def test_the_pack_is_clean(folder: Folder) -> None:
    assert folder.check() == ()


@pytest.mark.parametrize("word", ["no", "12:30", "010", "null", "~", "1e3", "2026-01-01", "off"])
def test_every_scalar_stays_text(folder: Folder, word: str) -> None:
    assert folder.spoil("You have one minute.", word) == ()
    assert load("calls/front.yaml").scenario.beats["front_desk"].reactions[0].says == (word,)


def test_text_lost_after_a_hash_is_pointed_at(folder: Folder) -> None:
    folder.spoil("You have one minute.", "We're #1 in freight")
    found = [problem for problem in folder.check(lint=True) if problem.code == "W801"]
    assert text(only(tuple(found))) == (
        "calls/front.yaml:20:21: warning[W801] YAML drops the text from ' #' on.\n"
        "   |\n"
        " 20|         says: We're #1 in freight\n"
        "   |                     ^^^^^^^^^^^^^\n"
        "   = Put the whole line in quotes; a real comment stands two spaces away."
    )


def test_a_key_written_twice_names_the_first_line(folder: Folder) -> None:
    problem = only(folder.spoil("        mood:", "        says: Again.\n        mood:"))
    assert (problem.code, problem.line, problem.column) == ("E103", 21, 9)
    assert "the first is on line 20" in problem.message


def test_a_colon_in_a_row_makes_a_map(folder: Folder) -> None:
    problem = only(
        folder.spoil(
            "    - Are you still there?", "    - Look: I have five minutes", "personas/dana.yaml"
        )
    )
    assert text(problem) == (
        "personas/dana.yaml:6:7: error[E113] 'silent' should be text, but the ': ' in it made YAML"
        " read it as a key.\n"
        "   |\n"
        "  6|     - Look: I have five minutes\n"
        "   |       ^\n"
        "   = Put the whole line in quotes."
    )


def test_a_second_colon_on_a_line(folder: Folder) -> None:
    problem = only(folder.spoil("You have one minute.", "Look: five minutes"))
    assert (problem.code, problem.line, problem.column) == ("E101", 20, 19)
    assert "the ': ' in this text" in problem.message
    assert "quotes" in problem.hint


def test_text_that_goes_on_after_a_quote(folder: Folder) -> None:
    problem = only(
        folder.spoil("- Are you still there?", '- "Sorry," she said', "personas/dana.yaml")
    )
    assert (problem.code, problem.line) == ("E101", 6)
    assert problem.hint == "Wrap the whole text in single quotes."


def test_a_bracketed_row(folder: Folder) -> None:
    problem = only(folder.spoil("- Are you still there?", "- [sigh]", "personas/dana.yaml"))
    assert (problem.code, problem.line, problem.column) == ("E113", 6, 7)
    assert "brackets" in problem.message


@pytest.mark.parametrize("prose", ["[And you are, sorry?]", "[One sentence only]"])
def test_prose_in_brackets(folder: Folder, prose: str) -> None:
    problem = only(folder.spoil("You have one minute.", prose))
    assert (problem.code, problem.line, problem.column) == ("E114", 20, 15)
    assert "row" in problem.hint


@pytest.mark.parametrize("row", ["{day} works", "{day} works for me, Sam"])
def test_braces_for_a_placeholder(folder: Folder, row: str) -> None:
    problem = only(folder.spoil("You have one minute.", row))
    assert (problem.code, problem.line) == ("E101", 20)
    assert "<day>" in problem.hint


def test_braces_that_yaml_can_read(folder: Folder) -> None:
    problem = only(folder.spoil("You have one minute.", "{day}"))
    assert (problem.code, problem.line, problem.column) == ("E113", 20, 15)
    assert "<day>" in problem.hint


def test_a_placeholder_may_start_a_line(folder: Folder) -> None:
    assert folder.spoil("You have one minute.", "<day> works") == ()


def test_a_tab(folder: Folder) -> None:
    problem = only(folder.spoil("        says: You", "\tsays: You"))
    assert (problem.code, problem.line, problem.column) == ("E102", 20, 1)
    assert problem.message == "this line is indented with a tab."
    assert problem.hint == "Use spaces."


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("says: You have one minute.", "says: &x You have one minute.", 15),
        ("says: You have one minute.", "says: !!str You have one minute.", 15),
        ("says: You have one minute.", "<<: {says: Hello there.}", 9),
    ],
)
def test_magic_is_off(folder: Folder, old: str, new: str, column: int) -> None:
    found = folder.spoil(old, new)
    assert (found[0].code, found[0].line, found[0].column) == ("E104", 20, column)
    assert "'based_on' or 'use'" in found[0].hint


def test_an_alias_is_refused_before_it_can_grow(folder: Folder) -> None:
    rows = "\n".join(f"x{n}: [*x{n - 1}, *x{n - 1}]" for n in range(1, 40))
    folder.write("calls/front.yaml", f"scenario: Bomb\nx0: &x0 [a]\n{rows}\n")
    assert {problem.code for problem in folder.check()} >= {"E104"}


SAMPLES = [
    (
        "    about: A name and",
        "    abuot: A name and",
        "calls/front.yaml:13:5: error[E111] unknown key 'abuot' in front_desk.\n"
        "   |\n"
        " 13|     abuot: A name and a reason get you through.\n"
        "   |     ^^^^^\n"
        "   = Did you mean 'about'?",
    ),
    (
        "time_limit: 6 minutes",
        "time_limit: 6",
        "calls/front.yaml:7:13: error[E118] 'time_limit' is a length of time and needs a unit.\n"
        "   |\n"
        "  7| time_limit: 6\n"
        "   |             ^\n"
        "   = Did you mean '6 seconds' or '6 minutes'?",
    ),
    (
        "{patience: +3}",
        "{patience: 3}",
        "calls/front.yaml:21:26: error[E120] a change of patience needs a sign.\n"
        "   |\n"
        " 21|         mood: {patience: 3}\n"
        "   |                          ^\n"
        "   = Write +3 or -3.",
    ),
    (
        "goto: second",
        "goto: secnod",
        "calls/front.yaml:22:15: error[E206] no beat called 'secnod'.\n"
        "   |\n"
        " 22|         goto: secnod\n"
        "   |               ^^^^^^\n"
        "   = Did you mean 'second'?",
    ),
    (
        "interest: at least 20",
        "interest: more than 45",
        "calls/front.yaml:19:21: error[E121] I cannot read 'more than 45' as a test on interest.\n"
        "   |\n"
        " 19|           interest: more than 45\n"
        "   |                     ^\n"
        "   = Write low, medium, high, 'below 30' or 'at least 50'.",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), SAMPLES, ids=lambda part: part[:20])
def test_messages_read_as_promised(folder: Folder, old: str, new: str, message: str) -> None:
    assert text(only(folder.spoil(old, new))) == message


def test_all_errors_come_in_one_run_in_order(folder: Folder) -> None:
    spoilt = CALL.replace("time_limit: 6 minutes", "time_limit: 6").replace(
        "    about", "    abuot"
    )
    folder.write("calls/front.yaml", spoilt.replace("{patience: +3}", "{patience: 3}"))
    found = folder.check()
    assert [problem.code for problem in found] == ["E118", "E111", "E120"]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_references_wait_for_the_shape(folder: Folder) -> None:
    folder.write("calls/front.yaml", CALL.replace("goto: second", "gotto: secnod"))
    assert [problem.code for problem in folder.check()] == ["E111"]
