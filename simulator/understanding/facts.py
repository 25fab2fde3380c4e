"""Facts in a reply: days, times, figures, phone and mail, and what the product card names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.scenario.model import Product
from simulator.understanding import misheard
from simulator.understanding.hearing import Context, Fact, Span

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
_UNIT = "|".join(_ONES.split())
_COUNT = rf"(?:{'|'.join(_TENS.split())})(?:[ -](?:{_UNIT}))?|{_UNIT}"
_SCALE = "hundred|thousand|million|billion|grand|k"
NUMBER = (
    rf"(?:\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|hundred|thousand|million|billion|grand))?"
    rf"|(?:(?:a|{_COUNT}) )?(?:{_COUNT}|a)(?: (?:{_SCALE}))+(?:(?: and)? (?:{_COUNT}))?"
    rf"|(?:{_COUNT})(?: point (?:{_UNIT}|zero|oh))?(?: and a half)?|half a(?! m\b)|a"
    rf" couple|a dozen)"
)
_ORDINAL = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS.split())})[ -])?(?:"
    + "|".join(_ORDINALS.split())
    + "))"
)
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?"
)
_FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_MINUTE = r"(?:thirty|fifteen|forty[ -]?five|twenty|ten|forty|fifty|oh five|five past)"
_PERIOD = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|fortnights?)"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "email",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w.]+ at [\w]+ dot (?:com|co|org|net|io|ie|uk)\b",
        ),
        (
            "phone",
            r"\+?\(?\d(?:[\s().-]?\d){6,}"
            rf"|\b(?:(?:oh|zero|nought|double|triple|{_UNIT}|\d+)[ ,-]+){{6,}}(?:oh"
            rf"|zero|nought|{_UNIT}|\d+)\b",
        ),
        (
            "money",
            rf"[£$€₹]\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|bn|thousand|million)?\b"
            rf"|\b{NUMBER} (?:pounds?|dollars?|euros?|quid|bucks|pence|cents|rupees"
            rf"|grand)\b|\b\d+p\b",
        ),
        ("percent", rf"\b{NUMBER}\s?(?:%|per ?cent\b|percent\b)"),
        (
            "date",
            rf"\b(?:the )?{_ORDINAL}(?: of)? (?:{_MONTH})\b|\b(?:{_MONTH}) (?:the )?"
            rf"(?:{_ORDINAL}|\d{{1,2}})\b"
            rf"|\b\d{{1,2}} (?:{_MONTH})\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b"
            rf"|\b(?<=day )the {_ORDINAL}\b"
            rf"|\b(?:on |by |until |till |from )?the {_ORDINAL}(?= at| is| works| okay"
            rf"| ok| suit|[,.?!]|$)",
        ),
        (
            "day",
            rf"\b(?:{_FULL_WEEKDAY})\b|\b(?:{_WEEKDAY})(?= (?:morning|afternoon|at|evening"
            rf"|\d)|[,.?!]|$)"
            r"|\btomorrow\b|\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b"
            rf"|\b(?:on |by )?the {_ORDINAL}\b(?= at| is| works|[,.?!]|$)"
            rf"|\b(?:the )?{_ORDINAL}(?: of)? (?:{_MONTH})\b|\b(?:{_MONTH}) (?:the )?"
            rf"(?:{_ORDINAL}|\d{{1,2}})\b"
            rf"|\b\d{{1,2}} (?:{_MONTH})\b",
        ),
        (
            "time",
            r"\b\d{1,2}[:.]\d{2}\s?(?:am|pm|a\.m\.|p\.m\.)?(?!\d)|\b\d{1,2}\s?(?:am"
            r"|pm|a\.m\.|p\.m\.)"
            rf"|\b{_HOUR} o'?clock\b|\b{_HOUR}(?: {_MINUTE})? [ap] ?m\b"
            rf"|\bhalf (?:past )?{_HOUR}\b|\b(?:a )?quarter (?:past|to|after) {_HOUR}\b"
            rf"|\b(?:five|ten|twenty|twenty five|\d{{1,2}}) (?:past|to) {_HOUR}\b"
            rf"|\b(?<=at ){_HOUR}(?: {_MINUTE})?\b(?! (?:percent|per|pounds|dollars"
            rf"|of|a month|grand|hundred))"
            rf"|\b{_HOUR} (?:thirty|fifteen|forty[ -]five)\b|\bnoon\b|\bmidday\b|\bmidnight\b",
        ),
        ("duration", rf"\b{NUMBER}(?: or {NUMBER})?[ -]{_PERIOD}\b|\bhalf an hour\b|\ban hour\b"),
        ("number", rf"\b{NUMBER}(?=\b|\s|$)"),
    )
)
_COMPANY = re.compile(
    r"\b(?:from|at|with|of|for)\s+((?:[A-Z][\w&'’-]*)(?:\s+(?:and|&|of)?\s?[A-Z][\w&'’-]*){0,3})"
)
_NAME_SAID = re.compile(
    r"\b(?:my name is|my name's|name's|this is|i'm|i am|it's|it is|speaking with|here is)\s+"
    r"([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)",
)
_NAME_LOW = re.compile(r"\b(?:my name is|my name's|name's)\s+([a-z][\w'’-]+)", re.I)
_NOT_NAMES_WORDS = """
    I The A Just Not Calling Good Morning Monday Tuesday Friday Sorry
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())


