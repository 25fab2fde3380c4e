"""Every point that can be lost says what happened and what would be stronger."""

import re
from collections.abc import Iterator

from simulator.scenario.documents import Bundle, Document
from simulator.scenario.model import Coach, Objection, Scenario
from simulator.scenario.outline import Spot, doubt, rubric_of, scenario_of, spots
from simulator.scenario.problems import Path, Problem

BLAME = re.compile(
    r"\b(stupid|lazy|hopeless|useless|clueless|incompetent|idiot\w*|amateur\w*|pathetic|terrible|"
    r"awful|embarrassing|not good enough|bad at|no good at|fool\w*|dumb|you always)\b",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"^(?:you|she|he|they) (?!asked|mentioned)"
    r"(?:(?:did|had|were|was)(?: not|n't)?|never|\w+ed|made|gave|left|kept|"
    r"sold|took|lost|went|spoke|put|met|let|began|cut|fell|ran|tried)\b",
    re.IGNORECASE,
)
"""How a note begins."""
ABOUT_YOU = re.compile(r"^(your?|nobody|nothing)\b", re.IGNORECASE)
FEWEST_WORDS = 3


def missing(bundle: Bundle) -> Iterator[Problem]:
    """W601."""
    scenario = scenario_of(bundle)
    for spot in spots(bundle):
        reason = _costs(spot, bundle)
        if reason and spot.reaction.coach is None:
            message = f"'{spot.title}' {reason} and has no coaching."
            hint = "Write 'coach:' with 'note' (what happened) and 'stronger' (a better line)."
            yield doubt("W601", spot.document, spot.place(), message, hint)
    for document in bundle.objections.values():
        objection = document.value
        if isinstance(objection, Objection) and objection.coach is None:
            place = document.places.key(("objection",))
            message = "this objection can be lost and has no coaching."
            hint = "Write 'coach:' with 'note' and 'stronger'."
            yield doubt("W601", document, place, message, hint)
    without = {move for beat in scenario.beats.values() for move in beat.without}
    yield from _criteria(bundle, without)


def _criteria(bundle: Bundle, without: set[str]) -> Iterator[Problem]:
    """Missed criteria fall back on the beat's ``without``, then the move's own phrasings."""
    found = rubric_of(bundle)
    if found is None:
        return
    rubric, document, path = found
    for name, pillar in rubric.pillars.items():
        for number, one in enumerate(pillar.criteria):
            if one.coach is not None or one.credit is None:
                continue
            moves = {move for row in one.credit.anyof for move in row}
            known = [bundle.moves[move] for move in moves if move in bundle.moves]
            if moves & without or any(move.means and move.sounds_like for move in known):
                continue
            place = document.places.value((*path, "pillars", name, "criteria", number, "name"))
            message = f"'{one.name}' can be missed and has no coaching."
            hint = "Write 'coach:' here, or 'without:' in a beat."
            yield doubt("W601", document, place, message, hint)


def _costs(spot: Spot, bundle: Bundle) -> str:
    """Why a reaction is one that costs; empty when it is not."""
    reaction = spot.reaction
    moves = [move for row in reaction.when.anyof for move in row]
    known = [bundle.moves[move] for move in moves if move in bundle.moves]
    if known and all(move.sign == "bad" for move in known) and len(known) == len(moves):
        return "answers a mistake"
    if reaction.mood.trust + reaction.mood.patience + reaction.mood.interest < 0:
        return "lowers the mood"
    ending = scenario_of(bundle).endings.get(reaction.end)
    if ending is not None and ending.result == "lost":
        return "loses the call"
    return ""


def coaches(document: Document) -> Iterator[tuple[Path, Coach]]:
    """Every piece of coaching in a document, with its path."""
    value = document.value
    if isinstance(value, Scenario):
        for name, beat in value.beats.items():
            for number, reaction in enumerate(beat.reactions):
                if reaction.coach is not None:
                    yield ("beats", name, "reactions", number, "coach"), reaction.coach
            for move, coach in beat.without.items():
                yield ("beats", name, "without", move), coach
        for alias, person in value.people.items():
            for move, answers in person.answers.items():
                for number, answer in enumerate(answers):
                    if answer.coach is not None:
                        yield ("people", alias, "answers", move, number, "coach"), answer.coach
    for number, reaction in enumerate(getattr(value, "anytime", ())):
        if reaction.coach is not None:
            yield ("anytime", number, "coach"), reaction.coach
    own = getattr(value, "coach", None)
    if isinstance(own, Coach):
        yield ("coach",), own
    rubric = value.scoring if isinstance(value, Scenario) else value
    start: Path = ("scoring",) if isinstance(value, Scenario) else ()
    for name, pillar in getattr(rubric, "pillars", {}).items():
        for number, criterion in enumerate(pillar.criteria):
            if criterion.coach is not None:
                yield (*start, "pillars", name, "criteria", number, "coach"), criterion.coach


def vague(document: Document) -> Iterator[Problem]:
    """W602: notes that blame, say too little, or have changed places with the stronger line."""
    for path, coach in coaches(document):
        place = document.places.value((*path, "note"))
        blame = BLAME.search(coach.note)
        if blame:
            message = f"'{blame.group()}' blames the person."
            hint = "Say what was done and what it led to."
            yield doubt(
                "W602",
                document,
                document.places.word((*path, "note"), blame.group()),
                message,
                hint,
            )
        elif coach.note.rstrip().endswith("?") or coach.note.strip() == coach.stronger.strip():
            message = "this note reads like a line to say, not like what happened."
            yield doubt("W602", document, place, message, "Did 'note' and 'stronger' swap places?")
        elif TOLD.match(coach.stronger) and not ABOUT_YOU.match(coach.note):
            message = "this stronger line tells what happened; it should be a line to say."
            where = document.places.value((*path, "stronger"))
            yield doubt("W602", document, where, message, "Did 'note' and 'stronger' swap places?")
        elif len(coach.note.split()) < FEWEST_WORDS:
            message = "this note does not say what was done."
            yield doubt("W602", document, place, message, "Name the move and what it led to.")


def hints(bundle: Bundle) -> Iterator[Problem]:
    """W603."""
    scenario = scenario_of(bundle)
    levels = [name for name, level in scenario.levels.items() if level.hints]
    if not levels:
        return
    for name, beat in scenario.beats.items():
        if beat.mode == "talk" and beat.reactions and not beat.hints and _long(bundle, name):
            place = bundle.scenario.places.key(("beats", name))
            message = f"the level '{levels[0]}' shows hints, and '{name}' has none."
            yield doubt("W603", bundle.scenario, place, message, "Write 'hints:' with a row each.")


def _long(bundle: Bundle, beat: str) -> bool:
    """Whether a beat can take more than one turn without being left: most of its answers stay."""
    reactions = scenario_of(bundle).beats[beat].reactions
    leaving = sum(1 for reaction in reactions if reaction.goto or reaction.end)
    return leaving * 2 < len(reactions)
