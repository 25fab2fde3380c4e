"""What differs in meaning between two versions of a call: not lines of a file, but play.

Two ways to write one thing are no difference: ``below 30`` and ``at most 29``,
the order of names in a list, what comes from a parent or stands in the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, cast

from msgspec import Struct, structs

from simulator.scenario import model
from simulator.scenario.meanings import UNPLAYED, leaf, meaning, tell
from simulator.scenario.shapes import Key, Rows, Text, keys_of
from simulator.scenario.values import Range, Row, SecondsRange, When

What = Literal["added", "removed", "changed", "renamed", "moved"]
Place = tuple[str, ...]

ELSEWHERE = frozenset({"people", "use", "rubric", "scoring", "product", "tests", "voice"})
"""Keys of a scenario that are compared by what they stand for."""


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that differs. ``words`` marks what is only said or shown differently."""

    area: str  # stages, answers, people, objections, scoring, endings, levels ...
    place: Place  # names from the area down: beat, reaction ...
    what: What
    key: str = ""  # the key that differs; empty when all of ``place`` came or went
    before: str = ""
    after: str = ""
    words: bool = False


def differences(old: model.Playable, new: model.Playable) -> tuple[Difference, ...]:
    """Everything that differs in play, stages first; empty when the two mean the same."""
    return tuple(_playable(old, new))


def _playable(old: model.Playable, new: model.Playable) -> Iterator[Difference]:
    a, b = old.scenario, new.scenario
    yield from _map("stages", (), a.beats, b.beats)
    yield from _rows("stages", ("anytime",), a.anytime, b.anytime)
    for alias in (one for one in a.people if one in b.people):
        yield from _map("answers", (alias,), a.people[alias].answers, b.people[alias].answers)
    yield from _map("people", (), old.personas, new.personas)
    yield from _map("objections", (), old.objections, new.objections)
    yield from _struct("scoring", (), old.rubric, new.rubric)
    yield from _map("endings", (), a.endings, b.endings)
    yield from _map("levels", (), a.levels, b.levels)
    for key in keys_of(model.Scenario).values():
        if key.name in {"beats", "anytime", "endings", "levels"} | ELSEWHERE | UNPLAYED:
            continue
        yield from _key("call", (), key, getattr(a, key.attribute), getattr(b, key.attribute))
    yield from _map("moves", (), old.moves, new.moves)
    products = [{one.product: one} if one else {} for one in (old.product, new.product)]
    yield from _map("product", (), *products)
    yield from _map("drills", (), old.drills, new.drills)
    yield from _map("voices", (), old.voices, new.voices)
    yield from _rows("tests", (), a.tests, b.tests, deep=False)


def _struct(area: str, place: Place, old: Struct, new: Struct) -> Iterator[Difference]:
    if type(old) is not type(new):
        yield Difference(area=area, place=place, what="changed", before=tell(old), after=tell(new))
        return
    for key in keys_of(type(old)).values():
        if isinstance(old, model.Header) and key.name in UNPLAYED:
            continue
        if key.name == "name":
            continue  # what pairs the two
        yield from _key(area, place, key, getattr(old, key.attribute), getattr(new, key.attribute))


def _key(area: str, place: Place, key: Key, old: Any, new: Any) -> Iterator[Difference]:
    """Differences in the values of one key."""
    if meaning(old) == meaning(new):
        return
    if isinstance(old, dict):
        yield from _map(area, (*place, key.name), old, new)
    elif isinstance(old, tuple):
        yield from _tuple(area, place, key, old, new)
    elif _plain_struct(old) or _plain_struct(new):
        known = old if old is not None else new
        if old is None or new is None:
            if isinstance(known, model.Coach | model.Out):
                what: What = "added" if old is None else "removed"
                words = isinstance(known, model.Coach)
                before, after = tell(old), tell(new)
                yield Difference(
                    area=area,
                    place=place,
                    what=what,
                    key=key.name,
                    before=before,
                    after=after,
                    words=words,
                )
                return
            old, new = old or type(known)(), new or type(known)()
        if isinstance(known, model.Out):
            yield _changed(area, place, key, tell(old), tell(new))
            return
        yield from _struct(area, (*place, key.name), old, new)
    else:
        yield _changed(area, place, key, leaf(key, old), leaf(key, new))


def _changed(area: str, place: Place, key: Key, before: str, after: str) -> Difference:
    return Difference(
        area=area,
        place=place,
        what="changed",
        key=key.name,
        before=before,
        after=after,
        words=_worded(key),
    )


def _worded(key: Key) -> bool:
    """Whether a key holds words to read or say, which decide nothing in a call."""
    shape = key.shape
    if isinstance(shape, Rows):
        return shape.prose and key.name not in ("sounds_like", "not_like")
    return isinstance(shape, Text) and not shape.to and shape.kind != "id"


def _plain_struct(value: Any) -> bool:
    return isinstance(value, Struct) and not isinstance(value, Range | SecondsRange | When | Row)


def _tuple(area: str, place: Place, key: Key, old: Any, new: Any) -> Iterator[Difference]:
    rows = (*old, *new)
    if all(_plain_struct(one) and hasattr(one, "name") for one in rows):
        inside = place if key.name in ("reactions", "criteria", "levels") else (*place, key.name)
        yield from _rows(area, inside, old, new)
    elif all(_plain_struct(one) for one in rows):
        yield from _unnamed(area, (*place, key.name), old, new)
    else:
        words = _worded(key)
        for what, some, others in (("removed", old, new), ("added", new, old)):
            known = [meaning(one) for one in others]
            for one in some:
                if meaning(one) in known:
                    continue
                text = tell(one)
                yield Difference(
                    area=area,
                    place=place,
                    what=cast(What, what),
                    key=key.name,
                    before=text if what == "removed" else "",
                    after=text if what == "added" else "",
                    words=words,
                )


