"""Single faults of the kinds authors make, each with the lines where it may be reported."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """A spoilt text and the lines (from 1) at which a report is right."""

    kind: str
    text: str
    lines: frozenset[int]


Lines = list[str]
Maker = Callable[[Lines], Iterator[tuple[Lines, set[int]]]]


def indent(line: str) -> int:
    """Width of the space before a line."""
    return len(line) - len(line.lstrip())


def holder(lines: Lines, at: int) -> set[int]:
    """Lines of the keys and row starts around a line, nearest two, as numbers from 1."""
    found: set[int] = set()
    width = indent(lines[at])
    for number in range(at - 1, -1, -1):
        line = lines[number]
        if line.strip() and not line.strip().startswith("#") and indent(line) < width:
            found.add(number + 1)
            width = indent(line)
            if len(found) == 2:
                break
    return found


def change(lines: Lines, at: int, new: str) -> Lines:
    """The lines with one of them changed."""
    return [*lines[:at], new, *lines[at + 1 :]]


def matching(lines: Lines, pattern: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Lines that a pattern matches, outside block texts."""
    block = -1
    for number, line in enumerate(lines):
        if block >= 0 and (not line.strip() or indent(line) > block):
            continue
        block = indent(line) if re.search(r":\s*[|>][+-]?\s*$", line) else -1
        found = re.match(pattern, line)
        if found:
            yield number, found


