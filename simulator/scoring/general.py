"""A bare transcript as a call: the scenario it lacks is read out of both sides."""

import re
from collections.abc import Iterator, Sequence

from simulator.dialogue.events import (
    AnyEvent,
    BeatEntered,
    CallEnded,
    CallStarted,
    FactTold,
    Log,
    Place,
    ProspectSpoke,
    TraineeSpoke,
)
from simulator.scenario.model import (
    Beat,
    Ending,
    MoveDef,
    Person,
    Persona,
    Playable,
    Rubric,
    Scenario,
    You,
)
from simulator.scoring.conversation import Alike, work_out
from simulator.scoring.prospect import read
from simulator.scoring.transcript import Transcript
from simulator.scoring.uptake import Exchange, exchanges, substance
from simulator.scoring.words import content
from simulator.understanding.hearing import Context, Hear, Heard, Hearing

SITUATIONS = {
    "cold_call": "general-cold-call",
    "discovery": "general-discovery",
    "gatekeeper": "general-gatekeeper",
    "price_objection": "general-objection",
    "renewal": "general-renewal",
    "follow_up": "general-follow-up",
}
"""Kinds of conversation and the rubric of each."""

CALLED = {
    "cold": "cold_call",
    "first": "cold_call",
    "discover": "discovery",
    "demo": "discovery",
    "needs": "discovery",
    "gate": "gatekeeper",
    "reception": "gatekeeper",
    "front": "gatekeeper",
    "price": "price_objection",
    "objection": "price_objection",
    "negotiat": "price_objection",
    "competitor": "price_objection",
    "vendor": "price_objection",
    "renew": "renewal",
    "customer": "renewal",
    "account": "renewal",
    "upsell": "renewal",
    "follow": "follow_up",
    "second": "follow_up",
    "callback": "follow_up",
    "email": "follow_up",
}
"""Words in the name of a situation, and the kind they stand for."""

CUES: dict[str, re.Pattern[str]] = {
    "renewal": re.compile(
        r"\brenew\w*|\b(?:agreement|contract|licence|subscription|plan)(?:'s| is)? (?:up|"
        r"coming up|"
        r"runs out|ends|due)|another year|been with us|your account with us",
        re.I,
    ),
    "gatekeeper": re.compile(
        r"\b(?:put (?:me|you) through|who(?:ever)? (?:looks after|deals with|handles|runs)|the "
        r"right "
        r"person|speak (?:to|with) (?:the|your|mr|mrs|ms|dr)|reception|take a message|how can i "
        r"(?:help|direct)|leave (?:him|her|them) a note)",
        re.I,
    ),
    "price_objection": re.compile(
        r"\b(?:your quote|the quote|the proposal|your proposal|your price|the price|too expensive|"
        r"a lot of money|discount|cheaper|steep|dearer)",
        re.I,
    ),
    "follow_up": re.compile(
        r"\b(?:following up|follow(?:ed)? up|last time|we (?:spoke|talked)|you (?:asked|said) "
        r"(?:me )?to "
        r"(?:ring|call|try)|touching base|checking in|sent (?:you|over)|weeks? (?:back|ago)|"
        r"call back)",
        re.I,
    ),
    "discovery": re.compile(
        r"\b(?:we said (?:half|ten|two|\w+) |thanks for (?:making (?:the )?time|jumping on|"
        r"your time today)|"
        r"you (?:wrote|filled)|on the form|half an hour|agenda|few questions|understand (?:the|"
        r"your) "
        r"business|set aside|put (?:by|aside))",
        re.I,
    ),
    "cold_call": re.compile(
        r"\b(?:you don't know me|out of the blue|never spoken|not spoken|cold call|reason "
        r"(?:for my call|i'm "
        r"(?:calling|ringing)|it's you)|have you got (?:two|a|one|thirty)|don't know me from)",
        re.I,
    ),
}


def situation_of(transcript: Transcript) -> tuple[str, bool]:
    """The kind of conversation, and whether it was guessed rather than given."""
    given = re.sub(r"[\s-]+", "_", transcript.situation.strip().lower())
    if given in SITUATIONS:
        return given, False
    for part, kind in CALLED.items():
        if part in given:
            return kind, False
    opening = transcript.turns[:6]
    weights = {
        kind: sum(len(pattern.findall(turn.text)) for turn in opening)
        for kind, pattern in CUES.items()
    }
    best = max(weights, key=lambda kind: weights[kind])
    return (best if weights[best] else "cold_call"), True


