"""Transcripts without a scenario: what is read out of both sides, and what the command prints."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator import cli
from simulator.cli.score import as_json, judge
from simulator.files.rubrics import rubric
from simulator.hearing_model import load_hearing, load_likeness
from simulator.scoring.conversation import WORKED_OUT, work_out
from simulator.scoring.general import SITUATIONS, situation_of
from simulator.scoring.telling import telling_rate
from simulator.scoring.transcript import Transcript, from_json, from_names
from simulator.scoring.uptake import exchanges, is_parroted
from simulator.understanding.hearing import Hearing

GRADED = Path(__file__).parent.parent / "data" / "graded"

GOOD = """
Dana: Harrow Freight, Dana.
Rep: Dana, it's Sam from Tallyroute. You don't know me. Have you two minutes, or is it a bad time?
Dana: Two minutes. What is it about?
Rep: I saw you are hiring a third planner. How are the morning routes planned today?
Dana: On a whiteboard, and it falls apart by eight when a driver rings in sick.
Rep: So one sick driver and the whiteboard is rubbed out. How often does that happen?
Dana: Three times a week, and it costs us about two hours each time.
Rep: Three times, so six hours of planners a week. What do those hours cost you?
Dana: Sixty quid an hour between them. I never added it up.
Rep: So near enough four hundred on the whiteboard. If it turns out we can't help I'll say so.
Dana: Go on then, what do you do?
Rep: When a driver is sick it redraws the morning at once. Pell Haulage went from nine to two.
Dana: We would have to see that on our own runs.
Rep: Could I come on Thursday at ten and redraw one of your sick mornings with you?
Dana: Thursday at ten works. Bring the sums.
Rep: Thursday at ten, with the sums. Thank you, Dana.
"""
POOR = """
Dana: Harrow Freight, Dana.
Rep: Hi Dana, how are you today? We are the leading all-in-one route planning platform.
Dana: I'm busy. What is it about?
Rep: I totally understand. So we've got tracking, dashboards, alerts, an app, reports, an open
 interface, a portal and support, and a lot of our customers save thirty percent.
