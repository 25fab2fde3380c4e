"""W305: placeholders such as ``<day>`` where nothing makes sure that one was given."""

from collections.abc import Iterator

from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import Conditions, Reaction
from simulator.scenario.outline import doubt, lines, outs, scenario_of, spots
from simulator.scenario.problems import Path, Problem
from simulator.scenario.references import FACTS, PLACEHOLDER

GIVES = {
    "offer_times": ("day", "time"),
    "leave_callback": ("phone",),
    "introduce_self": ("name",),
    "quantify_value": ("number", "amount", "money", "percent", "duration"),
    "tell_proof": ("proof",),
    "differentiate": ("edge",),
}
"""Facts that a built-in move brings by its meaning."""


def empty_placeholders(bundle: Bundle) -> Iterator[Problem]:
    """W305."""
    known = _known(bundle)
    given = set(scenario_of(bundle).values)
    for spot in spots(bundle):
        sure = _sure(spot.reaction, bundle) | given
        if spot.beat:
            sure |= known[spot.beat]
        yield from _rows(spot.document, (*spot.path, "says"), spot.reaction.says, sure)
    for name, beat in scenario_of(bundle).beats.items():
        sure = known[name] | given
        yield from _rows(bundle.scenario, ("beats", name, "opens"), beat.opens, sure)
    for document in (*bundle.people.values(), *bundle.objections.values()):
        groups: dict[Path, list[str]] = {}
        for path, line in lines(document):
            groups.setdefault(path[:-1], []).append(line)
        for path, rows in groups.items():
            if path[0] != "anytime":  # a reaction: seen above
                yield from _rows(document, path, tuple(rows), given)


def _rows(
    document: Document, path: Path, rows: tuple[str, ...], sure: set[str]
) -> Iterator[Problem]:
    """Placeholders that may be empty, unless a variant can be said without them."""
    empty = [
        [fact for fact in PLACEHOLDER.findall(row) if fact in FACTS and fact not in sure]
        for row in rows
    ]
    if not rows or not all(empty):
        return
    for number, facts in enumerate(empty):
        for fact in facts:
            place = document.places.word((*path, number), f"<{fact}>")
            message = f"'<{fact}>' may be empty here: nothing makes sure that one was given."
            hint = f"Add 'knows: {fact}' under 'if', or a variant without it."
            yield doubt("W305", document, place, message, hint)


def _sure(reaction: Reaction, bundle: Bundle) -> set[str]:
    """Facts that are known whenever a reaction answers."""
    rows = [{fact for move in row for fact in _given(move, bundle)} for row in reaction.when.anyof]
    sure = set.intersection(*rows) if rows else set()
    sure -= set(reaction.missing)
    return sure | _demanded(reaction.if_, bundle)


def _demanded(block: Conditions | None, bundle: Bundle) -> set[str]:
    if block is None:
        return set()
    sure = set(block.knows)
    for move in (*block.done, *block.done_here):
        sure |= _given(move, bundle)
    if block.any_:
        sure |= set.intersection(*(_demanded(inner, bundle) for inner in block.any_))
    return sure


def _given(move: str, bundle: Bundle) -> set[str]:
    definition = bundle.moves.get(move)
    return {*(definition.needs if definition is not None else ()), *GIVES.get(move, ())}


def _known(bundle: Bundle) -> dict[str, set[str]]:
    """Facts known on every way into each beat: the largest solution of the flow equations."""
    scenario = scenario_of(bundle)
    known = {beat: set(FACTS) for beat in scenario.beats}
    known[scenario.starts_with] = set()
    edges: list[tuple[str, str, set[str]]] = []
    for spot in spots(bundle):
        if spot.reaction.goto in scenario.beats:
            sources = [spot.beat] if spot.beat else list(scenario.beats)
            sure = _sure(spot.reaction, bundle)
            edges += [(source, spot.reaction.goto, sure) for source in sources]
    for beat in scenario.beats:
        edges += [(beat, out.goto, set()) for out in outs(bundle, beat) if out.goto]
    for gate in (scenario.if_patience_gone, scenario.if_time_up):
        if gate.goto in known:
            known[gate.goto] = set()
    changed = True
    while changed:
        changed = False
        for source, target, sure in edges:
            less = known[target] & (known[source] | sure)
            if less != known[target]:
                known[target], changed = less, True
    return known
