"""4.4: which reaction answers. One test a key, in the order of the list."""

from simulator.dialogue.events import ReactionChosen
from simulator.scenario.model import Answer, Conditions, Mood, Persona
from simulator.scenario.values import MoodChange
from tests.dialogue.desk import (
    Table,
    at_least,
    beat,
    chosen,
    lines,
    only,
    playable,
    reaction,
    said,
)


def decided(table: Table, *moves: str) -> tuple[str, str]:
    log = table.put(said(*moves))
    event = only(log, ReactionChosen)[-1]
    return event.place.name, event.decided_by


def test_key_1_urgent_beats_everything() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("detailed", "ask_need", "Mornings.", if_=Conditions(done=("ask_need",))),
                reaction("insulted", "rude", "Goodbye!", urgent=True),
            )
        }
    )
    assert decided(Table(made), "rude", "ask_need") == ("insulted", "urgent")


def test_key_2_more_joined_moves_beat_a_stronger_reply() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("question", "ask_need", "Mornings."),
                reaction("pair", "introduce_self + state_reason", "Go on, Sam."),
            )
        }
    )
    table = Table(made)
    assert decided(table, "introduce_self", "state_reason", "ask_need") == ("pair", "moves joined")


def test_key_3_a_question_is_answered_before_a_statement_and_a_hello() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("hello", "greeting", "Hello.", if_=Conditions(done=("greeting",))),
                reaction("statement", "state_value", "Hm."),
                reaction("question", "ask_need", "Mornings."),
            )
        }
    )
    assert decided(Table(made), "greeting", "state_value", "ask_need") == (
        "question",
        "reply strength",
    )
    assert decided(Table(made), "greeting", "state_value") == ("statement", "reply strength")


def test_key_4_more_if_lines_win_and_any_counts_one() -> None:
    two = Conditions(done=("ask_need",), trust=at_least(10))
    anyof = Conditions(
        any_=(
            Conditions(done=("ask_need",), trust=at_least(10), patience=at_least(10)),
            Conditions(done=("greeting",)),
        )
    )
    made = playable(
        {
            "hello": beat(
                reaction("none", "ask_need", "A."),
                reaction("any", "ask_need", "B.", if_=anyof),
                reaction("two", "ask_need", "C.", if_=two),
            )
        }
    )
    assert decided(Table(made), "ask_need") == ("two", "conditions")


def test_key_5_the_beat_beats_answers_beat_persona_beat_anytime() -> None:
    beats = {"hello": beat(reaction("here", "ask_need", "Here."))}
    answers = {"ask_need": (Answer(says=("Answer.",)),), "ask_impact": (Answer(says=("Two.",)),)}
    made = playable(
        beats,
        answers=answers,
        anytime=(reaction("always", "ask_impact", "Always."),),
    )
    assert decided(Table(made), "ask_need") == ("here", "nearness")
    assert decided(Table(made), "ask_impact") == ("ask_impact", "nearness")


def test_key_6_the_last_question_wins() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("need", "ask_need", "Need."), reaction("impact", "ask_impact", "Impact.")
            )
        }
    )
    assert decided(Table(made), "ask_need", "ask_impact") == ("impact", "position")
    assert decided(Table(made), "ask_impact", "ask_need") == ("need", "position")


def test_key_7_the_earlier_in_the_file_wins_so_ties_cannot_happen() -> None:
    made = playable(
        {"hello": beat(reaction("one", "ask_need", "1."), reaction("two", "ask_need", "2."))}
    )
    assert decided(Table(made), "ask_need") == ("one", "place in the file")


def test_a_lead_in_speaks_before_the_winner() -> None:
    made = playable(
        {"hello": beat(reaction("need", "ask_need", "Mornings."))},
        anytime=(reaction("how_are_you", "small_talk", "Busy.", lead_in=True),),
    )
    log = Table(made).put(said("small_talk", "ask_need"))
    assert lines(log) == ["Busy.", "Mornings."]
    assert chosen(log) == ["how_are_you", "need"]


def test_a_lead_in_answers_alone_where_nothing_else_does() -> None:
    made = playable(
        {"hello": beat()},
        anytime=(reaction("how_are_you", "small_talk", "Busy.", lead_in=True),),
    )
    assert Table(made).hear("small_talk") == ["Busy."]


def test_the_measured_example_of_the_front_desk() -> None:
    made = playable(
        {
            "desk": beat(
                reaction("asks_who", "ask_referral or state_reason", "Who is calling?"),
                reaction(
                    "asks_why",
                    "ask_referral or introduce_self",
                    "And what is it about?",
                    if_=Conditions(done=("introduce_self",), not_done=("state_reason",)),
                ),
            )
        },
        anytime=(reaction("how_are_you", "small_talk", "Busy.", lead_in=True),),
    )
    table = Table(made)
    assert table.hear("small_talk", "introduce_self", "ask_referral", "use_name") == [
        "Busy.",
        "And what is it about?",
    ]


def test_every_loser_names_the_first_condition_that_failed() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("yes", "ask_need", "Yes.", if_=Conditions(trust=at_least(90))),
                reaction("no", "ask_need", "No."),
            )
        }
    )
    event = only(Table(made).put(said("ask_need")), ReactionChosen)[0]
    assert [(c.place.name, c.failed) for c in event.candidates] == [
        ("no", ""),
        ("yes", "trust is 50, needs at least 90"),
    ]


def test_missing_catches_the_near_miss_and_counts_as_a_condition() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("when", "ask_for_meeting", "Maybe."),
                reaction("which_day", "offer_times", "When, exactly?", missing=("day",)),
                reaction("fine", "offer_times", "<day> works."),
            )
        }
    )
    table = Table(made)
    log = table.put(said("ask_for_meeting", almost={"offer_times": ("day",)}))
    assert lines(log) == ["When, exactly?"]
    assert Table(made).hear("offer_times", facts={"day": "Tuesday"}) == ["Tuesday works."]


def test_once_is_said_once() -> None:
    made = playable(
        {
            "hello": beat(
                reaction(
                    "first", "ask_need", "First.", once=True, if_=Conditions(trust=at_least(1))
                ),
                reaction("then", "ask_need", "Then."),
            )
        }
    )
    table = Table(made)
    assert table.hear("ask_need") == ["First."]
    assert table.hear("ask_need") == ["Then."]


def test_the_mood_after_the_moves_decides_who_answers() -> None:
    made = playable(
        {
            "hello": beat(
                reaction("warm", "ask_need", "Gladly.", if_=Conditions(trust=at_least(55))),
                reaction("cold", "ask_need", "Why?"),
            )
        },
        personas={
            "dana": Persona(
                persona="Dana Whitlock",
                mood=Mood(),
                likes={"ask_need": MoodChange(trust=5)},
            )
        },
    )
    assert Table(made).hear("ask_need") == ["Gladly."]
