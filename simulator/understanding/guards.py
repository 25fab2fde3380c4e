"""Guards: wordings in which the words of a move are there but the move is not made.

Learned heads are fooled by negation, by reported speech and by talk about the talk ("that's not a
price question"). Each guard is a pattern over one clause and the moves it takes away when that
clause is what shows them. `benchmarks/hearing.py` measures what they cost in true hits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUESTIONS_WORDS = """
    ask_open_question ask_closed_question ask_need ask_current_solution ask_impact ask_budget
    ask_authority ask_timeline ask_criteria clarify_objection check_resolved ask_for_meeting
    ask_referral
"""
QUESTIONS = frozenset(_QUESTIONS_WORDS.split())
ASKS = QUESTIONS - {"ask_open_question", "ask_closed_question"}
FAULTS = frozenset(["rude", "badmouth_competitor", "pressure", "mislead", "argue", "overpromise"])
CLAIMS = frozenset(
    ("state_value", "quantify_value", "tell_proof", "state_credibility", "differentiate")
)


@dataclass(frozen=True)
class Guard:
    """`pattern` in a clause's lower-cased words takes away `moves`."""

    name: str
    pattern: re.Pattern[str]
    moves: frozenset[str]
    # how far it reaches: the clause alone, or the following clauses of the same sentence too
    onward: bool = False


def _guard(name: str, pattern: str, moves: frozenset[str], onward: bool = False) -> Guard:
    return Guard(name, re.compile(pattern), moves, onward)


_WONT = (
    r"(?:won't|will not|wouldn't|would not|not going to|not gonna|never|can't|cannot|couldn't"
    r"|ain't going to|not here to|not trying to|not about to|don't want to|refuse to|wouldn't"
    r" dream of|nobody can|no one can|no one could|nobody could)"
)
_NOT_SAYING = (
    r"\b(?:i'm|i am|we're|we are|im|it's|that's|that is|it is|this is|this isn't|that isn't|i)"
    r"(?: really| certainly| definitely)? ?(?:not|never|isn't|ain't|wouldn't|would"
    r" never|don't|didn't)"
    r" (?:be )?(?:going to )?(?:saying|say|said|calling|call|suggesting|suggest|claiming"
    r"|claim|implying|pretending|telling you|here to (?:say|tell|argue|knock|run|badmouth"
    r"|slag)|about to (?:say|tell|call|knock|argue|slag)|one to (?:say|knock|slag))\b"
)

