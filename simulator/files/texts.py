"""One text to one value: words, numbers, choices, and the short grammars of phrases."""

from typing import Any, Final

from simulator.files import phrases
from simulator.files.nodes import ListNode, MapNode, Node, TextNode
from simulator.scenario import shapes
from simulator.scenario.problems import Path, Place, Places, Problem, suggestion

BAD: Final = object()
"""Stands for a value that could not be read; the reason is in the problems."""

YES, NO = frozenset(("yes", "true", "on")), frozenset(("no", "false", "off"))


class TextReading:
    """Reads values that are one text; collects problems and the places of what people read."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.problems: list[Problem] = []

    def complain(self, code: str, place: Place, message: str, hint: str = "") -> object:
        """Notes an error; returns ``BAD``."""
        self.problems.append(self.places.problem(code, place, message, hint))
        return BAD

    def single(self, node: Node, shape: shapes.Shape, path: Path) -> Any:
        """A value written as one text."""
        key = name_of(path)
        if not isinstance(node, TextNode):
            return self.not_text(node, key)
        if node.empty:
            return self.complain(
                "E113", node.place(), f"'{key}' has no value.", "Write one, or drop the key."
            )
        try:
            match shape:
                case shapes.Text(kind=kind, to=to):
                    return self.text(node, kind, key, () if to or kind == "id" else path)
                case shapes.Number(whole, low, high, signed):
                    value = phrases.number(
                        node.text, key, whole=whole, low=low, high=high, signed=signed
                    )
                    return int(value) if whole else value
                case shapes.YesNo():
                    return self.yes_no(node, key)
                case shapes.Choice(words):
                    return self.choice(node, words, key)
                case shapes.Special(kind):
                    return SPECIALS[kind](node.text, key)
        except phrases.Misread as trouble:
            return self.complain(trouble.code, node.place(), trouble.message, trouble.hint)
        raise TypeError(f"no reader for {shape!r}")

    def text(self, node: TextNode, kind: str, key: str, path: Path = ()) -> Any:
        """Words as written, without the space around them; kept at ``path`` if people read them."""
        text = node.text.strip()
        if not text:
            return self.complain("E113", node.place(), f"'{key}' is empty.", "Write a text.")
        if kind == "id" and not phrases.NAME.fullmatch(text):
            return self.bad_name(node, text)
        if path:
            self.places.texts[path] = text
        return text

    def bad_name(self, node: TextNode, text: str) -> object:
        """A name that others point to is not one word."""
        return self.complain(
            "E110",
            node.whole(),
            f"'{text}' is no name.",
            "Names are made of letters, digits, '-' and '_'.",
        )

    def yes_no(self, node: TextNode, key: str) -> Any:
        """``yes`` or ``no``."""
        word = node.text.strip().lower()
        if word in YES or word in NO:
            return word in YES
        return self.complain(
            "E115", node.whole(), f"'{key}' is yes or no, not '{node.text}'.", "Write yes or no."
        )

    def choice(self, node: TextNode, words: tuple[str, ...], key: str) -> Any:
        """One of a few words."""
        word = node.text.strip()
        if word in words:
            return word
        hint = suggestion(word, words) or f"Write {', '.join(words[:-1])} or {words[-1]}."
        return self.complain("E115", node.whole(), f"'{key}' cannot be '{word}'.", hint)

    def not_text(self, node: Node, key: str) -> object:
        """A list or map stands where one text should; says how YAML came to read it so."""
        if isinstance(node, MapNode):
            if not node.flow and len(node.entries) == 1:
                return self.complain(
                    "E113",
                    node.place(),
                    f"'{key}' should be text, but the ': ' in it made YAML read it as a key.",
                    "Put the whole line in quotes.",
                )
            hint = "Put the whole line in quotes; a placeholder is written <day>."
            what = "the braces in it made YAML read a map." if node.flow else "it is a map."
            return self.complain("E113", node.place(), f"'{key}' should be text, but {what}", hint)
        assert isinstance(node, ListNode)
        if node.flow:
            what = "the brackets in it made YAML read a list."
            return self.complain(
                "E113",
                node.place(),
                f"'{key}' should be text, but {what}",
                "Put the whole line in quotes.",
            )
        return self.complain(
            "E113", node.place(), f"'{key}' should be one text, and is a list.", "Write one line."
        )


SPECIALS: dict[str, Any] = {
    "duration": phrases.seconds,
    "percent": phrases.percent,
    "range": phrases.number_range,
    "seconds_range": phrases.seconds_range,
    "when": phrases.when,
    "row": phrases.row,
}


def name_of(path: Path) -> str:
    """The last key of a path."""
    return next((part for part in reversed(path) if isinstance(part, str)), "this file")


def kind_of(node: Node) -> str:
    """What YAML read."""
    if isinstance(node, TextNode):
        return "a text"
    return "a list" if isinstance(node, ListNode) else "a map"
