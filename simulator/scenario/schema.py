"""JSON Schema (draft 7) of the file kinds, made from the same structs as the reader.

Editors with a YAML language server complete and check with it; the first line
of a file names it: ``# yaml-language-server: $schema=../.schema/scenario.json``.
The reader stays the judge: what needs a place in a text (moves in a ``when``)
is checked by pattern only.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from simulator.scenario import shapes
from simulator.scenario.values import ENDLESS

DRAFT = "http://json-schema.org/draft-07/schema#"
TEXT = ["string", "number", "boolean", "null"]
"""A scalar as an editor's YAML reader sees it; this program takes each as the text written."""

NUMBER = r"[0-9]+(\.[0-9]+)?"
DURATION = rf"^({NUMBER} ?(s|secs?|seconds?|m|mins?|minutes?|h|hours?)(,? and |,? |$))+$"
TEST = r"^(low|medium|high|(below|at most|at least|above|exactly) -?[0-9]+|-?[0-9]+ to -?[0-9]+)$"
MOVES = r"^[A-Za-z0-9_-]+(( or |, | ?\+ ?)[A-Za-z0-9_-]+)*$"
STEPS = r"^[A-Za-z0-9_-]+(( then | ?\+ ?)[A-Za-z0-9_-]+)*$"

SPECIALS: dict[str, dict[str, Any]] = {
    "duration": {"type": "string", "pattern": DURATION, "examples": ["6 seconds", "4 minutes"]},
    "percent": {"type": ["string", "number"], "examples": ["30 %"]},
    "range": {"type": "string", "pattern": TEST, "examples": ["at least 50", "below 30", "high"]},
    "seconds_range": {"type": "string", "examples": ["at most 30 seconds", "15 to 28 seconds"]},
    "when": {"type": "string", "pattern": MOVES, "examples": ["ask_need or ask_impact"]},
    "row": {"type": "string", "pattern": STEPS, "examples": ["reflect then ask_impact"]},
}

Names = Mapping[str, Iterable[str]]
"""Names to offer for completion, by what they name (``move``, ``persona`` ...)."""


class Schema:
    """Writes one file kind's schema; structs become definitions that refer to each other.

    A file that is ``based_on`` another may leave out what the other brings, so
    there are two sets of definitions: whole files, and parts of one.
    """

    def __init__(self, names: Names | None = None) -> None:
        self.names = {kind: sorted(found) for kind, found in (names or {}).items()}
        self.definitions: dict[str, Any] = {}
        self.part = False

    def of(self, kind: str) -> dict[str, Any]:
        """The schema of a file kind; ``kind`` is its first key."""
        for part in (False, True):
            self.part = part
            self.definitions[self.title("File")] = self.file(kind)
        return {
            "$schema": DRAFT,
            "title": f"Ringcraft {kind}",
            "type": "object",
            "if": {"required": ["based_on"]},
            "then": {"$ref": "#/definitions/PartOfFile"},
            "else": {"$ref": "#/definitions/File"},
            "definitions": self.definitions,
        }

    def file(self, kind: str) -> dict[str, Any]:
        """The top of a file."""
        body = self.struct(shapes.FILES[kind])
        more = [key for key in body.get("required", ()) if key not in (kind, "format")]
        body["required"] = [kind, "format", *more]
        body["properties"]["format"] = {"const": 1, "description": "The format's version."}
        return body

    def title(self, name: str) -> str:
        """What a definition is called."""
        return f"PartOf{name}" if self.part else name

    def struct(self, cls: type[Struct]) -> dict[str, Any]:
        """A map with fixed keys."""
        keys = shapes.keys_of(cls)
        body: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: self.key(key) for name, key in keys.items()},
        }
        about = (cls.__doc__ or "").strip().splitlines()
        if about:
            body["description"] = about[0].replace("``", "'")
        required = [name for name, key in keys.items() if key.required]
        if self.part:
            required = [name for name in required if name == "name"]
        if required:
            body["required"] = required
        return body

    def key(self, key: shapes.Key) -> dict[str, Any]:
        """One key of a map."""
        body = self.shape(key.shape)
        if not key.about:
            return body
        if "$ref" in body:  # draft 7 ignores what stands beside a $ref
            return {"allOf": [body], "description": key.about}
        return {**body, "description": key.about}

    def shape(self, shape: shapes.Shape) -> dict[str, Any]:
        """One value."""
        match shape:
            case shapes.Fields(cls):
                title = self.title(cls.__name__)
                if title not in self.definitions:
                    self.definitions[title] = {}  # known before its keys: it may hold itself
                    self.definitions[title] = self.struct(cls)
                return {"$ref": f"#/definitions/{title}"}
            case shapes.MapOf():
                body: dict[str, Any] = {
                    "type": "object",
                    "additionalProperties": self.shape(shape.value),
                }
                offered = self.offered(shape.key)
                return {**body, "propertyNames": offered} if offered else body
            case shapes.ListOf(item=item, one=one):
                listed = {"type": "array", "items": self.shape(item)}
                return {"anyOf": [self.shape(item), listed]} if one else listed
            case shapes.Rows(to=to):
                word = self.word(to)
                return {"anyOf": [word, {"type": "array", "items": word}]}
            case shapes.Text(to=to):
                return self.word(to)
            case shapes.Choice(words):
                return {"enum": list(words)}
            case shapes.YesNo():
                return {"enum": [True, False, "yes", "no"]}
            case shapes.Special(kind):
                return dict(SPECIALS[kind])
            case shapes.Number():
                return _number(shape)
        raise TypeError(f"no schema for {shape!r}")

    def word(self, to: str) -> dict[str, Any]:
        """A text; names are offered, and others not refused: the reader knows more."""
        if to in self.names:
            return {"anyOf": [{"enum": self.names[to]}, {"type": "string"}]}
        return {"type": list(TEXT)} if not to else {"type": "string"}

    def offered(self, key: shapes.Shape) -> dict[str, Any]:
        """What the names of a map may be."""
        if isinstance(key, shapes.Choice):
            return {"enum": list(key.words)}
        if isinstance(key, shapes.Text) and key.kind == "id":
            body: dict[str, Any] = {"pattern": "^[A-Za-z0-9_-]+$"}
            if key.to in self.names:
                return {"anyOf": [{"enum": self.names[key.to]}, body]}
            return body
        return {}


def _number(shape: shapes.Number) -> dict[str, Any]:
    """A number; a change with its sign reads as a number or as text."""
    if shape.signed:
        return {
            "anyOf": [
                {"type": "integer", "minimum": shape.low, "maximum": shape.high},
                {"type": "string", "pattern": "^[+-][0-9]+$"},
            ],
            "examples": ["+10", "-5"],
        }
    body: dict[str, Any] = {"type": "integer" if shape.whole else "number"}
    if shape.low > -ENDLESS:
        body["minimum"] = shape.low
    if shape.high < ENDLESS:
        body["maximum"] = shape.high
    return body


def schemas(names: Names | None = None) -> dict[str, dict[str, Any]]:
    """The schema of every file kind, by kind."""
    return {kind: Schema(names).of(kind) for kind in shapes.FILES}
