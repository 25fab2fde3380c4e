"""A bundle laid out flat: every reaction with where it stands and who says it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from msgspec import Struct

from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import (
    Answer,
    Objection,
    Out,
    Persona,
    Reaction,
    Rubric,
    Scenario,
)
from simulator.scenario.problems import Path, Place, Problem, Severity
from simulator.scenario.values import When

BEAT, ANSWERS, PERSONA, ANYTIME = 3.0, 2.0, 1.5, 1.0
"""Nearness of a reaction's home, as the engine ranks it."""


class Spot(Struct, frozen=True, kw_only=True, eq=False):
    """A reaction and its home. ``beat`` and ``person`` are empty where any will do."""

    reaction: Reaction
    document: Document
    path: Path
    nearness: float
    beat: str = ""
    person: str = ""

    def place(self, *keys: str | int) -> Place:
        """Place of the reaction's name, or of the value at ``keys`` below it."""
        if not keys and (*self.path, "name") in self.document.places.values:
            return self.document.places.value((*self.path, "name"))
        if not keys:
            return self.document.places.key(self.path)
        return self.document.places.value((*self.path, *keys))

    @property
    def title(self) -> str:
        """What messages call it."""
        return self.reaction.name


def scenario_of(bundle: Bundle) -> Scenario:
    """The scenario as written, with defaults filled in where it could be joined."""
    if bundle.playable is not None:
        return bundle.playable.scenario
    return cast(Scenario, bundle.scenario.value)


def persona_of(bundle: Bundle, alias: str) -> Persona | None:
    """The persona of a person."""
    document = bundle.people.get(alias)
    return cast(Persona, document.value) if document is not None else None


def objection_of(document: Document) -> Objection:
    """The objection of a document."""
    return cast(Objection, document.value)


def rubric_of(bundle: Bundle) -> tuple[Rubric, Document, Path] | None:
    """The rubric in force, its document and its path there."""
    scenario = cast(Scenario, bundle.scenario.value)
    if scenario.scoring is not None:
        return scenario.scoring, bundle.scenario, ("scoring",)
    if bundle.rubric is not None:
        return cast(Rubric, bundle.rubric.value), bundle.rubric, ()
    return None


@lru_cache(maxsize=4)
def spots(bundle: Bundle) -> tuple[Spot, ...]:
    """Every reaction and answer: beats first, then answers, personas, anytime."""
    scenario, document = scenario_of(bundle), bundle.scenario
    found: list[Spot] = []
    for name, beat in scenario.beats.items():
        for number, reaction in enumerate(beat.reactions):
            path: Path = ("beats", name, "reactions", number)
            found.append(
                Spot(
                    reaction=reaction,
                    document=document,
                    path=path,
                    nearness=BEAT,
                    beat=name,
                    person=beat.with_,
                )
            )
    for alias, person in scenario.people.items():
        for move, answers in person.answers.items():
            for number, answer in enumerate(answers):
                path = ("people", alias, "answers", move, number)
                found.append(
                    Spot(
                        reaction=_as_reaction(move, answer),
                        document=document,
                        path=path,
                        nearness=ANSWERS,
                        person=alias,
                    )
                )
    for alias, persona in bundle.people.items():
        for number, reaction in enumerate(cast(Persona, persona.value).anytime):
            found.append(
                Spot(
                    reaction=reaction,
                    document=persona,
                    path=("anytime", number),
                    nearness=PERSONA,
                    person=alias,
                )
            )
    for number, reaction in enumerate(scenario.anytime):
        found.append(
            Spot(
                reaction=reaction,
                document=document,
                path=("anytime", number),
                nearness=ANYTIME,
            )
        )
    return tuple(found)


def _as_reaction(move: str, answer: Answer) -> Reaction:
    return Reaction(
        name=move,
        when=When(move, ((move,),)),
        if_=answer.if_,
        says=answer.says,
        tells=answer.tells,
        mood=answer.mood,
        coach=answer.coach,
    )


def here(all_spots: tuple[Spot, ...], bundle: Bundle, beat: str) -> tuple[Spot, ...]:
    """The reactions that compete in a beat, in the order of ``spots``."""
    person = scenario_of(bundle).beats[beat].with_
    return tuple(
        spot for spot in all_spots if spot.beat in ("", beat) and (spot.person in ("", person))
    )


def outs(bundle: Bundle, beat: str) -> Iterator[Out]:
    """The ways out of a beat that are not reactions."""
    value = scenario_of(bundle).beats[beat]
    yield from value.if_lost_objection.values()
    for out in (value.when_cut_off, value.then):
        if out is not None:
            yield out


def lines(document: Document) -> Iterator[tuple[Path, str]]:
    """Every line a prospect says in a document, with its path."""
    value = document.value
    if isinstance(value, Scenario):
        for name, beat in value.beats.items():
            yield from _rows(("beats", name, "opens"), beat.opens)
            for number, reaction in enumerate(beat.reactions):
                yield from _rows(("beats", name, "reactions", number, "says"), reaction.says)
        for alias, person in value.people.items():
            for move, answers in person.answers.items():
                for number, answer in enumerate(answers):
                    path: Path = ("people", alias, "answers", move, number, "says")
                    yield from _rows(path, answer.says)
    if isinstance(value, Scenario | Persona):
        for number, reaction in enumerate(value.anytime):
            yield from _rows(("anytime", number, "says"), reaction.says)
    if isinstance(value, Persona):
        for key in value.lines.__struct_fields__:
            yield from _rows(("lines", key), getattr(value.lines, key))
    if isinstance(value, Objection):
        for number, level in enumerate(value.levels):
            yield from _rows(("levels", number, "says"), level.says)
        yield from _rows(("settled", "says"), value.settled.says)
        yield from _rows(("lost", "says"), value.lost.says)


def _rows(path: Path, rows: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    for number, row in enumerate(rows):
        yield (*path, number), row


def doubt(
    code: str,
    document: Document,
    place: Place,
    message: str,
    hint: str = "",
    severity: Severity = "warning",
) -> Problem:
    """A lint's finding; its severity is the code's own until the pack says otherwise."""
    return document.places.problem(code, place, message, hint, severity)
