"""Reads files once each and keeps what was read: trees, documents, bundles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.files import inherit, source
from simulator.files.nodes import MapNode, Source, TextNode
from simulator.files.packs import NAME, Pack, builtin
from simulator.files.reading import Reading
from simulator.files.source import shown
from simulator.files.texts import BAD
from simulator.scenario.documents import Document
from simulator.scenario.model import Scenario
from simulator.scenario.problems import Places, Problem, sort, suggestion
from simulator.scenario.shapes import FILES, FOLDERS, Fields

FORMAT = 1
"""The version of the format this program reads."""
MOST_BEATS = 200
MOST_REACTIONS = 1500
MOST_PAIRS = 20_000
"""Of reactions for any time with beats they count in."""


@dataclass(slots=True, eq=False)
class Tree:
    """A file's nodes with parents merged in, its kind, and the sources it stands on."""

    kind: str
    root: MapNode | None
    sources: tuple[Source, ...]
    parents: tuple[str, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the file and its parents as YAML."""
        return [problem for source in self.sources for problem in source.problems]


@dataclass(slots=True, eq=False)
class Read:
    """What came of reading one file: a document, unless a problem stood in the way."""

    document: Document | None
    problems: tuple[Problem, ...]
    tree: Tree


@dataclass(eq=False)
class Workspace:
    """One run's view of the files; nothing is read twice."""

    builtin: Pack = field(default_factory=builtin)
    overlay: Mapping[Path, str] = field(default_factory=dict)
    """Texts that stand for what is on disk, by path."""
    _trees: dict[Path, Tree] = field(default_factory=dict)
    _read: dict[Path, Read] = field(default_factory=dict)
    _parsed: dict[Path, tuple[Source, MapNode | None]] = field(default_factory=dict)

    def parsed(self, path: Path) -> tuple[Source, MapNode | None]:
        """The tree of a file as written."""
        if path not in self._parsed:
            text = self.overlay.get(path)
            self._parsed[path] = (
                source.read(path) if text is None else source.parse(text.encode(), shown(path))
            )
        return self._parsed[path]

    def lines(self) -> dict[str, Sequence[str]]:
        """Lines of every file read so far, by the name messages give it."""
        return {source.name: source.lines for source, _ in self._parsed.values()}

    def read(self, pack: Pack, path: Path, kind: str = "") -> Read:
        """Reads one file; ``kind`` is what it must be where its folder does not say."""
        if path not in self._read:
            self._read[path] = self._document(pack, path, kind)
        return self._read[path]

    def tree(self, pack: Pack, path: Path, kind: str = "", above: tuple[Path, ...] = ()) -> Tree:
        """The nodes of a file with its parents merged in."""
        if not above and path in self._trees:
            return self._trees[path]
        tree = self._tree(pack, path, kind, above)
        if not above:
            self._trees[path] = tree
        return tree

    def _tree(self, pack: Pack, path: Path, kind: str, above: tuple[Path, ...]) -> Tree:
        origin, root = self.parsed(path)
        if root is None:
            return Tree(kind, None, (origin,))
        found = self._kind(origin, root, path, kind)
        if not found:
            return Tree(kind, None, (origin,))
        base = root.get("based_on")
        if base is None or not isinstance(base, TextNode) or base.empty:
            return Tree(found, root, (origin,))
        parent = self._parent(pack, origin, base, found, (*above, path))
        if parent is None or parent.root is None:
            return Tree(found, None, (origin, *(parent.sources if parent else ())))
        merged = inherit.in_order(inherit.merge(root, parent.root), found)
        names = (base.text.strip(), *parent.parents)
        return Tree(found, merged, (origin, *parent.sources), names)

    def _parent(
        self, pack: Pack, origin: Source, base: TextNode, kind: str, above: tuple[Path, ...]
    ) -> Tree | None:
        place = base.whole()

        def complain(message: str, hint: str) -> None:
            origin.complain("E211", place.line, place.column, message, hint, place.length)

        name = base.text.strip()
        found = pack.find(kind, name)
        if found is None:
            hint = suggestion(name, pack.names(kind))
            origin.complain(
                "E203", place.line, place.column, f"no {kind} called '{name}'.", hint, place.length
            )
            return None
        if found[1].resolve() in [path.resolve() for path in above]:
            complain(f"'{name}' is based on this file in turn.", "Break the circle.")
            return None
        if len(above) > inherit.DEEPEST:
            complain(f"more than {inherit.DEEPEST} files deep.", "Base it on a file further up.")
            return None
        return self.tree(found[0], found[1], kind, above)

    def _kind(self, origin: Source, root: MapNode, path: Path, wanted: str) -> str:
        """What a file says it is; empty, with the reason noted, when that can't be."""
        first = next(iter(root.entries), "")
        entry = root.entries.get(first)
        line, column = (entry.key.line, entry.key.column) if entry else (root.line, root.column)
        length = max(1, len(first))
        folder = path.resolve().parent.name
        wanted = wanted or next((kind for kind, name in FOLDERS.items() if name == folder), "")
        if path.name == "pack.yaml":
            wanted = "pack"
        if first not in FILES and origin.problems:
            return ""  # what stands there is told already
        if first not in FILES:
            there = [kind for kind in FILES if kind in root.entries]
            if there:
                hint = f"Move '{there[0]}:' to the top."
            else:
                hint = suggestion(first, FILES) or f"Start with one of {', '.join(FILES)}."
            message = f"the first key must say what the file is, and is '{first}'."
            origin.complain("E108", line, column, message, hint, length)
            return ""
        if wanted and first != wanted:
            hint = f"Move it to {FOLDERS.get(first, 'the top of a pack')}/, or start it with "
            hint += f"'{wanted}:'."
            message = f"a {wanted} file is wanted here, and this one says '{first}:'."
            origin.complain("E108", line, column, message, hint, length)
            return ""
        return first

    def _document(self, pack: Pack, path: Path, kind: str) -> Read:
        tree = self.tree(pack, path, kind)
        origin = tree.sources[0]
        lines = {source.name: source.lines for source in tree.sources}
        places = Places(lines=lines, file=origin.name)
        problems = list(tree.problems)
        if not NAME.fullmatch(path.stem):
            problems.append(
                Problem(
                    code="E110",
                    file=origin.name,
                    message=f"the file's name is its id, and '{path.stem}' is no name.",
                    hint="Names are made of letters, digits, '-' and '_'.",
                )
            )
        value: Any = BAD
        if tree.root is not None:
            reading = Reading(places)
            value = reading.value(tree.root, Fields(FILES[tree.kind]), ())
            told = {(problem.file, problem.line, problem.column) for problem in problems}
            problems += [
                problem
                for problem in (*_format(tree.root, places), *reading.problems)
                if (problem.file, problem.line, problem.column) not in told
            ]
        if isinstance(value, Scenario):
            problems += _too_many(value, places)
        if problems or value is BAD:
            return Read(None, sort(problems), tree)
        document = Document(
            kind=tree.kind, id=path.stem, file=origin.name, value=value, places=places
        )
        return Read(document, (), tree)


def _too_many(scenario: Scenario, places: Places) -> list[Problem]:
    """More beats or reactions than a call can need, or a check can look at in reasonable time."""
    reactions = sum(len(beat.reactions) for beat in scenario.beats.values())
    counts = (
        (len(scenario.beats), MOST_BEATS, "beats", ("beats",)),
        (reactions + len(scenario.anytime), MOST_REACTIONS, "reactions", ("beats",)),
        (
            len(scenario.anytime) * len(scenario.beats),
            MOST_PAIRS,
            "reactions for any time, each in every beat,",
            ("anytime",),
        ),
    )
    return [
        places.problem(
            "E106", places.key(path), f"{count} {what} are more than {most}.", "Split the call."
        )
        for count, most, what, path in counts
        if count > most
    ]


def _format(root: MapNode, places: Places) -> list[Problem]:
    """The version must be there and one this program knows."""
    node = root.get("format")
    if node is None:
        first = next(iter(root.entries.values())).key
        return [
            places.problem(
                "E109", first.whole(), "'format' is missing.", "Write 'format: 1' below this line."
            )
        ]
    if isinstance(node, TextNode) and node.text.isdigit() and node.text != str(FORMAT):
        hint = "Update Ringcraft." if int(node.text[:9]) > FORMAT else "Run 'ringcraft migrate'."
        message = f"this program reads format {FORMAT}, not {node.text[:20]}."
        return [places.problem("E109", node.whole(), message, hint)]
    return []
