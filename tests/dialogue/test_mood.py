"""4.2 steps 6 and 9, 4.8: what moves a mood, how far, and when."""

from simulator.dialogue import Feeling, mood_word
from simulator.dialogue.events import MoodChanged
from simulator.scenario.model import Level, Mood, Persona, WearsThin
from simulator.scenario.values import MoodChange
from tests.dialogue.desk import Table, beat, only, playable, reaction, said


def table(
    *,
    likes: dict[str, MoodChange] | None = None,
    dislikes: dict[str, MoodChange] | None = None,
    mood: Mood | None = None,
    wears: WearsThin | None = None,
    reaction_mood: MoodChange | None = None,
    level: str = "standard",
    levels: dict[str, Level] | None = None,
) -> Table:
    persona = Persona(
        persona="Dana Whitlock",
        mood=mood or Mood(),
        likes=likes or {},
        dislikes=dislikes or {},
        wears_thin=wears or WearsThin(),
    )
    made = playable(
        {"hello": beat(reaction("r", "ask_need", "Hm.", mood=reaction_mood or MoodChange()))},
        personas={"dana": persona},
        levels=levels,
    )
    return Table(made, level=level)


def test_a_liked_move_counts_in_full_then_half_then_nothing() -> None:
    one = table(likes={"ask_need": MoodChange(trust=9)})
    seen = []
    for _ in range(4):
        one.put(said("ask_need"))
        seen.append(one.state.feeling.trust)
    assert seen == [59, 63, 63, 63]


def test_half_of_an_odd_like_is_rounded_towards_nothing() -> None:
    one = table(likes={"ask_need": MoodChange(trust=-1, interest=5)})
    one.put(said("ask_need"))
    one.put(said("ask_need"))
    assert one.state.feeling == Feeling(49, 50, 57)


def test_a_disliked_move_counts_every_time() -> None:
    one = table(dislikes={"ask_need": MoodChange(patience=-8)})
    for _ in range(3):
        one.put(said("ask_need"))
    assert one.state.feeling.patience == 50 - 24


def test_a_move_counts_once_a_turn_however_often_it_is_heard() -> None:
    one = table(dislikes={"ask_need": MoodChange(patience=-8)})
    one.put(said("ask_need", "ask_need"))
    assert one.state.feeling.patience == 42


def test_each_turn_wears_patience_thin() -> None:
    one = table(wears=WearsThin(each_turn=-3))
    one.put(said("ask_need"))
    assert one.state.feeling.patience == 47


def test_feelings_about_the_moves_are_capped_at_thirty_a_turn() -> None:
    one = table(
        dislikes={"ask_need": MoodChange(trust=-20), "pressure": MoodChange(trust=-25)},
        mood=Mood(trust=90),
    )
    log = one.put(said("ask_need", "pressure"))
    assert one.state.feeling.trust == 60
    assert [event.now[0] for event in only(log, MoodChanged)] == [70, 60]


def test_the_reaction_is_capped_on_its_own() -> None:
    one = table(
        dislikes={"ask_need": MoodChange(trust=-40)},
        reaction_mood=MoodChange(trust=-40),
        mood=Mood(trust=90),
    )
    one.put(said("ask_need"))
    assert one.state.feeling.trust == 30


def test_moods_stay_between_0_and_100() -> None:
    high = table(likes={"ask_need": MoodChange(trust=30)}, mood=Mood(trust=90))
    high.put(said("ask_need"))
    assert high.state.feeling.trust == 100
    low = table(dislikes={"ask_need": MoodChange(interest=-30)}, mood=Mood(interest=5))
    low.put(said("ask_need"))
    assert low.state.feeling.interest == 0


def test_every_mood_step_names_its_cause() -> None:
    one = table(
        likes={"ask_need": MoodChange(trust=1)},
        wears=WearsThin(each_turn=-1),
        reaction_mood=MoodChange(interest=1),
    )
    log = one.put(said("ask_need"))
    assert [event.cause for event in only(log, MoodChanged)] == [
        "likes ask_need",
        "wears_thin",
        "reaction r",
    ]


def test_a_level_shifts_everyone_at_the_start() -> None:
    one = table(levels={"hard": Level(mood=MoodChange(patience=-15, trust=-60))}, level="hard")
    assert one.state.feeling == Feeling(0, 35, 50)


def test_mood_is_per_person() -> None:
    people = {
        "dana": Persona(persona="Dana", dislikes={"ask_need": MoodChange(trust=-10)}),
        "priya": Persona(persona="Priya", mood=Mood(trust=80)),
    }
    made = playable(
        {
            "one": beat(reaction("go", "ask_need", "Go.", goto="two")),
            "two": beat(with_="priya", opens=("Priya.",)),
        },
        personas=people,
    )
    one = Table(made)
    one.put(said("ask_need"))
    assert one.state.moods["dana"].trust == 40
    assert one.state.feeling.trust == 80


def test_the_mood_word_follows_the_bands() -> None:
    assert mood_word(Feeling(10, 33, 90)) == "short"
    assert mood_word(Feeling(33, 34, 90)) == "guarded"
    assert mood_word(Feeling(34, 34, 67)) == "keen"
    assert mood_word(Feeling(34, 34, 66)) == "even"
