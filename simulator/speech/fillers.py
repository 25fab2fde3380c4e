"""Counts "um" and "uh": a second, six-word recogniser over the same sound.

The open recogniser writes fillers as other words or not at all; one that knows
nothing else finds a third to nine tenths of them, and none where there are none.
"""

from simulator.speech.vosk_ears import Vocabulary

GRAMMAR = ("um", "uh", "er", "hmm", "um um", "[unk]")
FILLERS = frozenset(("um", "uh", "er", "hmm"))
BELIEVED = 0.6
"""Confidence below which a filler is not counted: a wrong count is worse than a low one."""


def count(pcm: bytes, vocabulary: Vocabulary) -> int:
    """Fillers in an utterance of 16 kHz PCM: at least so many were said."""
    ears = vocabulary.recogniser(grammar=GRAMMAR)
    ears.feed(pcm)
    heard = ears.finish(flush=True)
    return sum(w.text in FILLERS and w.confidence >= BELIEVED for w in heard.words)
