"""How much of the talk tells instead of asking or giving back.

Telling rate separates good from bad sessions of motivational interviewing even
when it is worked out by machine; counting open questions does not.
"""

import re

from simulator.scoring import phrases
from simulator.scoring.metric import Metric
from simulator.scoring.transcript import Transcript
from simulator.scoring.words import STOP, content, tokens

SENTENCE = re.compile(r"[^.?!]+[.?!]*")
LEAST_WORDS = 60
"""Words of the rep below which a share of them means little."""

SHORT = 4
"""Words up to which a sentence is a sign of listening ("right", "I see") and tells nothing."""

ADVICE = re.compile(
    r"\b(?:you (?:need|have|should|ought|must|want|can't|cannot|could|might want|better|really)|"
    r"(?:i|we) (?:want|need|recommend|suggest|think|would|'d|am going|'m going|can|know|"
    r"believe|advise)|"
    r"if you (?:don't|keep|just|continue|would|can)|because|that's why|you(?:'re| are) going to|"
    r"the (?:best|only|important|problem|fact|reason|risk)|it(?:'s| is) (?:important|really|"
    r"very|bad|not|"
    r"going|just|dangerous|good)|there(?:'s| are| is)|research|studies|doctors?|patients?|"
    r"don't you|"
    r"let me|let's|make sure|try to|stop|quit|cause[sd]?|increase\w*|reduce\w*|health\w*|"
    r"we(?:'ve| have)|our)\b",
    re.IGNORECASE,
)
"""What a sentence that tells is made of: advice, warning, explaining, own agenda."""

GIVES_BACK = re.compile(
    r"^(?:so|and so|it sounds|sounds like|you(?:'re| are|'ve| have| feel| felt|'d| know that| "
    r"don't| said| "
    r"mentioned| think| see| want| like| enjoy| notice|r)\b|what i(?:'m| am) hearing|on (?:the "
    r")?one hand|"
    r"it seems|in other words|if i)",
    re.IGNORECASE,
)


def telling_rate(transcript: Transcript) -> float:
    """Share of the rep's sentences, by words, that tell: 0 to 1, 0 where nothing was said."""
    told = all_words = 0
    heard: frozenset[str] = frozenset()
    for turn in transcript.turns:
        if turn.speaker == "prospect":
            heard = (heard if len(tokens(turn.text)) <= SHORT else frozenset()) | content(turn.text)
            continue
        for match in SENTENCE.finditer(turn.text):
            sentence = match.group().strip()
            words = tokens(sentence)
            if len(words) <= SHORT:
                continue
            all_words += len(words)
            told += _tells(sentence, words, heard) * len(words)
    return told / all_words if all_words else 0.0


def telling(transcript: Transcript) -> tuple[Metric, ...]:
    """The telling rate as a figure of delivery; none where the rep hardly spoke."""
    words = sum(len(tokens(t.text)) for t in transcript.turns if t.speaker == "trainee")
    if words < LEAST_WORDS:
        return ()
    return (
        Metric(
            id="telling",
            name="Telling, rather than asking or giving back",
            value=round(100 * telling_rate(transcript), 1),
            unit="%",
            base=f"of {words} words, by sentences",
            source="AnnoMI: sessions that experts rate high lie about 44 %, low ones about 68 %",
        ),
    )


def _tells(sentence: str, words: list[str], heard: frozenset[str]) -> bool:
    if phrases.ASKING.search(sentence) and ("?" in sentence or words[0] in STOP):
        return False
    taken = len(content(sentence) & heard)
    if GIVES_BACK.search(sentence) and (taken or not ADVICE.search(sentence)):
        return False
    return taken < 2 or bool(ADVICE.search(sentence))
