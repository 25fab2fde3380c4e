"""4.7: silence, talking too long, cutting in, limits; 4.2: the clock and the gates."""

import pytest
from msgspec.structs import replace

from simulator import dialogue
from simulator.dialogue.events import (
    AskHint,
    BeatEntered,
    CallEnded,
    FactTold,
    FactUnheard,
    HangUp,
    HintGiven,
    MoodChanged,
    ObjectionServed,
    ProspectSpoke,
    ReactionChosen,
    Silence,
    TraineeSpoke,
)
from simulator.scenario.model import (
    Level,
    Mood,
    Out,
    Persona,
    Playable,
    StockLines,
    Voice,
    WearsThin,
)
from simulator.scenario.values import MoodChange
from simulator.understanding.hearing import Word
from tests.dialogue.desk import (
    Table,
    beat,
    chosen,
    hearing,
    lines,
    only,
    playable,
    price,
    reaction,
    said,
)

LINES = StockLines(
    silent=("Hello?", "Are you there?", "I will have to go."),
    had_enough=("Goodbye.",),
    cuts_in=("Hang on.",),
)


def person(**more: object) -> Persona:
    return Persona(**{"persona": "Dana Whitlock", "lines": LINES, **more})  # type: ignore[arg-type]


def made(
    *reactions: object, beat_more: dict[str, object] | None = None, **more: object
) -> Playable:
    persona = more.pop("persona", person())
    return playable(
        {
            "hello": beat(*reactions, **(beat_more or {})),  # type: ignore[arg-type]
            "next": beat(opens=("And now?",)),
        },
        personas={"dana": persona},  # type: ignore[dict-item]
        **more,  # type: ignore[arg-type]
    )


# -- silence ------------------------------------------------------------------


def test_three_silences_say_three_lines_cost_five_each_and_end_the_call() -> None:
    table = Table(made())
    spoken = [lines(table.put(Silence(seconds=6))) for _ in range(3)]
    assert spoken == [["Hello?"], ["Are you there?"], ["I will have to go.", "Goodbye."]]
    assert table.state.feeling.patience == 35
    assert table.state.ending == "hung_up"


def test_a_short_silence_only_takes_time() -> None:
    table = Table(made())
    before = table.state.clock
    assert lines(table.put(Silence(seconds=3))) == []
    assert table.state.silences == 0
    assert table.state.clock == before + 3
    assert table.state.feeling.patience == 50


def test_the_persona_sets_how_long_silence_may_be() -> None:
    table = Table(made(persona=person(silent_after=2.0)))
    assert lines(table.put(Silence(seconds=2))) == ["Hello?"]


def test_speaking_resets_the_silences() -> None:
    table = Table(made(reaction("r", "ask_need", "Hm.")))
    table.put(Silence(seconds=6))
    table.put(said("ask_need"))
    assert lines(table.put(Silence(seconds=6))) == ["Hello?"]


def test_a_reaction_to_silence_speaks_instead() -> None:
    table = Table(made(reaction("quiet", "silence", "Take your time.")))
    assert lines(table.put(Silence(seconds=6))) == ["Take your time."]
    assert table.state.feeling.patience == 45


# -- talking too long ---------------------------------------------------------


def long_turn(count: int, *moves: str) -> object:
    return said(*moves, text=" ".join(f"w{n}" for n in range(count)))


def test_typed_talk_is_measured_at_two_and_a_half_words_a_second() -> None:
    one = made(persona=person(wears_thin=WearsThin(talk_longer_than=10)))
    table = Table(one)
    text = " ".join("word" for _ in range(30))
    assert dialogue.counted(one, table.state, text) == len(" ".join("word" for _ in range(25)))
    assert dialogue.counted(one, table.state, "short") == 5


def test_spoken_talk_is_measured_by_its_own_words() -> None:
    one = made(persona=person(wears_thin=WearsThin(talk_longer_than=2)))
    table = Table(one)
    words = (
        Word(text="one", start=0.0, end=0.5),
        Word(text="two", start=1.0, end=1.9),
        Word(text="three", start=2.0, end=2.5),
    )
    assert dialogue.counted(one, table.state, "one two three", 2.5, words) == len("one two")
    assert dialogue.counted(one, table.state, "one two three four", 4.0) == len("one two")


def test_words_after_the_cut_are_not_heard_and_ramble_is_worked_out() -> None:
    table = Table(
        made(
            reaction("r", "ask_need", "Mornings."),
            persona=person(
                wears_thin=WearsThin(talk_longer_than=2, then=-10),
                dislikes={"ramble": MoodChange(patience=-10)},
            ),
        )
    )
    text = "one two three four five six seven eight"
    log = table.put(said("introduce_self@one", "ask_need@seven", text=text))
    event = only(log, TraineeSpoke)[0]
    assert event.cut_in
    assert text[: event.counted] == "one two three four five"
    assert event.hearing.ids() == {"introduce_self", "ramble"}
    assert event.seconds == 2
    assert lines(log) == ["Hang on."]
    assert table.state.feeling.patience == 30


