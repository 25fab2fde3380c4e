"""A scenario prepared for play: which reactions can answer what, beat by beat.

Built once a scenario and level; a turn then looks only at reactions whose
trigger it has heard, so that its cost does not grow with the scenario.
"""

from msgspec import Struct

from simulator.dialogue.condition import Check, checks_of
from simulator.dialogue.events import Place
from simulator.dialogue.line import WORDS_A_SECOND
from simulator.dialogue.state import State
from simulator.errors import NotFound
from simulator.scenario.model import (
    Answer,
    Beat,
    Conditions,
    Level,
    MoveDef,
    Objection,
    Persona,
    Playable,
    Reaction,
    StockLines,
)
from simulator.scenario.values import EVENTS, When

NEARNESS = {"beat": 3.0, "answers": 2.0, "persona": 1.5, "anytime": 1.0}
"""Key 5 of the ranking: a beat's own reactions before the person's answers and so on."""
REPLY = {"question": 3, "statement": 2, "social": 1, "none": 0}
"""Key 3 of the ranking: how strongly a move asks for a reply."""
LONGEST_CALL = 1800.0
"""Seconds after which any call ends, where the scenario sets no limit."""
SILENT_AFTER = 6.0
"""Seconds of silence after which a person speaks, where the persona does not say."""
MANNERS = frozenset({"greeting", "thank", "use_name", "small_talk", "apologise", "say_goodbye"})
"""Moves that may always be expected."""
DEFAULT_LINES = StockLines(
    not_followed=(
        "Sorry, what was that?",
        "I am not with you. What do you need?",
        "I still do not see what you are asking me.",
    ),
    silent=("Hello?", "Are you still there?", "I am going to hang up now."),
    off_topic=("I would not know about that.", "Let us stay with the point, please."),
    cuts_in=("Let me stop you there.",),
    had_enough=("I have to go. Goodbye.",),
    go_on=("Yes?", "Go on.", "I am listening."),
    breaking_up=("You are breaking up. Say that again?", "The line is bad. What was that?"),
)
"""What people say where their persona has no line of its own."""


class Option(Struct, frozen=True):
    """A reaction that could answer, with the parts of its rank that never change."""

    place: Place
    key: str
    reaction: Reaction
    conditions: int  # number of lines under ``if``
    checks: tuple[Check, ...]  # what those lines need
    nearness: float
    order: int


class Trigger(Struct, frozen=True):
    """A row of an option's ``when``: what sets it off, and the rank that gives it.

    ``head`` holds keys 1 to 5 of the rank, ``tail`` key 7; the position between
    them is known only when the moves have been heard.
    """

    option: Option
    row: tuple[str, ...]
    head: tuple[float, float, float, float, float]
    tail: float


class Stage(Struct, frozen=True):
    """A beat ready for play at one level."""

    beat: Beat
    triggers: dict[str, tuple[Trigger, ...]]
    """First move or event of a row -> the rows that it can set off."""
    live: frozenset[str]
    coached: frozenset[str]  # moves that may be answered with coaching


class Index(Struct, frozen=True):
    """A scenario ready for play at one level."""

    playable: Playable
    level: Level
    stages: dict[str, Stage]
    start: dict[str, tuple[int, int, int]]  # alias -> mood at pick-up
    stock: dict[str, StockLines]
    speed: dict[str, float]  # alias -> words a second
    time_limit: float
    strength: dict[str, int]
    parents: dict[str, tuple[str, ...]]  # move -> all it counts as


def key_of(place: Place) -> str:
    """The text that stands for a place in hashes and counters."""
    return f"{place.part}/{place.owner}/{place.name}"


def level_of(playable: Playable, name: str) -> Level:
    """The level called ``name``; ``standard`` always exists. Raises ``NotFound``."""
    levels = playable.scenario.levels
    if name in levels:
        return levels[name]
    if name == "standard":
        return Level()
    names = ", ".join(levels) or "standard"
    raise NotFound(f"this call has no level '{name}'", f"it has {names}")


_ready: dict[tuple[int, str], Index] = {}
_READY_AT_MOST = 32


def prepared(playable: Playable, level: str) -> Index:
    """The index of a scenario at a level, made once and kept while it is in use.

    Raises ``NotFound`` when there is no such level.
    """
    found = _ready.get((id(playable), level))
    if found is not None and found.playable is playable:
        return found
    index = _build(playable, level)
    if len(_ready) >= _READY_AT_MOST:
        _ready.clear()
    _ready[id(playable), level] = index
    return index


