"""Joins a scenario with every file it names into a ``Bundle`` and its ``Playable``."""

from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any, cast

from msgspec.structs import replace

from simulator.files.moves import MoveTable, about, table
from simulator.files.packs import Pack
from simulator.files.playable import playable_of
from simulator.files.workspace import Workspace
from simulator.scenario import codes, model, references
from simulator.scenario.documents import Bundle, Document
from simulator.scenario.problems import Path, Problem, sort, suggestion


@dataclass(slots=True, eq=False)
class Joined:
    """A bundle, unless the scenario's own file could not be read, and all problems on the way."""

    bundle: Bundle | None
    problems: tuple[Problem, ...]


@dataclass(eq=False)
class Joiner:
    """Joins scenarios of any pack; move tables are made once a pack."""

    workspace: Workspace
    _moves: dict[File, MoveTable] = field(default_factory=dict)

    def moves(self, pack: Pack) -> MoveTable:
        """The moves a pack can use."""
        if pack.root not in self._moves:
            self._moves[pack.root] = table(self.workspace, pack)
        return self._moves[pack.root]

    def lint(self, pack: Pack) -> dict[str, str]:
        """Severities that a pack sets."""
        meta = about(self.workspace, pack)
        return dict(cast(model.Pack, meta.value).lint) if meta is not None else {}

    def join(self, pack: Pack, path: File) -> Joined:
        """The bundle of a scenario file."""
        read = self.workspace.read(pack, path, "scenario")
        if read.document is None:
            return Joined(None, read.problems)
        return _Join(self, pack, read.document).joined()

    def alone(self, pack: Pack, document: Document) -> tuple[Problem, ...]:
        """Names in a file other than a scenario that point nowhere, as far as it can tell."""
        tables: dict[str, Any] = {
            "move": self.moves(pack).moves,
            "fact": references.FACTS,
            "voice": pack.names("voice"),
            "module": [f"objections/{name}" for name in pack.names("objection")],
        }
        value = document.value
        problems: list[Problem] = []
        if isinstance(value, model.Moves):
            tables["move"] = {*tables["move"], *value.define}
        if isinstance(value, model.Objection):
            tables["placeholder"] = (*references.FACTS, *references.SPOKEN, *value.needs)
            problems += references.objection_levels(value, document.places)
        if isinstance(value, model.Persona | model.Moves):
            tables["placeholder"] = (*references.FACTS, *references.SPOKEN)
        if isinstance(value, model.Pack):
            problems += self.moves(pack).problems
            problems += _pack_names(value, document, pack)
        return sort([*references.check(value, document.places, tables), *problems])