def test_an_answer_to_rambling_takes_the_place_of_cutting_in() -> None:
    table = Table(
        made(
            reaction("enough", "ramble", "Enough!"),
            persona=person(wears_thin=WearsThin(talk_longer_than=2)),
        )
    )
    assert table.hear(text="a b c d e f g h") == ["Enough!"]


def test_a_cut_turn_still_serves_the_open_objection() -> None:
    table = Table(
        made(
            reaction("raises", "ask_budget", "Hm.", raise_="price"),
            persona=person(wears_thin=WearsThin(talk_longer_than=2)),
            objections=[price()],
        )
    )
    table.put(said("ask_budget"))
    log = table.put(said("clarify_objection@a", text="a b c d e f g h"))
    assert only(log, ObjectionServed)[0].outcome == "handled"
    assert lines(log) == ["Hang on.", "Why would I pay more?"]


def test_no_limit_no_cut() -> None:
    table = Table(made())
    log = table.put(long_turn(500))  # type: ignore[arg-type]
    assert not only(log, TraineeSpoke)[0].cut_in


# -- cutting in on the person ---------------------------------------------------


def test_the_first_interruption_is_free_then_it_costs_trust() -> None:
    table = Table(made(reaction("r", "ask_need", "Hm.")))
    trusts = []
    for _ in range(3):
        table.put(said("ask_need", interrupted=True, line_heard=0.5))
        trusts.append(table.state.feeling.trust)
    assert trusts == [50, 47, 44]


def test_what_was_not_heard_is_not_told() -> None:
    table = Table(made(reaction("r", "ask_need", "Two hours a day.", tells=("impact",))))
    table.put(said("ask_need"))
    assert table.state.told == {"impact"}
    log = table.put(said("greeting", interrupted=True, line_heard=0.3))
    assert only(log, FactUnheard)[0].fact == "impact"
    assert table.state.told == frozenset()


def test_a_line_heard_nearly_to_its_end_is_told() -> None:
    table = Table(made(reaction("r", "ask_need", "Two hours a day.", tells=("impact",))))
    table.put(said("ask_need"))
    table.put(said("greeting", interrupted=True, line_heard=0.9))
    assert table.state.told == {"impact"}


def test_a_fact_told_again_and_cut_off_stays_told() -> None:
    table = Table(made(reaction("r", "ask_need", "Two hours a day.", tells=("impact",))))
    table.put(said("ask_need"))
    log = table.put(said("ask_need"))
    assert len(only(log, FactTold)) == 1
    table.put(said("greeting", interrupted=True, line_heard=0.1))
    assert table.state.told == {"impact"}


def test_a_reaction_can_answer_an_interruption() -> None:
    table = Table(made(reaction("cut", "interrupted", "Let me finish.")))
    log = table.put(said(text="but", interrupted=True, line_heard=0.5))
    assert chosen(log) == ["cut"]
    assert "interrupt" in only(log, TraineeSpoke)[0].hearing.ids()


# -- clock, limits, gates ---------------------------------------------------------


def test_the_clock_adds_typed_words_and_the_persons_line() -> None:
    table = Table(made(reaction("r", "ask_need", "one two three four five")))
    begun = table.state.clock
    log = table.put(said("ask_need", text="a b c d e"))
    spoke = only(log, ProspectSpoke)[0]
    assert spoke.at == begun + 2
    assert spoke.seconds == 2
    assert table.state.clock == begun + 4


def test_a_voice_that_is_faster_takes_less_time() -> None:
    quick = replace(made(), voices={"dana": Voice(voice="Quick", speed=2.0)})
    table = Table(quick)
    assert only(table.log, ProspectSpoke)[0].seconds == 0.4


def test_speech_uses_real_seconds() -> None:
    table = Table(made(reaction("r", "ask_need", "Hm.")))
    given = said("ask_need", started=10.0)
    given = replace(given, hearing=replace(given.hearing, source="speech", seconds=3.5))
    log = table.put(given)
    assert only(log, TraineeSpoke)[0].started == 10.0
    assert only(log, ProspectSpoke)[0].at == 13.5


def test_a_pause_before_a_line_takes_time() -> None:
    table = Table(made(reaction("r", "ask_need", "a b c d e", pause=3.0)))
    begun = table.state.clock
    log = table.put(said("ask_need", text="a b c d e"))
    assert only(log, ProspectSpoke)[0].pause == 3.0
    assert table.state.clock == begun + 7


def test_a_running_sentence_finishes_then_time_is_up() -> None:
    table = Table(made(reaction("r", "ask_need", "Mornings."), time_limit=5.0))
    log = table.put(said("ask_need", text=" ".join("w" for _ in range(20))))
    assert lines(log) == ["Mornings."]
    assert only(log, CallEnded)[0].ending == "out_of_time"


