"""Where the lints must keep quiet, and where they must see through detail."""

from pathlib import Path

import pytest

from simulator.files import check
from simulator.scenario.lints import logic
from simulator.scenario.lints.prose import reading_grade
from simulator.scenario.lints.wording import FICTION
from simulator.scenario.model import Conditions
from simulator.scenario.names import ENGINE_VOICES
from simulator.scenario.values import Range

HEAD = """\
scenario: A small call
format: 1
you: {name: Sam, company: Tallyroute}
people:
  robin: {persona: robin}
starts_with: talk
beats:
  talk:
    with: robin
    opens: Robin Ashby.
    reactions:
"""

TAIL = """\
      - name: leave
        when: say_goodbye
        says: Goodbye to you, then.
        end: done
endings:
  done: {result: won, shows: Done.}
scoring:
  pillars:
    qualification:
      weight: 100
      criteria:
        - {name: Found a need, credit: ask_need, points: 50}
        - {name: Measured it, credit: ask_impact, points: 50}
"""

PERSONA = """\
persona: Robin Ashby
format: 1
mood: {trust: 40, patience: 60, interest: 30}
likes:
  reflect: {trust: +9}
"""


def codes(tmp_path: Path, reactions: str, tail: str = TAIL, persona: str = PERSONA) -> list[str]:
    """Codes found in a call with these reactions in its one beat."""
    (tmp_path / "pack.yaml").write_text("pack: P\nformat: 1\n", encoding="utf-8")
    for name, text in (
        ("calls/call.yaml", HEAD + reactions + tail),
        ("personas/robin.yaml", persona),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [problem.code for problem in check([tmp_path])]


def reaction(name: str, when: str, *more: str) -> str:
    """A reaction with further lines."""
    rows = [f"      - name: {name}", f"        when: {when}", *(f"        {row}" for row in more)]
    rows.append(f"        says: This is what {name} says to you.")
    return "\n".join(rows) + "\n"


TOLD = reaction("tells", "ask_impact", "tells: need")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (("a", "ask_need"), ("b", "ask_need"), ["E303"]),
        (("a", "ask_need"), ("b", "ask_need or ask_budget"), []),
        (("a", "ask_need or ask_budget"), ("b", "ask_need or ask_budget"), ["E303"]),
        (("a", "ask_need", "once: yes"), ("b", "ask_need"), []),
        (("a", "ask_need"), ("b", "ask_need", "if: {told: need}"), []),
        (("a", "ask_need", "urgent: yes"), ("b", "ask_need", "if: {told: need}"), ["E303"]),
        (("a", "ask_need", "if: {trust: high}"), ("b", "ask_need", "if: {trust: low}"), []),
        (
            ("a", "ask_need", "if: {trust: at least 42}"),
            ("b", "ask_need", "if: {trust: at least 45}"),
            ["E303"],
        ),
        (("a", "ask_need", "if: {chance: 50 %}"), ("b", "ask_need", "if: {chance: 50 %}"), []),
        (("a", "ask_need", "lead_in: yes"), ("b", "ask_need"), []),
        (("a", "ask_need"), ("b", "ask_need + reflect"), []),
        (
            ("a", "ask_need", "if: {trust: at least 42}"),
            ("b", "ask_need", "if: {told: need}"),
            ["W304"],
        ),
        (
            ("a", "ask_need", "if: {told: need}"),
            ("b", "ask_need", "if: {not_told: need}"),
            [],
        ),
    ],
)
def test_who_wins(
    tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...], found: list[str]
) -> None:
    shown = codes(tmp_path, TOLD + reaction(*first) + reaction(*second))
    assert [code for code in shown if code in ("E303", "W304")] == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("trust: at least 54", []),  # 40 + 9 + 5: liked in full, then by half
        ("trust: at least 55", ["E501"]),
        ("interest: below 30", ["E501"]),
        ("interest: below 31", []),
        ("patience: below 5", []),  # silence wears patience down
        ("trust: above 100", ["W308"]),
    ],
)
def test_bounds_of_moods(tmp_path: Path, wanted: str, found: list[str]) -> None:
    shown = codes(tmp_path, reaction("a", "ask_need", f"if: {{{wanted}}}"))
    assert [code for code in shown if code in ("E501", "W308")] == found


