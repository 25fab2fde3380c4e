"""Scenarios made up from the shapes of the model: mostly right, often wrong somewhere."""

from typing import Any

from hypothesis import strategies as st

from simulator.scenario import shapes

WORDS = st.sampled_from(
    ("ask_need", "dana", "opening", "done", "price", "reflect", "standard", "trust", "day", "x")
)
LINES = st.sampled_from(
    ("Hello there.", "You have one minute.", "<day> works.", "<nothing> here", "no", "12:30", "")
) | st.text(max_size=12)
SPECIALS: dict[str, st.SearchStrategy[str]] = {
    "duration": st.sampled_from(("6 seconds", "4 minutes", "6", "soon", "1e9 hours")),
    "percent": st.sampled_from(("30 %", "0.5", "130 %", "x")),
    "range": st.sampled_from(
        ("low", "at least 50", "below 0", "above 200", "more than 3", "5 to 9")
    ),
    "seconds_range": st.sampled_from(("at most 30 seconds", "15 to 28 seconds", "5", "9 to 1 s")),
    "when": st.sampled_from(("ask_need", "a or b", "ask_need + reflect", "silence", "a +", "")),
    "row": st.sampled_from(("reflect then ask_need", "ask_need", "then", "a + a")),
}


def written(shape: shapes.Shape, depth: int = 6) -> st.SearchStrategy[Any]:
    """Values of a shape as nested lists, maps and texts; now and then of another shape."""
    odd: st.SearchStrategy[Any] = st.sampled_from(("", "x", [], {}, ["x"], {"x": "y"}, None))
    return st.integers(0, 19).flatmap(lambda n: odd if n == 0 else _right(shape, depth))


def _right(shape: shapes.Shape, depth: int) -> st.SearchStrategy[Any]:
    match shape:
        case shapes.Fields(cls):
            return _map_of(cls, depth)
        case shapes.MapOf(key=key, value=value):
            names = st.sampled_from(key.words) if isinstance(key, shapes.Choice) else WORDS
            return st.dictionaries(names, written(value, depth - 1), max_size=2 if depth else 0)
        case shapes.ListOf(item=item):
            return st.lists(written(item, depth - 1), max_size=2 if depth else 0)
        case shapes.Rows():
            return st.lists(LINES, max_size=3) | LINES
        case shapes.Choice(words):
            return st.sampled_from(words)
        case shapes.YesNo():
            return st.sampled_from(("yes", "no", "perhaps"))
        case shapes.Special(kind):
            return SPECIALS[kind]
        case shapes.Number(signed=signed):
            return st.sampled_from(
                ("+5", "-5", "0", "+400") if signed else ("1", "50", "-3", "5.5")
            )
        case shapes.Text(kind=kind, to=to):
            return LINES if kind == "prose" and not to else WORDS
    raise TypeError(shape)


def _map_of(cls: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    keys = shapes.keys_of(cls)
    must = {name: written(key.shape, depth - 1) for name, key in keys.items() if key.required}
    may = {
        name: written(key.shape, depth - 1)
        for name, key in keys.items()
        if not key.required and depth > 0
    }
    return st.fixed_dictionaries(must, optional=may)


def files(kind: str) -> st.SearchStrategy[str]:
    """The text of a file of a kind."""
    return _map_of(shapes.FILES[kind], 5).map(lambda found: text(_headed(kind, found)))


def _headed(kind: str, found: dict[str, Any]) -> dict[str, Any]:
    return {
        kind: found.pop(kind, "x"),
        "format": "1",
        **{k: v for k, v in found.items() if k != "format"},
    }


def text(value: Any, indent: int = 0) -> str:
    """YAML of nested lists, maps and texts, one key or row a line, every text quoted."""
    pad = "  " * indent
    if isinstance(value, dict):
        if not value:
            return " {}\n"
        rows = (f"{pad}{key}:{_below(inner, indent)}" for key, inner in value.items())
        return ("\n" if indent else "") + "".join(rows)
    if isinstance(value, list):
        if not value:
            return " []\n"
        return "\n" + "".join(f"{pad}-{_below(inner, indent)}" for inner in value)
    return _below(value, indent)


def _below(value: Any, indent: int) -> str:
    if isinstance(value, dict | list):
        return text(value, indent + 1)
    if value is None:
        return "\n"
    escaped = "".join(
        letter if " " <= letter <= "~" and letter not in '"\\' else f"\\U{ord(letter):08x}"
        for letter in str(value)
        if not 0xD800 <= ord(letter) <= 0xDFFF
    )
    return f' "{escaped}"\n'
