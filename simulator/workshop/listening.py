"""W401 to W407: what the hearing makes of phrasings, test lines and stronger lines.

Moves of the built-in pack are measured with the model; here the moves that an
author writes or adds words to are listened to, each phrasing with itself left out.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import cast

from msgspec.structs import replace

from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import MoveDef, Moves, Scenario
from simulator.scenario.outline import doubt, lines, persona_of, rubric_of
from simulator.scenario.problems import Path, Problem
from simulator.understanding.hearing import Context, Hear

FEWEST = 8
LEAST_RECOGNISED = 0.6
MOST_MISTAKEN = 0.15
STRONG = 0.9
"""Confidence at which an echo of the prospect's line would surely count."""
ALIKE = 92.0
"""Similarity of two phrasings, 0 to 100, from which they are one."""


def findings(bundle: Bundle, hear: Hear, trained: Collection[str] = ()) -> Iterator[Problem]:
    """Everything that listening tells about a call and the moves files of its pack.

    ``trained`` are the moves that the model has learnt and hears without examples.
    """
    for document in bundle.words:
        yield from thin(document, bundle, hear, trained)
        yield from unmatched_words(document)
    yield from shared_phrasings(bundle)
    yield from test_lines(bundle, hear)
    yield from stronger_lines(bundle, hear)
    yield from prospect_lines(bundle, hear)


def context_of(bundle: Bundle, prospect: str = "", person: str = "") -> Context:
    """What hearing may know in this call, before anything was said."""
    scenario = cast(Scenario, bundle.scenario.value)
    alias = person or next(iter(scenario.people), "")
    persona = persona_of(bundle, alias)
    return Context(
        prospect=prospect,
        person=persona.persona if persona is not None else "",
        you=scenario.you.name,
        company=scenario.you.company,
        moves=bundle.moves,
        product=bundle.playable.product if bundle.playable is not None else None,
    )


def own_moves(document: Document) -> Iterator[tuple[str, MoveDef, Path]]:
    """Moves a file defines, with where their phrasings stand."""
    value = cast(Moves, document.value)
    for name, move in value.define.items():
        if not move.worked_out:
            yield name, move, ("define", name)


def thin(
    document: Document, bundle: Bundle, hear: Hear, trained: Collection[str] = ()
) -> Iterator[Problem]:
    """W402 for moves with few or unlike phrasings, W401 for those taken for another."""
    context = context_of(bundle)
    for name, move, path in own_moves(document):
        if name in trained:
            continue
        place = document.places.key(path)
        if len(move.sounds_like) < FEWEST:
            message = f"'{name}' has {len(move.sounds_like)} phrasings; it needs at least {FEWEST}."
            yield doubt("W402", document, place, message, "Add more, as unlike as people are.")
            continue
        recognised = 0
        others: Counter[str] = Counter()
        samples: dict[str, str] = {}
        for phrase in move.sounds_like:
            rest = tuple(one for one in move.sounds_like if one != phrase)
            without = {**bundle.moves, name: replace(move, sounds_like=rest)}
            heard = hear(spoken(phrase), replace(context, moves=without))
            confidence = {one.move: one.confidence for one in heard.moves}
            recognised += name in confidence
            best = max((one for one in confidence if one != name), key=confidence.get, default="")  # type: ignore[arg-type]
            general = best in (*move.counts_as, "ask_open_question", "ask_closed_question", "")
            if name not in confidence and not general:
                others[best] += 1
                samples.setdefault(best, phrase)
        share = recognised / len(move.sounds_like)
        if share < LEAST_RECOGNISED:
            message = f"phrasings of '{name}' recognise each other {share:.0%} of the time."
            hint = f"Write more that are alike enough; the bar is {LEAST_RECOGNISED:.0%}."
            yield doubt("W402", document, place, message, hint)
        for other, count in others.most_common(1):
            if count / len(move.sounds_like) > MOST_MISTAKEN:
                message = f"'{name}' is taken for '{other}', as in '{samples[other]}'."
                hint = "Make the two less alike, or add 'must_mention'."
                yield doubt("W401", document, place, message, hint)


def spoken(phrase: str) -> str:
    """A phrasing with its placeholders filled, as somebody would say it."""
    given = {"day": "Tuesday", "time": "ten", "name": "Dana", "company": "Harrow Freight"}
    return re.sub(r"<(\w+)>", lambda found: given.get(found[1], "that"), phrase)


def unmatched_words(document: Document) -> Iterator[Problem]:
    """W407."""
    for name, move, path in own_moves(document):
        for number, group in enumerate(move.must_mention):
            if any(word.startswith("<") for word in group) or not move.sounds_like:
                continue
            words = re.compile(
                "|".join(rf"\b{re.escape(word.lower())}\b" for word in group), re.IGNORECASE
            )
            if not any(words.search(phrase) for phrase in move.sounds_like):
                place = document.places.value((*path, "must_mention", number))
                message = f"no phrasing of '{name}' holds a word of this row."
                hint = "Add the words they use, or drop the row."
                yield doubt("W407", document, place, message, hint)


