"""The built-in library: every file clean, every embedded test passing, no real phone numbers."""

import re
from pathlib import Path

import pytest
import yaml

from simulator.files import check, library, load
from simulator.hearing_model import load_hearing
from simulator.rehearsal import embedded
from simulator.scenario.model import Reaction

ROOT = Path(__file__).parents[2]
PACK = ROOT / "scenarios"
CALLS = tuple(sorted(path.stem for path in (PACK / "calls").glob("*.yaml")))
PHONE = re.compile(r"(?<![\w£.])\+?\d[\d ]{8,}\d\b")
FICTIONAL = re.compile(r"0117 496 0\d{3}|020 7946 0\d{3}|555 01\d\d")
"""Numbers set aside for drama (Ofcom) and fiction (555-01xx)."""
LEAST_TESTS = 6


def test_the_pack_checks_clean_and_voices_too() -> None:
    assert check([PACK]) == ()
    assert check([ROOT / "voices"]) == ()


def test_the_calls_a_new_rep_needs_are_there() -> None:
    assert {"gatekeeper", "price-vs-corvane", "voicemail", "first-ten-seconds"} <= set(CALLS)
    assert len(CALLS) >= 7
    listed = {entry.id: entry for entry in library()}
    for call in CALLS:
        assert listed[call].problem == ""
        assert {"easy", "standard", "hard"} <= set(listed[call].levels)


@pytest.mark.parametrize("call", CALLS)
def test_every_embedded_test_passes_with_the_real_hearing(call: str) -> None:
    playable = load(call)
    assert len(playable.scenario.tests) >= LEAST_TESTS
    hear = load_hearing()
    failed = [
        f"{outcome.name}: {failure.expected}, got {failure.got}"
        for outcome in (embedded.run(playable, hear, test) for test in playable.scenario.tests)
        for failure in outcome.failures
    ]
    assert failed == []


@pytest.mark.parametrize("call", CALLS)
def test_tests_cover_winning_and_losing_at_more_than_one_level(call: str) -> None:
    tests = load(call).scenario.tests
    assert len({test.level for test in tests}) >= 2
    assert any(test.passes for test in tests)
    assert any(test.passes is False for test in tests)
    ranges = [test.score.total for test in tests if test.score.total is not None]
    assert any(limit.high < 100 for limit in ranges)


@pytest.mark.parametrize("call", CALLS)
def test_every_talk_beat_has_hints_and_an_aim(call: str) -> None:
    scenario = load(call).scenario
    assert scenario.levels["easy"].hints
    for beat in scenario.beats.values():
        assert beat.hints
        assert beat.about


@pytest.mark.parametrize("call", CALLS)
def test_a_reaction_that_can_fire_twice_has_two_lines(call: str) -> None:
    playable = load(call)
    single = [
        f"{name}.{reaction.name}"
        for name, beat in playable.scenario.beats.items()
        for reaction in beat.reactions
        if len(reaction.says) == 1 and not _fires_once(reaction)
    ]
    assert single == []


def _fires_once(reaction: Reaction) -> bool:
    if reaction.once or reaction.goto or reaction.end or reaction.raise_:
        return True
    return reaction.if_ is not None and bool(set(reaction.if_.not_told) & set(reaction.tells))


def test_phone_numbers_are_fictional() -> None:
    real = [
        f"{path.name}: {number[0]}"
        for folder in (PACK, ROOT / "voices")
        for path in folder.rglob("*.yaml")
        for number in PHONE.finditer(path.read_text(encoding="utf-8"))
        if not FICTIONAL.fullmatch(number[0].strip())
    ]
    assert real == []


def test_the_library_page_names_every_call_and_drill() -> None:
    page = (ROOT / "docs" / "calls.md").read_text(encoding="utf-8")
    for name in (*CALLS, *(path.stem for path in (PACK / "drills").glob("*.yaml"))):
        assert f"`{name}`" in page


def test_all_built_in_moves_are_defined_with_phrasings() -> None:
    listed = yaml.safe_load((ROOT / "training/data/moves.yaml").read_text(encoding="utf-8"))
    names = {name for group, moves in listed.items() if group != "version" for name in moves}
    defined = load("gatekeeper").moves
    assert names <= set(defined)
    for name in names:
        if not defined[name].worked_out:
            assert len(set(defined[name].sounds_like)) >= 4
            assert defined[name].means
