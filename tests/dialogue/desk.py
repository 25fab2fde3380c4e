"""Scenarios and hearings made by hand: the engine's real input, without files or models."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from simulator import dialogue
from simulator.dialogue import State
from simulator.dialogue.events import (
    AnyEvent,
    Input,
    Log,
    ProspectSpoke,
    ReactionChosen,
    Said,
)
from simulator.scenario.model import (
    Answer,
    Beat,
    Conditions,
    Ending,
    Level,
    Mood,
    MoveDef,
    Objection,
    ObjectionLevel,
    Outcome,
    Person,
    Persona,
    Pillar,
    Playable,
    Reaction,
    Rubric,
    Scenario,
    You,
)
from simulator.scenario.values import Range, Row, When
from simulator.understanding.hearing import Almost, Fact, Heard, Hearing, Span

MOVES = {
    "greeting": MoveDef(reply="social"),
    "small_talk": MoveDef(reply="social"),
    "thank": MoveDef(reply="social"),
    "say_goodbye": MoveDef(reply="social"),
    "use_name": MoveDef(reply="none"),
    "introduce_self": MoveDef(reply="statement"),
    "permission_opener": MoveDef(reply="question"),
    "state_reason": MoveDef(reply="statement"),
    "state_value": MoveDef(reply="statement"),
    "quantify_value": MoveDef(reply="statement"),
    "differentiate": MoveDef(reply="statement"),
    "ask_need": MoveDef(reply="question"),
    "ask_impact": MoveDef(reply="question"),
    "ask_budget": MoveDef(reply="question"),
    "ask_referral": MoveDef(reply="question"),
    "ask_for_meeting": MoveDef(reply="question"),
    "offer_times": MoveDef(reply="question", counts_as=("ask_for_meeting",), needs=("day",)),
    "acknowledge_objection": MoveDef(reply="statement"),
    "clarify_objection": MoveDef(reply="question"),
    "discount_early": MoveDef(reply="statement", sign="bad"),
    "pressure": MoveDef(reply="statement", sign="bad"),
    "rude": MoveDef(reply="statement", sign="bad"),
    "ramble": MoveDef(reply="none", sign="bad", worked_out=True),
    "interrupt": MoveDef(reply="none", sign="bad", worked_out=True),
    "pitch_too_early": MoveDef(reply="none", sign="bad", worked_out=True),
    "dodge_question": MoveDef(reply="none", sign="bad", worked_out=True),
}


def when(text: str) -> When:
    """``a or b + c`` as the reader reads it."""
    return When(text, tuple(tuple(row.split(" + ")) for row in text.split(" or ")))


def row(text: str) -> Row:
    """``a then b + c`` as the reader reads it."""
    return Row(text, tuple(tuple(step.split(" + ")) for step in text.split(" then ")))


def at_least(n: int) -> Range:
    return Range(f"at least {n}", low=n)


def below(n: int) -> Range:
    return Range(f"below {n}", high=n - 1)


def reaction(name: str, on: str, says: str | tuple[str, ...] = "", **more: Any) -> Reaction:
    lines = (says,) if isinstance(says, str) and says else tuple(says)
    return Reaction(name=name, when=when(on), says=lines, **more)


def beat(*reactions: Reaction, **more: Any) -> Beat:
    return Beat(**{"with_": "dana", "opens": ("Dana Whitlock.",), "reactions": reactions, **more})


def price(**more: Any) -> Objection:
    """Three layers, as in the example pack."""
    return Objection(
        **{
            "id": "price",
            "objection": "It costs too much",
            "levels": (
                ObjectionLevel(
                    name="reflex",
                    says=("That is a lot.",),
                    settled_by=(
                        row("clarify_objection"),
                        row("acknowledge_objection then ask_impact"),
                    ),
                    when_handled="comparison",
                    warmed_by=("acknowledge_objection",),
                    soured_by=("discount_early", "pressure"),
                    turns=2,
                ),
                ObjectionLevel(
                    name="comparison",
                    says=("Why would I pay more?",),
                    settled_by=(row("ask_impact then quantify_value"), row("differentiate")),
                    soured_by=("discount_early",),
                    turns=3,
                ),
                ObjectionLevel(
                    name="real_limit",
                    says=("Not without the board.",),
                    settled_by=(row("offer_times"),),
                    turns=2,
                ),
            ),
            "settled": Outcome(says=("I can see the sum.",)),
            "lost": Outcome(says=("Let us leave it there.",)),
            **more,
        }
    )


def playable(
    beats: dict[str, Beat],
    *,
    personas: dict[str, Persona] | None = None,
    answers: Mapping[str, tuple[Answer, ...]] | None = None,
    anytime: Iterable[Reaction] = (),
    objections: Iterable[Objection] = (),
    levels: dict[str, Level] | None = None,
    **more: Any,
) -> Playable:
    people = personas or {"dana": Persona(persona="Dana Whitlock", mood=Mood())}
    scenario = Scenario(
        **{
            "id": "made",
            "scenario": "Made by hand",
            "you": You(name="Sam", company="Tallyroute"),
            "people": {
                alias: Person(persona=alias, answers=dict(answers or {}) if alias == "dana" else {})
                for alias in people
            },
            "starts_with": next(iter(beats)),
            "beats": beats,
            "anytime": tuple(anytime),
            "levels": levels or {},
            "endings": {
                "done": Ending(result="won", shows="Done."),
                "no": Ending(result="lost", shows="No."),
            },
            **more,
        }
    )
    return Playable(
        id="made",
        scenario=scenario,
        personas=people,
        voices={},
        objections={one.id: one for one in objections},
        rubric=Rubric(
            rubric="None",
            pillars={name: Pillar(weight=1) for name in ("qualification", "value", "rapport")},
        ),
        product=None,
        moves=MOVES,
        drills={},
        hash=hashlib.sha256(msgspec.json.encode(scenario)).hexdigest(),
        rubric_hash="",
    )


def hearing(text: str, *moves: str, **more: Any) -> Hearing:
    """A hearing of ``text``: ``move`` stands at its start, ``move@word`` at that word."""
    heard = []
    for one in moves:
        move, _, word = one.partition("@")
        begin = text.index(word) if word else 0
        heard.append(Heard(move=move, confidence=0.9, span=Span(begin, len(text))))
    return Hearing(text=text, moves=tuple(heard), **more)


def perhaps(move: str, confidence: float = 0.5, end: int = 5) -> Heard:
    return Heard(move=move, confidence=confidence, span=Span(0, end))


def said(*moves: str, text: str = "", **more: Any) -> Said:
    """A turn in which ``moves`` are heard, in that order."""
    words = text or " ".join(re.sub("@.*", "", move) for move in moves)
    placed = moves if text else tuple(f"{move}@{move}" for move in moves)
    facts = tuple(
        Fact(kind=kind, value=value, span=Span(0, 1))
        for kind, value in more.pop("facts", {}).items()
    )
    missing = more.pop("almost", {})
    almost = tuple(
        Almost(move=move, confidence=0.7, span=Span(0, 1), missing=tuple(facts))
        for move, facts in missing.items()
    )
    maybe = more.pop("maybe", ())
    noise = more.pop("noise", False)
    return Said(
        hearing=hearing(words, *placed, facts=facts, almost=almost, maybe=maybe, noise=noise),
        **more,
    )


class Table:
    """A call played by hand, its log kept, its state checked against the fold every turn."""

    def __init__(self, made: Playable, *, level: str = "standard", seed: int = 1) -> None:
        self.playable = made
        self.log: Log = dialogue.start(made, level=level, seed=seed)
        self.state: State = dialogue.fold(made, self.log)

    def put(self, given: Input) -> Log:
        """Carries out an input; the events of this step."""
        self.state, new = dialogue.step(self.playable, self.state, given)
        self.log += new
        assert dialogue.fold(self.playable, self.log) == self.state
        packed = msgspec.json.encode(self.state)
        assert msgspec.json.decode(packed, type=State) == self.state
        return new

    def hear(self, *moves: str, **more: Any) -> list[str]:
        """The person's lines in answer to these moves."""
        return lines(self.put(said(*moves, **more)))


def lines(log: Iterable[AnyEvent]) -> list[str]:
    return [event.line for event in log if isinstance(event, ProspectSpoke)]


def chosen(log: Iterable[AnyEvent]) -> list[str]:
    return [event.place.name for event in log if isinstance(event, ReactionChosen)]


def only(log: Iterable[AnyEvent], kind: type[Any]) -> list[Any]:
    return [event for event in log if isinstance(event, kind)]


__all__ = ["Conditions", "Table", "at_least", "below", "chosen", "lines", "only", "playable"]
