"""What holds for any scenario and any inputs."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from simulator import dialogue
from simulator.dialogue import State
from simulator.dialogue.events import (
    HangUp,
    Input,
    Log,
    MoodChanged,
    ReactionChosen,
    Said,
    Silence,
)
from simulator.dialogue.feeling import CAP
from simulator.scenario.model import (
    Answer,
    Beat,
    Conditions,
    Mood,
    Out,
    Persona,
    Playable,
    Reaction,
    WearsThin,
)
from simulator.scenario.values import MoodChange, Range
from tests.dialogue.desk import MOVES, playable, price, reaction, said

SPOKEN = sorted(move for move, one in MOVES.items() if not one.worked_out)
moves = some.sampled_from(SPOKEN)
changes = some.builds(
    MoodChange,
    trust=some.integers(-60, 60),
    patience=some.integers(-60, 60),
    interest=some.integers(-60, 60),
)
conditions = some.none() | some.builds(
    Conditions,
    trust=some.none() | some.builds(lambda n: Range(f"at least {n}", low=n), some.integers(0, 100)),
    done=some.lists(moves, max_size=1).map(tuple),
    not_done=some.lists(moves, max_size=1).map(tuple),
    told=some.lists(some.sampled_from(["f", "g"]), max_size=1).map(tuple),
    chance=some.none() | some.sampled_from([0.0, 0.5, 1.0]),
)
BEATS = ("one", "two", "three")
triggers = some.one_of(
    moves,
    some.tuples(moves, moves).map(" + ".join),
    some.tuples(moves, moves).map(" or ".join),
    some.sampled_from(["silence", "not_understood", "anything_else", "interrupted"]),
)


@some.composite
def reactions(draw: Any, name: str) -> Reaction:
    out = draw(some.sampled_from(["", "", "", "goto", "end", "raise"]))
    return reaction(
        name,
        draw(triggers),
        tuple(draw(some.lists(some.sampled_from(["A.", "<day>?", "C!"]), min_size=1, max_size=3))),
        if_=draw(conditions),
        mood=draw(changes),
        tells=tuple(draw(some.lists(some.sampled_from(["f", "g"]), max_size=1))),
        once=draw(some.booleans()),
        urgent=draw(some.booleans()),
        lead_in=draw(some.booleans()),
        goto=draw(some.sampled_from(BEATS)) if out == "goto" else "",
        end="done" if out == "end" else "",
        raise_="price" if out == "raise" else "",
    )


@some.composite
def scenarios(draw: Any) -> Playable:
    beats = {}
    for name in BEATS:
        count = draw(some.integers(0, 5))
        beats[name] = Beat(
            with_=draw(some.sampled_from(["dana", "priya"])),
            opens=("Yes?",),
            reactions=tuple(draw(reactions(f"{name}{n}")) for n in range(count)),
            mode=draw(some.sampled_from(["talk", "talk", "talk", "voicemail"])),
            talk_time=draw(some.none() | some.floats(1, 20)),
            time_limit=draw(some.none() | some.floats(1, 100)),
            then=draw(some.none() | some.just(Out(goto="one"))),
            if_lost_objection=draw(some.sampled_from([{}, {"price": Out(end="no")}])),
        )
    persona = Persona(
        persona="Dana",
        mood=Mood(trust=draw(some.integers(0, 100)), patience=draw(some.integers(0, 100))),
        wears_thin=WearsThin(
            each_turn=draw(some.integers(-5, 0)),
            talk_longer_than=draw(some.none() | some.floats(0, 10)),
        ),
        likes=draw(some.dictionaries(moves, changes, max_size=3)),
        dislikes=draw(some.dictionaries(moves, changes, max_size=3)),
    )
    return playable(
        beats,
        personas={"dana": persona, "priya": Persona(persona="Priya")},
        answers={"ask_need": (Answer(says=("Need.",), tells=("f",)),)},
        objections=[price()],
        time_limit=draw(some.none() | some.floats(1, 300)),
        if_patience_gone=draw(some.sampled_from([Out(end="hung_up"), Out(goto="two")])),
        if_time_up=draw(some.sampled_from([Out(end="out_of_time"), Out(goto="three")])),
    )


inputs: some.SearchStrategy[Input] = some.one_of(
    some.builds(
        lambda heard, facts, cut: said(*heard, facts=facts, interrupted=cut, line_heard=0.5),
        some.lists(moves, max_size=4, unique=True),
        some.dictionaries(some.sampled_from(["day"]), some.just("Tuesday"), max_size=1),
        some.booleans(),
    ),
    some.builds(lambda: said(text="wibble wobble " * 8)),
    some.builds(Silence, seconds=some.floats(0, 20)),
)
calls = some.lists(inputs, max_size=12)


def played(made: Playable, given: list[Input], seed: int) -> tuple[Log, list[State]]:
    log = dialogue.start(made, level="standard", seed=seed)
    states = [dialogue.fold(made, log)]
    for one in given:
        state, new = dialogue.step(made, states[-1], one)
        log += new
        states.append(state)
    return log, states


@settings(max_examples=150, deadline=None)
@given(made=scenarios(), given=calls, seed=some.integers(0, 5))
def test_the_same_inputs_give_the_same_bytes(made: Playable, given: list[Input], seed: int) -> None:
    first, _ = played(made, given, seed)
    again, _ = played(made, given, seed)
    assert msgspec.json.encode(first) == msgspec.json.encode(again)


@settings(max_examples=150, deadline=None)
@given(made=scenarios(), given=calls)
def test_state_is_the_fold_of_the_log_and_survives_saving_at_every_turn(
    made: Playable, given: list[Input]
) -> None:
    log, states = played(made, given, 1)
    assert dialogue.fold(made, log) == states[-1]
    packed = msgspec.json.decode(msgspec.json.encode(log), type=Log)
    assert dialogue.fold(made, packed) == states[-1]
    state = states[0]
    for one, wanted in zip(given, states[1:], strict=True):
        state = msgspec.json.decode(msgspec.json.encode(state), type=State)
        state, _ = dialogue.step(made, state, one)
        assert state == wanted


@settings(max_examples=150, deadline=None)
@given(made=scenarios(), given=calls)
def test_moods_keep_their_bounds_and_no_step_moves_more_than_its_cap(
    made: Playable, given: list[Input]
) -> None:
    log, states = played(made, given, 1)
    for state in states:
        for feeling in state.moods.values():
            assert all(0 <= n <= 100 for n in feeling)
    moods = {alias: tuple(feeling) for alias, feeling in states[0].moods.items()}
    for event in log:
        if isinstance(event, MoodChanged):
            before = moods[event.person]
            steps = [abs(a - b) for a, b in zip(before, event.now, strict=True)]
            assert max(steps) <= 2 * CAP  # a like of 30 may be taken back by a dislike of 60
            moods[event.person] = event.now


@settings(max_examples=100, deadline=None)
@given(made=scenarios(), given=calls)
def test_the_ranking_is_a_total_order_and_the_winner_is_its_top(
    made: Playable, given: list[Input]
) -> None:
    log, _ = played(made, given, 1)
    for event in log:
        if isinstance(event, ReactionChosen) and event.candidates:
            ranks = [one.rank for one in event.candidates if one.rank and not one.failed]
            assert len(set(ranks)) == len(ranks)
            assert ranks == sorted(ranks, reverse=True)
            assert event.candidates[0].place == event.place
            assert event.decided_by


@settings(max_examples=60, deadline=None)
@given(made=scenarios(), one=inputs)
def test_every_call_ends(made: Playable, one: Input) -> None:
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    for _ in range(1100):
        state, _ = dialogue.step(made, state, one)
        if state.over:
            return
    raise AssertionError(f"still talking in {state.beat} after {state.turn} turns")


@settings(max_examples=60, deadline=None)
@given(made=scenarios(), given=calls)
def test_hanging_up_ends_it_whenever(made: Playable, given: list[Input]) -> None:
    _, states = played(made, [*given, HangUp()], 1)
    assert states[-1].over


@settings(max_examples=100, deadline=None)
@given(made=scenarios(), given=calls, extra=reactions("extra"))
def test_a_reaction_added_to_one_beat_changes_no_line_in_a_call_that_never_triggers_it(
    made: Playable, given: list[Input], extra: Reaction
) -> None:
    never = replace(extra, if_=Conditions(told=("nobody tells this",)))
    beats = dict(made.scenario.beats)
    beats["two"] = replace(beats["two"], reactions=(never, *beats["two"].reactions))
    more = replace(made, scenario=replace(made.scenario, beats=beats))
    first, _ = played(made, given, 1)
    second, _ = played(more, given, 1)
    assert [_spoken(event) for event in first] == [_spoken(event) for event in second]


def _spoken(event: object) -> object:
    return type(event), getattr(event, "line", ""), getattr(event, "variant", 0)


def test_a_reaction_that_answers_in_one_beat_changes_no_line_in_another() -> None:
    variants = tuple(f"Line {n}." for n in range(6))
    two = Beat(with_="dana", reactions=(reaction("r", "ask_need", variants),), opens=variants)
    one = Beat(with_="dana", reactions=(reaction("go", "greeting", variants, goto="two"),))
    new = Beat(
        with_="dana",
        reactions=(reaction("new", "greeting", "New!", urgent=True, goto="two"), *one.reactions),
    )
    given: list[Input] = [said("greeting"), *(said("ask_need") for _ in range(8))]
    before, _ = played(playable({"one": one, "two": two}), given, 4)
    after, _ = played(playable({"one": new, "two": two}), given, 4)
    later = [_spoken(e) for e in before if e.turn > 1 or getattr(e, "place", None) is None]
    assert later == [_spoken(e) for e in after if e.turn > 1 or getattr(e, "place", None) is None]


def test_inputs_are_not_touched() -> None:
    made = playable({"one": Beat(with_="dana", reactions=(reaction("r", "ask_need", "A."),))})
    state = dialogue.fold(made, dialogue.start(made, level="standard", seed=1))
    before = msgspec.json.encode(state)
    given = said("ask_need")
    assert isinstance(given, Said)
    dialogue.step(made, state, given)
    assert msgspec.json.encode(state) == before
