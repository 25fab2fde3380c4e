"""Names that must point somewhere: one walk over any struct of the model.

The annotations say what a name names (``to``); tables say which names there
are. A kind without a table is not checked: a persona alone can't know the
beats of the scenarios that will use it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from simulator.scenario import shapes
from simulator.scenario.model import Objection, Persona, Reaction, Scenario, StockLines
from simulator.scenario.problems import Path, Place, Places, Problem, suggestion
from simulator.scenario.values import EVENTS, Row, When

Tables = Mapping[str, Iterable[str]]

FACTS = (
    *("name", "company", "day", "time", "date", "number", "amount", "money"),
    *("percent", "duration", "phone", "email", "edge", "proof", "rival", "worth"),
)
"""What a reply can hold: the last four come from the product file."""
SPOKEN = ("you", "prospect", "our_company")
"""Placeholders that every scenario fills."""
MOST_PLACEHOLDERS = 20
"""Different ones in one text that are looked at; no line has as many to say."""
PLACEHOLDER = re.compile(r"<([A-Za-z][A-Za-z0-9_-]*)>")
ALWAYS_ENDINGS = ("hung_up", "out_of_time")
"""Endings that exist whether or not a scenario lists them."""
STOCK = StockLines.__struct_fields__

CODES = {
    "move": ("E201", "no move called '{}'."),
    "event": ("E201", "no move called '{}'."),
    "person": ("E202", "no person called '{}' among the people of this scenario."),
    "persona": ("E202", "no persona called '{}'."),
    "rubric": ("E203", "no rubric called '{}'."),
    "product": ("E203", "no product called '{}'."),
    "drill": ("E203", "no drill called '{}'."),
    "module": ("E203", "nothing called '{}' to use."),
    "objection": ("E204", "no objection called '{}' is in use here."),
    "ending": ("E205", "no ending called '{}'."),
    "beat": ("E206", "no beat called '{}'."),
    "moment": ("E206", "no beat, move, told fact or objection called '{}'."),
    "voice": ("E207", "no voice called '{}'."),
    "fact": ("E208", "no fact called '{}'."),
    "placeholder": ("E210", "nothing fills '<{}>'."),
    "told": ("E212", "nothing here tells '{}'."),
    "remembered": ("E212", "nothing here remembers '{}'."),
    "reaction": ("E214", "no reaction called '{}'."),
    "level": ("E215", "no level called '{}'."),
}


class Walk:
    """Collects the names of one document that point nowhere."""

    def __init__(self, tables: Tables, places: Places) -> None:
        self.tables = {kind: frozenset(names) for kind, names in tables.items()}
        if "move" in self.tables:
            self.tables["event"] = self.tables["move"] | frozenset(EVENTS)
        self.places = places
        self.problems: list[Problem] = []

    def name(self, to: str, name: str, place: Place) -> None:
        """Checks one name."""
        table = self.tables.get(to)
        if table is None or name in table:
            return
        code, message = CODES[to]
        hint = suggestion(name, table)
        if not hint and 0 < len(table) <= 12:
            hint = f"There is {', '.join(sorted(table))}."
        self.problems.append(self.places.problem(code, place, message.format(name), hint))

    def struct(self, value: Struct, path: Path) -> None:
        """Walks the fields of a struct that its author wrote."""
        for key in shapes.keys_of(type(value)).values():
            inner = (*path, key.name)
            if inner in self.places.values:
                self.value(getattr(value, key.attribute), key.shape, inner)

    def value(self, value: Any, shape: shapes.Shape, path: Path) -> None:
        """Walks one value."""
        match shape:
            case shapes.Fields():
                self.struct(value, path)
            case shapes.Text(to=to, kind=kind):
                if to:
                    self.name(to, value, self.places.value(path))
                elif kind == "prose":
                    self.placeholders(value, path)
            case shapes.Rows(to=to):
                for number, row in enumerate(value):
                    if to:
                        self.name(to, row, self.places.value((*path, number)))
                    else:
                        self.placeholders(row, (*path, number))
            case shapes.ListOf():
                for number, item in enumerate(value):
                    self.value(item, shape.item, (*path, number))
            case shapes.MapOf():
                self.map(value, shape, path)
            case shapes.Special():
                self.moves(value, path)

    def map(self, value: dict[str, Any], shape: shapes.MapOf, path: Path) -> None:
        """Walks a map: its keys may be names too."""
        for name, inner in value.items():
            if isinstance(shape.key, shapes.Text) and shape.key.to:
                self.name(shape.key.to, name, self.places.key((*path, name)))
            self.value(inner, shape.value, (*path, name))

    def moves(self, value: Any, path: Path) -> None:
        """The moves of a ``when`` or of a row of ``settled_by``."""
        if isinstance(value, When):
            for name in dict.fromkeys(name for row in value.anyof for name in row):
                self.name("event", name, self.places.word(path, name))
        elif isinstance(value, Row):
            for name in dict.fromkeys(name for step in value.steps for name in step):
                self.name("move", name, self.places.word(path, name))

    def placeholders(self, text: str, path: Path) -> None:
        """``<day>`` and the like in a text."""
        for name in list(dict.fromkeys(PLACEHOLDER.findall(text)))[:MOST_PLACEHOLDERS]:
            self.name("placeholder", name, self.places.word(path, f"<{name}>"))


def check(value: Struct, places: Places, tables: Tables, path: Path = ()) -> list[Problem]:
    """Names in ``value`` that point nowhere."""
    walk = Walk(tables, places)
    walk.struct(value, path)
    return walk.problems


def told_in(value: Scenario | Persona) -> set[str]:
    """Everything that a reaction or answer ``tells``."""
    found = {name for reaction in _reactions(value) for name in reaction.tells}
    if isinstance(value, Scenario):
        for person in value.people.values():
            for answers in person.answers.values():
                found.update(name for answer in answers for name in answer.tells)
    return found


def remembered_in(value: Scenario | Persona) -> set[str]:
    """Everything that a reaction says to ``remember``."""
    return {name for reaction in _reactions(value) for name in reaction.remember}


def _reactions(value: Scenario | Persona) -> Iterator[Reaction]:
    if isinstance(value, Scenario):
        for beat in value.beats.values():
            yield from beat.reactions
    yield from value.anytime


def objection_levels(objection: Objection, places: Places) -> list[Problem]:
    """``when_handled`` and ``when_failed`` must name a level of the same objection."""
    names = [level.name for level in objection.levels]
    problems = []
    for number, level in enumerate(objection.levels):
        path: Path = ("levels", number)
        for key, name, more in (
            ("when_handled", level.when_handled, "settled"),
            ("when_failed", level.when_failed, "lost"),
        ):
            if name and name != more and name not in names:
                table = [*names, more]
                hint = suggestion(name, table) or f"There is {', '.join(table)}."
                place = places.value((*path, key))
                message = f"this objection has no level called '{name}'."
                problems.append(places.problem("E204", place, message, hint))
    return problems


def scenario_levels(
    scenario: Scenario, objections: Mapping[str, Objection], places: Places
) -> list[Problem]:
    """Objection levels named by levels of difficulty and by tests."""
    problems: list[Problem] = []

    def check(objection: str, name: str, path: Path, more: tuple[str, ...] = ()) -> None:
        if objection not in objections or not name:
            return
        names = (*(level.name for level in objections[objection].levels), *more)
        if name not in names:
            hint = suggestion(name, names) or f"There is {', '.join(names)}."
            message = f"'{objection}' has no level called '{name}'."
            problems.append(places.problem("E204", places.value(path), message, hint))

    for title, level in scenario.levels.items():
        for objection, limits in level.objections.items():
            path: Path = ("levels", title, "objections", objection)
            check(objection, limits.starts_at, (*path, "starts_at"))
            check(objection, limits.stops_at, (*path, "stops_at"))
    for number, test in enumerate(scenario.tests):
        for row, turn in enumerate(test.call):
            for objection, name in turn.objection.items():
                path = ("tests", number, "call", row, "objection", objection)
                check(objection, name, path, ("settled", "lost"))
    return problems