def _build(playable: Playable, name: str) -> Index:
    level = level_of(playable, name)
    scenario = playable.scenario
    shift = level.mood
    start = {}
    for alias, persona in playable.personas.items():
        mood = persona.mood
        start[alias] = (
            _bounded(mood.trust + shift.trust),
            _bounded(mood.patience + shift.patience),
            _bounded(mood.interest + shift.interest),
        )
    strength = {move: REPLY[one.reply] for move, one in playable.moves.items()}
    dropped = frozenset(level.drop)
    limit = level.time_limit if level.time_limit is not None else scenario.time_limit
    return Index(
        playable=playable,
        level=level,
        stages={beat: _stage(playable, beat, dropped, strength) for beat in scenario.beats},
        start=start,
        stock={alias: _stock(persona) for alias, persona in playable.personas.items()},
        speed={
            alias: WORDS_A_SECOND * (own.speed if (own := playable.voices.get(alias)) else 1.0)
            for alias in playable.personas
        },
        time_limit=limit if limit is not None else LONGEST_CALL,
        strength=strength,
        parents={move: _parents(playable.moves, move) for move in playable.moves},
    )


def _bounded(n: int) -> int:
    return max(0, min(100, n))


def _stock(persona: Persona) -> StockLines:
    own = persona.lines
    return StockLines(
        **{
            name: getattr(own, name) or getattr(DEFAULT_LINES, name)
            for name in StockLines.__struct_fields__
        }
    )


def _parents(moves: dict[str, MoveDef], move: str) -> tuple[str, ...]:
    found: list[str] = []
    waiting = list(moves[move].counts_as)
    while waiting:
        parent = waiting.pop(0)
        if parent not in found and parent != move:
            found.append(parent)
            waiting.extend(moves[parent].counts_as if parent in moves else ())
    return tuple(found)


def _stage(
    playable: Playable, name: str, dropped: frozenset[str], strength: dict[str, int]
) -> Stage:
    scenario = playable.scenario
    beat = scenario.beats[name]
    alias = beat.with_
    options: list[Option] = []

    def add(part: str, owner: str, reaction: Reaction) -> None:
        if reaction.name in dropped:
            return
        place = Place(part=part, owner=owner, name=reaction.name)  # type: ignore[arg-type]
        options.append(
            Option(
                place=place,
                key=key_of(place),
                reaction=reaction,
                conditions=_lines(reaction.if_) + len(reaction.missing),
                checks=checks_of(reaction.if_),
                nearness=NEARNESS[part],
                order=len(options),
            )
        )

    for reaction in beat.reactions:
        add("beat", name, reaction)
    if alias in scenario.people:
        for move, rows in scenario.people[alias].answers.items():
            for number, answer in enumerate(rows, start=1):
                add("answers", alias, _as_reaction(move, number, answer))
    for reaction in playable.personas[alias].anytime:
        add("persona", alias, reaction)
    for reaction in scenario.anytime:
        add("anytime", "", reaction)

    by_move: dict[str, list[Trigger]] = {}
    for option in options:
        for row in option.reaction.when.anyof:
            by_move.setdefault(row[0], []).append(_trigger(option, row, strength))
    named = {
        move
        for option in options
        for row in option.reaction.when.anyof
        for move in row
        if move not in EVENTS
    }
    return Stage(
        beat=beat,
        triggers={move: tuple(rows) for move, rows in by_move.items()},
        live=MANNERS | named,
        coached=frozenset(
            move
            for option in options
            if option.reaction.coach is not None
            for row in option.reaction.when.anyof
            for move in row
        ),
    )


def _trigger(option: Option, row: tuple[str, ...], strength: dict[str, int]) -> Trigger:
    return Trigger(
        option=option,
        row=row,
        head=(
            1.0 if option.reaction.urgent else 0.0,
            float(len(row)),
            float(max(strength.get(move, REPLY["social"]) for move in row)),
            float(option.conditions),
            option.nearness,
        ),
        tail=float(-option.order),
    )


def _as_reaction(move: str, number: int, answer: Answer) -> Reaction:
    return Reaction(
        name=move if number == 1 else f"{move}/{number}",
        when=When(move, ((move,),)),
        if_=answer.if_,
        says=answer.says,
        tells=answer.tells,
        mood=answer.mood,
        coach=answer.coach,
    )


def _lines(conditions: Conditions | None) -> int:
    """How many lines the author wrote under ``if``; ``any`` is one."""
    if conditions is None:
        return 0
    return sum(
        1
        for name in Conditions.__struct_fields__
        if getattr(conditions, name) not in (None, (), {})
    )


def objection_moves(objection: Objection, level: str) -> frozenset[str]:
    """The moves that bear on an objection at a level."""
    for one in objection.levels:
        if one.name == level:
            rows = {move for row in one.settled_by for step in row.steps for move in step}
            return frozenset(rows | {*one.warmed_by, *one.soured_by})
    return frozenset()


def silent_after(index: Index, state: State) -> float:
    """Seconds of silence after which the person on the line speaks."""
    persona = index.playable.personas[state.person]
    return persona.silent_after if persona.silent_after is not None else SILENT_AFTER
