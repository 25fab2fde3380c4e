"""Old calls under today's rubrics."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator import cli
from simulator.files import load
from simulator.scenario.model import Playable
from simulator.scoring import score
from simulator.store import Store
from tests.scoring.logs import Story

UTC = "2026-03-02T10:00:00Z"


def without_thanks(played: Playable) -> Playable:
    """The scenario as it stood when its rubric did not yet ask for thanks."""
    rapport = played.rubric.pillars["rapport"]
    kept = tuple(c for c in rapport.criteria if c.credit is None or c.credit.text != "thank")
    assert len(kept) < len(rapport.criteria)
    pillars = {**played.rubric.pillars, "rapport": replace(rapport, criteria=kept)}
    return replace(played, rubric=replace(played.rubric, pillars=pillars), rubric_hash="old")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RINGCRAFT_HOME", str(tmp_path))
    played = without_thanks(load("gatekeeper"))
    log = Story(beat="front_desk").they("Hello?").you("Thank you", "thank").ends("hung_up", "lost")
    with Store.open() as store:
        call = store.begin_call(played, level="standard", seed=1, engine="1", utc=UTC)
        store.append(call, log)
        store.finish_call(call, score(played, log), utc=UTC)
    return call


def test_a_changed_rubric_shows_what_it_does(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rescore", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["call"] == kept and shown["rubric_changed"]
    assert shown["after"] > shown["before"]
    changes = {change["after"] for change in shown["difference"]["changes"]}
    assert "earned" in changes
    assert cli.main(["rescore", kept]) == 0
    assert f"{shown['before']} → {shown['after']}" in capsys.readouterr().out


def test_a_new_score_is_kept_beside_the_old_one(kept: str) -> None:
    assert cli.main(["rescore", "--keep"]) == 0
    with Store.open() as store:
        newest, oldest = store.cards(kept)
        assert newest.total > oldest.total
    assert cli.main(["rescore", "--keep"]) == 0
    with Store.open() as store:
        assert len(store.cards(kept)) == 2


def test_an_unknown_call_is_told(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert kept and cli.main(["rescore", "nothing"]) == 2
    assert "there is no call 'nothing'" in capsys.readouterr().err
