"""On loudspeakers the microphone hears the prospect too: whose words are these?

The prospect's line is known to the letter, so a recognised word counts as the
trainee's only if the line holds nothing like it.
"""

import itertools

from rapidfuzz import fuzz, process

ALIKE = 80
"""Similarity (0 to 100) from which a word is taken for an echo of the line."""
MISHEARD = 70
"""Similarity from which the whole is the line with names misheard: "hero freight donna"."""
NEEDED = 3
"""New words that make an interruption."""
BACKCHANNEL = frozenset(
    ("yeah", "yes", "yep", "okay", "ok", "mm", "hmm", "huh", "uh", "um", "right", "sure", "ah")
) | frozenset(("oh", "i", "see", "the", "a", "mhm", "great"))
"""Said while listening: the prospect goes on."""


def novel(heard: str, line: str) -> tuple[str, ...]:
    """Recognised words that the line can't have put into the microphone."""
    said = _words(line)
    joined = [first + second for first, second in itertools.pairwise(said)]
    known = [*said, *joined]
    return tuple(
        word
        for word in _words(heard)
        if process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE) is None
    )


def interrupts(heard: str, line: str, *, headset: bool) -> bool:
    """Whether these words, heard while the line is spoken, are an interruption.

    With a headset one word that is no backchannel is enough; on loudspeakers
    three new ones are needed.
    """
    if headset:
        return any(word not in BACKCHANNEL for word in _words(heard))
    if fuzz.partial_ratio(" ".join(_words(heard)), " ".join(_words(line))) >= MISHEARD:
        return False
    return len([w for w in novel(heard, line) if w not in BACKCHANNEL]) >= NEEDED


def _words(text: str) -> list[str]:
    plain = "".join(c if c.isalnum() or c in "' " else " " for c in text.lower())
    return plain.split()
