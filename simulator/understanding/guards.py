"""Guards: wordings in which the words of a move are there but the move is not made.

Learned heads are fooled by negation, by reported speech and by talk about the talk ("that's not a
price question"). Each guard is a pattern over one clause and the moves it takes away when that
clause is what shows them. `benchmarks/hearing.py` measures what they cost in true hits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ASKS_WORDS = """
    ask_need ask_current_solution ask_impact ask_budget ask_authority ask_timeline ask_criteria
    clarify_objection check_resolved
"""
# what is asked about; the form of the question is heard apart
ASKS = frozenset(_ASKS_WORDS.split())
# moves that are a question by definition: without the form of one they are not made
ASKED = ASKS | {"ask_open_question", "ask_closed_question"}
QUESTIONS = ASKED | {"ask_for_meeting", "ask_referral"}
# an accusation needs the very words, said as the trainee's own
FAULTS = frozenset(("rude", "badmouth_competitor", "pressure", "mislead", "argue", "overpromise"))
_CLAIMS_WORDS = "state_value quantify_value tell_proof state_credibility differentiate"
CLAIMS = frozenset(_CLAIMS_WORDS.split())
_ANSWERS_WORDS = """
    empathise reflect acknowledge_objection clarify_objection answer_objection check_resolved
    summarise_needs tie_to_need give_up argue
"""
# moves that answer something: without a line before there is nothing they could answer
ANSWERS = frozenset(_ANSWERS_WORDS.split())


@dataclass(frozen=True)
class Guard:
    """`pattern` in a clause's lower-cased words takes away `moves`."""

    name: str
    pattern: re.Pattern[str]
    moves: frozenset[str]
    onward: bool = False  # reaches the following clauses of the same sentence too


def _guard(name: str, *patterns: str, takes: frozenset[str], onward: bool = False) -> Guard:
    return Guard(name, re.compile("|".join(patterns)), takes, onward)


_WONT = (
    r"\b(?:won't|will not|wouldn't|would not|not going to|not gonna|never|can't|cannot|couldn't"
    r"|not here to|not trying to|not about to|refuse to|wouldn't dream of|(?:nobody|no one)"
    r" (?:can|could|will)|neither can|rather not|shan't|not in a position to|not able to)"
    r"(?: be)?(?: \w+)?"
)
_I = r"\b(?:i|we|i'm|im|i am|we're|we are|i'd|i would)(?: \w+)?"
_NOT = r"(?:not|never|don't|do not|didn't|did not|wouldn't|would not|won't|will not|isn't|ain't)"
_OTHERS = (
    r"\b(?:he|she|they|somebody|someone|people|folk|everyone|everybody|customers?|clients?|friends?"
    r"|colleagues?|reps?|salesm[ae]n|boss|manager|director|competitors?|reviews?|papers?)"
)
_TELLERS = (
    r"\b(?:boss|manager|supervisor|trainer|coach|script|company|head office|card|sheet|form"
    r"|team lead|director|they)"
)
_TO_ASK = r"(?:ask|say|find out|mention|check|book|get|bring up|tell you)\b"

