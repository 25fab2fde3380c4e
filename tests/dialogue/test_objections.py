"""4.6: objections with levels, handled well, badly, or not at all."""

import pytest

from simulator.dialogue.events import (
    Coached,
    MoodChanged,
    ObjectionClosed,
    ObjectionMoved,
    ObjectionRaised,
    ObjectionServed,
)
from simulator.scenario.model import (
    Answer,
    Coach,
    Conditions,
    Level,
    Objection,
    ObjectionLevel,
    ObjectionLimits,
    Out,
    Outcome,
)
from simulator.scenario.values import MoodChange
from tests.dialogue.desk import (
    Table,
    beat,
    chosen,
    lines,
    only,
    playable,
    price,
    reaction,
    row,
    said,
)


def opened(*more: object, level: str = "standard", **options: object) -> Table:
    """A call in which asking for the need has raised the price."""
    raises = reaction("raises", "ask_need", "First, the price.", raise_="price")
    extra = [one for one in more if isinstance(one, Objection)]
    levels = {
        "easy": Level(objections={"price": ObjectionLimits(stops_at="comparison")}),
        "hard": Level(objections={"price": ObjectionLimits(starts_at="comparison")}),
    }
    made = playable(
        {
            "talk": beat(
                raises,
                reaction("second", "ask_budget", "And mail me.", raise_="email"),
                reaction("asked", "ask_authority", "I sign."),
                if_lost_objection=options.get("lost", {}),
            )
        },
        answers={"clarify_objection": (Answer(says=("Against Corvane.",), tells=("rival",)),)},
        objections=[*extra, price()] if not any(o.id == "price" for o in extra) else extra,
        levels=levels,
    )
    table = Table(made, level=level)
    table.put(said("ask_need"))
    return table


def status(table: Table, name: str = "price") -> str:
    now = table.state.objections[name]
    return now.level if now.status == "open" else now.status


def test_raising_speaks_the_first_level_after_the_reaction() -> None:
    table = opened()
    assert list(table.state.lines[-2:]) == ["First, the price.", "That is a lot."]
    assert (table.state.open, status(table)) == ("price", "reflex")


def test_a_level_of_difficulty_says_where_it_starts_and_stops() -> None:
    assert status(opened(level="hard")) == "comparison"
    easy = opened(level="easy")
    easy.put(said("clarify_objection"))
    assert status(easy) == "comparison"
    easy.put(said("differentiate"))
    assert status(easy) == "settled"


def test_a_stop_makes_the_last_failure_the_end() -> None:
    table = opened(level="easy")
    table.put(said("clarify_objection"))
    for _ in range(3):
        table.put(said("ask_authority"))
    assert status(table) == "lost"


def test_handled_well_goes_to_the_deeper_level_and_answers_in_the_same_breath() -> None:
    table = opened()
    log = table.put(said("clarify_objection"))
    assert lines(log) == ["Against Corvane.", "Why would I pay more?"]
    assert only(log, ObjectionMoved)[0].was == "reflex"
    assert "rival" in table.state.told


def test_then_runs_over_turns_with_other_moves_between() -> None:
    table = opened()
    table.put(said("acknowledge_objection"))
    log = table.put(said("thank", "ask_impact"))
    assert only(log, ObjectionServed)[0].outcome == "handled"
    assert only(log, ObjectionServed)[0].row == "acknowledge_objection then ask_impact"


def test_then_within_one_turn_goes_by_the_order_said() -> None:
    right = opened()
    right.put(said("acknowledge_objection", "ask_impact"))
    assert status(right) == "comparison"
    wrong = opened()
    wrong.put(said("ask_impact", "acknowledge_objection"))
    assert status(wrong) == "reflex"


def test_moves_before_the_level_was_spoken_do_not_count() -> None:
    table = opened(
        price(levels=(ObjectionLevel(name="only", says=("No.",), settled_by=(row("ask_need"),)),))
    )
    assert status(table) == "only"


def test_plus_needs_both_in_the_same_turn() -> None:
    pair = ObjectionLevel(
        name="only", says=("No.",), settled_by=(row("ask_impact + differentiate"),), turns=9
    )
    table = opened(price(levels=(pair,)))
    table.put(said("ask_impact"))
    table.put(said("differentiate"))
    assert status(table) == "only"
    table.put(said("differentiate", "ask_impact"))
    assert status(table) == "settled"


