"""Which advice belongs to a lost point, and which of it comes first."""

from collections.abc import Mapping, Sequence

from simulator.scenario.model import Coach, Criterion, Playable
from simulator.scoring.advice import DEFAULTS
from simulator.scoring.card import CriterionScore, PillarScore, Quote, Tip
from simulator.scoring.criteria import Finding
from simulator.scoring.record import Record

MOST_TIPS = 3
"""Advice is dosed: more than three tips are read by nobody."""

UNKNOWN_HABIT = 0.5
"""Share of calls in which a point is taken to be lost where nothing is known of the trainee."""


def moves_of(criterion: Criterion) -> tuple[str, ...]:
    """The moves that a criterion hangs on, in the author's order."""
    when = criterion.credit or criterion.penalty
    return tuple(dict.fromkeys(move for row in when.anyof for move in row)) if when else ()


def coach_of(finding: Finding, playable: Playable, record: Record) -> Coach:
    """Note and stronger line for a point that was not won.

    For a fault what the scenario said at that turn; then the beat's ``without``,
    the criterion's own, the objection's, the move's default.
    """
    criterion = finding.criterion
    moves = moves_of(criterion)
    if criterion.penalty is not None:
        for found in finding.quotes:
            turn = record.turn(found.turn)
            if turn is not None and turn.coached and turn.answered & set(moves):
                return Coach(note=turn.coached[0].note, stronger=turn.coached[0].stronger)
    else:
        without = _without(moves, playable, record)
        if without is not None:
            return without
    if criterion.coach is not None:
        return criterion.coach
    objection = playable.objections.get(criterion.settled)
    if objection is not None and objection.coach is not None:
        return objection.coach
    for move in moves:
        if move in DEFAULTS:
            return DEFAULTS[move]
        definition = playable.moves.get(move)
        if definition is not None and definition.means:
            example = definition.sounds_like[0] if definition.sounds_like else ""
            return Coach(note=f"Missing: {definition.means}", stronger=example)
    return Coach(note=f"Not reached: {criterion.name}.", stronger="")


def _without(moves: Sequence[str], playable: Playable, record: Record) -> Coach | None:
    beats = playable.scenario.beats
    visited = [moment.name for moment in record.beats if moment.name in beats]
    for beat in dict.fromkeys((*visited, *beats)):
        for move in moves:
            coach = beats[beat].without.get(move)
            if coach is not None:
                return coach
    return None


def advise(
    findings: Sequence[Finding],
    criteria: Sequence[CriterionScore],
    pillars: Sequence[PillarScore],
    record: Record,
    playable: Playable,
    habit: Mapping[str, float],
    held_back: int = 0,
) -> tuple[Tip, ...]:
    """One to three tips: the turn that lost the call, then by points lost times habit.

    ``held_back`` is what the ending's cap took off the total.
    """
    worth = {pillar.name: _worth(pillar, criteria, pillars) for pillar in pillars}
    ranked: list[tuple[float, int, int]] = []  # weight, place, points lost
    for place, (finding, criterion) in enumerate(zip(findings, criteria, strict=True)):
        if criterion.state == "missed":
            lost = criterion.possible
        elif criterion.state == "lost":
            lost = -criterion.points
        else:
            continue
        shares = [habit[m] for m in moves_of(finding.criterion) if m in habit]
        often = max(shares, default=UNKNOWN_HABIT)
        must = 2.0 if criterion.must else 1.0
        ranked.append((-lost * worth[criterion.pillar] * often * must, place, lost))
    chosen = _turning_point(record, held_back)
    for weight, place, lost in sorted(ranked):
        criterion = criteria[place]
        if weight >= 0 or any(criterion.note == other.note for other in chosen):
            continue
        where = _moment_of(findings[place], criterion, record, playable)
        chosen.append(
            Tip(
                note=criterion.note,
                stronger=criterion.stronger,
                turn=where.turn if where else 0,
                criterion=criterion.name,
                points_lost=lost,
                words=where.words if where else "",
            )
        )
        if len(chosen) == MOST_TIPS:
            break
    return tuple(chosen)


def _turning_point(record: Record, held_back: int) -> list[Tip]:
    """What the scenario says of the turn on which a call was lost: the costliest one."""
    if record.ending is None or record.ending.result not in ("lost", "partial"):
        return []
    for turn in reversed(record.turns[-2:]):
        for coached in turn.coached:
            return [
                Tip(
                    note=coached.note,
                    stronger=coached.stronger,
                    turn=turn.number,
                    points_lost=held_back,
                    words=turn.text[: turn.counted],
                )
            ]
    return []


def _worth(
    pillar: PillarScore, criteria: Sequence[CriterionScore], pillars: Sequence[PillarScore]
) -> float:
    """What one rubric point of the pillar is worth on the total."""
    weights = sum(other.weight for other in pillars if other.relevant)
    possible = sum(
        c.possible
        for c in criteria
        if c.pillar == pillar.name and c.state not in ("not_relevant", "unclear")
    )
    return pillar.weight / weights * 100 / possible if weights and possible else 0.0


def _moment_of(
    finding: Finding, criterion: CriterionScore, record: Record, playable: Playable
) -> Quote | None:
    """Her words at the moment a lost point belongs to: where it was lost, or could be won."""
    if criterion.quotes:
        return criterion.quotes[0]
    turns = record.turns
    moves = set(moves_of(finding.criterion))
    raised = [m for m in record.raised if m.name == finding.criterion.settled]
    if raised:
        turns = tuple(turn for turn in turns if turn.number > raised[0].turn) or turns
    else:
        asked = {
            name
            for name, beat in playable.scenario.beats.items()
            if moves & set(beat.without)
            or any(moves & set(row) for r in beat.reactions for row in r.when.anyof)
        }
        turns = tuple(turn for turn in turns if turn.beat in asked) or turns
    if not turns:
        return None
    turn = turns[0] if raised else turns[-1]
    return Quote(words=turn.text, turn=turn.number, at=turn.at, end=len(turn.text))
