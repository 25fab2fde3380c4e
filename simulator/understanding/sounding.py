"""Whether two words sound alike: a recogniser writes the known word nearest to a name."""

import functools
import re

from rapidfuzz import fuzz

_KEYED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"[^a-z]", ""),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"ph", "f"),
        (r"gh(?=[t]|$)", ""),
        (r"sch|tch|ch|sh|ti(?=on|a)|ci(?=a)", "S"),
        (r"th", "T"),
        (r"dge?(?=[eiy])|g(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"qu|ck|c|q|g", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"d", "t"),
        (r"m[bn]$", "m"),
        (r"b", "p"),
        (r"(?<=.)[aeiouyhw]", ""),
        (r"^[aeiouy]", "a"),
        (r"(.)\1+", r"\1"),
    )
)
LIKE = 60
"""Share of letters in common, in percent, from which words with the same key sound alike."""


@functools.lru_cache(4096)
def key(word: str) -> str:
    """The word's consonants as they sound, voiced and unvoiced alike; a first vowel is "a".

    A short form of Philips's Metaphone (Computer Language 7(12), 1990): "Dana" and
    "donna" are both "tn".
    """
    out = word.lower()
    for pattern, letters in _KEYED:
        out = pattern.sub(letters, out)
    return out


def alike(word: str, name: str) -> bool:
    """Whether ``word`` could be what was written for ``name``; both are single words."""
    return key(word) == key(name) and fuzz.ratio(word.lower(), name.lower()) >= LIKE
