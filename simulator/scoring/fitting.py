"""Whether a move heard is an answer to what is going on.

A move earns only where it makes sense: the log decides, not the wording. Each
rule gives its reason in words, so that a lost point can be explained.
"""

from simulator.scenario.model import Playable
from simulator.scoring.record import Record, Turn
from simulator.scoring.words import content, content_of, longest_run, tokens
from simulator.understanding.hearing import Heard

QUESTIONS = frozenset(
    {
        "ask_need",
        "ask_current_solution",
        "ask_impact",
        "ask_budget",
        "ask_authority",
        "ask_timeline",
        "ask_criteria",
    }
)
"""Questions that find something out about the buyer."""

PITCHES = frozenset({"state_value", "quantify_value", "tell_proof", "differentiate", "tie_to_need"})
"""What earns nothing while the turn is a pitch made too early."""

OBJECTION_MOVES = frozenset(
    {"acknowledge_objection", "clarify_objection", "answer_objection", "check_resolved"}
)
RESISTED = OBJECTION_MOVES | {"probe_objection", "ease_objection"}
"""What needs an objection to answer; and what cannot come up without one."""

CLOSING = frozenset({"ask_for_meeting", "offer_times", "confirm_next_step", "say_goodbye"})
MOST_QUESTIONS = 2
"""Questions of discovery that one turn can be credited for when all are asked in one breath."""

PARROTED = 0.8
"""Share of a reflection that may stand word for word in the prospect's lines."""


def unfit(heard: Heard, turn: Turn, record: Record, playable: Playable) -> str:
    """Why ``heard`` earns nothing at this point of the call; empty when it fits."""
    if turn.voicemail:
        return ""
    if _covered(heard, turn, "repeat_self"):
        return "it repeats what you had already said"
    move = heard.move
    definition = playable.moves.get(move)
    if definition is not None and definition.sign == "bad":
        return ""
    if _covered(heard, turn, "rude"):
        return "it came with an insult"
    spoiled = _spoiled(move, turn)
    if spoiled:
        return spoiled
    if move in QUESTIONS:
        return _question(move, turn, record, playable)
    if move in PITCHES and turn.has("pitch_too_early"):
        return "it came before any need was known"
    if move in OBJECTION_MOVES:
        return _objection(turn, record)
    if move in CLOSING and turn.exchanges == 0:
        return "it came before anything had been said"
    match move:
        case "reflect" | "echo":
            return _reflection(heard, turn)
        case "empathise":
            return _empathy(turn)
        case "summarise_needs":
            return _summary(heard, turn)
        case "tie_to_need":
            return _tie(heard, turn)
        case "confirm_next_step":
            return _confirmation(turn)
        case _:
            return ""


SPOILT_BY = {
    "push": "the same turn pushed",
    "rattle": "the words around it say nothing",
    "parrot": "the words were the prospect's own",
}
"""Faults of a transcript's turn that take the worth out of what was offered in it."""

PASSED_OVER = {
    "talk_past": "it passed over what had just been said",
    "irritate": "it drew annoyance",
    "push": "the same turn pushed",
    "rattle": "the words around it say nothing",
}
"""Faults that take the worth out of a question."""

HOLLOWED = {
    "hollow": "it came as a stock phrase, with nothing of what was said",
    "irritate": "it drew annoyance",
    "talk_past": "it passed over what had just been said",
    "rattle": "the words around it say nothing",
    "parrot": "the words were the prospect's own",
}
"""Faults that take the worth out of listening."""

OFFERS = PITCHES | {"state_credibility", "answer_objection", "state_reason"}
ASKS = QUESTIONS | {"ask_open_question", "ask_closed_question", "clarify_objection", "ask_referral"}
LISTENS = frozenset({"reflect", "echo", "empathise", "summarise_needs", "acknowledge_objection"})


def _spoiled(move: str, turn: Turn) -> str:
    """Why a fault worked out from the same turn leaves the move worthless; empty when none "
    "does."""
    for moves, faults in ((OFFERS, SPOILT_BY), (ASKS, PASSED_OVER), (LISTENS, HOLLOWED)):
        if move in moves:
            for fault, why in faults.items():
                if turn.has(fault):
                    return why
    return ""


def relevant(move: str, record: Record, playable: Playable) -> bool:
    """Whether ``move`` could come up in this call at all."""
    if move in RESISTED:
        return record.resisted
    if move == "empathise":
        return any(not _empathy(turn) for turn in record.turns)
    if move in QUESTIONS:
        return not _told_unasked(move, record, playable)
    return True


