"""Voicemail and word-for-word beats, transfers, levels, endings, going back."""

import pytest

from simulator import dialogue
from simulator.dialogue.events import (
    BeatEntered,
    CallEnded,
    CallStarted,
    Coached,
    FactGiven,
    MoodChanged,
    ReactionChosen,
    Remembered,
    Silence,
    TraineeSpoke,
)
from simulator.errors import NotFound
from simulator.scenario.model import Coach, Conditions, Level, Out, Persona
from simulator.scenario.values import MoodChange
from simulator.understanding.hearing import Word
from tests.dialogue.desk import Table, beat, lines, only, playable, reaction, said


def voicemail(**more: object) -> Table:
    options = {
        "mode": "voicemail",
        "opens": ("Leave a message.",),
        "talk_time": 4.0,
        "silence_ends_it": 3.0,
        "when_cut_off": Out(end="no"),
        "then": Out(end="done"),
        **more,
    }
    made = playable(
        {"beep": beat(reaction("r", "ask_need", "Nobody says this."), **options)},
        personas={
            "dana": Persona(persona="Dana Whitlock", likes={"ask_need": MoodChange(trust=5)})
        },
        levels={"hard": Level(talk_time=2.0)},
    )
    return Table(made, level=str(more.pop("level", "standard")) if "level" in more else "standard")


def test_a_message_is_one_turn_without_an_answer() -> None:
    table = voicemail()
    log = table.put(said("introduce_self", "ask_need"))
    assert lines(log) == []
    assert only(log, ReactionChosen) == only(log, MoodChanged) == []
    assert only(log, CallEnded)[0].ending == "done"


def test_a_message_that_is_too_long_is_cut_off_and_scored_to_the_cut() -> None:
    table = voicemail()
    text = "a b c d e f g h i j k l"
    log = table.put(said("introduce_self@a", "leave_callback@k", text=text))
    event = only(log, TraineeSpoke)[0]
    assert event.cut_in
    assert event.hearing.ids() == {"introduce_self", "ramble"}
    assert only(log, CallEnded)[0].ending == "no"


def test_a_level_shortens_the_recording() -> None:
    made = voicemail().playable
    hard = Table(made, level="hard")
    hard.put(said("introduce_self", text="a b c d e f"))
    assert hard.state.ending == "no"


def test_silence_ends_a_recording_and_nothing_said_is_a_message_cut_off() -> None:
    table = voicemail()
    assert table.put(Silence(seconds=2))[-1] is not None
    assert not table.state.over
    table.put(Silence(seconds=3))
    assert table.state.ending == "no"


def test_a_pause_in_a_spoken_message_ends_it_there() -> None:
    table = voicemail(talk_time=30.0)
    words = (
        Word(text="hello", start=0.0, end=0.5),
        Word(text="dana", start=0.6, end=1.0),
        Word(text="late", start=4.5, end=5.0),
    )
    assert dialogue.counted(table.playable, table.state, "hello dana late", 5.0, words) == 10


def test_word_for_word_is_one_turn_too() -> None:
    made = playable({"drill": beat(mode="word_for_word", drill="fifty", then=Out(end="done"))})
    table = Table(made)
    table.put(said(text="hi dana"))
    assert table.state.ending == "done"


def test_a_recording_without_a_way_out_still_ends() -> None:
    made = playable({"beep": beat(mode="voicemail")})
    table = Table(made)
    table.put(said("ask_need"))
    assert (table.state.ending, table.state.result) == ("finished", "partial")


def test_a_transfer_keeps_history_and_resets_the_beat() -> None:
    made = playable(
        {
            "desk": beat(
                reaction("through", "ask_referral", "One moment.", goto="dana"), with_="priya"
            ),
            "dana": beat(
                reaction("here", "ask_need", "A.", if_=Conditions(done_here=("introduce_self",))),
                reaction("before", "ask_need", "B.", if_=Conditions(done=("introduce_self",))),
                opens=("Dana.",),
                hints=("Ask.",),
            ),
        },
        personas={"priya": Persona(persona="Priya"), "dana": Persona(persona="Dana")},
    )
    table = Table(made)
    log = table.put(said("introduce_self", "ask_referral"))
    assert lines(log) == ["One moment.", "Dana."]
    assert only(log, BeatEntered)[0].person == "dana"
    assert table.state.here == frozenset()
    assert table.hear("ask_need") == ["B."]


