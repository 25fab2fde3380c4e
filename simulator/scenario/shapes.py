"""What a value may look like in YAML, read off the annotations of the model.

One description of each annotation serves the reader (which turns nodes into
values), the editor's JSON Schema and the reference page.
"""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import fields as struct_fields

from simulator.scenario import model, values
from simulator.scenario.about import KEYS


class Text(Struct, frozen=True):
    """One text. ``kind`` is ``prose`` for people, ``id`` for a name others point to."""

    kind: Literal["prose", "id", "plain"] = "plain"
    to: str = ""  # what the name names, where it points elsewhere


class Number(Struct, frozen=True):
    """A number; ``signed`` asks for a leading sign."""

    whole: bool = True
    low: float = -values.ENDLESS
    high: float = values.ENDLESS
    signed: bool = False


class YesNo(Struct, frozen=True):
    """``yes`` or ``no``."""


class Choice(Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class Special(Struct, frozen=True):
    """A short text with a grammar of its own."""

    kind: Literal["duration", "percent", "range", "seconds_range", "when", "row"]


class Rows(Struct, frozen=True):
    """Texts: one, or a list. ``prose`` lists must have one row each."""

    prose: bool
    to: str = ""


class ListOf(Struct, frozen=True):
    """A list; ``one`` lets a single item stand for a list of one."""

    item: "Shape"
    one: bool = False


class MapOf(Struct, frozen=True):
    """A map with names of the author's choice, or of a few words."""

    key: "Shape"
    value: "Shape"


class Fields(Struct, frozen=True):
    """A map with fixed keys: the fields of a struct of the model."""

    cls: type[Struct]


Shape = Text | Number | YesNo | Choice | Special | Rows | ListOf | MapOf | Fields


class Key(Struct, frozen=True):
    """A key of a struct: its YAML name, attribute, shape, and whether it must be there."""

    name: str
    attribute: str
    shape: Shape
    required: bool
    default: Any
    about: str = ""


@cache
def keys_of(cls: type[Struct]) -> dict[str, Key]:
    """The keys an author may write for ``cls``, by YAML name, in the order of the model."""
    found = {}
    for field in struct_fields(cls):
        extra = _extra(field.type)
        if extra.get("key") is False:
            continue
        default = field.default
        if default is NODEFAULT and field.default_factory is not NODEFAULT:
            default = field.default_factory()
        found[field.encode_name] = Key(
            field.encode_name,
            field.name,
            shape_of(field.type),
            field.required,
            default,
            KEYS.get(cls.__name__, {}).get(field.encode_name, ""),
        )
    return found


def shape_of(annotation: Any) -> Shape:
    """The shape of an annotation of the model. Raises ``TypeError`` for one it does not know."""
    return _shape(annotation, {}, {})


def _shape(annotation: Any, extra: dict[str, Any], bounds: dict[str, float]) -> Shape:
    origin = get_origin(annotation)
    args = get_args(annotation)
    if origin is Annotated:
        return _shape(args[0], {**_extra(annotation), **extra}, {**_bounds(args[1:]), **bounds})
    if origin in (Union, UnionType):
        (inner,) = [arg for arg in args if arg is not NoneType]
        return _shape(inner, extra, bounds)
    if origin is Literal:
        return Choice(tuple(word for word in args if word))
    if origin is tuple:
        if extra.get("shape") in ("prose", "names"):
            return Rows(extra["shape"] == "prose", extra.get("to", ""))
        return ListOf(shape_of(args[0]), one=bool(extra.get("one")))
    if origin is dict:
        return MapOf(shape_of(args[0]), shape_of(args[1]))
    return _single(annotation, extra, bounds)


def _single(annotation: Any, extra: dict[str, Any], bounds: dict[str, float]) -> Shape:
    kind = extra.get("shape", "")
    if annotation is bool:
        return YesNo()
    if annotation is str:
        return Text(kind or "plain", extra.get("to", ""))
    if kind == "duration":
        return Special("duration")
    if kind == "percent":
        return Special("percent")
    if annotation in (int, float):
        low, high = (-100, 100) if kind == "change" else (-values.ENDLESS, values.ENDLESS)
        return Number(
            annotation is int, bounds.get("ge", low), bounds.get("le", high), kind == "change"
        )
    if annotation in SPECIALS:
        return Special(SPECIALS[annotation])
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return Fields(annotation)
    raise TypeError(f"no shape for {annotation!r}")


SPECIALS: dict[Any, Literal["range", "seconds_range", "when", "row"]] = {
    values.Range: "range",
    values.SecondsRange: "seconds_range",
    values.When: "when",
    values.Row: "row",
}


def _metas(annotation: Any) -> tuple[Meta, ...]:
    if get_origin(annotation) in (Union, UnionType):
        return tuple(meta for arg in get_args(annotation) for meta in _metas(arg))
    if get_origin(annotation) is not Annotated:
        return ()
    base, *metas = get_args(annotation)
    return (*_metas(base), *(meta for meta in metas if isinstance(meta, Meta)))


def _extra(annotation: Any) -> dict[str, Any]:
    return {key: value for meta in _metas(annotation) for key, value in (meta.extra or {}).items()}


def _bounds(metas: tuple[Any, ...]) -> dict[str, float]:
    return {
        name: value
        for meta in metas
        if isinstance(meta, Meta)
        for name in ("ge", "le")
        if (value := getattr(meta, name)) is not None
    }


FILES: dict[str, type[model.Header]] = {
    "scenario": model.Scenario,
    "persona": model.Persona,
    "objection": model.Objection,
    "rubric": model.Rubric,
    "product": model.Product,
    "moves": model.Moves,
    "drill": model.Drill,
    "voice": model.Voice,
    "pack": model.Pack,
}
"""The first key of a file and what the file then holds."""

FOLDERS: dict[str, str] = {
    "scenario": "calls",
    "persona": "personas",
    "objection": "objections",
    "rubric": "rubrics",
    "product": "products",
    "moves": "moves",
    "drill": "drills",
    "voice": "voices",
}
"""Where in a pack each kind of file lives."""