def find(text: str, context: Context) -> tuple[Fact, ...]:
    """All facts of a reply in order of their place; a figure that is part of another is dropped."""
    out: list[Fact] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if kind == "number" and any(_inside(span, f.span) for f in out):
                continue
            if kind in ("duration", "date", "time") and any(
                f.kind in ("phone", "email", "money") and _inside(span, f.span) for f in out
            ):
                continue
            out.append(Fact(kind=kind, value=match.group().strip(), span=span))
    if context.source == "speech":
        out += misheard.telephones(text, out)
    # an amount is whatever counts something: money, a percentage, a bare number
    out += [
        Fact(kind="amount", value=f.value, span=f.span)
        for f in out
        if f.kind in ("money", "percent", "number")
    ]
    out += _names(text, context)
    if context.product is not None:
        out += _card(text, context.product)
    return tuple(sorted(out, key=lambda f: (f.span.start, f.span.end, f.kind)))


def _inside(small: Span, big: Span) -> bool:
    return big.start <= small.start and small.end <= big.end


def _names(text: str, context: Context) -> Iterator[Fact]:
    low = text.lower()
    own = [n for n in (context.you, context.you.partition(" ")[0]) if n]
    for name in own:
        at = _find_words(low, name.lower())
        if at is not None:
            yield Fact(kind="name", value=text[at.start : at.end], span=at)
            break
    else:
        said = _NAME_SAID.search(text) or _NAME_LOW.search(text)
        if said and said.group(1).split()[0] not in _NOT_NAMES:
            yield Fact(kind="name", value=said.group(1), span=Span(*said.span(1)))
    at = _find_words(low, context.company.lower()) if context.company else None
    if at is not None:
        yield Fact(kind="company", value=text[at.start : at.end], span=at)
    elif not context.company:
        firm = _COMPANY.search(text)
        if firm:
            yield Fact(kind="company", value=firm.group(1), span=Span(*firm.span(1)))


def _card(text: str, product: Product) -> Iterator[Fact]:
    """What the product card names. The value is the id on the card."""
    low = text.lower().replace("’", "'")
    groups = [("worth", product.worth), ("proof", product.proof)]
    groups += [("edge", rival.edge) for rival in product.rivals.values()]
    for kind, entries in groups:
        for key, entry in entries.items():
            at = _first(low, entry.mention or (entry.say,))
            if at is not None:
                yield Fact(kind=kind, value=key, span=at)
    for key, rival in product.rivals.items():
        at = _first(low, (rival.name, *rival.called))
        if at is not None:
            yield Fact(kind="rival", value=key, span=at)


def _first(low: str, phrases: tuple[str, ...]) -> Span | None:
    for phrase in phrases:
        at = _find_words(low, phrase.lower())
        if at is not None:
            return at
    return None


def _find_words(low: str, phrase: str) -> Span | None:
    """Where the phrase stands as whole words in lower-cased text."""
    match = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", low)
    return Span(match.start(), match.end()) if match else None
