"""What counts as a difference in meaning, what does not, and how scores shift."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator.cli import main
from simulator.files import library, load
from simulator.rehearsal.shift import shifts
from simulator.scenario.differences import differences, told
from tests.author.conftest import EXAMPLE, swap

CALL = "calls/gatekeeper.yaml"


def lines(pack: Path, call: str = CALL) -> list[str]:
    """What differs between the example pack and its copy, without headings."""
    found = told(differences(load(str(EXAMPLE / call)), load(str(pack / call))))
    return [line[2:] for line in found if line.startswith("  ")]


@pytest.mark.parametrize("name", [entry.name for entry in library()])
def test_a_call_does_not_differ_from_itself(name: str) -> None:
    assert differences(load(name), load(name)) == ()


def test_two_ways_to_write_one_thing_are_no_difference(pack: Path) -> None:
    swap(pack / CALL, "if: {trust: below 30}", "if: {trust: at most 29}")
    swap(pack / CALL, "trust: at least 40", "trust: above 39")
    swap(
        pack / CALL, "done: [introduce_self, state_reason]", "done: [state_reason, introduce_self]"
    )
    swap(pack / CALL, "time_limit: 6 minutes", "time_limit: 360 seconds")
    swap(
        pack / CALL, "when: ask_referral or introduce_self", "when: introduce_self or ask_referral"
    )
    swap(pack / CALL, "format: 1\n", "format: 1\nnotes: read twice\n")
    assert lines(pack) == []


def test_what_moves_to_a_parent_is_no_difference(pack: Path) -> None:
    file = pack / "personas" / "dana-operations.yaml"
    text = file.read_text("utf-8")
    (pack / "personas" / "dana-elsewhere.yaml").write_text(text, "utf-8")
    file.write_text("persona: Dana Whitlock\nformat: 1\nbased_on: dana-elsewhere\n", "utf-8")
    assert lines(pack) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            CALL,
            "trust: at least 40\n",
            "trust: at least 55\n",
            "~ discovery · meeting_yes: if trust",
        ),
        (CALL, "time_limit: 6 minutes", "time_limit: 5 minutes", "~ time limit: 6 minutes → 5 min"),
        (CALL, "{end: email_only}", "{end: polite_no}", "ends: email only → ends: polite no"),
        (CALL, "name: will_help", "name: helps", "= front_desk · will_help is now called helps"),
        (CALL, "if: {trust: below 30}", "if: {trust: low}", "if trust: below 30 → low"),
        ("personas/dana-operations.yaml", "trust: 35", "trust: 30", "~ dana: mood trust: 35 → 30"),
        ("objections/price.yaml", "turns: 4", "turns: 3", "price · comparison: turns: 4 → 3"),
        ("rubrics/cold-call.yaml", "pass_mark: 70", "pass_mark: 60", "~ pass mark: 70 → 60"),
    ],
)
def test_a_changed_place_is_named_with_before_and_after(
    pack: Path, file: str, old: str, new: str, expected: str
) -> None:
    path = pack / file
    text = path.read_text("utf-8")
    if old not in text:
        pytest.fail(f"{file} has no {old!r}")
    path.write_text(text.replace(old, new, 1), "utf-8")
    call = "calls/price-vs-corvane.yaml" if "price" in file else CALL
    found = lines(pack, call)
    assert len(found) == 1, found
    assert expected in found[0]


def test_added_removed_and_reworded_are_told_apart(pack: Path) -> None:
    before = load(str(EXAMPLE / CALL))
    scenario = before.scenario
    beat = scenario.beats["front_desk"]
    first, second, *rest = beat.reactions
    fresh = replace(first, name="fresh", when=second.when, says=("Hm.",))
    second = replace(second, says=("Something else altogether.",))
    changed = replace(beat, reactions=(second, *rest, fresh))
    after = replace(
        before, scenario=replace(scenario, beats={**scenario.beats, "front_desk": changed})
    )
    found = differences(before, after)
    assert {(one.what, one.place[-1], one.words) for one in found} == {
        ("removed", first.name, False),
        ("added", "fresh", False),
        ("removed", second.name, True),
        ("added", second.name, True),
    }
    rows = list(told(found))
    assert [row for row in rows if not row.startswith(" ")] == ["stages", "words only"]


def test_another_order_of_reactions_is_told(pack: Path) -> None:
    before = load(str(EXAMPLE / CALL))
    beat = before.scenario.beats["front_desk"]
    turned = replace(beat, reactions=beat.reactions[::-1])
    beats = {**before.scenario.beats, "front_desk": turned}
    (only,) = differences(before, replace(before, scenario=replace(before.scenario, beats=beats)))
    assert (only.what, only.place) == ("moved", ("front_desk",))


def test_a_harder_call_scores_lower_over_the_same_calls(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (pack / CALL).read_text("utf-8")
    (pack / CALL).write_text(
        text.replace("time_limit: 6 minutes", "time_limit: 20 seconds"), "utf-8"
    )
    command = ["diff", str(EXAMPLE / CALL), str(pack / CALL), "--calls", "10", "--json"]
    assert main([*command, "--exit-code"]) == 1
    first = capsys.readouterr().out
    row = json.loads(first)["compared"][0]
    assert [one["key"] for one in row["differences"]] == ["time_limit"]
    expert = next(one for one in row["shift"] if one["trainee"] == "expert")
    assert expert["calls"] == 10
    assert expert["shift"] < 0
    assert expert["now_fail"] > expert["now_pass"] == 0
    assert main(command) == 0
    assert capsys.readouterr().out == first


def test_the_same_call_does_not_shift() -> None:
    playable = load(str(EXAMPLE / "calls" / "first-ten-seconds.yaml"))
    for one in shifts(playable, playable, calls=5):
        assert (one.shift, one.error, one.now_pass, one.now_fail, one.endings) == (0, 0, 0, 0, ())


def test_words_alone_play_no_call(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swap(pack / CALL, "summary: ", "summary: Soon. ")
    assert main(["diff", str(EXAMPLE / CALL), str(pack / CALL)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("words only\n  ~ summary: ")
    assert "trainee" not in out


def test_two_packs_are_compared_call_by_call(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "calls" / "voicemail.yaml").unlink()
    text = (pack / "calls" / "first-ten-seconds.yaml").read_text("utf-8")
    (pack / "calls" / "twin.yaml").write_text(text, "utf-8")
    assert main(["diff", str(EXAMPLE), str(pack)]) == 0
    assert capsys.readouterr().out == "twin: added\n\nvoicemail: removed\n"
    assert main(["diff", str(EXAMPLE), str(EXAMPLE)]) == 0
    assert capsys.readouterr().out == "no difference in meaning\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["ours", "ours/calls/gatekeeper.yaml"], 2, "a folder can't be compared"),
        (["ours", "empty"], 2, "there are no calls in 'empty'"),
        (["ours/calls/gatekeeper.yaml", "ours/broken.yaml"], 1, "ours/broken.yaml:"),
        (["gatekeeper", "gatekeeper", "--calls", "-1"], 2, "calls count from none"),
    ],
)
def test_what_cannot_be_compared_is_told(
    pack: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, message: str
) -> None:
    Path("empty").mkdir()
    (pack / "broken.yaml").write_text("scenario: Broken\nformat: 1\n", "utf-8")
    assert main(["diff", *words]) == code
    assert message in capsys.readouterr().err
