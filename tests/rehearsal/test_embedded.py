"""Embedded tests: every key compares, and a failure says what, where and among whom."""

from pathlib import Path

import pytest

from simulator.files import load
from simulator.rehearsal import embedded
from simulator.rehearsal.suites import suite, suites
from simulator.scenario.model import Test
from tests.rehearsal.stage import hear


def outcomes(file: Path) -> dict[str, embedded.Outcome]:
    playable = load(str(file))
    return {test.name: embedded.run(playable, hear, test) for test in playable.scenario.tests}


def test_the_tests_of_the_pack_pass(pack: Path) -> None:
    assert {name: one.failures for name, one in outcomes(pack).items()} == {
        "The good call books": (),
        "Silence loses": (),
    }


WRONG = [
    (
        "hears: [permission_opener]",
        "hears: [ask_impact]",
        "to hear ask_impact",
        "permission_opener",
    ),
    ("not_hears: [state_value]", "not_hears: [permission_opener]", "not to hear", "permission"),
    ("they: go_on", "they: not_interested", "not_interested", "go_on"),
    ("beat: talk", "beat: hello", "beat hello", "beat talk"),
    ("they_say: mornings", "they_say: evenings", "“evenings”", "“Mornings.”"),
    ("tells: [need]\n        mood", "tells: [need]\n        mood", "", ""),
    ("mood: {trust: at least 50}", "mood: {trust: at least 99}", "trust at least 99", "trust 54"),
    ("raises: price", "they_say: nothing", "“nothing”", "worth a look"),
    ("objection: {price: reflex}", "objection: {price: settled}", "price at settled", "reflex"),
    ("they: date", "settles: price", "price settled", "none settled"),
    ("ends: booked", "ends: hung_up", "hung_up", "booked"),
    ("passes: yes", "passes: no", "not to pass", "to pass, total 100"),
    ("qualification: exactly 100", "qualification: below 100", "qualification below", "100"),
    ("they: silent", "they: off_topic", "off_topic", "silent"),
    ("level: hard", "level: standard", "", ""),
]


@pytest.mark.parametrize(
    ("right", "wrong", "expected", "got"), WRONG, ids=[row[1] for row in WRONG]
)
def test_each_key_can_fail_and_says_what_came(
    pack: Path, right: str, wrong: str, expected: str, got: str
) -> None:
    text = pack.read_text(encoding="utf-8")
    assert right in text
    at = text.index("tests:")
    pack.write_text(text[:at] + text[at:].replace(right, wrong, 1), encoding="utf-8")
    failures = [one for outcome in outcomes(pack).values() for one in outcome.failures]
    if not expected:
        assert failures == []
        return
    assert len(failures) == 1
    assert expected in failures[0].expected
    assert got in failures[0].got


def test_a_failure_leads_to_its_line_and_brings_the_ranking(pack: Path) -> None:
    text = pack.read_text(encoding="utf-8").replace("they: go_on", "they: not_interested")
    pack.write_text(text, encoding="utf-8")
    found = suite(str(pack))
    failure = embedded.run(found.playable, hear, found.playable.scenario.tests[0]).failures[0]
    place = found.place(("tests", 0, *failure.path))
    assert text.splitlines()[place.line - 1].strip() == "they: not_interested"
    assert any("hello.go_on" in row for row in failure.ranking)


def test_a_test_that_talks_on_after_the_end_fails(pack: Path) -> None:
    test = load(str(pack)).scenario.tests[1]
    longer = Test(name="x", level=test.level, call=(*test.call, *test.call))
    failures = embedded.run(load(str(pack)), hear, longer).failures
    assert failures[0].expected == "the call to go on"


def test_an_unknown_level_is_a_failure_not_a_crash(pack: Path) -> None:
    playable = load(str(pack))
    outcome = embedded.run(
        playable, hear, Test(name="x", level="brutal", call=playable.scenario.tests[0].call)
    )
    assert outcome.failures[0].path == ("level",)


def test_a_test_that_stops_before_the_end_may_still_score(pack: Path) -> None:
    playable = load(str(pack))
    short = Test(name="x", call=playable.scenario.tests[0].call[:1])
    outcome = embedded.run(playable, hear, short)
    assert outcome.passed
    assert outcome.card is not None
    assert outcome.card.provisional


def test_suites_are_found_below_a_folder_with_the_problems_of_broken_ones(pack: Path) -> None:
    (pack.parent / "broken.yaml").write_text("scenario: No\nformat: 1\n", encoding="utf-8")
    found = {Path(one.file).name: one for one in suites([pack.parent])}
    assert set(found) == {"ten.yaml", "broken.yaml"}
    assert found["broken.yaml"].problems
    assert found["ten.yaml"].problems == ()
