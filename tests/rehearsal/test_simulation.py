"""Simulated trainees: reproducible, in order, and what they show."""

import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from simulator import dialogue
from simulator.cli import main
from simulator.dialogue.events import Said
from simulator.errors import NotFound, UsageError
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.rehearsal.mouthing import heard, speech
from simulator.rehearsal.plan import plan_of
from simulator.rehearsal.report import simulate, told
from simulator.rehearsal.simulation import (
    Setting,
    coverable,
    never,
    play_one,
    run,
    summary,
)
from simulator.rehearsal.trainees import KINDS, Wish, sensible, trainee
from simulator.rehearsal.wording import held_out, in_words
from simulator.scenario.model import Playable
from simulator.understanding.aloud import Speech
from simulator.understanding.hearing import Context, Hearing, Word
from tests.rehearsal.stage import hear


@pytest.fixture
def made(pack: Path) -> Playable:
    return load(str(pack))


def report_of(made: Playable, **more: object) -> object:
    return simulate(Setting(made, "standard", 1), calls=30, processes=1, **more)  # type: ignore[arg-type]


def test_the_same_arguments_give_the_same_report_on_one_process_or_two(made: Playable) -> None:
    rows = [("average", 70, 0.9), ("novice", 20, 0.9)]
    one = run(Setting(made, "standard", 1), rows, processes=1)
    two = run(Setting(made, "standard", 1), rows, processes=2)
    assert one == two


def test_seeds_differ(made: Playable) -> None:
    rows = [("average", 40, 0.9)]
    one = run(Setting(made, "standard", 1), rows, processes=1)
    two = run(Setting(made, "standard", 2), rows, processes=1)
    assert one != two


def test_every_kind_plays_to_an_end_and_the_log_folds(made: Playable) -> None:
    setting = Setting(made, "standard", 1)
    plan = plan_of(dialogue.prepared(made, "standard"))
    for kind in (*KINDS, "one-note:thank"):
        for number in range(5):
            log = play_one(setting, plan, trainee(kind, plan), kind, number, 0.9, None)
            assert dialogue.fold(made, log).over
            assert 0 <= summary(made, log).total <= 100


def test_better_trainees_score_higher_and_cheats_do_not_pass(made: Playable) -> None:
    report = simulate(Setting(made, "standard", 1), calls=60, processes=1, headroom=False)
    passed = {row.trainee: row.passed for row in report.rows}
    medians = [row.p50 for row in report.rows if row.trainee in ("novice", "average", "expert")]
    assert medians == sorted(medians)
    assert report.monotone
    assert passed["expert"] >= 0.9
    assert passed["silent"] == passed["rambler"] == passed["pusher"] == 0


def test_fewer_moves_heard_fewer_experts_pass(made: Playable) -> None:
    found = run(
        Setting(made, "standard", 1), [("expert", 80, 1.0), ("expert", 80, 0.4)], processes=1
    )
    rates = [sum(game.passed for game in games) for games in found]
    assert rates[0] > rates[1]


def test_an_expert_heard_perfectly_settles_the_objection_and_books(made: Playable) -> None:
    setting = Setting(made, "standard", 1)
    plan = plan_of(dialogue.prepared(made, "standard"))
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    moves = []
    while not state.over and state.turn < 12:
        wish = sensible(plan, state)
        moves.append(wish.moves)
        state, _ = dialogue.step(made, state, heard(plan, state, wish, Random("1"), 1.0))
    assert state.ending == "booked", moves
    assert setting.words is False


def test_what_was_never_reached_is_named(made: Playable) -> None:
    keys = coverable(made, "standard")
    assert "beat/hello/go_on#1" in keys
    assert "answers/dana/ask_need/2" in keys
    assert "objection/price/lost" in keys
    assert "criterion/rapport/Pushed/lost" in keys
    assert never(made, "standard", Counter(keys)) == ()
    assert set(never(made, "standard", Counter())) == set(keys)


def test_a_report_is_told_in_words(made: Playable) -> None:
    report = simulate(Setting(made, "standard", 1), calls=10, processes=1)
    text = "\n".join(told(report))
    assert re.search(r"expert +\d+ +\d+ +\d+ +\d+%", text)
    assert "experts pass" in text
    assert "mood on leaving" in text