def playable_for(rubric: Rubric, moves: dict[str, MoveDef], rubric_hash: str) -> Playable:
    """A scenario with nothing in it but two people and a rubric."""
    return Playable(
        id=rubric.id,
        scenario=Scenario(
            id=rubric.id,
            scenario="A conversation",
            you=You(name=""),
            people={"prospect": Person(persona="prospect")},
            starts_with="talk",
            beats={"talk": Beat(with_="prospect")},
            endings={"over": Ending(result="partial")},
        ),
        personas={"prospect": Persona(persona="")},
        voices={},
        objections={},
        rubric=rubric,
        product=None,
        moves=moves,
        drills={},
        hash="",
        rubric_hash=rubric_hash,
    )


def hearings(transcript: Transcript, hear: Hear) -> tuple[Hearing, ...]:
    """What was heard in each turn of the rep, each beside the lines before it."""
    found: list[Hearing] = []
    lines: list[str] = []
    said: list[str] = []
    done: set[str] = set()
    for turn in transcript.turns:
        if turn.speaker == "prospect":
            lines.append(turn.text)
            continue
        context = Context(
            prospect=lines[-1] if lines else "",
            earlier=tuple(lines[:-1]),
            said=tuple(said),
            done=frozenset(done),
        )
        hearing = hear(turn.text, context)
        found.append(hearing)
        said.append(turn.text)
        done |= hearing.ids()
    return tuple(found)


def log_of(transcript: Transcript, hear: Hear, engine: str, alike: Alike | None = None) -> Log:
    """The events that the conversation would have left behind.

    ``alike`` compares meanings (``conversation.Alike``) where a model is there to do it.
    """
    calls = exchanges(transcript, hearings(transcript, hear))
    worked: dict[int, list[Heard]] = {}
    for number, one in work_out(calls, alike):
        worked.setdefault(number, []).append(
            Heard(move=one.move, confidence=1.0, span=one.span, by="worked_out", nearest=one.why)
        )
    return tuple(_events(transcript, calls, worked, engine))


PLACE = Place(part="beat", owner="talk", name="transcript")


def _events(
    transcript: Transcript,
    calls: Sequence[Exchange],
    worked: dict[int, list[Heard]],
    engine: str,
) -> Iterator[AnyEvent]:
    yield CallStarted(
        engine=engine,
        scenario="transcript",
        scenario_hash="",
        rubric_hash="",
        level="standard",
        seed=0,
        you="",
    )
    yield BeatEntered(beat="talk", person="prospect")
    number, clock = 0, 0.0
    for turn in transcript.turns:
        seconds = len(turn.text.split()) / 2.5
        if turn.start is not None and turn.end is not None and turn.end > turn.start:
            clock, seconds = turn.start, turn.end - turn.start
        if turn.speaker == "prospect":
            yield ProspectSpoke(
                turn=number,
                at=clock,
                person="prospect",
                line=turn.text,
                place=PLACE,
                variant=0,
                seconds=seconds,
            )
        else:
            exchange = calls[number]
            number += 1
            hearing = exchange.hearing
            yield TraineeSpoke(
                turn=number,
                at=clock + seconds,
                started=clock,
                counted=len(turn.text),
                hearing=Hearing(
                    text=hearing.text,
                    source=hearing.source,
                    seconds=seconds,
                    moves=(*hearing.moves, *worked.get(number, ())),
                    maybe=hearing.maybe,
                    almost=hearing.almost,
                    facts=hearing.facts,
                ),
            )
            for fact in _found_out(exchange, calls[number : number + 3]):
                yield FactTold(turn=number, at=clock + seconds, fact=fact, person="prospect")
        clock += seconds
    yield CallEnded(turn=number, at=clock, ending="over", result="partial")


def _found_out(exchange: Exchange, following: Sequence[Exchange]) -> Iterator[str]:
    """Facts that an answer gave, where the rep asked and then used what she was told."""
    if not exchange.asks or not exchange.after:
        return
    answer = substance(exchange.after)
    if any(content(later.text) & answer for later in following):
        yield from sorted(read(exchange.after).facts)