def test_settled_says_so_then_moves_the_mood() -> None:
    table = opened(
        price(settled=Outcome(says=("I can see the sum.",), mood=MoodChange(interest=12)))
    )
    table.put(said("clarify_objection"))
    log = table.put(said("differentiate"))
    assert lines(log) == ["I can see the sum."]
    assert only(log, MoodChanged)[-1].cause == "objection price settled"
    assert table.state.feeling.interest == 62


def test_souring_costs_trust_and_patience_and_the_turn_goes_on() -> None:
    table = opened()
    log = table.put(said("discount_early", "ask_authority"))
    assert only(log, ObjectionServed)[0].outcome == "soured"
    assert (table.state.feeling.trust, table.state.feeling.patience) == (44, 44)
    assert chosen(log) == ["asked"]


def test_warming_gains_trust() -> None:
    table = opened()
    log = table.put(said("acknowledge_objection"))
    assert only(log, ObjectionServed)[0].outcome == "warmed"
    assert table.state.feeling.trust == 52


def test_soured_at_the_second_turn_fails_the_level() -> None:
    level = ObjectionLevel(
        name="a", says=("A.",), soured_by=("discount_early",), settled_by=(), turns=9
    )
    other = ObjectionLevel(name="b", says=("B.",), turns=9)
    table = opened(price(levels=(level, other)))
    table.put(said("discount_early"))
    assert status(table) == "a"
    log = table.put(said("discount_early"))
    assert status(table) == "b"
    assert lines(log) == ["B."]


def test_turns_used_up_fail_the_level_and_the_next_is_spoken() -> None:
    table = opened()
    table.put(said("ask_authority"))
    log = table.put(said("ask_authority"))
    assert only(log, ObjectionServed)[0].outcome == "failed"
    assert (status(table), lines(log)) == ("comparison", ["Why would I pay more?"])


def test_when_failed_names_where_it_goes() -> None:
    levels = (
        ObjectionLevel(name="a", says=("A.",), turns=1, when_failed="lost"),
        ObjectionLevel(name="b", says=("B.",)),
    )
    table = opened(price(levels=levels))
    table.put(said("ask_authority"))
    assert status(table) == "lost"


def test_after_the_last_level_it_is_lost_with_coaching_and_the_way_out() -> None:
    levels = (ObjectionLevel(name="a", says=("A.",), turns=1),)
    coach = Coach(note="You defended the price.", stronger="Compared with what?")
    table = opened(
        price(
            levels=levels,
            coach=coach,
            lost=Outcome(says=("Leave it.",), mood=MoodChange(interest=-20)),
        ),
        lost={"price": Out(end="no")},
    )
    log = table.put(said("ask_authority"))
    assert lines(log) == ["Leave it."]
    assert only(log, ObjectionClosed)[0].settled is False
    assert only(log, Coached)[0].stronger == "Compared with what?"
    assert table.state.feeling.interest == 30
    assert (table.state.ending, table.state.result) == ("no", "lost")


def test_where_the_beat_has_no_way_out_the_call_goes_on_after_a_loss() -> None:
    table = opened(price(levels=(ObjectionLevel(name="a", says=("A.",), turns=1),)))
    table.put(said("ask_authority"))
    assert (table.state.open, table.state.over) == ("", False)


def test_questions_inside_an_objection_are_answered() -> None:
    assert opened().hear("ask_authority") == ["I sign."]


def email(**more: object) -> Objection:
    return Objection(
        **{
            "id": "email",
            "objection": "Send me an email",
            "levels": (ObjectionLevel(name="reflex", says=("Just mail me.",), turns=5),),
            **more,
        }  # type: ignore[arg-type]
    )


def test_a_second_raise_waits_in_line_and_comes_up_when_the_first_is_closed() -> None:
    table = opened(email(), price())
    log = table.put(said("ask_budget"))
    assert only(log, ObjectionRaised)[0].waiting
    assert (table.state.open, table.state.waiting) == ("price", ("email",))
    table.put(said("clarify_objection"))
    log = table.put(said("differentiate"))
    assert lines(log) == ["I can see the sum.", "Just mail me."]
    assert (table.state.open, table.state.waiting) == ("email", ())


