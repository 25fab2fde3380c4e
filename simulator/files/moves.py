"""The moves a pack can use: the built-in ones, its own, and its words for either."""

from dataclasses import dataclass
from typing import cast

from msgspec.structs import replace

from simulator.files.packs import Pack
from simulator.files.workspace import Workspace
from simulator.scenario import model
from simulator.scenario.documents import Document
from simulator.scenario.problems import Problem, suggestion

BUILTIN = "builtin"
"""In a pack's ``moves:``, every move of the built-in pack."""
DEFAULT = (BUILTIN,)


@dataclass(slots=True, eq=False)
class MoveTable:
    """Moves by id, phrasings joined, and what was wrong on the way."""

    moves: dict[str, model.MoveDef]
    problems: tuple[Problem, ...] = ()
    documents: tuple[Document, ...] = ()  # the pack's own files, in order


def table(workspace: Workspace, pack: Pack) -> MoveTable:
    """The moves that ``pack.yaml`` lists, in its order; the built-in ones where it lists none."""
    meta = about(workspace, pack)
    listed = cast(model.Pack, meta.value).moves if meta is not None else ()
    moves: dict[str, model.MoveDef] = {}
    problems: list[Problem] = []
    documents: list[Document] = []
    for number, name in enumerate(listed or DEFAULT):
        if name == BUILTIN and pack.below is not None and name not in pack.own("moves"):
            moves.update(table(workspace, pack.below).moves)
            continue
        found = pack.find("moves", name)
        if found is None:
            if meta is not None and listed:
                place = meta.places.value(("moves", number))
                hint = suggestion(name, pack.names("moves"))
                problems.append(
                    meta.places.problem("E203", place, f"no moves file called '{name}'.", hint)
                )
            continue
        read = workspace.read(found[0], found[1], "moves")
        problems += read.problems
        if read.document is not None:
            problems += _add(moves, read.document)
            if found[0] is pack:
                documents.append(read.document)
    return MoveTable(moves, tuple(problems), tuple(documents))


def about(workspace: Workspace, pack: Pack) -> Document | None:
    """The pack's own ``pack.yaml``; None without one, or with one that can't be used."""
    if pack.alone or not pack.file.is_file():
        return None
    return workspace.read(pack, pack.file, "pack").document


def _add(moves: dict[str, model.MoveDef], document: Document) -> list[Problem]:
    value = cast(model.Moves, document.value)
    places, problems = document.places, []
    for name, move in value.define.items():
        if name in moves:
            place = places.key(("define", name))
            message = f"the move '{name}' is defined already; its meaning can't change."
            hint = "Put phrasings under 'extend', or take another name."
            problems.append(places.problem("E103", place, message, hint))
        else:
            moves[name] = move
    for name, words in value.extend.items():
        if name in moves:
            move = moves[name]
            moves[name] = replace(
                move,
                sounds_like=tuple(dict.fromkeys((*move.sounds_like, *words.sounds_like))),
                not_like=tuple(dict.fromkeys((*move.not_like, *words.not_like))),
            )
        else:
            place = places.key(("extend", name))
            hint = suggestion(name, moves) or "Put a move of your own under 'define'."
            problems.append(places.problem("E201", place, f"no move called '{name}'.", hint))
    return problems
