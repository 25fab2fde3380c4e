"""Every piece of coaching a call can give, with what its stronger line must be heard as."""

from collections.abc import Iterator

from msgspec import Struct

from simulator.scenario.model import Coach, Playable
from simulator.understanding.hearing import Context

OBJECTED = ("acknowledge_objection", "clarify_objection", "answer_objection", "check_resolved")
TOLD = ("reflect", "empathise", "tie_to_need", "summarise_needs", "apologise")


class Advice(Struct, frozen=True, kw_only=True):
    """A coaching note with its place, and the moves of which one must be heard; none: any good."""

    place: str
    coach: Coach
    moves: frozenset[str] = frozenset()
    beat: str = ""
    not_move: str = ""


def advices(playable: Playable) -> Iterator[Advice]:
    """All coaching of a call: criteria, ``without``, reactions, answers, objections."""
    scenario = playable.scenario
    for pillar in playable.rubric.pillars.values():
        for one in pillar.criteria:
            if one.coach is None:
                continue
            rows = one.credit.anyof if one.credit is not None else ()
            fault = one.penalty.anyof[0][0] if one.penalty is not None else ""
            yield Advice(
                place=f"rubric: {one.name}",
                coach=one.coach,
                moves=frozenset(move for row in rows for move in row),
                not_move=fault,
            )
    for name, beat in scenario.beats.items():
        for move, coach in beat.without.items():
            yield Advice(
                place=f"{name} without {move}", coach=coach, moves=frozenset({move}), beat=name
            )
        for reaction in beat.reactions:
            if reaction.coach is not None:
                fault = reaction.when.anyof[0][0]
                sign = playable.moves[fault].sign if fault in playable.moves else "good"
                yield Advice(
                    place=f"{name}.{reaction.name}",
                    coach=reaction.coach,
                    beat=name,
                    not_move=fault if sign == "bad" else "",
                )
    for alias, persona in playable.personas.items():
        for reaction in persona.anytime:
            if reaction.coach is not None:
                yield Advice(place=f"{alias}.{reaction.name}", coach=reaction.coach)
    for ident, objection in playable.objections.items():
        if objection.coach is not None:
            settling = [row for level in objection.levels for row in level.settled_by]
            moves = {move for row in settling for step in row.steps for move in step}
            yield Advice(place=ident, coach=objection.coach, moves=frozenset(moves))


def heard_in(playable: Playable, advice: Advice) -> Context:
    """What hearing may know where the advice belongs."""
    scenario = playable.scenario
    beat = scenario.beats.get(advice.beat) or scenario.beats[scenario.starts_with]
    person = beat.with_
    answers = scenario.people[person].answers
    told = [answer.says[0] for rows in answers.values() for answer in rows[:1]]
    objections = [one.levels[0].says[0] for one in playable.objections.values()]
    line = beat.opens[0] if beat.opens else ""
    if advice.moves & set(OBJECTED) and objections:
        line = objections[0]
    elif advice.moves & set(TOLD) and told:
        line = told[0]
    return Context(
        prospect=line,
        earlier=tuple(told),
        person=playable.personas[person].persona,
        others=tuple(one.persona for one in playable.personas.values()),
        you=scenario.you.name,
        company=scenario.you.company,
        live=advice.moves,
        moves=playable.moves,
        product=playable.product,
        open_objection=bool(advice.moves & set(OBJECTED)),
        told=frozenset({"need"}) if told else frozenset(),
    )
