"""The reference page of the format, made from the same shapes as the reader."""

from collections.abc import Iterator

from msgspec import Struct

from simulator.scenario import shapes

EXAMPLES = {
    "duration": "`6 seconds`",
    "percent": "`30 %`",
    "range": "`at least 50`",
    "seconds_range": "`at most 30 seconds`",
    "when": "`ask_need or ask_impact`",
    "row": "`reflect then ask_impact`",
}


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Reference of the scenario format"
    yield ""
    yield "Made by `ringcraft schema --reference` from the definitions that the reader checks with;"
    yield "a key in **bold** must be there. The first key of a file says what the file is and holds"
    yield "its title; the file's name is its id. Names are made of letters, digits, `-` and `_`."
    done: set[type[Struct]] = set()
    for kind, cls in shapes.FILES.items():
        folder = f"`{shapes.FOLDERS[kind]}/*.yaml`" if kind in shapes.FOLDERS else "`pack.yaml`"
        yield from ("", f"## {kind}: {folder}", "")
        yield from _table(cls)
        done.add(cls)
        for inner in _inside(cls, done):
            done.add(inner)
            yield from ("", f"### {_title(inner)}", "", _about(inner), "")
            yield from _table(inner)


def _about(cls: type[Struct]) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0].replace("``", "`")


def _title(cls: type[Struct]) -> str:
    return cls.__name__


def _inside(cls: type[Struct], done: set[type[Struct]]) -> list[type[Struct]]:
    """Structs below a struct that have no table yet, in the order in which they are met."""
    found: list[type[Struct]] = []
    for key in shapes.keys_of(cls).values():
        inner = _struct_of(key.shape)
        if inner is None or inner in done or inner in found:
            continue
        found.append(inner)
        found += [one for one in _inside(inner, done | set(found)) if one not in found]
    return found


def _struct_of(shape: shapes.Shape) -> type[Struct] | None:
    match shape:
        case shapes.Fields(cls):
            return cls
        case shapes.ListOf(item=item):
            return _struct_of(item)
        case shapes.MapOf(value=value):
            return _struct_of(value)
    return None


def _table(cls: type[Struct]) -> Iterator[str]:
    yield "| key | value | |"
    yield "| --- | --- | --- |"
    for key in shapes.keys_of(cls).values():
        name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
        yield f"| {name} | {_words(key.shape)} | {key.about.replace('|', ' ')} |"


def _words(shape: shapes.Shape) -> str:
    """What a value may look like."""
    match shape:
        case shapes.Fields(cls):
            return f"[{_title(cls)}](#{_title(cls).lower()})"
        case shapes.ListOf(item=item, one=one):
            return f"{'one or ' if one else ''}a list of {_words(item)}"
        case shapes.MapOf(key=key, value=value):
            return f"{_words(key)}: {_words(value)}"
        case shapes.Rows(prose=prose, to=to):
            return "one sentence, or a row each" if prose else f"one or a list of {to or 'words'}"
        case shapes.Text(kind=kind, to=to):
            return to or {"id": "a name", "prose": "text", "plain": "text"}[kind]
        case shapes.Choice(words):
            return ", ".join(f"`{word}`" for word in words)
        case shapes.YesNo():
            return "`yes` or `no`"
        case shapes.Special(kind):
            return EXAMPLES[kind]
        case shapes.Number(low=low, high=high, signed=signed):
            if signed:
                return "`+10` or `-5`"
            return f"{low:g} to {high:g}" if low > -1e9 and high < 1e9 else "a number"
    raise TypeError(f"no words for {shape!r}")