GUARDS: tuple[Guard, ...] = (
    _guard(
        "not saying",
        _NOT_SAYING,
        FAULTS | CLAIMS | {"use_jargon", "diminish_self", "discount_early", "give_up"},
        onward=True,
    ),
    _guard(
        "not that question",
        r"\b(?:not|isn't|wasn't|never|ain't|hardly) (?:really )?(?:a|an|the|my|about)?"
        r" ?(?:\w+ ){0,2}question\b"
        r"|\b(?:i'm|i am|im|we're) not (?:asking|after|fishing)\b"
        r"|\b(?:don't|won't|wouldn't|not going to|never) (?:want to |need to |going"
        r" to )?ask(?:ing)? (?:you )?(?:about|for|what|who|how|when|if|whether|to)\b"
        r"|\bbefore (?:i|you) ask\b",
        ASKS,
    ),
    _guard(
        "told to ask",
        r"\b(?:boss|manager|supervisor|trainer|coach|script|they|company|head office"
        r"|card|sheet|team lead|director)\b"
        r"(?: \w+){0,3} (?:told|tells|wants?|wanted|asked|asks|said|says|makes|made"
        r"|has|have|had|need|needs|expects?)(?: \w+){0,2}"
        r" (?:me|us)?(?: \w+)? ?(?:to )?(?:ask|say|find out|mention|check|book|get)\b"
        r"|\bi(?:'m| am| was|'ve been)? (?:supposed|meant|told|trained|paid|instructed"
        r"|required) to (?:ask|say|find out|mention|tell)\b"
        r"|\b(?:script|card|sheet|boss|manager) (?:says|said|tells me)\b",
        QUESTIONS | CLAIMS | {"empathise", "reflect", "acknowledge_objection"},
        onward=True,
    ),
    _guard(
        "quoting",
        r"\b(?:you|she|he|they|somebody|someone|one of your (?:people|team)|your (?:boss"
        r"|colleague|manager))(?:'ve| have| just|'d| had)* "
        r"(?:said|say|called|told me|told us|described|mentioned|keep saying|was saying"
        r"|were saying|asked)\b"
        r"(?=.*\b(?:joke|rubbish|useless|crap|cowboys?|idiots?|scam|terrible|awful"
        r"|garbage|stupid|waste|shambles|robbing|liars?|vultures?|parasites?)\b)",
        FAULTS,
    ),
    _guard(
        "no promise",
        rf"\b{_WONT} (?:\w+ )?(?:promise|guarantee|swear|claim|say|tell you|pretend|bet)\b"
        r"|\bno (?:guarantees?|promises?|miracles?|magic)\b|\bnot (?:a )?(?:promises?"
        r"|promising|guaranteed|guarantee|guaranteeing|magic)\b",
        frozenset({"overpromise", "mislead"}),
        onward=True,
    ),
    _guard(
        "no discount",
        rf"\b{_WONT} (?:\w+ )?(?:discount|drop|cut|knock|lower|reduce|haggle|shave|offer"
        rf" (?:you )?(?:a |any )?(?:discount|deal|money off))"
        r"|\b(?:no|not a|isn't a|without a|rather than a|instead of a) (?:discount"
        r"|price cut|special offer)\b"
        r"|\bdon't (?:do|offer|give) discounts?\b",
        frozenset({"discount_early"}),
    ),
    _guard(
        "no pressure",
        r"\b(?:no|zero|without|not any) (?:pressure|rush|obligation|hard sell|strings)\b"
        rf"|\b{_WONT} (?:\w+ )?(?:push|pressure|rush|chase|badger|hound|force|hassle"
        rf"|pester|twist)\b",
        frozenset({"pressure"}),
    ),
    _guard(
        "no meeting",
        r"\b(?:not asking (?:you )?for|don't (?:need|want)|no need for|without) (?:a"
        r" |any |another )?(?:meeting|demo|call|visit|appointment|commitment)\b",
        frozenset({"ask_for_meeting", "offer_times"}),
    ),
    _guard(
        "no email",
        rf"\b{_WONT} (?:\w+ )?(?:send|email|e-mail|mail|ping) (?!(?:you )?(?:anything"
        rf"|something) you\b)"
        r"|\b(?:no need (?:for|to)|rather than|instead of) (?:an? )?(?:e-?mail|emailing|sending)\b",
        frozenset({"offer_email"}),
    ),
    _guard(
        "no callback",
        rf"\b{_WONT} (?:\w+ )?(?:ring|call|phone|bother|try) (?:you |back |again|him |her |them )",
        frozenset({"leave_callback"}),
    ),
    _guard(
        "not sorry",
        r"\b(?:not (?:going to )?apologi[sz]|no apolog|not sorry|never apologi|nothing to apologi)",
        frozenset({"apologise", "diminish_self"}),
    ),
    _guard(
        "not thanks",
        r"\bno thanks to\b|\bthanks (?:a lot )?for nothing\b|\b(?:don't|no need to) thank\b",
        frozenset({"thank"}),
    ),
)


def tripped(clauses: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """For each clause (lower-cased words): the moves it may not show and the guard that says so."""
    out: list[dict[str, str]] = []
    carried: dict[str, str] = {}
    for clause in clauses:
        low = clause.lower().replace("’", "'")
        if _FRESH.match(low):
            carried = {}
        mine = dict(carried)
        for guard in GUARDS:
            if guard.pattern.search(low):
                mine |= dict.fromkeys(guard.moves, guard.name)
                if guard.onward:
                    carried = carried | dict.fromkeys(guard.moves, guard.name)
        out.append(mine)
        if low.rstrip().endswith((".", "?", "!", ";")):
            carried = {}
    return tuple(out)


# words that end the reach of a guard: what follows is the speaker's own
_FRESH = re.compile(r"^(?:but|so|what|how|who|when|anyway|however|though|except|only)\b")
_ASK_FORM = re.compile(
    r"\?|\b(?:what|whats|how|hows|who|whos|whose|whom|when|where|which|why|tell me"
    r"|talk me|walk me|tell us"
    r"|curious|wonder|wondering|interested to|love to (?:know|hear|understand)|like"
    r" to (?:know|hear|ask|understand)"
    r"|mind (?:if|me|telling|sharing|saying)|let me ask|ask you|question|know if|know"
    r" whether|say more|go on"
    r"|give me|help me|remind me|show me|describe|explain|take me|run me|need to know"
    r"|let me know|guess)\b"
    r"|\b(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|should|shall"
    r"|may|might|must|am|isn't"
    r"|aren't|don't|doesn't|didn't|haven't|hasn't|can't|couldn't|wouldn't|won't|shouldn't"
    r"|wasn't|weren't|d)"
    r" (?:\w+ )?(?:i|you|he|she|it|they|we|that|this|there|your|yous|yourself|the|a"
    r"|any|anybody|anyone|y'all|ye|somebody|someone|these|those|him|her|his|my|our"
    r"|us|one|all|everything|everyone)\b"
    r"|\b(?:or|any|anything|anybody|anyone|else|much|many|long|often|right|eh|innit|yeah)\b"
)


def asks(text: str) -> bool:
    """Whether the reply has the form of a question at all, spoken or typed."""
    return _ASK_FORM.search(text.lower().replace("’", "'")) is not None