GUARDS: tuple[Guard, ...] = (
    _guard(
        "not saying",
        rf"{_I} {_NOT}(?: \w+)? ?(?:saying|say|said|call|calling|called|suggest|suggesting|claim"
        r"|claiming|imply|implying|pretend|pretending|telling you|tell you|knock|knocking|slag"
        r"|slagging|criticise|criticising|running|run)\b",
        rf"{_I} {_NOT} (?:\w+ )?(?:here|about|one|going|trying|out) to (?:say|tell|argue|knock|run"
        r"|badmouth|slag|criticise|insult|trash|bash)\b",
        r"\bfar be it from me\b|\b(?:that's|it's|that is) not to say\b",
        takes=FAULTS | CLAIMS | {"use_jargon", "diminish_self", "discount_early", "give_up"},
        onward=True,
    ),
    _guard(
        "not that question",
        r"(?<!if )\b(?:that's|that is|this is|it's|it is|that|this|it)(?: really| just)?"
        r" ?(?:not|wasn't|isn't|ain't) (?:really |even )?(?:a|an|the|my|about|me)\b"
        r"(?: \w+){0,2} (?:question|asking)\b",
        rf"{_I} {_NOT} (?:asking|after|fishing)\b",
        rf"{_I} {_NOT} (?:\w+ )?(?:want to |need to |going to |have to )?ask(?:ing)?\b"
        r" (?:you )?(?:about|for|what|who|how|when|if|whether)\b",
        rf"{_I} {_NOT} (?:\w+ )?(?:need|want|have|care) to know\b",
        takes=ASKS,
    ),
    _guard(
        "not asking",
        rf"{_I} {_NOT} (?:\w+ )?(?:need|want|have|care) to know (?:what|who|how|when|where|why|if)"
        r"\b[^?]*$",
        r"(?<!if )\b(?:that's|that is|that|this|it)(?: really| just)?"
        r" ?(?:not|wasn't|isn't) (?:a|an|the) (?:\w+ ){0,2}question\b[^?]*$",
        takes=frozenset({"ask_open_question", "ask_closed_question"}),
    ),
    _guard(
        "told to ask",
        rf"{_TELLERS}(?: \w+){{0,3}} (?:told|tells|wants?|wanted|asked|asks|makes|made|has|have|had"
        rf"|needs?|expects?|insists?) (?:me|us)(?: \w+)? ?(?:to )?{_TO_ASK}",
        rf"{_I} ?(?:was|were|been|have been)? (?:supposed|meant|told|trained|paid|instructed"
        rf"|required|obliged) to {_TO_ASK}",
        r"\b(?:script|card|sheet|form|training) (?:says|said|tells me|wants)\b",
        r"\bit says here\b",
        takes=QUESTIONS | CLAIMS | {"empathise", "reflect", "acknowledge_objection"},
        onward=True,
    ),
    _guard(
        "asked by others",
        rf"{_OTHERS}(?:'d| had| just| always| keeps?)? (?:asked|asking|wondered|wanted to know)\b"
        r"(?: \w+)? (?:what|who|how|when|where|why|if|whether|about)\b",
        r"\bi (?:asked|was asking|usually ask|always ask|often ask) (?:him|her|them|people"
        r"|everyone)\b",
        takes=ASKS,
    ),
    _guard(
        "asked by others, not now",
        rf"^(?:and |so |well |oh |no |yes |yeah )*(?:the |my |your |our |a |last )*{_OTHERS} "
        r"(?:just |always )?(?:asked|wondered|wanted to know)\b[^?]*$",
        r"^(?:and |so |well |oh |no |yes |yeah )*i (?:asked|usually ask|always ask|often ask)"
        r" (?:him|her|them|people|everyone)\b[^?]*$",
        takes=frozenset({"ask_open_question", "ask_closed_question"}),
    ),
    _guard(
        "quoting",
        r"\b(?:you|he|she|they)(?:'ve| have| just|'d| had)* (?:said|say|called|told|described"
        r"|mentioned|keep saying|was saying|were saying|think|reckon)\b",
        r"\b(?:you're|you are|you were) (?:saying|calling|telling)\b",
        rf"{_OTHERS}(?: of (?:mine|ours|yours))?(?: once| always| just)* (?:says?|said|called|calls"
        r"|reckons?|told|thinks?|swears?|claims?)\b",
        takes=frozenset({"rude", "badmouth_competitor"}),
    ),
    _guard(
        "no promise",
        rf"{_WONT} (?:promise|promising|guarantee|guaranteeing|swear|claim|pretend|bet)\b",
        r"\bno (?:guarantees?|promises?|miracles?|magic)\b",
        r"\bnot (?:a )?(?:promises?|promising|guaranteed|guarantee|guaranteeing|magic)\b",
        takes=frozenset({"overpromise", "mislead", "state_value", "quantify_value"}),
    ),
    _guard(
        "if it were so",
        r"\bif i (?:said|told you|promised|called|claimed)\b.*\b(?:i'd be|would be|be) (?:lying"
        r"|a liar|wrong|rude|fibbing|making it up|telling)\b",
        takes=FAULTS | {"discount_early"},
        onward=True,
    ),
    _guard(
        "no discount",
        rf"{_WONT} (?:discount|drop|cut|knock|lower|reduce|haggle|shave|come down"
        r"|take anything off)",
        rf"(?:{_WONT}|{_NOT}) (?:offer|offering|give|giving|do|doing)(?: you)?"
        r" (?:a |any )?(?:discounts?|deals?|money off)\b",
        r"\b(?:no|not a|isn't a|without a|rather than a|instead of a) (?:discount|price cut"
        r"|special offer)\b",
        takes=frozenset({"discount_early"}),
    ),
    _guard(
        "no pressure",
        r"\b(?:no|zero|without|not any) (?:pressure|rush|obligation|hard sell|strings)\b",
        rf"{_WONT} (?:push|pressure|rush|chase|badger|hound|force|hassle|pester|twist)",
        r"\b(?:take|have) (?:all|as much|whatever) (?:the )?time\b",
        takes=frozenset({"pressure"}),
    ),
    _guard(
        "no meeting",
        r"\b(?:not asking (?:you )?for|don't (?:need|want)|no need for|without)"
        r" (?:a |any |another )?(?:meeting|demo|call|visit|appointment|commitment)\b",
        takes=frozenset({"ask_for_meeting", "offer_times"}),
    ),
    _guard(
        "no email",
        rf"{_WONT} (?:send|sending|email|emailing|e-mail|mail|ping)\b(?! (?:you )?(?:anything|"
        r"something) (?:you|until|till|before))",
        r"\b(?:no need (?:for|to)|rather than|instead of) (?:an? )?(?:e-?mail|emailing|sending)\b",
        takes=frozenset({"offer_email"}),
    ),
    _guard(
        "no callback",
        rf"{_WONT} (?:ring|ringing|call|calling|phone|phoning|bother|bothering|try|trying)"
        r" (?:you |back|again|him |her |them )",
        takes=frozenset({"leave_callback"}),
    ),
    _guard(
        "not sorry",
        r"\b(?:not|never|won't|no need to|nothing to) (?:going to |be )?(?:apologi|sorry)",
        takes=frozenset({"apologise", "diminish_self"}),
    ),
    _guard(
        "not thanks",
        r"\bno thanks to\b|\bthanks (?:a lot )?for nothing\b|\b(?:don't|no need to) thank\b",
        takes=frozenset({"thank"}),
    ),
    _guard(
        "not expected",
        r"\b(?:isn't|is not|not|never) expecting\b|\bnever (?:met|spoken|spoke)\b",
        r"\bdoesn't know me\b",
        takes=frozenset({"mislead"}),
    ),
)
_SALES_WORDS = """
    budget authority need needs timeline timing pain impact rapport value close closing meeting
    empathy objection qualify qualification discovery decision maker criteria referral question
    open closed reflect summary proof credibility permission trust next step benefit feature roi
    champion bant spin meddic acknowledge clarify solution process urgency research opener name
"""
_SALES = frozenset(_SALES_WORDS.split())
RECITED = 3  # words of the trade in a row that make a recital