def test_a_level_sets_its_own_time() -> None:
    one = made(
        reaction("r", "ask_need", "Hm."), time_limit=100.0, levels={"hard": Level(time_limit=2.0)}
    )
    hard = Table(one, level="hard")
    hard.put(said("ask_need", text="a b c d e f"))
    assert hard.state.ending == "out_of_time"
    standard = Table(one)
    standard.put(said("ask_need", text="a b c d e f"))
    assert not standard.state.over


def test_the_limit_of_the_beat_comes_first() -> None:
    table = Table(
        made(
            reaction("r", "ask_need", "Hm."),
            beat_more={"time_limit": 1.0, "then": Out(goto="next")},
            time_limit=100.0,
        )
    )
    log = table.put(said("ask_need", text="a b c d e f"))
    assert only(log, BeatEntered)[0].beat == "next"
    assert not table.state.over


def test_an_end_that_has_fired_wins_over_the_gates() -> None:
    table = Table(
        made(
            reaction("r", "ask_need", "Yes.", end="done", mood=MoodChange(patience=-30)),
            persona=person(mood=Mood(patience=10)),
            time_limit=0.5,
        )
    )
    log = table.put(said("ask_need"))
    assert [event.ending for event in only(log, CallEnded)] == ["done"]


def test_patience_gone_says_so_and_ends_the_call() -> None:
    table = Table(
        made(
            reaction("r", "ask_need", "Hm.", mood=MoodChange(patience=-30)),
            persona=person(mood=Mood(patience=10)),
        )
    )
    log = table.put(said("ask_need"))
    assert lines(log) == ["Hm.", "Goodbye."]
    assert table.state.ending == "hung_up"


def test_patience_gone_comes_before_time_over() -> None:
    table = Table(
        made(
            reaction("r", "ask_need", "Hm.", mood=MoodChange(patience=-30)),
            persona=person(mood=Mood(patience=10)),
            time_limit=0.5,
        )
    )
    table.put(said("ask_need"))
    assert table.state.ending == "hung_up"


def test_where_patience_gone_leads_on_the_second_time_ends_the_call() -> None:
    table = Table(
        made(
            reaction("r", "ask_need", "Hm.", mood=MoodChange(patience=-30)),
            persona=person(mood=Mood(patience=10)),
            if_patience_gone=Out(goto="next"),
        )
    )
    log = table.put(said("ask_need"))
    assert lines(log) == ["Hm.", "Goodbye.", "And now?"]
    table.put(said("ask_need"))
    assert table.state.ending == "hung_up"


def test_where_time_up_leads_on_the_second_time_ends_the_call() -> None:
    table = Table(
        made(reaction("r", "ask_need", "Hm."), time_limit=0.1, if_time_up=Out(goto="next"))
    )
    table.put(said("ask_need"))
    assert table.state.beat == "next"
    table.put(said("ask_need"))
    assert table.state.ending == "out_of_time"


def test_after_the_end_nothing_happens() -> None:
    table = Table(made(reaction("r", "ask_need", "Hm.", end="done")))
    table.put(said("ask_need"))
    for given in (said("ask_need"), Silence(seconds=9), AskHint(), HangUp()):
        assert table.put(given) == ()


# -- hints and hanging up -----------------------------------------------------------


def test_hints_come_in_order_cost_no_time_and_no_turn() -> None:
    table = Table(made(beat_more={"hints": ("One.", "Two.")}))
    before = (table.state.clock, table.state.turn)
    texts = [only(table.put(AskHint()), HintGiven)[0].text for _ in range(3)]
    assert texts == ["One.", "Two.", "Two."]
    assert (table.state.clock, table.state.turn) == before


def test_without_hints_the_beat_says_what_it_is_about() -> None:
    assert (
        only(Table(made(beat_more={"about": "Ask."})).put(AskHint()), HintGiven)[0].text == "Ask."
    )
    assert Table(made()).put(AskHint()) == ()


@pytest.mark.parametrize("result", ["left", "stopped"])
def test_hanging_up_is_no_result_of_the_scenario(result: str) -> None:
    table = Table(made())
    log = table.put(HangUp(result=result))  # type: ignore[arg-type]
    assert only(log, CallEnded)[0].result == result
    assert table.state.over


def test_a_spoken_reply_may_be_heard_whole_and_is_cut_by_the_engine() -> None:
    table = Table(made(persona=person(wears_thin=WearsThin(talk_longer_than=1))))
    given = said("greeting@a", "ask_need@f", text="a b c d e f")
    assert given.hearing == hearing("a b c d e f", "greeting@a", "ask_need@f")
    log = table.put(given)
    assert "ask_need" not in only(log, TraineeSpoke)[0].hearing.ids()
    assert only(log, ReactionChosen) == []
    assert only(log, MoodChanged) == []