def shared_phrasings(bundle: Bundle) -> Iterator[Problem]:
    """W406: a phrasing of the pack's own files that stands in another move too."""
    from rapidfuzz import fuzz, process

    for document in bundle.words:
        value = cast(Moves, document.value)
        added = {
            **{(name, "define"): move.sounds_like for name, move in value.define.items()},
            **{(name, "extend"): more.sounds_like for name, more in value.extend.items()},
        }
        for (name, part), phrases in added.items():
            others = [
                (other, phrase)
                for other, move in bundle.moves.items()
                if other != name and other not in bundle.moves[name].counts_as
                for phrase in move.sounds_like
            ]
            texts = [phrase.lower() for _, phrase in others]
            for number, phrase in enumerate(phrases):
                near = process.extractOne(
                    phrase.lower(), texts, scorer=fuzz.ratio, score_cutoff=ALIKE
                )
                if near is None:
                    continue
                other, twin = others[near[2]]
                if (other, "define") in added and other < name:
                    continue  # told at the other one
                place = document.places.value((part, name, "sounds_like", number))
                message = f"this phrasing of '{name}' is one of '{other}' too: '{twin}'."
                yield doubt("W406", document, place, message, "Keep it in one of them.")


def test_lines(bundle: Bundle, hear: Hear) -> Iterator[Problem]:
    """W403: a line of a test that is not heard as the test says, whatever came before."""
    scenario, places = cast(Scenario, bundle.scenario.value), bundle.scenario.places
    for number, test in enumerate(scenario.tests):
        for row, turn in enumerate(test.call):
            if not turn.you or not turn.hears:
                continue
            heard = {one.move for one in hear(turn.you, context_of(bundle)).moves}
            for index, move in enumerate(turn.hears):
                definition = bundle.moves[move]
                if move in heard or definition.worked_out or move in NEEDS_TALK:
                    continue
                place = places.value(("tests", number, "call", row, "hears", index))
                shown = ", ".join(sorted(heard)) or "nothing"
                message = f"this line is not heard as '{move}' but as {shown}."
                yield doubt("W403", bundle.scenario, place, message, "Say it more plainly.")


NEEDS_TALK = frozenset(
    {
        *("reflect", "summarise_needs", "answer_objection", "acknowledge_objection", "echo"),
        *("clarify_objection", "check_resolved", "confirm_next_step", "empathise", "tie_to_need"),
        *("ask_current_solution", "argue", "mislead", "give_up", "pressure", "discount_early"),
    }
)
"""Moves that hang on what was said before; the test itself plays them in place."""


def stronger_lines(bundle: Bundle, hear: Hear) -> Iterator[Problem]:
    """W404: coaching of a criterion or of ``without`` whose line would not earn it."""
    found = rubric_of(bundle)
    wanted: list[tuple[Document, Path, tuple[tuple[str, ...], ...], str, str]] = []
    if found is not None:
        rubric, document, start = found
        for name, pillar in rubric.pillars.items():
            for number, one in enumerate(pillar.criteria):
                if one.coach is not None and one.credit is not None:
                    path: Path = (*start, "pillars", name, "criteria", number, "coach")
                    wanted.append((document, path, one.credit.anyof, one.coach.stronger, ""))
    scenario = cast(Scenario, bundle.scenario.value)
    for beat, value in scenario.beats.items():
        for move, coach in value.without.items():
            place: Path = ("beats", beat, "without", move)
            wanted.append((bundle.scenario, place, ((move,),), coach.stronger, value.with_))
    for document, path, rows, line, person in wanted:
        rows = tuple(row for row in rows if not set(row) & NEEDS_TALK)
        rows = tuple(row for row in rows if not any(bundle.moves[m].worked_out for m in row))
        if not rows:
            continue
        heard = {one.move for one in hear(spoken(line), context_of(bundle, person=person)).moves}
        if not any(set(row) <= heard for row in rows):
            shown = ", ".join(sorted(heard)) or "nothing"
            message = f"this line would not earn '{' or '.join(' + '.join(r) for r in rows)}'"
            hint = "Say it so that the move is heard; ringcraft hear tries a line."
            where = document.places.value((*path, "stronger"))
            yield doubt("W404", document, where, f"{message}: it is heard as {shown}.", hint)


def prospect_lines(bundle: Bundle, hear: Hear) -> Iterator[Problem]:
    """W405, once a call: lines whose echo would surely earn the trainee a point."""
    context = context_of(bundle)
    rubric = rubric_of(bundle)
    if rubric is None:
        return
    credited = {
        move
        for pillar in rubric[0].pillars.values()
        for one in pillar.criteria
        if one.credit is not None
        for row in one.credit.anyof
        for move in row
        if move.startswith("ask_")
    }
    found = [
        (path, one.move)
        for path, line in lines(bundle.scenario)
        if "?" in line
        for one in hear(spoken(line), context).moves
        if one.move in credited and one.confidence >= STRONG
    ]
    if found:
        path, move = found[0]
        place = bundle.scenario.places.value(path)
        more = f", and {len(found) - 1} more in this call" if len(found) > 1 else ""
        message = f"the echo of this line would be heard as the trainee's '{move}'{more}."
        hint = "A headset keeps the echo out; opt out where the call is only typed."
        yield doubt("W405", bundle.scenario, place, message, hint, "note")