def test_a_level_drops_reactions() -> None:
    made = playable(
        {"hello": beat(reaction("kind", "ask_need", "Sure."), reaction("curt", "ask_need", "No."))},
        levels={"hard": Level(drop=("kind",))},
    )
    assert Table(made).hear("ask_need") == ["Sure."]
    assert Table(made, level="hard").hear("ask_need") == ["No."]


def test_an_unknown_level_says_which_there_are() -> None:
    made = playable({"hello": beat()}, levels={"easy": Level(), "hard": Level()})
    with pytest.raises(NotFound, match=r"no level 'brutal'.*it has easy, hard"):
        dialogue.start(made, level="brutal", seed=1)


def test_the_start_says_all_that_is_needed_to_play_it_again() -> None:
    made = playable({"hello": beat()})
    first = dialogue.start(made, level="standard", seed=9, spoken=True)[0]
    assert isinstance(first, CallStarted)
    assert (first.scenario, first.seed, first.level, first.spoken) == ("made", 9, "standard", True)
    assert first.scenario_hash == made.hash


def test_reactions_coach_and_remember() -> None:
    coach = Coach(note="Too soon.", stronger="Ask first.")
    made = playable(
        {
            "hello": beat(
                reaction("r", "ask_need", "Hm.", coach=coach, remember=("asked",)),
                reaction("then", "ask_impact", "Ah.", if_=Conditions(remembers=("asked",))),
            )
        }
    )
    table = Table(made)
    log = table.put(said("ask_need"))
    assert (only(log, Coached)[0].note, only(log, Remembered)[0].flag) == ("Too soon.", "asked")
    assert table.hear("ask_impact") == ["Ah."]


def test_facts_given_are_known() -> None:
    made = playable(
        {"hello": beat(reaction("r", "greeting", "Noted.", if_=Conditions(knows=("phone",))))}
    )
    table = Table(made)
    log = table.put(said("greeting", facts={"phone": "0117 496 0123"}))
    assert only(log, FactGiven)[0].value == "0117 496 0123"
    assert lines(log) == ["Noted."]


def test_counts_as_parents_are_made_too_and_the_child_is_answered() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("parent", "ask_for_meeting", "When?"),
                reaction("child", "offer_times", "Fine."),
            )
        }
    )
    table = Table(made)
    log = table.put(said("offer_times"))
    assert only(log, TraineeSpoke)[0].hearing.moves[1].by == "counts_as"
    assert table.state.times == {"offer_times": 1, "ask_for_meeting": 1}
    assert lines(log) == ["Fine."]


def test_going_back_gives_the_log_before_that_turn() -> None:
    made = playable({"hello": beat(reaction("r", "ask_need", ("A.", "B.", "C.")))})
    table = Table(made)
    logs = [table.log]
    for _ in range(3):
        table.put(said("ask_need"))
        logs.append(table.log)
    for turn in (1, 2, 3):
        assert dialogue.restore(made, table.log, turn) == logs[turn - 1]
    for turn in (0, 4):
        with pytest.raises(ValueError, match="there is no turn"):
            dialogue.restore(made, table.log, turn)


def test_the_context_says_what_hearing_may_know() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("r", "ask_need", "Mornings.", tells=("need",)), opens=("Dana here.",)
            )
        },
        personas={"dana": Persona(persona="Dana Whitlock"), "priya": Persona(persona="Priya Nair")},
    )
    table = Table(made)
    table.put(said("ask_need", text="What hurts?"))
    context = dialogue.context(made, table.state)
    assert (context.prospect, context.earlier) == ("Mornings.", ("Dana here.",))
    assert (context.said, context.person, context.others) == (
        ("What hurts?",),
        "Dana Whitlock",
        ("Priya Nair",),
    )
    assert (context.you, context.company) == ("Sam", "Tallyroute")
    assert {"ask_need", "greeting"} <= context.live
    assert "ask_impact" not in context.live
    assert context.told == {"need"}
    assert context.done == {"ask_need"}


def test_a_log_without_its_beginning_is_refused() -> None:
    made = playable({"hello": beat()})
    log = dialogue.start(made, level="standard", seed=1)
    with pytest.raises(ValueError, match="begins with call_started"):
        dialogue.fold(made, log[1:])