def test_a_gain_that_can_come_again_has_no_bound(tmp_path: Path) -> None:
    again = reaction("warm", "thank", "mood: {trust: +1}")
    shown = codes(tmp_path, again + reaction("a", "ask_need", "if: {trust: at least 100}"))
    assert "E501" not in shown
    once = reaction("warm", "thank", "once: yes", "mood: {trust: +1}")
    shown = codes(tmp_path, once + reaction("a", "ask_need", "if: {trust: at least 100}"))
    assert "E501" in shown


@pytest.mark.parametrize(
    ("when", "more", "found"),
    [
        ("offer_times", (), False),
        ("offer_times or ask_for_meeting", (), True),
        ("ask_for_meeting", ("if: {knows: day}",), False),
        ("ask_for_meeting", ("if: {done: offer_times}",), False),
        ("ask_for_meeting", ("if: {any: [{knows: day}, {done: offer_times}]}",), False),
        ("ask_for_meeting", ("if: {any: [{knows: day}, {told: need}]}",), True),
    ],
)
def test_a_day_must_be_sure(tmp_path: Path, when: str, more: tuple[str, ...], found: bool) -> None:
    row = reaction("a", when, *more).replace("This is what a says to you.", "<day> it is.")
    assert ("W305" in codes(tmp_path, TOLD + row)) is found
    both = row.replace("says: <day> it is.", "says:\n          - <day> it is.\n          - Fine.")
    assert "W305" not in codes(tmp_path, TOLD + both), "a variant can be said without it"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("heart-low", "Did you mean 'heart'?"),
        ("Feable", "Did you mean 'fable'?"),
        ("en_GB-cori-high", "There is heart, june, "),
        *((name, None) for name in ENGINE_VOICES),
    ],
)
def test_an_engine_voice_that_does_not_exist(tmp_path: Path, name: str, hint: str | None) -> None:
    file = tmp_path / "voices" / "brisk.yaml"
    file.parent.mkdir()
    file.write_text(f"voice: Brisk\nformat: 1\nengine_voice: {name}\n", encoding="utf-8")
    (tmp_path / "pack.yaml").write_text("pack: P\nformat: 1\n", encoding="utf-8")
    found = check([tmp_path])
    if hint is None:
        assert found == ()
        return
    [problem] = found
    assert (problem.code, problem.severity, problem.line) == ("W409", "warning", 3)
    assert problem.hint.startswith(hint)


def test_logic() -> None:
    low, high = Range("low", 0, 33), Range("high", 67, 100)
    assert logic.exclude(Conditions(trust=low), Conditions(trust=high))
    assert not logic.exclude(Conditions(trust=low), Conditions(patience=high))
    assert logic.follows(None, None)
    assert logic.follows(Conditions(told=("a",)), Conditions(told=("a", "b")))
    assert not logic.follows(Conditions(told=("a", "b")), Conditions(told=("a",)))
    assert logic.impossible(Conditions(done=("a",), not_done=("a",)))
    assert logic.impossible(Conditions(trust=low, any_=(Conditions(trust=high),)))
    assert not logic.impossible(
        Conditions(trust=low, any_=(Conditions(trust=high), Conditions(told=("a",))))
    )
    assert logic.lines(Conditions(told=("a", "b"), any_=(Conditions(), Conditions()))) == 2


@pytest.mark.parametrize(
    ("number", "fiction"),
    [
        ("01174960123", True),
        ("441174960123", True),
        ("02079460999", True),
        ("07700900123", True),
        ("5550123", True),
        ("12125550199", True),
        ("01174970123", False),
        ("02079461000", False),
        ("5551123", False),
    ],
)
def test_numbers_reserved_for_fiction(number: str, fiction: bool) -> None:
    assert bool(FICTION.match(number)) is fiction


def test_reading_grades() -> None:
    assert reading_grade("Short. Words.") == 0
    plain = "I would say two hours a day, and too many of the trucks come home to us with no load."
    heavy = (
        "Notwithstanding organisational considerations, our departmental procurement methodology "
        "necessitates comprehensive interdisciplinary evaluation of alternative implementations."
    )
    assert reading_grade(plain) < 10 or reading_grade(plain) == 0
    assert reading_grade(heavy) == 0 or reading_grade(heavy) > 12
    assert reading_grade(heavy + " " + heavy) > 12
