"""Hearing from end to end: moves, words, own moves, speech, the same on every run."""

import io
import json
from dataclasses import replace as altered

import pytest

from simulator import hearing_model
from simulator.cli import main
from simulator.errors import ModelError
from simulator.hearing_model import built_in, hear
from simulator.scenario.model import MoveDef
from simulator.understanding.confusion import estimates
from simulator.understanding.hear import hear as hear_with
from simulator.understanding.hearing import Context, Word

OPENING = "Morning Priya, it's Sam from Tallyroute. Could you put me through to Dana, please?"
OWN = {
    "ask_best_time": MoveDef(
        sounds_like=(
            "when is the best time to reach him",
            "what time of day suits her best",
            "when would be a good time to call back",
            "is mornings or afternoons better for catching him",
            "when is she usually free",
            "what's the best hour to try again",
        )
    ),
    "offer_times": MoveDef(sounds_like=("how about <day>",), needs=("day",)),
}


def test_an_opening_is_heard_with_its_words() -> None:
    heard = {h.move: h for h in hear(OPENING, Context(person="Priya Shah")).moves}
    assert set(heard) >= {"greeting", "introduce_self", "use_name", "ask_referral"}
    span = heard["ask_referral"].span
    assert "put me through" in OPENING[span.start : span.end]


@pytest.mark.parametrize("form", [str, str.lower, lambda t: t.lower().replace(",", "")])
def test_form_changes_little(form: object) -> None:
    assert callable(form)
    first, second = hear(OPENING, Context()).ids(), hear(form(OPENING), Context()).ids()
    assert len(first ^ second) <= 1


def test_same_words_same_hearing() -> None:
    context = Context(prospect="We're happy where we are.", moves=OWN)
    assert hear(OPENING, context) == hear(OPENING, context)


def test_an_own_move_is_heard_by_its_phrasings() -> None:
    context = Context(moves=OWN, live=frozenset({"ask_best_time"}))
    assert "ask_best_time" in hear("when's the best time of day to catch her?", context).ids()
    assert "ask_best_time" not in hear("we have been doing roofs for years", context).ids()


def test_pauses_are_the_punctuation_of_speech() -> None:
    said = "i can see how that upset you the difference is that you can stop any message we send"
    told = "It sent a birthday card to a rabbit that had passed away."
    spoken = Context(prospect=told, source="speech", paused=(7,))
    heard = {h.move: h for h in hear(said, spoken).moves}
    parted = said.index("the difference")
    assert heard["differentiate"].span.start == parted
    without = hear(said, Context(prospect=told, source="speech")).moves
    assert parted not in {h.span.start for h in without}


def test_a_needed_fact_that_is_missing_makes_a_near_miss() -> None:
    hearing = hear("How about some other time then?", Context(moves=OWN))
    assert "offer_times" not in hearing.ids()
    full = hear("How about Tuesday at ten?", Context(moves=OWN))
    assert "offer_times" in full.ids()


def test_a_name_is_heard_by_sound_in_speech() -> None:
    context = Context(person="Priya Shah", source="speech")
    assert "use_name" in hear("thanks prya that helps", context).ids()


def test_doubtful_words_carry_no_fault() -> None:
    text = "corvex are a joke mate"
    sure = tuple(Word(text=w, start=0, end=1, confidence=0.9) for w in text.split())
    unsure = tuple(Word(text=w, start=0, end=1, confidence=0.2) for w in text.split())
    context = Context(prospect="We're happy with Corvex.", source="speech", words=sure)
    assert "badmouth_competitor" in hear(text, context).ids()
    doubted = Context(prospect="We're happy with Corvex.", source="speech", words=unsure)
    assert "badmouth_competitor" not in hear(text, doubted).ids()


def test_words_alone_still_hear_a_call() -> None:
    alone = altered(built_in(), encoder=None, background=None)
    heard = hear_with(OPENING, Context(), alone).ids()
    assert {"greeting", "introduce_self", "ask_referral"} <= heard


def test_nothing_and_noise() -> None:
    assert not hear("", Context()).noise
    assert hear("...", Context()).noise


def test_a_damaged_model_is_refused(tmp_path: object) -> None:
    from pathlib import Path
    from shutil import copytree

    folder = Path(str(tmp_path)) / "model"
    copytree(hearing_model.FOLDER, folder)
    (folder / "thresholds.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        hearing_model.load(folder)


def test_an_estimate_names_rate_and_rivals() -> None:
    (estimate,) = estimates({"ask_best_time": OWN["ask_best_time"]}, Context(), built_in())
    assert estimate.phrasings == 6
    assert 0 < estimate.hit_rate <= 1


def test_hear_command_answers_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"prospect": "", "text": OPENING}, {"text": "..."}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(row) for row in lines)))
    assert main(["hear", "--json"]) == 0
    first, second = (json.loads(row) for row in capsys.readouterr().out.splitlines())
    assert {"move", "confidence", "start", "end", "words"} <= set(first["moves"][0])
    assert second["moves"] == []


def test_hear_command_refuses_what_is_no_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hello\n"))
    assert main(["hear", "--json"]) == 2
    assert "line 1" in capsys.readouterr().err
