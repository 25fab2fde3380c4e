"""Missed sentences go into a pack without disturbing what the author wrote."""

from pathlib import Path

import pytest
import yaml

from simulator.cli import main
from simulator.cli.missed import grouped
from simulator.store import MissedRow, Store
from simulator.workshop.inbox import FILE, with_file, with_phrase

PACK = "pack: Mine\nformat: 1\nversion: 0.1.0\nmoves: [builtin, own]  # ours last\n"


def keep(store: Store, text: str, turn: int) -> None:
    store.note_missed(
        call="c", turn=turn, scenario="gatekeeper", prospect="Yes?", text=text, utc="2026-01-01"
    )


def test_a_phrase_joins_the_move_and_comments_stay() -> None:
    before = "moves: M\nformat: 1\nextend:\n  ask_need:  # ours\n    sounds_like:\n      - a b c\n"
    first = with_phrase(before.replace("  # ours", ""), "ask_need", "what bites", defines=False)
    second = with_phrase(first, "ask_budget", "who: pays?", defines=False)
    read = yaml.safe_load(second)
    assert read["extend"]["ask_need"]["sounds_like"] == ["what bites", "a b c"]
    assert read["extend"]["ask_budget"]["sounds_like"] == ["who: pays?"]


def test_a_new_move_is_defined_with_its_meaning() -> None:
    text = with_phrase(
        "moves: M\nformat: 1\n", "ask_dog", "is that a dog", defines=True, means="Asks."
    )
    assert yaml.safe_load(text)["define"]["ask_dog"] == {
        "means": "Asks.",
        "sounds_like": ["is that a dog"],
    }


def test_the_file_is_listed_once() -> None:
    once = with_file(PACK)
    assert yaml.safe_load(once)["moves"] == ["builtin", "own", FILE]
    assert with_file(once) == once


def test_the_most_frequent_sentence_comes_first() -> None:
    def row(number: int, text: str) -> MissedRow:
        return MissedRow(
            id=number,
            call="c",
            turn=number,
            scenario="s",
            prospect="",
            text=text,
            noted="",
            move=None,
        )

    groups = grouped([row(1, "a"), row(2, "b"), row(3, "B")])
    assert [len(group) for group in groups] == [2, 1]


def test_assign_writes_shows_and_empties(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    with Store.open() as store:
        keep(store, "what eats the day", 1)
    assert main(["missed", "--assign", "1", "ask_need", "--pack", str(tmp_path)]) == 0
    assert "+      - what eats the day" in capsys.readouterr().out
    assert "what eats the day" in (tmp_path / "moves" / f"{FILE}.yaml").read_text(encoding="utf-8")
    assert main(["missed"]) == 0
    assert "empty" in capsys.readouterr().out


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    with Store.open() as store:
        keep(store, "what eats the day", 1)
    assert main(["missed", "--new", "1", "ask_day", "--pack", str(tmp_path), "--dry-run"]) == 0
    assert not (tmp_path / "moves").exists()
    with Store.open() as store:
        assert len(store.missed()) == 1


def test_ignore_and_a_wrong_number() -> None:
    with Store.open() as store:
        keep(store, "mm", 1)
    assert main(["missed", "--ignore", "7"]) == 2
    assert main(["missed", "--ignore", "1"]) == 0
    with Store.open() as store:
        assert not store.missed()