def test_unknown_trainees_and_levels_are_said(made: Playable) -> None:
    setting = Setting(made, "standard", 1)
    for kind in ("genius", "one-note:", "one-note:juggle"):
        with pytest.raises(UsageError):
            run(setting, [(kind, 1, 0.9)], processes=1)
    with pytest.raises(NotFound):
        run(Setting(made, "brutal", 1), [("expert", 1, 0.9)], processes=1)


def test_a_move_not_heard_is_lost_or_taken_for_a_neighbour(made: Playable) -> None:
    plan = plan_of(dialogue.prepared(made, "standard"))
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    dice = Random("x")
    found: Counter[str] = Counter()
    for _ in range(400):
        given = heard(plan, state, Wish(("ask_need",)), dice, 0.7)
        found.update(given.hearing.ids() or {"lost"})  # type: ignore[union-attr]
    assert 240 < found["ask_need"] < 330
    assert found["lost"] > 40
    assert sum(found.values()) == 400
    pillars = {made.moves[move].pillar for move in found if move in made.moves}
    assert pillars == {"qualification"}


def test_words_say_moves_in_order_with_their_spans(made: Playable) -> None:
    plan = plan_of(dialogue.prepared(made, "standard"))
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    said = speech(plan, state, Wish(("ask_need", "offer_times")), Random("x"))
    (first, one), (second, two) = said.moves
    assert (first, second) == ("ask_need", "offer_times")
    assert one.end < two.start <= len(said.text)
    assert {fact.kind for fact in said.facts} >= {"day"}


def test_held_out_phrasings_are_in_no_pack_and_in_no_training_line(made: Playable) -> None:
    given = {
        _plain(text) for move in load("gatekeeper").moves.values() for text in move.sounds_like
    }
    training = ""
    for path in sorted(Path("training/data").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            training += " | " + _plain(str(json.loads(line).get("text", "")))
    for move, phrasings in held_out().items():
        for phrasing in phrasings:
            words = _plain(phrasing)
            assert words not in given, (move, phrasing)
            if len(words.split()) > 6 and "<" not in phrasing:
                assert words not in training, (move, phrasing)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def test_in_words_what_is_said_goes_through_the_hearing(made: Playable) -> None:
    plan = plan_of(dialogue.prepared(made, "standard"))
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    listen = load_hearing()
    dice = Random("x")
    hits = 0
    for _ in range(10):
        given = in_words(plan, state, Wish(("permission_opener",)), dice, listen)
        hits += "permission_opener" in given.hearing.ids()  # type: ignore[union-attr]
    assert hits >= 7


def test_simulate_prints_json_and_fails_on_an_unfair_scenario(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["simulate", str(pack), "--calls", "20", "--jobs", "1", "--json"]
    code = main([*words, "--trainee", "expert", "--trainee", "silent"])
    report = json.loads(capsys.readouterr().out)
    assert [row["trainee"] for row in report["rows"]] == ["expert", "silent"]
    assert code == (1 if report["doubts"] else 0)
    assert main(["simulate", str(pack), "--calls", "0"]) == 2
    assert main(["simulate", str(pack), "--heard", "0"]) == 2
    assert main(["simulate", str(pack), "--trainee", "genius"]) == 2


def test_aloud_the_hearing_gets_what_the_recogniser_made_of_it(made: Playable) -> None:
    plan = plan_of(dialogue.prepared(made, "standard"))
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    contexts: list[Context] = []

    def listening(text: str, context: Context) -> Hearing:
        contexts.append(context)
        return hear(text, context)

    def aloud(text: str, dice: float) -> tuple[str, Speech]:
        assert 0 <= dice < 1
        words = (Word(text="ask_need", start=0.0, end=1.0, confidence=0.4),)
        return "ask_need", Speech(seconds=1.0, words=words)

    given = in_words(plan, state, Wish(("thank",)), Random("x"), listening, aloud)
    assert isinstance(given, Said)
    assert given.hearing.text == "ask_need"
    assert given.hearing.ids() == {"ask_need"}
    assert contexts[0].source == "speech"
    assert given.words == contexts[0].words