class _Join:
    """The joining of one scenario."""

    def __init__(self, joiner: Joiner, pack: Pack, document: Document) -> None:
        self.joiner, self.pack, self.document = joiner, pack, document
        self.scenario = cast(model.Scenario, document.value)
        self.places = document.places
        self.problems: list[Problem] = []

    def joined(self) -> Joined:
        table = self.joiner.moves(self.pack)
        self.problems += table.problems
        people = {
            alias: self.named("persona", person.persona, ("people", alias, "persona"))
            for alias, person in self.scenario.people.items()
        }
        personas = {alias: found for alias, found in people.items() if found is not None}
        objections = self.objections()
        bundle = Bundle(
            scenario=self.document,
            people=personas,
            objections=objections,
            rubric=self.rubric(),
            product=self.product(),
            drills=self.drills(),
            voices=self.voices(personas),
            moves=table.moves,
            words=table.documents,
        )
        self.names(bundle)
        if not self.problems:
            bundle = replace(bundle, playable=playable_of(bundle, self.scenario))
        return Joined(bundle, sort(self.problems))

    def named(self, kind: str, name: str, path: Path, code: str = "") -> Document | None:
        """The document a name of this scenario stands for; a missing one is noted."""
        found = self.pack.find(kind, name)
        if found is None:
            self.missing(kind, name, path)
            return None
        read = self.joiner.workspace.read(found[0], found[1], kind)
        self.problems += read.problems
        if read.document is not None:
            self.problems += self.joiner.alone(found[0], read.document)
        return read.document

    def missing(self, kind: str, name: str, path: Path) -> None:
        code, message = references.CODES[kind]
        names = self.pack.names(kind)
        hint = suggestion(name, names) or (f"There is {', '.join(names[:12])}." if names else "")
        place = self.places.value(path)
        self.problems.append(self.places.problem(code, place, message.format(name), hint))

    def objections(self) -> dict[str, Document]:
        """What ``use`` brings in, by id; their ``needs`` must be among the values."""
        found: dict[str, Document] = {}
        for number, module in enumerate(self.scenario.use):
            folder, _, name = module.rpartition("/")
            if folder not in ("", "objections"):
                self.complain_module(module, number)
                continue
            if self.pack.find("objection", name) is None:
                self.complain_module(module, number)
                continue
            document = self.named("objection", name, ("use", number))
            if document is None:
                continue
            found[name] = document
            for value in cast(model.Objection, document.value).needs:
                if value not in self.scenario.values:
                    hint = f"Write it under 'values': '{value}: ...'."
                    message = f"'{name}' needs a value for '{value}'."
                    place = self.places.value(("use", number))
                    self.problems.append(self.places.problem("E209", place, message, hint))
        return found

    def complain_module(self, module: str, number: int) -> None:
        names = [f"objections/{name}" for name in self.pack.names("objection")]
        hint = suggestion(module, names) or suggestion(f"objections/{module}", names)
        place = self.places.value(("use", number))
        message = references.CODES["module"][1].format(module)
        self.problems.append(self.places.problem("E203", place, message, hint))

    def rubric(self) -> Document | None:
        """The rubric file; exactly one of ``rubric`` and ``scoring`` must be there."""
        places, scenario = self.places, self.scenario
        if scenario.rubric and scenario.scoring is not None:
            place = places.key(("scoring",))
            message = "a scenario has 'rubric' or 'scoring', not both."
            self.problems.append(places.problem("E117", place, message, "Keep one of them."))
        elif scenario.rubric:
            return self.named("rubric", scenario.rubric, ("rubric",))
        elif scenario.scoring is None:
            place = places.key(("scenario",))
            message = "'rubric' is missing in this file."
            hint = "Write 'rubric: NAME', or 'scoring:' with criteria of its own."
            self.problems.append(places.problem("E112", place, message, hint))
        return None

    def product(self) -> Document | None:
        """The product named here, else the pack's own where it exists."""
        if self.scenario.product:
            return self.named("product", self.scenario.product, ("product",))
        meta = about(self.joiner.workspace, self.pack)
        name = cast(model.Pack, meta.value).product if meta is not None else ""
        found = self.pack.find("product", name)
        return self.joiner.workspace.read(*found, "product").document if found else None

    def drills(self) -> dict[str, Document]:
        """Drills of word-for-word beats, by id."""
        found: dict[str, Document] = {}
        for name, beat in self.scenario.beats.items():
            if beat.drill:
                document = self.named("drill", beat.drill, ("beats", name, "drill"))
                if document is not None:
                    found[beat.drill] = document
            elif beat.mode == "word_for_word":
                place = self.places.value(("beats", name, "mode"))
                message = f"'drill' is missing in {name}."
                hint = "Write 'drill: NAME' of a file in drills/."
                self.problems.append(self.places.problem("E112", place, message, hint))
        return found

    def voices(self, personas: dict[str, Document]) -> dict[str, Document]:
        """Voices by alias, where one is named."""
        found: dict[str, Document] = {}
        for alias, person in self.scenario.people.items():
            persona = personas.get(alias)
            name = person.voice or (
                cast(model.Persona, persona.value).voice if persona is not None else ""
            )
            if not name:
                continue
            if person.voice:
                document = self.named("voice", name, ("people", alias, "voice"))
            else:
                place = self.pack.find("voice", name)
                document = self.joiner.workspace.read(*place, "voice").document if place else None
                if place and document is None:
                    self.problems += self.joiner.workspace.read(*place, "voice").problems
            if document is not None:
                found[alias] = document
        return found

    def names(self, bundle: Bundle) -> None:
        """Every name in the scenario, its personas and its objections."""
        tables = self.tables(bundle)
        self.problems += references.check(self.scenario, self.places, tables)
        for document in bundle.people.values():
            self.problems += references.check(document.value, document.places, tables)
        objections = {
            name: cast(model.Objection, one.value) for name, one in bundle.objections.items()
        }
        self.problems += references.scenario_levels(self.scenario, objections, self.places)

    def tables(self, bundle: Bundle) -> dict[str, Any]:
        """Names there are, by what they name."""
        scenario = self.scenario
        personas = [cast(model.Persona, one.value) for one in bundle.people.values()]
        reactions = [
            *(one.name for beat in scenario.beats.values() for one in beat.reactions),
            *(one.name for one in scenario.anytime),
            *(one.name for persona in personas for one in persona.anytime),
            *(move for person in scenario.people.values() for move in person.answers),
        ]
        told: set[str] = references.told_in(scenario)
        remembered: set[str] = references.remembered_in(scenario)
        for persona in personas:
            told |= references.told_in(persona)
            remembered |= references.remembered_in(persona)
        return {
            "move": bundle.moves,
            "person": scenario.people,
            "objection": [module.rpartition("/")[2] for module in scenario.use],
            "ending": (*scenario.endings, *references.ALWAYS_ENDINGS),
            "beat": scenario.beats,
            "moment": {*scenario.beats, *bundle.moves, *told, *bundle.objections},
            "fact": references.FACTS,
            "placeholder": (*references.FACTS, *references.SPOKEN, *scenario.values),
            "told": told,
            "remembered": remembered,
            "reaction": (*reactions, *references.STOCK),
            "level": (*scenario.levels, "standard"),
        }


def _pack_names(value: model.Pack, document: Document, pack: Pack) -> list[Problem]:
    """E216 for lints that don't exist, W309 for a default product that isn't there."""
    places = document.places
    problems = []
    for word in value.lint:
        if codes.find(word) is None:
            hint = suggestion(word, [*codes.BY_NAME, *codes.BY_CODE])
            place = places.key(("lint", word))
            problems.append(places.problem("E216", place, f"no lint called '{word}'.", hint))
    if value.product and pack.find("product", value.product) is None:
        hint = suggestion(value.product, pack.names("product")) or "Name a file in products/."
        message = f"the default product '{value.product}' is not in this pack."
        place = places.value(("product",))
        problems.append(places.problem("W309", place, message, hint, "warning"))
    return problems
