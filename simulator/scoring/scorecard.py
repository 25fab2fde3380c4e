"""From a playable scenario and the log of a call to a scorecard. Same log, same score."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.dialogue.events import Log
from simulator.scenario.model import PillarName, Playable
from simulator.scoring.card import CriterionScore, PillarScore, Scorecard, State
from simulator.scoring.coaching import advise, coach_of
from simulator.scoring.criteria import Finding, find, rule_of
from simulator.scoring.record import Record, transcribe

UNCLEAR = "Not heard clearly, so it neither earned nor cost anything. You can correct the text."


def score(playable: Playable, log: Log, habit: Mapping[str, float] | None = None) -> Scorecard:
    """The scorecard of a call (``authoring.md`` 4.9).

    ``habit`` maps a move to the share of calls, 0 to 1, in which the trainee
    loses points on it; it decides which tips come first, never the score. A log
    without an end, or one that was left, gives a provisional card that is no pass.
    """
    record = transcribe(playable, log)
    findings = find(playable, record)
    criteria = tuple(_criterion(finding, playable, record) for finding in findings)
    pillars = tuple(
        _pillar(name, pillar.weight, pillar.at_least, criteria)
        for name, pillar in playable.rubric.pillars.items()
    )
    ended = record.ending
    provisional = ended is None or ended.result in ("left", "stopped")
    ending = None
    if ended is not None and not provisional:
        ending = playable.scenario.endings.get(ended.ending)
    bonus = ending.bonus if ending is not None else 0
    cap = ending.at_most if ending is not None else None
    total = mean(pillars) + bonus
    total = max(0, min(100, total))
    reached = total
    if cap is not None:
        total = min(total, max(0, cap))
    why_not = tuple(_reasons(total, playable.rubric.pass_mark, pillars, criteria, provisional, cap))
    return Scorecard(
        total=total,
        passed=not why_not,
        pass_mark=playable.rubric.pass_mark,
        pillars=pillars,
        criteria=criteria,
        tips=advise(findings, criteria, pillars, record, playable, habit or {}, reached - total),
        ending=ended.ending if ended is not None else "",
        result=ended.result if ended is not None else "",
        bonus=bonus,
        capped_at=cap,
        why_not=why_not,
        provisional=provisional,
        engine=record.engine,
        scenario_hash=playable.hash,
        rubric_hash=playable.rubric_hash,
        seconds=round(record.seconds, 2),
    )


def half_up(part: int, whole: int) -> int:
    """``part / whole`` as a whole number, halves going up. ``whole`` is positive."""
    return (2 * part + whole) // (2 * whole)


def mean(pillars: Sequence[PillarScore]) -> int:
    """Weighted mean of the pillars that could come up; 0 where there is none."""
    counting = [pillar for pillar in pillars if pillar.relevant and pillar.weight > 0]
    weights = sum(pillar.weight for pillar in counting)
    if not weights:
        return 0
    return half_up(sum(pillar.score * pillar.weight for pillar in counting), weights)


def _criterion(finding: Finding, playable: Playable, record: Record) -> CriterionScore:
    criterion = finding.criterion
    penalty = criterion.penalty is not None
    note, stronger = "", ""
    state = _state(finding)
    if state in ("lost", "missed"):
        coach = coach_of(finding, playable, record)
        stronger = coach.stronger
        note = f"{coach.note} Heard, but {finding.why}." if finding.why else coach.note
    elif state == "unclear":
        note = UNCLEAR
    return CriterionScore(
        pillar=finding.pillar,
        name=criterion.name,
        rule=rule_of(criterion),
        state=state,
        points=_points(finding) if state in ("earned", "lost") else 0,
        possible=0 if penalty else criterion.points * criterion.times,
        must=criterion.must,
        quotes=finding.quotes,
        note=note,
        stronger=stronger,
    )


def _points(finding: Finding) -> int:
    points = finding.criterion.points
    if finding.share is None:
        return points * finding.earned
    part, whole = finding.share
    return half_up(points * part, whole)


def _state(finding: Finding) -> State:
    if finding.unclear:
        return "unclear"
    if not finding.relevant:
        return "not_relevant"
    if finding.criterion.penalty is not None:
        return "lost" if finding.earned else "clean"
    return "earned" if finding.earned else "missed"


def _reasons(
    total: int,
    pass_mark: int,
    pillars: Sequence[PillarScore],
    criteria: Sequence[CriterionScore],
    provisional: bool,
    cap: int | None,
) -> Iterator[str]:
    """Why the call is not a pass; nothing when it is one."""
    if provisional:
        yield "the call was not finished"
    if total < pass_mark:
        at_most = (
            f", and this ending allows {cap} at most" if cap is not None and cap < pass_mark else ""
        )
        yield f"the total of {total} is below the pass mark of {pass_mark}{at_most}"
    for pillar in pillars:
        if not pillar.reached:
            yield f"{pillar.name} has {pillar.score} and needs {pillar.at_least}"
    for criterion in criteria:
        if criterion.must and criterion.state in ("missed", "lost"):
            yield f"'{criterion.name}' is a must"


def _pillar(
    name: PillarName, weight: int, at_least: int, criteria: Sequence[CriterionScore]
) -> PillarScore:
    ours = [c for c in criteria if c.pillar == name and c.state not in ("not_relevant", "unclear")]
    possible = sum(criterion.possible for criterion in ours)
    earned = max(0, sum(criterion.points for criterion in ours))
    value = min(100, half_up(100 * earned, possible)) if possible > 0 else 0
    return PillarScore(
        name=name,
        score=value,
        weight=weight,
        at_least=at_least,
        reached=possible <= 0 or value >= at_least,
        relevant=possible > 0,
    )