_FACTS: list[tuple[Playable, dict[str, frozenset[str]]]] = []  # of the last scenario scored


def facts_of(move: str, playable: Playable) -> frozenset[str]:
    """Facts that somebody tells when asked by ``move``."""
    if not _FACTS or _FACTS[0][0] is not playable:
        _FACTS[:] = [(playable, _facts_by_move(playable))]
    return _FACTS[0][1].get(move, frozenset())


def _facts_by_move(playable: Playable) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person in playable.scenario.people.values():
        for move, answers in person.answers.items():
            for answer in answers:
                found.setdefault(move, set()).update(answer.tells)
    for beat in playable.scenario.beats.values():
        for reaction in beat.reactions:
            for row in reaction.when.anyof:
                for move in row:
                    found.setdefault(move, set()).update(reaction.tells)
    return {move: frozenset(facts) for move, facts in found.items()}


def _told_unasked(move: str, record: Record, playable: Playable) -> bool:
    facts = facts_of(move, playable)
    asked = [turn for turn in record.turns if turn.has(move)]
    return bool(facts) and not asked and facts <= {moment.name for moment in record.told}


def _covered(heard: Heard, turn: Turn, fault: str) -> bool:
    """Whether more than half of the words lie in a ``fault``."""
    for other in turn.heard:
        if other.move == fault and heard.move != fault:
            overlap = min(other.span.end, heard.span.end) - max(other.span.start, heard.span.start)
            if overlap * 2 > heard.span.end - heard.span.start:
                return True
    return False


def _question(move: str, turn: Turn, record: Record, playable: Playable) -> str:
    if turn.exchanges == 0 and move not in turn.answered:
        return "it was asked before anything had been said"
    facts = facts_of(move, playable)
    if facts and facts <= turn.told:
        return "it had already been told"
    asked = [h.move for h in turn.heard if h.move in QUESTIONS]
    distinct = list(dict.fromkeys(asked))
    crowded = turn.has("stack_questions") or len(distinct) > MOST_QUESTIONS
    if crowded and move not in turn.answered and move != distinct[-1]:
        return "it was lost among several questions in one breath"
    return ""


def _objection(turn: Turn, record: Record) -> str:
    if turn.resisted:
        return ""
    # An objection met one turn ago may still be worked on: answered, then checked.
    previous = record.turn(turn.number - 1)
    if previous is not None and previous.resisted:
        return ""
    return "there was no objection to take up"


def lines_about(turn: Turn) -> tuple[str, ...]:
    """The prospect's lines that a reply can take up: the last and the three before."""
    return (*turn.earlier[-3:], *turn.prospect)


def _reflection(heard: Heard, turn: Turn) -> str:
    words = turn.text[heard.span.start : heard.span.end] or turn.text
    lines = lines_about(turn)
    said = content_of(lines)
    if not said:
        return "there was nothing to give back yet"
    # The span may hold the lead-in only ("so it sounds like"); the sentence around it counts.
    if not (content(words) & said) and not (content(turn.text[: turn.counted]) & said):
        return "it gives back nothing that was said"
    count = len(tokens(words))
    run = max((longest_run(words, line) for line in lines), default=0)
    if count >= 4 and run >= PARROTED * count:
        return "it repeats the words that were said, without your own"
    return ""


def _empathy(turn: Turn) -> str:
    if turn.resisted or any(line.trouble for line in turn.reads):
        return ""
    if {"need", "impact"} & turn.told:
        return ""
    return "there was nothing yet to feel with"


def _summary(heard: Heard, turn: Turn) -> str:
    said = content_of((*turn.earlier, *turn.prospect))
    if len(content(turn.text[: turn.counted]) & said) >= 2:
        return ""
    return "it sums up nothing that was said"


def _tie(heard: Heard, turn: Turn) -> str:
    said = content_of((*turn.earlier, *turn.prospect))
    if content(turn.text[: turn.counted]) & said:
        return ""
    return "it ties to nothing that was said"


def _confirmation(turn: Turn) -> str:
    offered = {"ask_for_meeting", "offer_times", "leave_callback", "offer_email", "ask_referral"}
    here = {h.move for h in turn.heard}
    if (turn.done | here) & offered or any(line.agrees for line in turn.reads):
        return ""
    return "nothing had been agreed"
