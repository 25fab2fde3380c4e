"""A new call from nine answers: a pack that checks clean and whose tests pass."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from simulator.errors import PackError, UsageError
from simulator.files.emitting import written
from simulator.files.nodes import TextNode
from simulator.files.source import parse
from simulator.workshop.templates import CALL, OBJECTION, PACK, PERSONA

QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("title", "What is the call called?", "The first conversation"),
    ("you", "Your first name on the phone?", "Sam"),
    ("company", "Which firm do you ring for?", "Tallyroute"),
    ("sells", "What do you sell, in a few words?", "route planning for haulage firms"),
    ("person", "Who answers? First and last name.", "Robin Ashby"),
    ("job", "What is their job?", "Head of operations"),
    ("firm", "At which firm?", "Ashby and Daughters"),
    ("problem", "What goes wrong for them? In their words.", "Mornings fall apart by eight."),
    ("objection", "How do they put people off? In their words.", "We already have somebody."),
)
"""Key, question and what is taken when nothing is answered."""

LONGEST = 160


def answers_of(path: Path) -> dict[str, str]:
    """Answers from a file of ``key: text`` lines. Raises ``PackError`` or ``UsageError``."""
    try:
        source, root = parse(path.read_bytes(), str(path))
    except OSError as error:
        raise PackError(f"{path} can't be read: {error.strerror}", "check the path") from error
    if root is None or source.problems:
        raise PackError(f"{path} is no list of answers", "write one 'title: ...' a line")
    keys = [key for key, _, _ in QUESTIONS]
    found = {}
    for name, entry in root.entries.items():
        if name not in keys or not isinstance(entry.value, TextNode):
            raise UsageError(f"'{name}' is no question", f"they are {', '.join(keys)}")
        found[name] = entry.value.text
    return found


def complete(given: Mapping[str, str]) -> dict[str, str]:
    """The answers in order, tidied, with what is usual where one is empty.

    Raises ``UsageError`` for an answer that can't be used.
    """
    found = {}
    for key, question, usual in QUESTIONS:
        text = " ".join(given.get(key, "").split()) or usual
        if len(text) > LONGEST or not text.isprintable() or re.search(r"[<>]", text):
            raise UsageError(
                f"this answer can't be used: {question}", f"at most {LONGEST} letters, no < or >"
            )
        if key in ("problem", "objection") and text[-1] not in ".?!":
            text += "."
        found[key] = text
    return found


def slug(text: str, usual: str) -> str:
    """A name for files: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or usual


def files(answers: Mapping[str, str], *, with_pack: bool) -> dict[str, str]:
    """Texts of the new files by their path in the pack."""
    call, person = slug(answers["title"], "my-call"), slug(answers["person"], "my-prospect")
    objection = f"{call}-put-off"
    first = answers["person"].split()[0]
    names = {
        **answers,
        "first": first,
        "person_id": person,
        "objection_id": objection,
        "hello": f"Hi {first}, it's {answers['you']} from {answers['company']}. "
        "Have I caught you at a bad time?",
        "who": f"Hello {first}, it's {answers['you']} from {answers['company']}. "
        f"The reason for my call is how you plan your week at {answers['firm']}.",
        "thanks": f"Great, so that's Tuesday at ten. Thank you, {first}.",
        "brief": f"You sell {answers['sells']}. You ring {answers['person']}, "
        f"{answers['job'].lower()} at {answers['firm']}, for the first time. You want a day.",
        "summary": f"First call to {answers['firm']}. Find a need, then agree a day.",
        "pick_up": f"{answers['person']}.",
    }
    found = {
        f"calls/{call}.yaml": _filled(CALL, names),
        f"personas/{person}.yaml": _filled(PERSONA, names),
        f"objections/{objection}.yaml": _filled(OBJECTION, names),
    }
    return {"pack.yaml": _filled(PACK, names), **found} if with_pack else found


def _filled(template: str, names: Mapping[str, str]) -> str:
    """The template with each ``{{name}}`` written as YAML writes a text."""
    return re.sub(r"\{\{(\w+)\}\}", lambda found: written(names[found[1]]), template)


def begin(folder: Path, answers: Mapping[str, str]) -> tuple[Path, ...]:
    """Writes the new call into a folder, with a ``pack.yaml`` where there is none.

    Returns the files written, the call first. Raises ``PackError`` when one is there already.
    """
    texts = files(answers, with_pack=not (folder / "pack.yaml").exists())
    there = [name for name in texts if (folder / name).exists()]
    if there:
        raise PackError(f"{folder / there[0]} is there already", "give the call another title")
    made = []
    try:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            made.append(path)
    except OSError as error:
        raise PackError(f"{folder} can't be written: {error.strerror}") from error
    return tuple(sorted(made, key=lambda path: path.parent.name != "calls"))