def tripped(clauses: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """For each clause: the moves it may not show, and the name of the guard that says so."""
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


def recital(said: str) -> bool:
    """Whether a spoken form names the trade's words in a row, with no object: a checklist."""
    run = 0
    for word in said.split():
        run = run + 1 if word in _SALES else 0
        if run >= RECITED:
            return True
    return False


_ASK_FORM = re.compile(
    r"\?|\b(?:what|whats|how|hows|who|whos|whose|whom|when|whend|where|which|why|whys|tell me"
    r"|talk me|walk me|tell us|curious|wonder|wondering|wondered|interested to|love to (?:know|hear"
    r"|understand)|like to (?:know|hear|ask|understand)|mind (?:if|me|telling|sharing|saying)"
    r"|let me ask|ask you|question|know if|know whether|say more|go on|give me|give us|help me"
    r"|remind me|show me|describe|define|explain|take me|run me|need to know|let me know|guess"
    r"|yourself|is that|is it|not even|do folk|do people|your name is|suit you|using)\b"
    r"|\b(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|should|shall|may|might"
    r"|must|am|isn't|aren't|don't|doesn't|didn't|haven't|hasn't|can't|couldn't|wouldn't|won't"
    r"|shouldn't|wasn't|weren't|d) (?:\w+ )?(?:i|you|he|she|it|they|we|that|this|there|your|yous"
    r"|the|a|any|anybody|anyone|y'all|ye|somebody|someone|these|those|him|her|his|my|our|us|one"
    r"|all|everything|everyone)\b"
    r"|\b(?:or|any|anything|anybody|anyone|anywhere|else|much|many|long|often|right|eh|innit"
    r"|yeah|around|please)\b"
)


def asks(text: str) -> bool:
    """Whether the reply has the form of a question at all, spoken or typed."""
    return _ASK_FORM.search(text.lower().replace("’", "'")) is not None