def replacing(pattern: str, template: str) -> Maker:
    """Faults that rewrite a line in place."""

    def make(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
        for at, found in matching(lines, pattern):
            yield change(lines, at, found.expand(template)), {at + 1}

    return make


def misspelt(pattern: str) -> Maker:
    """Faults that swap two letters in group 2 of a line."""

    def make(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
        for at, found in matching(lines, pattern):
            word = found[2]
            if len(word) < 4 or word[1] == word[2]:
                continue
            spoilt = word[0] + word[2] + word[1] + word[3:]
            line = lines[at][: found.start(2)] + spoilt + lines[at][found.end(2) :]
            yield change(lines, at, line), {at + 1}

    return make


def dropped(keys: str) -> Maker:
    """Faults that drop a one-line key that must be there."""

    def make(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
        for at, _ in matching(lines, rf"^( +)({keys}): \S"):
            yield [*lines[:at], *lines[at + 1 :]], {at, at + 1, *holder(lines, at)}

    return make


def doubled(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
    """A line with a key written twice."""
    for at, _ in matching(lines, r"^( +)(says|when|goto|end|note|with|about): \S[^|>]*$"):
        if at + 1 < len(lines) and indent(lines[at + 1]) <= indent(lines[at]):
            yield [*lines[: at + 1], lines[at], *lines[at + 1 :]], {at + 2}


def swapped_coaching(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
    """``note`` and ``stronger`` in each other's place."""
    for at, found in matching(lines, r"^( +)note: (.*)$"):
        below = re.match(r"^( +)stronger: (.*)$", lines[at + 1]) if at + 1 < len(lines) else None
        if below and indent(lines[at]) == indent(lines[at + 1]):
            spoilt = change(lines, at, f"{found[1]}note: {below[2]}")
            spoilt = change(spoilt, at + 1, f"{below[1]}stronger: {found[2]}")
            yield spoilt, {at + 1, at + 2}


def dropped_coaching(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
    """A reaction that lowers the mood, without its coaching."""
    for at, found in matching(lines, r"^( +)coach:\s*$"):
        if at + 2 >= len(lines) or not lines[at + 2].strip().startswith("stronger"):
            continue
        width = len(found[1])
        start = at
        while start and not (lines[start].startswith(" " * (width - 2) + "- name")):
            start -= 1
            if lines[start].strip() and indent(lines[start]) < width - 2:
                break
        block = "\n".join(lines[start:at])
        if re.search(r"mood: \{[^+]*-\d+[^+]*\}", block):
            yield [*lines[:at], *lines[at + 3 :]], {start + 1}


def unreachable(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
    """The only way to a beat, taken out."""
    targets = [found[2] for _, found in matching(lines, r"^( +)goto: (\S+)")]
    text = "\n".join(lines)
    for at, found in matching(lines, r"^( +)goto: (\S+)"):
        beat = found[2]
        if targets.count(beat) != 1 or text.count(f"goto: {beat}") != 1:
            continue
        if f"starts_with: {beat}" in text:
            continue
        home = [n + 1 for n, line in enumerate(lines) if re.match(rf"^  {re.escape(beat)}:", line)]
        yield change(lines, at, f"{found[1]}remember: gone_on"), set(home)


def copied_reaction(lines: Lines) -> Iterator[tuple[Lines, set[int]]]:
    """A reaction above another that always wins over it."""
    for at, found in matching(lines, r"^( +)- name: (\S+)$"):
        after = lines[at + 1 : at + 3]
        width = len(found[1]) + 2
        if len(after) < 2 or not after[0].startswith(" " * width + "when: "):
            continue
        if after[1].strip().startswith(("if", "urgent", "missing", "once", "lead_in")):
            continue
        block = lines[at + 1 : at + 12]
        end = next((n for n, line in enumerate(block) if indent(line) < width), len(block))
        if any(re.match(r"^ +(if|urgent|lead_in|once|missing):", line) for line in block[:end]):
            continue
        above = [f"{found[1]}- name: planted", after[0], " " * width + "says: Planted, I am sure."]
        yield [*lines[:at], *above, *lines[at:]], {at + 4, at + 5}


MOVES = r"[a-z]+_[a-z_]+"
KINDS: dict[str, Maker] = {
    "misspelt key": misspelt(r"^( +(?:- )?)(when|says|mood|goto|raise|coach|note|about|hints|with|"
                             r"persona|result|weight|criteria|settled_by|opens|reactions): ?"),
    "wrong beat": misspelt(r"^( +goto: )(\S+)$"),
    "wrong ending": misspelt(r"^( +end: )(\S+)$"),
    "wrong move": misspelt(rf"^( +(?:- )?when: )({MOVES})\b"),
    "wrong credit": misspelt(rf"^(.*\bcredit: )({MOVES})\b"),
    "wrong persona": misspelt(r"^( +persona: )(\S+)$"),
    "wrong rubric": misspelt(r"^(rubric: )([a-z]\S+)$"),
    "wrong objection": misspelt(r"^( +raise: )(\S+)$"),
    "wrong module": misspelt(r"^( +- objections/)(\S+)$"),
    "wrong fact told": misspelt(r"^( +told: )(\w+)$"),
    "wrong placeholder": replacing(r"^( +(?:- |says: ))<day>(.*)$", r"\1<dya>\2"),
    "dropped key": dropped("when|with|result|weight|stronger|note|persona"),
    "doubled key": doubled,
    "missing unit": replacing(r"^(.*\b(?:time_limit|talk_time|talk_longer_than): )(\d+) \w+(.*)$",
                              r"\1\2\3"),
    "missing sign": replacing(r"^(.*\b(?:trust|patience|interest): )[+-](\d+)(.*)$", r"\1\2\3"),
    "unreadable test": replacing(r"^(.*\b(?:trust|patience|interest): )at least (\d+)(.*)$",
                                 r"\1more than \2\3"),
    "impossible threshold": replacing(
        r"^( +(?:trust|patience|interest): )at least (\d+)$", r"\1above 100"),
    "unreachable beat": unreachable,
    "beaten reaction": copied_reaction,
    "swapped coaching": swapped_coaching,
    "dropped coaching": dropped_coaching,
    "tab": replacing(r"^  ( *)(says|when|goto|end): (.*)$", "\\t\\1\\2: \\3"),
    "colon in prose": replacing(r"^( +says: )(\w+) (\w.*)$", r"\1\2: \3"),
    "prose in brackets": replacing(r"^( +says: )([A-Z][^:\[\]{}\"'#]*)$", r"\1[\2]"),
    "text after hash": replacing(r"^( +says: )([A-Z][^:\[\]{}\"'#]*) (\w+[.?!])$", r"\1\2 #\3"),
    "wrong result": replacing(r"^(.*result: )(won|lost|partial)(.*)$", r"\1victory\3"),
    "wrong weight": replacing(r"^( +weight: )(\d+)$", r"\g<1>97"),
    "real phone": replacing(r"^(.*)0117 496 0(\d\d\d)(.*)$", r"\g<1>0117 555 8\2\3"),
}  # fmt: skip


def faults(path: Path) -> Iterator[Fault]:
    """Every fault that a file can be given."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for kind, make in KINDS.items():
        for spoilt, where in make(lines):
            yield Fault(kind, "\n".join(spoilt), frozenset(where))
