"""On loudspeakers the microphone hears the prospect too: whose words are these?

The prospect's line is known to the letter, so a recognised word counts as the
trainee's only if the line holds nothing like it.
"""

import itertools

from rapidfuzz import fuzz, process

from simulator.understanding.sounding import key

ALIKE = 80
"""Similarity (0 to 100) from which a word is taken for an echo of the line."""
MISHEARD = 70
"""Similarity of sounds from which new words are the line misheard: "with don't dare" is what
a recogniser makes of "Whitstone Dairy". Of other people's replies 3 in 100 begin that much
like a line by chance; they count a word or two later."""
NEEDED, NEWEST = 3, 5
"""New words that make an interruption, and among how many of the last: what an echo is misheard
as stands here and there between words of the line."""
BACKCHANNEL = frozenset(
    ("yeah", "yes", "yep", "okay", "ok", "mm", "hmm", "huh", "uh", "um", "right", "sure", "ah")
) | frozenset(("oh", "i", "see", "the", "a", "mhm", "great"))
"""Said while listening: the prospect goes on."""


def novel(heard: str, line: str) -> tuple[int, ...]:
    """Places of the recognised words that the line can't have put into the microphone."""
    said = _words(line)
    joined = [first + second for first, second in itertools.pairwise(said)]
    known = [*said, *joined]
    return tuple(
        place
        for place, word in enumerate(_words(heard))
        if word not in BACKCHANNEL
        and process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE) is None
    )


def interrupts(heard: str, line: str, *, headset: bool) -> bool:
    """Whether these words, heard while the line is spoken, are an interruption.

    With a headset one word that is no backchannel is enough; on loudspeakers
    three new ones are needed.
    """
    if headset:
        return any(word not in BACKCHANNEL for word in _words(heard))
    words = _words(heard)
    new = [place for place in novel(heard, line) if place >= len(words) - NEWEST]
    return len(new) >= NEEDED and not _misheard(words[new[-NEEDED] :], line)


def _misheard(newest: list[str], line: str) -> bool:
    """Whether the newest words sound like a part of the line, or like its beginning."""
    sounds, whole = key("".join(newest)), key("".join(_words(line)))
    beginning = whole[: len(sounds) + 1]
    return max(fuzz.partial_ratio(sounds, whole), fuzz.ratio(sounds, beginning)) >= MISHEARD


def _words(text: str) -> list[str]:
    plain = "".join(c if c.isalnum() or c in "' " else " " for c in text.lower())
    return plain.split()