def _map(area: str, place: Place, old: Any, new: Any) -> Iterator[Difference]:
    """Two maps with names of the author's choice."""
    pairs = _renamed(old, new)
    for name, value in old.items():
        if name in pairs:
            yield Difference(
                area=area, place=(*place, name), what="renamed", before=name, after=pairs[name]
            )
        elif name not in new:
            yield Difference(area=area, place=(*place, name), what="removed", before=tell(value))
        elif meaning(value) != meaning(new[name]):
            yield from _value(area, (*place, name), value, new[name])
    for name, value in new.items():
        if name not in old and name not in pairs.values():
            yield Difference(area=area, place=(*place, name), what="added", after=tell(value))


def _value(area: str, place: Place, old: Any, new: Any) -> Iterator[Difference]:
    if isinstance(old, model.Out):
        yield Difference(area=area, place=place, what="changed", before=tell(old), after=tell(new))
    elif _plain_struct(old) and _plain_struct(new):
        yield from _struct(area, place, old, new)
    elif isinstance(old, tuple) and all(_plain_struct(one) for one in (*old, *new)):
        yield from _unnamed(area, place, old, new)
    else:
        words = isinstance(old, str) and place[:1] == ("values",)
        yield Difference(
            area=area, place=place, what="changed", before=tell(old), after=tell(new), words=words
        )


def _renamed(old: Any, new: Any) -> dict[str, str]:
    """Names that went, to names that came and mean the same in every other way."""
    gone = {name: meaning(value) for name, value in old.items() if name not in new}
    came = {name: meaning(value) for name, value in new.items() if name not in old}
    pairs: dict[str, str] = {}
    for name, value in gone.items():
        match = next((n for n, v in came.items() if v == value and n not in pairs.values()), None)
        if match is not None:
            pairs[name] = match
    return pairs


def _rows(
    area: str, place: Place, old: Sequence[Any], new: Sequence[Any], *, deep: bool = True
) -> Iterator[Difference]:
    """Two lists of things with names."""
    before = {one.name: structs.replace(one, name="") for one in old}
    after = {one.name: structs.replace(one, name="") for one in new}
    pairs = _renamed(before, after)
    for name, value in before.items():
        if name in after and not deep and meaning(value) != meaning(after[name]):
            yield Difference(area=area, place=(*place, name), what="changed")
    if not deep:
        before = {n: v for n, v in before.items() if n not in after}
        after = {one.name: after[one.name] for one in new if one.name not in {o.name for o in old}}
    yield from _map(area, place, before, after)
    common = [one.name for one in old if one.name in after and one.name not in pairs]
    order = [one.name for one in new if one.name in common]
    if deep and common != order and area in ("stages", "people"):
        yield Difference(
            area=area, place=place, what="moved", before=", ".join(common), after=", ".join(order)
        )


def _unnamed(area: str, place: Place, old: Any, new: Any) -> Iterator[Difference]:
    """Lists of things without names: what both have is left out, the rest is paired in order."""
    there = [meaning(one) for one in new]
    gone = []
    for one in old:
        if meaning(one) in there:
            there.remove(meaning(one))
        else:
            gone.append(one)
    had = [meaning(one) for one in old]
    came = []
    for one in new:
        if meaning(one) in had:
            had.remove(meaning(one))
        else:
            came.append(one)
    for a, b in zip(gone, came, strict=False):
        number = str(list(old).index(a) + 1)
        yield from _struct(area, (*place, number) if len(old) > 1 else place, a, b)
    for one in gone[len(came) :]:
        yield Difference(area=area, place=place, what="removed", before=tell(one))
    for one in came[len(gone) :]:
        yield Difference(area=area, place=place, what="added", after=tell(one))
    if not gone and not came:
        yield Difference(area=area, place=place, what="moved")


SIGNS: dict[What, str] = {
    "added": "+",
    "removed": "-",
    "changed": "~",
    "renamed": "=",
    "moved": "~",
}


def told(found: Iterable[Difference]) -> Iterator[str]:
    """The differences in lines for people, by area; what is only worded otherwise comes last."""
    rows = list(found)
    area = ""
    for one in sorted(rows, key=lambda row: row.words):
        heading = "words only" if one.words else one.area
        if heading != area:
            area = heading
            yield heading
        yield f"  {SIGNS[one.what]} {line(one)}"


def line(one: Difference) -> str:
    """One difference in one line."""
    names, key = one.place, one.key.replace("_", " ")
    if key and names and names[-1] in ("if", "mood", "wears_thin"):
        names, key = names[:-1], f"{names[-1]} {key}".replace("_", " ")
    place = " · ".join(names)
    head = ": ".join(part for part in (place, key) if part)
    if one.what == "renamed":
        return f"{place} is now called {one.after}"
    if one.what == "moved":
        return f"{place or 'rows'}: order changed" + (f", now {one.after}" if one.after else "")
    if one.what == "changed":
        if not one.before and not one.after:
            return f"{head} changed"
        return f"{head}: {one.before or 'nothing'} → {one.after or 'nothing'}"
    text = one.after or one.before
    return f"{head}: {text}" if text else head
