"""Events in words, for the terminal: what was said, heard, felt, chosen."""

from collections.abc import Iterator, Mapping

from simulator.dialogue import RANK
from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallEnded,
    CallStarted,
    Candidate,
    Coached,
    FactTold,
    HintGiven,
    Log,
    MoodChanged,
    ObjectionClosed,
    ObjectionMoved,
    ObjectionRaised,
    Place,
    ProspectSpoke,
    ReactionChosen,
    TraineeSilent,
    TraineeSpoke,
)
from simulator.scenario.model import Playable
from simulator.scenario.values import MoodChange
from simulator.scoring.card import Scorecard


def names(playable: Playable) -> dict[str, str]:
    """What each person is called, by alias."""
    return {alias: persona.persona for alias, persona in playable.personas.items()}


def spoken(log: Log, called: Mapping[str, str]) -> Iterator[str]:
    """What a bystander would notice: lines, silences, hints and the end."""
    for event in log:
        match event:
            case ProspectSpoke():
                yield f"{called.get(event.person, event.person)}: {event.line}"
            case TraineeSpoke():
                yield f"You: {event.hearing.text}"
                if event.cut_in:
                    yield f"  cut off after: {event.hearing.text[: event.counted][-40:]}"
            case TraineeSilent():
                yield f"You: (silent for {event.seconds:g} seconds)"
            case HintGiven():
                yield f"  hint: {event.text}"
            case CallEnded():
                shows = f" {event.shows}" if event.shows else ""
                yield f"The call ends: {event.ending} ({event.result}).{shows}"
            case _:
                pass


def inside(log: Log) -> Iterator[str]:
    """What an author wants to know of the same events: moves, mood, choice, objections."""
    for event in log:
        line = _inside(event)
        if line:
            yield line


def _inside(event: AnyEvent) -> str:
    match event:
        case CallStarted():
            return f"level {event.level}, seed {event.seed}"
        case TraineeSpoke():
            return _heard(event)
        case MoodChanged():
            trust, patience, interest = event.now
            return (
                f"mood {change(event.change)} ({event.cause})"
                f" -> trust {trust}, patience {patience}, interest {interest}"
            )
        case ReactionChosen():
            return f"chose {where(event.place)} for {event.move}: {event.decided_by}"
        case BeatEntered():
            return f"beat {event.beat}, with {event.person}"
        case FactTold():
            return f"told {event.fact}"
        case ObjectionRaised():
            waiting = ", waiting" if event.waiting else ""
            return f"objection {event.objection} raised at {event.level}{waiting}"
        case ObjectionMoved():
            return f"objection {event.objection} goes from {event.was} to {event.level}"
        case ObjectionClosed():
            return f"objection {event.objection} {'settled' if event.settled else 'lost'}"
        case Coached():
            return f"coaching: {event.note} Stronger: {event.stronger}"
        case _:
            return ""


def _heard(event: TraineeSpoke) -> str:
    hearing = event.hearing
    parts = [f"{one.move} {one.confidence:.2f}" for one in hearing.moves]
    text = "heard " + (", ".join(parts) if parts else "no move")
    if hearing.maybe:
        text += "; perhaps " + ", ".join(
            f"{one.move} {one.confidence:.2f}" for one in hearing.maybe
        )
    lacking = [one for one in hearing.almost if one.missing]
    if lacking:
        text += "; almost " + ", ".join(
            f"{one.move} (no {' or '.join(one.missing)})" for one in lacking
        )
    if hearing.facts:
        text += "; facts " + ", ".join(f"{one.kind} '{one.value}'" for one in hearing.facts)
    return text


def change(by: MoodChange) -> str:
    """A change of mood as its author writes it."""
    parts = [
        f"{name} {n:+d}"
        for name, n in (("trust", by.trust), ("patience", by.patience), ("interest", by.interest))
        if n
    ]
    return ", ".join(parts) or "no change"


def where(place: Place) -> str:
    """A place in words: part, owner, name."""
    return (
        f"{place.part} {place.owner}.{place.name}" if place.owner else f"{place.part} {place.name}"
    )


def ranking(event: ReactionChosen) -> tuple[str, ...]:
    """The ranking as a table: each candidate with its seven keys, or why it fell out."""
    fits = [one for one in event.candidates if not one.failed]
    losers = [one for one in event.candidates if one.failed]
    width = max((len(where(one.place)) for one in event.candidates), default=0)
    rows = [f"decided by: {event.decided_by}"]
    if fits:
        rows.append(" " * width + "  " + "  ".join(RANK))
        rows.extend(f"{where(one.place):<{width}}  {_keys(one)}" for one in fits)
    rows.extend(f"{where(one.place):<{width}}  out: {one.failed}" for one in losers)
    return tuple(rows)


def _keys(one: Candidate) -> str:
    shown = [*one.rank[:-1], -one.rank[-1]] if one.rank else []
    return "  ".join(f"{n:<{len(name)}g}" for name, n in zip(RANK, shown, strict=False))


def scored(card: Scorecard) -> Iterator[str]:
    """A scorecard in a few lines."""
    verdict = "passed" if card.passed else "not passed"
    if card.provisional:
        verdict = "provisional, the call was not finished"
    yield f"Score {card.total} of 100, {verdict} (pass mark {card.pass_mark})"
    yield "  " + " · ".join(
        f"{one.name} {one.score if one.relevant else 'not relevant'}" for one in card.pillars
    )
    for one in card.criteria:
        if one.state == "not_relevant":
            continue
        quote = f"  “{one.quotes[0].words}”" if one.quotes else ""
        yield f"  {one.points:+4d}  {one.name}: {one.state}{quote}"
    for reason in card.why_not:
        yield f"  why not: {reason}"
    for tip in card.tips:
        yield f"  tip: {tip.note} Stronger: {tip.stronger}"
