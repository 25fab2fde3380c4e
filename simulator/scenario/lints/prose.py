"""Words: lost, too long, said twice, sensitive, hard to follow; tests that assert nothing."""

import re
from collections.abc import Iterator

from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import Scenario
from simulator.scenario.outline import doubt, lines
from simulator.scenario.problems import Path, Problem

MOST_WORDS = 30
"""Twelve seconds at 150 words a minute."""
FEWEST_REPEATED = 4
HARDEST_GRADE = 12.0
"""Flesch-Kincaid grade of a line that most adults follow at first hearing."""
LEAST_GRADED = 15

ACRONYM = re.compile(r"\b[A-Z]{3,6}s?\b")
KNOWN = frozenset(
    {
        *("CEO", "CFO", "COO", "CTO", "CIO", "USA", "VAT", "PDF", "CRM", "GPS", "FAQ", "GDPR"),
        *("HGV", "BBC", "NHS", "ETA", "ROI", "TBC", "USB", "SMS", "ASAP", "CCTV", "AGM", "MOT"),
    }
)


def lost_text(document: Document) -> Iterator[Problem]:
    """W801: what stands after `` #`` in an unquoted sentence is a comment to YAML."""
    places = document.places
    for path in places.texts:
        place = places.value(path)
        line = places.excerpt(place)
        if " #" not in line:
            continue
        if line[place.column - 1 : place.column] in ("'", '"', "|", ">"):
            continue
        rest = line[place.column - 1 + place.length :]
        if re.match(r" #\S", rest) or re.match(r" # (?!ok [EW]\d)", rest):
            at = place.column + place.length + 1
            yield doubt(
                "W801",
                document,
                type(place)(place.file, place.line, at, max(1, len(line) - at + 1)),
                "YAML drops the text from ' #' on.",
                "Put the whole line in quotes; a real comment stands two spaces away.",
            )


def too_long(document: Document) -> Iterator[Problem]:
    """W802."""
    for path, line in lines(document):
        words = len(line.split())
        if words > MOST_WORDS:
            message = f"this line has {words} words; more than {MOST_WORDS} are too long to say."
            place = document.places.value(path)
            yield doubt("W802", document, place, message, "Split it, or cut it.")


def repeated(bundle: Bundle) -> Iterator[Problem]:
    """W803: one sentence in two places of a call."""
    seen: dict[str, tuple[Document, Path]] = {}
    for document in bundle.documents():
        for path, line in lines(document):
            words = re.sub(r"[^\w\s<>]", "", line.lower()).split()
            if len(words) < FEWEST_REPEATED:
                continue
            key = " ".join(words)
            if key in seen:
                first, where = seen[key]
                if first.places.value(where) == document.places.value(path):
                    continue  # the same line, brought in by two people of one persona
                line_number = first.places.value(where).line
                message = (
                    f"this line is said in two places; the other is {first.file}:{line_number}."
                )
                place = document.places.value(path)
                yield doubt("W803", document, place, message, "Word one of them differently.")
            else:
                seen[key] = (document, path)


def hard(document: Document) -> Iterator[Problem]:
    """W805."""
    for path, line in lines(document):
        place = document.places.value(path)
        grade = reading_grade(line)
        if grade > HARDEST_GRADE:
            message = f"this line reads at school grade {grade:.0f}, hard to follow by ear."
            yield doubt("W805", document, place, message, "Use shorter sentences and words.")
        for found in ACRONYM.finditer(line):
            word = found.group().rstrip("s")
            if word not in KNOWN and not line.isupper() and f"({word})" not in line:
                where = document.places.word(path, found.group())
                message = f"'{found.group()}' is never spelt out."
                yield doubt("W805", document, where, message, "Say it in full the first time.")


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade level; 0 for a line too short to judge.

    0.39 * words per sentence + 11.8 * syllables per word - 15.59 (Kincaid et al. 1975).
    """
    words = re.findall(r"[A-Za-z']+", text)
    if len(words) < LEAST_GRADED:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.lower().strip("'")
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups)


def empty_tests(document: Document) -> Iterator[Problem]:
    """W703."""
    if not isinstance(document.value, Scenario):
        return
    for number, test in enumerate(document.value.tests):
        score = any(getattr(test.score, name) is not None for name in test.score.__struct_fields__)
        asserts = any(
            getattr(turn, name)
            for turn in test.call
            for name in turn.__struct_fields__
            if name not in ("you", "silent")
        )
        if not (test.ends or test.passes is not None or score or asserts):
            place = document.places.value(("tests", number, "name"))
            message = f"the test '{test.name}' asserts nothing."
            yield doubt("W703", document, place, message, "Say 'they:', 'ends:' or 'score:'.")
