"""Whole numbers as a speech recogniser writes them: words, never digits."""

from __future__ import annotations

_SMALL_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
"""
_SMALL = _SMALL_WORDS.split()
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))
_ORDINAL = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """`1450` -> `one thousand four hundred and fifty`."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f" {_SMALL[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    for size, name in _SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "
            return f"{cardinal(count)} {name}" + (joint + cardinal(rest) if rest else "")
    raise AssertionError("every number above 999 has a scale")


def ordinal(number: int) -> str:
    """`23` -> `twenty third`."""
    head, _, last = cardinal(number).rpartition(" ")
    if last in _ORDINAL:
        last = _ORDINAL[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return f"{head} {last}".strip()


def spelled(digits: str) -> str:
    """`0155` -> `oh one five five`, as a telephone number is said; other characters are dropped."""
    return " ".join(
        "oh" if digit == "0" else _SMALL[int(digit)] for digit in digits if digit.isdigit()
    )


def year(number: int) -> str:
    """`1987` -> `nineteen eighty seven`; `2026` -> `twenty twenty six`."""
    first, last = divmod(number, 100)
    if first == 20 and last < 10:
        return cardinal(number)
    if last == 0:
        return f"{cardinal(first)} hundred"
    return f"{cardinal(first)} {'oh ' if last < 10 else ''}{cardinal(last)}"
