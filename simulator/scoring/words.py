"""Words of a line as the scorer compares them: lower case, stemmed, content only.

Comparison is lexical on purpose: what a reply takes up can then be quoted.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

TOKEN = re.compile(r"[a-z0-9£$€%]+(?:['’][a-z]+)?")

STOP_WORDS = """
a about above actually after again ah alright all also am an and any anyone anything are
aren't as at away aye back be because been before being bit both bring but by bye call called
calling came can can't cheers come could couldn't course did didn't do does doesn't doing
don't done down each eh either else er even ever every everything exactly fair few fine first
for from get gets getting give given go goes going gonna good got great had hadn't happen
happens has hasn't have haven't having he he'd he'll he's hello help her here here's hey hi
him his hold how i i'd i'll i'm i've if in into is isn't it it'd it'll it's its just keep kind
know last let let's like little look lot lots lovely make makes many may maybe me mean means
might mind moment more morning most much must my need never next no nope not nothing now of
off oh ok okay on one only or other our out over own part people perfect perhaps please point
possible probably put quick quite rather really right said same say saying says see seem seems
she she'd she'll she's should shouldn't since so some someone something sorry sort sounds
speak speaking still stuff such suppose sure take talk tell than thank thanks that that'd
that'll that's the their them then there there's these they they'd they'll they're they've
thing things think this those though through time to today together told too try two uh um
under until up us use used using very wait wanna want wanted wants was wasn't way we we'd
we'll we're we've well were weren't what what's when where which while who who's why will with
won't wonder would wouldn't yeah yep yes yet you you'd you'll you're you've your yours
"""
STOP = frozenset(STOP_WORDS.split())
"""Words that show nothing about whether a reply takes up what was said."""

COUNTING = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty
"""
NUMBERS = {word: str(n) for n, word in enumerate(COUNTING.split())} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "hundred": "100",
    "thousand": "1000",
}


COMMON_WORDS = """
able ask bad begin better big book busy business buy cent change chat cheap check close company cost
couple customer day decide deal different email end enough find firm fit five four full half hand
happy hard hate hear hour idea important interest job late learn leave less letter line list long
look lose love lucky main minute money month name new nice number offer office often old open order
pay percent person phone pick plan pound price problem quarter question quickly quote ready reason
report ring run save save send set show side sign site size small spend staff start stop sure system
team ten three thursday tuesday monday friday wednesday type understand wait walk warm watch week
weekend wednesday work worry write wrong year yesterday six seven eight nine twelve twenty hundred
saturday sunday afternoon evening tomorrow tonight help stand bring meeting keep follow
"""


def tokens(text: str) -> list[str]:
    """The words of ``text``, lower case, with plain apostrophes."""
    return [word.replace("’", "'") for word in TOKEN.findall(text.lower())]


def stem(word: str) -> str:
    """A crude stem: enough that ``invoices`` meets ``invoicing``."""
    word = NUMBERS.get(word, word).removesuffix("'s")
    for ending in (
        "ations",
        "ation",
        "ings",
        "ing",
        "ies",
        "ied",
        "ers",
        "er",
        "ed",
        "es",
        "s",
        "ly",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e").removesuffix("y") if len(word) > 4 else word


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """Stems of the words of ``text`` that carry meaning."""
    return frozenset(
        stem(word)
        for word in tokens(text)
        if word not in STOP and (len(word) > 2 or word[0].isdigit())
    )


def content_of(lines: Iterable[str]) -> frozenset[str]:
    """Stems over several lines."""
    found: set[str] = set()
    for line in lines:
        found |= content(line)
    return frozenset(found)


def longest_run(text: str, source: str) -> int:
    """Length in words of the longest run of ``text`` that stands word for word in ``source``."""
    mine, theirs = tokens(text), tokens(source)
    best = 0
    row = [0] * (len(theirs) + 1)
    for word in mine:
        fresh = [0] * (len(theirs) + 1)
        for j, other in enumerate(theirs, 1):
            if word == other:
                fresh[j] = row[j - 1] + 1
                best = max(best, fresh[j])
        row = fresh
    return best


COMMON = frozenset(stem(word) for word in COMMON_WORDS.split())
"""Stems that two lines of business may share by chance; two of them show as much as one other."""


def weight(stems: frozenset[str]) -> float:
    """How much shared stems show that one line takes up another: one for each that is not "
    "common."""
    return len(stems) - 0.5 * len(stems & COMMON)
