"""Short texts with a grammar of their own: times, changes, tests, moves.

Each function takes the author's text and returns a value of
``simulator.scenario.values``, or raises ``Misread`` with what to write.
"""

import re

from simulator.scenario.values import EVENTS, Range, Row, SecondsRange, When

UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hour", "hours"), 3600.0),
}
NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
TIME = re.compile(rf"({NUMBER}) ?([a-z]+)")
BANDS = {"low": (0, 33), "medium": (34, 66), "high": (67, 100)}
COMPARISON = re.compile(rf"(below|at most|at least|above|exactly) (-?{NUMBER}.*)")
SPAN = re.compile(rf"({NUMBER}[a-z ]*?) (?:to|and) ({NUMBER}.*)")
NAME = re.compile(r"[A-Za-z0-9_-]+")
LONGEST = 24 * 3600.0
MOST = 1_000_000_000


class Misread(Exception):
    """A text that does not follow its grammar: a code, what is wrong, what to write."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def seconds(text: str, key: str) -> float:
    """``6 seconds``, ``1 minute 30 seconds`` to seconds."""
    words = text.lower().strip()
    if re.fullmatch(NUMBER, words):
        raise Misread(
            "E118",
            f"'{key}' is a length of time and needs a unit.",
            f"Did you mean '{words} seconds' or '{words} minutes'?",
        )
    total, rest = 0.0, words
    while rest:
        part = TIME.match(rest)
        if part is None or part[2] not in UNITS:
            break
        total += float(part[1]) * UNITS[part[2]]
        rest = re.sub(r"^(?:,? and |,? )", "", rest[part.end() :])
    if rest or not words or total > LONGEST:
        raise Misread(
            "E118",
            f"I cannot read '{text}' as a length of time.",
            "Write '6 seconds', '4 minutes' or '1 minute 30 seconds'.",
        )
    return total


def number(text: str, key: str, *, whole: bool, low: float, high: float, signed: bool) -> float:
    """A number within bounds; a change must carry its sign."""
    words = text.strip().replace("−", "-")
    pattern = r"[+-]?[0-9]{1,12}" if whole else rf"[+-]?{NUMBER}"
    if not re.fullmatch(pattern, words):
        what = "a whole number" if whole else "a number"
        if signed:
            what, hint = "a change", "Write +3 or -3."
        else:
            hint = f"Write {what} such as {_example(low, high, whole)}."
        raise Misread("E116", f"'{key}' should be {what}, not '{text}'.", hint)
    if signed and words[0] not in "+-" and float(words) != 0:
        raise Misread("E120", f"a change of {key} needs a sign.", f"Write +{words} or -{words}.")
    value = float(words)
    if not low <= value <= high:
        raise Misread(
            "E116",
            f"'{key}' is {words}, and must lie between {low:g} and {high:g}.",
            f"Write a number from {low:g} to {high:g}.",
        )
    return value


def _example(low: float, high: float, whole: bool) -> str:
    if low >= 0 and high <= 100 and whole:
        return "70"
    return "5" if whole else "1.1"


def percent(text: str, key: str) -> float:
    """``30 %`` or ``0.3`` to 0.3."""
    found = re.fullmatch(rf"({NUMBER}) ?(%|percent)?", text.strip())
    if found:
        value = float(found[1]) / (100 if found[2] else 1)
        if 0 <= value <= 1:
            return value
    raise Misread("E116", f"'{key}' should be a percentage, not '{text}'.", "Write '30 %'.")


def number_range(text: str, key: str) -> Range:
    """``low``, ``below 30``, ``at least 50``, ``40 to 60``."""
    words = " ".join(text.lower().split())
    if words in BANDS:
        low, high = BANDS[words]
        return Range(text, low, high)
    compared = COMPARISON.fullmatch(words)
    if compared and re.fullmatch("-?[0-9]{1,9}", compared[2]):
        n = int(compared[2])
        match compared[1]:
            case "below":
                return Range(text, high=n - 1)
            case "at most":
                return Range(text, high=n)
            case "at least":
                return Range(text, low=n)
            case "above":
                return Range(text, low=n + 1)
            case _:
                return Range(text, n, n)
    span = re.fullmatch("(-?[0-9]{1,9}) to (-?[0-9]{1,9})", words)
    if span and int(span[1]) <= int(span[2]):
        return Range(text, int(span[1]), int(span[2]))
    hint = "Write low, medium, high, 'below 30' or 'at least 50'."
    if re.fullmatch("[0-9]{1,9}", words):
        hint = f"Write 'at least {words}', 'below {words}' or 'exactly {words}'."
    raise Misread("E121", f"I cannot read '{text}' as a test on {key}.", hint)


def seconds_range(text: str, key: str) -> SecondsRange:
    """``at most 30 seconds``, ``15 to 28 seconds``."""
    words = " ".join(text.lower().split())
    compared = COMPARISON.fullmatch(words)
    if compared:
        limit = seconds(compared[2], key)
        match compared[1]:
            case "below" | "at most":
                return SecondsRange(text, high=limit)
            case "at least" | "above":
                return SecondsRange(text, low=limit)
            case _:
                return SecondsRange(text, limit, limit)
    span = SPAN.fullmatch(words)
    if span:
        high = seconds(span[2], key)
        low_text = span[1].strip()
        if re.fullmatch(NUMBER, low_text):  # "15 to 28 seconds": the unit serves both
            unit = re.sub(NUMBER, "", span[2], count=1)
            low_text += unit
        low = seconds(low_text, key)
        if low <= high:
            return SecondsRange(text, low, high)
    if re.fullmatch(NUMBER, words):
        raise Misread(
            "E118",
            f"'{key}' is a length of time and needs a unit.",
            f"Write 'at most {words} seconds'.",
        )
    raise Misread(
        "E121",
        f"I cannot read '{text}' as a test on {key}.",
        "Write 'at most 30 seconds' or '15 to 28 seconds'.",
    )


def when(text: str, key: str) -> When:
    """``a or b + c``: alternatives, each one or more moves of the same turn."""
    words = " ".join(text.split())
    rows = tuple(_together(part, text, key) for part in re.split(r" or |, ", words))
    for row in rows:
        if len(row) > 1 and any(name in EVENTS for name in row):
            raise Misread(
                "E119",
                f"'{next(name for name in row if name in EVENTS)}' cannot be joined with '+'.",
                "Let it stand alone, or join it with 'or'.",
            )
    return When(text, rows)


def row(text: str, key: str) -> Row:
    """``a + b then c``: steps in order over turns, each in one turn."""
    words = " ".join(text.split())
    return Row(text, tuple(_together(part, text, key) for part in words.split(" then ")))


def _together(part: str, text: str, key: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in part.split("+"))
    if all(NAME.fullmatch(name) for name in names) and len(set(names)) == len(names):
        return names
    raise Misread(
        "E119",
        f"I cannot read '{text}' as moves in '{key}'.",
        "Write 'ask_need', 'ask_need or ask_impact', or 'reflect + ask_impact'"
        + (" and put steps in order with 'then'." if key == "settled_by" else "."),
    )
