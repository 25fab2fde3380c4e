"""What a part of a scenario means: when two are the same, and how one reads in a few words."""

from typing import Any

from msgspec import Struct

from simulator.scenario import model, paraphrase
from simulator.scenario.shapes import Key, Number, Special
from simulator.scenario.values import MoodChange, Range, Row, SecondsRange, When

UNPLAYED = frozenset({"format", "about", "based_on", "remove", "tags", "notes"})
"""Keys of a file that play no part in a call."""


def meaning(value: Any) -> Any:
    """A value that two things share exactly when they mean the same."""
    if isinstance(value, Range | SecondsRange):
        return (value.low, value.high)
    if isinstance(value, When):
        return frozenset(frozenset(row) for row in value.anyof)
    if isinstance(value, Row):
        return tuple(frozenset(step) for step in value.steps)
    if isinstance(value, Struct):
        skipped = UNPLAYED | {"id"} if isinstance(value, model.Header) else frozenset()
        return (
            type(value).__name__,
            *(
                (name, meaning(getattr(value, name)))
                for name in value.__struct_fields__
                if name not in skipped
            ),
        )
    if isinstance(value, dict):
        return frozenset((key, meaning(one)) for key, one in value.items())
    if isinstance(value, tuple):
        if all(isinstance(one, str | Row) for one in value):
            return frozenset(meaning(one) for one in value)
        return tuple(meaning(one) for one in value)
    return value


def leaf(key: Key, value: Any) -> str:
    """The value of a key in a few words: times with units, changes with signs."""
    if value is None or value == "":
        return ""
    shape = key.shape
    if isinstance(shape, Special) and shape.kind == "duration":
        return paraphrase.length(value)
    if isinstance(shape, Special) and shape.kind == "percent":
        return f"{value * 100:g} %"
    if isinstance(shape, Number) and shape.signed:
        return f"{value:+d}"
    return tell(value)


def tell(value: Any) -> str:
    """A value in a few words."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Range() | SecondsRange():
            return value.text
        case When():
            return paraphrase.when(value)
        case Row():
            return paraphrase.row(value)
        case MoodChange():
            return paraphrase.mood(value)
        case model.Out():
            return paraphrase.out(value)
        case model.Coach():
            return paraphrase.coach(value)
        case model.Reaction() | model.Answer():
            return _reaction(value)
        case model.Criterion():
            rule = value.credit or value.penalty
            return f"{value.points} points{f' for {paraphrase.when(rule)}' if rule else ''}"
        case model.Beat():
            return f"with {value.with_}, {len(value.reactions)} reactions"
        case model.Ending():
            return value.result
        case model.MoveDef():
            return value.means
        case tuple():
            return "; ".join(tell(one) for one in value)
        case Struct():
            return ""
    return str(value)


def _reaction(value: model.Reaction | model.Answer) -> str:
    parts: list[str] = []
    if isinstance(value, model.Reaction):
        parts.append(f"on {paraphrase.when(value.when)}")
    parts += [f"if {one}" for one in paraphrase.conditions(value.if_)]
    parts += [f"tells {paraphrase.listed(value.tells)}"] if value.tells else []
    change = paraphrase.mood(value.mood)
    parts += [change] if change else []
    if isinstance(value, model.Reaction):
        if value.raise_:
            parts.append(f"raises {value.raise_}")
        if value.goto or value.end:
            parts.append(paraphrase.out(model.Out(goto=value.goto, end=value.end)))
    return ", ".join(parts) or "".join(value.says[:1])
