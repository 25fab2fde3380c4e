"""Conditions, moves, moods and times in plain words, for sheets, comparisons and drawings."""

import re
from collections.abc import Iterable

from simulator.scenario.model import Coach, Conditions, Out, Playable
from simulator.scenario.values import MoodChange, Range, Row, When

LISTS: dict[str, str] = {
    "done": "after {}",
    "not_done": "before {}",
    "done_here": "after {} in this stage",
    "told": "{} told",
    "not_told": "{} not yet told",
    "knows": "{} given",
    "settled": "{} settled",
    "not_settled": "{} not settled",
    "open": "{} open",
    "lost": "{} lost",
    "remembers": "{} remembered",
    "level": "at level {}",
}
PLACEHOLDER = re.compile(r"<([A-Za-z0-9_-]+)>")


def name(text: str) -> str:
    """A name as people write it: ``ask_need`` is "ask need"."""
    return text.replace("_", " ").strip()


def listed(names: Iterable[str], word: str = "and") -> str:
    """Names in one phrase: "a, b and c"."""
    rows = [name(one) for one in names]
    return f" {word} ".join((", ".join(rows[:-1]), rows[-1])) if len(rows) > 1 else "".join(rows)


def when(value: When) -> str:
    """What the trainee does: "ask need or ask impact"."""
    return " or ".join(" + ".join(name(move) for move in row) for row in value.anyof)


def row(value: Row) -> str:
    """A way to settle an objection: "differentiate, then quantify value"."""
    return ", then ".join(" + ".join(name(move) for move in step) for step in value.steps)


def length(seconds: float) -> str:
    """A length of time: "6 seconds", "1 minute 30 seconds"."""
    parts = []
    for unit, size in (("hour", 3600), ("minute", 60)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count:g} {unit}{'s' * (count != 1)}")
    if seconds or not parts:
        parts.append(f"{seconds:g} second{'s' * (seconds != 1)}")
    return " ".join(parts)


def mood(value: MoodChange) -> str:
    """A change of mood: "trust +4, patience -2"; empty when nothing changes."""
    changes = ((one, getattr(value, one)) for one in ("trust", "patience", "interest"))
    return ", ".join(f"{one} {change:+d}" for one, change in changes if change)


def conditions(value: Conditions | None) -> tuple[str, ...]:
    """The lines under ``if``, each in words; ``any`` is one of them."""
    if value is None:
        return ()
    found: list[str] = []
    for key in Conditions.__struct_fields__:
        part = getattr(value, key)
        if part in (None, (), {}):
            continue
        if key in LISTS:
            found.append(LISTS[key].format(listed(part, "or" if key == "level" else "and")))
        elif isinstance(part, Range):
            found.append(f"{key} {part.text}")
        elif key == "times":
            found += [f"{name(move)} {test.text} times" for move, test in part.items()]
        elif key == "after":
            found.append(f"{length(part)} into the call")
        elif key == "chance":
            found.append(f"{part * 100:g} % of the time")
        elif key == "any_":
            found.append(" or ".join(f"({', '.join(conditions(one))})" for one in part))
    return tuple(found)


def out(value: Out) -> str:
    """Where the call goes."""
    if value.raise_:
        return f"raises {name(value.raise_)}"
    return f"goes to {name(value.goto)}" if value.goto else f"ends: {name(value.end)}"


def coach(value: Coach | None) -> str:
    """Coaching as one text."""
    return f"{value.note} Stronger: {value.stronger}" if value is not None else ""


def filled(text: str, playable: Playable) -> str:
    """A line with the scenario's own values in place; facts heard in a call stay open."""
    you = playable.scenario.you
    known = {**playable.scenario.values, "you": you.name, "our_company": you.company}
    return PLACEHOLDER.sub(lambda found: known.get(found[1]) or found[0], text)