Dana: We plan on a whiteboard and it falls apart when a driver rings in sick.
Rep: Absolutely. So what are your biggest challenges, who decides, and what's your budget?
Dana: I just told you. The sick drivers.
Rep: Perfect. I can do twenty percent off if you sign today, the offer runs out on Friday.
Dana: I'm not interested, thank you.
Rep: I'd hate for you to miss out. What would it take to earn your business today?
Dana: Please don't call again. Goodbye.
"""


def transcript(text: str, situation: str = "cold call") -> Transcript:
    read = from_names(text.strip(), "call", trainee="Rep")
    return Transcript(turns=read.turns, situation=situation)


@cache
def scored(text: str) -> dict[str, Any]:
    return as_json(judge("call", transcript(text), None, load_hearing(), load_likeness()))


def moves(text: str) -> dict[int, set[str]]:
    """Worked-out moves by turn, from the words alone."""
    read = transcript(text)
    hearings = [Hearing(text=t.text) for t in read.turns if t.speaker == "trainee"]
    found: dict[int, set[str]] = {}
    for number, one in work_out(exchanges(read, hearings)):
        found.setdefault(number, set()).add(one.move)
    return found


def test_good_is_far_above_poor_in_every_pillar() -> None:
    good, poor = scored(GOOD), scored(POOR)
    for part in ("total", "qualification", "value_proposition", "rapport"):
        assert good[part] >= poor[part] + 40, part


def test_what_a_rep_does_with_the_answers_is_worked_out() -> None:
    good = moves(GOOD)
    assert {"take_up", "draw_out", "draw_figure"} <= good[3]
    assert "take_up" in good[4] and "use_figure" in good[8]
    assert "be_candid" in good[5]
    assert "tell_case" in good[6]
    assert "settle_step" in good[7] | good[8]
    assert "attentive" in set().union(*good.values())


def test_faults_are_worked_out() -> None:
    poor = moves(POOR)
    assert "buzzwords" in poor[1]
    assert "claim_vaguely" in poor[2] and "talk_past" in poor[3]
    assert {"hollow", "irritate"} <= poor[3]
    assert {"push", "cut_price"} <= poor[4]
    assert "lose_them" in poor[5]


def test_the_other_speaker_in_one_breath_earns_nothing() -> None:
    parrot = "\n".join(
        ["Dana: Harrow Freight, Dana."]
        + [
            f"Rep: {line}\nDana: {line}"
            for line in ("It falls apart by eight every morning.", "Three drivers rang in sick.")
        ]
        + ["Rep: Three drivers rang in sick."]
    )
    assert "parrot" in moves(parrot)[3]
    assert scored(parrot)["rapport"] == 0


@pytest.mark.parametrize(
    ("reply", "parroted"),
    [
        ("It falls apart by eight when a driver rings in sick.", True),
        ("So what I'm hearing is it falls apart by eight when a driver rings in sick.", True),
        ("So it is the sick drivers that break it.", False),
        ("By eight? Which mornings?", False),
    ],
)
def test_giving_back_needs_own_words(reply: str, parroted: bool) -> None:
    line = "On a whiteboard, and it falls apart by eight when a driver rings in sick."
    assert is_parroted(reply, (line,)) is parroted


@pytest.mark.parametrize("path", sorted(GRADED.glob("h1_*.json")), ids=lambda path: path.stem)
def test_form_makes_no_difference(path: Path) -> None:
    call = json.loads(path.read_text())
    hear, alike = load_hearing(), load_likeness()
    totals = []
    for change in (str, lambda text: " ".join(text.lower().replace(",", "").split())):
        turns = [{**turn, "text": change(turn["text"])} for turn in call["turns"]]
        read = from_json(json.dumps({"situation": call["situation"], "turns": turns}), "call")
        totals.append(judge("call", read, None, hear, alike).card.total)
    assert abs(totals[0] - totals[1]) <= 5


def test_quality_orders_the_graded_calls() -> None:
    hear, alike = load_hearing(), load_likeness()
    totals: dict[str, list[int]] = {}
    for path in sorted(GRADED.glob("h2_*.json")):
        call = json.loads(path.read_text())
        card = judge("call", from_json(path.read_text(), path.name), None, hear, alike).card
        totals.setdefault(call["quality"], []).append(card.total)
    assert max(totals["poor"]) < min(totals["mediocre"])
    assert max(totals["mediocre"]) < min(totals["good"] + totals["excellent"])


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("cold_call", "cold_call"),
        ("Cold Call", "cold_call"),
        ("price objection", "price_objection"),
        ("contract renewal", "renewal"),
        ("gate-keeper call", "gatekeeper"),
        ("demo", "discovery"),
        ("follow-up", "follow_up"),
    ],
)
def test_a_situation_that_is_given_is_taken(given: str, kind: str) -> None:
    assert situation_of(transcript(GOOD, given)) == (kind, False)


def test_a_situation_is_guessed_and_said() -> None:
    assert situation_of(transcript(GOOD, "")) == ("cold_call", True)
    renewing = "Rep: Your contract is up in May and I wanted to hear how it went.\nDana: Fine."
    assert situation_of(transcript(renewing, "")) == ("renewal", True)
    judged = judge("call", transcript(GOOD, ""), None, load_hearing())
    assert any("taken to be a cold call" in note for note in judged.notes)


@pytest.mark.parametrize("name", sorted(SITUATIONS.values()))
def test_every_general_rubric_loads_and_names_known_moves(name: str) -> None:
    found, known, digest = rubric(name)
    assert set(WORKED_OUT) <= set(known) and len(digest) == 64
    assert sum(pillar.weight for pillar in found.pillars.values()) == 100


def test_the_shape_that_others_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "call.json"
    turns = [{"speaker": t.speaker, "text": t.text} for t in transcript(GOOD).turns]
    path.write_text(json.dumps({"situation": "cold call", "turns": turns}))
    assert cli.main(["score", str(path), "--json"]) == 0
    first = capsys.readouterr().out
    shown = json.loads(first)
    assert {"total", "qualification", "value_proposition", "rapport"} <= set(shown)
    assert {"criteria", "delivery"} <= set(shown)
    assert {c["pillar"] for c in shown["criteria"]} == {
        "qualification",
        "value_proposition",
        "rapport",
    }
    words = " ".join(turn["text"] for turn in turns)
    for criterion in shown["criteria"]:
        assert {"name", "rule", "state", "points", "possible", "quotes"} <= set(criterion)
        assert all(quote["words"] in words for quote in criterion["quotes"])
    assert cli.main(["score", str(path), "--json"]) == 0
    assert capsys.readouterr().out == first
    assert cli.main(["score", str(path), str(path)]) == 0
    assert "say: " in capsys.readouterr().out


def test_trouble_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", str(tmp_path / "none.json")]) == 2
    assert "there is no file" in capsys.readouterr().err
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    assert cli.main(["score", str(bad)]) == 2
    assert "is not UTF-8" in capsys.readouterr().err
    good = tmp_path / "good.txt"
    good.write_text(GOOD.strip())
    assert cli.main(["score", str(good), "--rubric", "general-cold-cal"]) == 2
    assert "general-cold-call" in capsys.readouterr().err


def test_telling_is_told_from_asking_and_giving_back() -> None:
    tells = "Rep: You need to stop this because it is bad for your business.\nDana: I see, yes."
    asks = "Rep: What is it about the mornings that you would change?\nDana: I see, yes."
    assert telling_rate(transcript(tells)) == 1.0
    assert telling_rate(transcript(asks)) == 0.0