def test_three_may_wait_and_no_more() -> None:
    names = ("a", "b", "c", "d", "e")
    moves = ("ask_need", "ask_impact", "ask_budget", "ask_referral", "ask_for_meeting")
    made = playable(
        {
            "talk": beat(
                *(
                    reaction(name, move, name, raise_=name)
                    for name, move in zip(names, moves, strict=True)
                )
            )
        },
        objections=[
            Objection(
                id=name,
                objection=name,
                levels=(ObjectionLevel(name="x", says=("No.",), turns=99),),
            )
            for name in names
        ],
    )
    table = Table(made)
    for move in moves:
        table.put(said(move))
    assert (table.state.open, table.state.waiting) == ("a", ("b", "c", "d"))


@pytest.mark.parametrize(("again", "comes_back"), [(False, False), (True, True)])
def test_one_that_is_over_comes_back_only_where_the_file_says_again(
    again: bool, comes_back: bool
) -> None:
    levels = (ObjectionLevel(name="a", says=("A.",), settled_by=(row("differentiate"),)),)
    table = opened(price(levels=levels, again=again))
    table.put(said("differentiate"))
    table.put(said("ask_need"))
    assert (table.state.open == "price") is comes_back


def test_raising_the_open_one_again_changes_nothing() -> None:
    table = opened()
    log = table.put(said("ask_need"))
    assert only(log, ObjectionRaised) == []


def test_an_objection_stays_open_through_a_transfer() -> None:
    made = playable(
        {
            "talk": beat(reaction("raises", "ask_need", "Hm.", raise_="price", goto="next")),
            "next": beat(opens=("Dana again.",)),
        },
        objections=[price()],
    )
    table = Table(made)
    log = table.put(said("ask_need"))
    assert lines(log) == ["Hm.", "That is a lot.", "Dana again."]
    assert table.state.open == "price"


def test_conditions_can_ask_after_objections() -> None:
    made = playable(
        {
            "talk": beat(
                reaction("raises", "ask_need", "Hm.", raise_="price"),
                reaction("open", "ask_budget", "Open.", if_=Conditions(open=("price",))),
                reaction("ok", "ask_budget", "Settled.", if_=Conditions(settled=("price",))),
                reaction("lost", "ask_budget", "Lost.", if_=Conditions(lost=("price",))),
                reaction("never", "ask_budget", "Never.", if_=Conditions(not_settled=("price",))),
            )
        },
        objections=[price()],
    )
    table = Table(made)
    assert table.hear("ask_budget") == ["Never."]
    table.put(said("ask_need"))
    assert table.hear("ask_budget") == ["Open."]
    table.put(said("clarify_objection"))
    table.put(said("differentiate"))
    assert table.hear("ask_budget") == ["Settled."]


def test_a_day_that_settles_an_objection_is_agreed_in_the_same_breath() -> None:
    level = ObjectionLevel(
        name="reflex",
        says=("Send me something.",),
        settled_by=(row("acknowledge_objection then offer_times"), row("ask_impact")),
    )
    made = playable(
        {
            "talk": beat(
                reaction("raises", "ask_need", "Hm.", raise_="price"),
                reaction("later", "ask_impact", "A lot.", goto="other"),
                reaction(
                    "agreed",
                    "offer_times",
                    "Tuesday, then.",
                    if_=Conditions(settled=("price",)),
                    goto="other",
                ),
            ),
            "other": beat(),
        },
        objections=[price(levels=(level,), settled=Outcome(says=("All right.",)))],
    )
    one = Table(made)
    one.put(said("ask_need"))
    given = said("acknowledge_objection", "offer_times", facts={"day": "Tuesday"})
    assert lines(one.put(given))[:2] == ["All right.", "Tuesday, then."]
    assert one.state.beat == "other"
    other = Table(made)
    other.put(said("ask_need"))
    assert other.hear("ask_impact") == ["All right."]  # names no day: the settled line is enough
    assert other.state.beat == "talk"
