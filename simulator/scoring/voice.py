"""What the sound of the rep's voice tells: melody, loudness, clipping, fillers.

Only turns whose sound was measured count, and only from half a minute of them.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import log2, sqrt

from simulator.scoring.metric import Metric, metric
from simulator.scoring.stretch import Stretch, seconds_of
from simulator.understanding.aloud import Voicedness

LEAST_SPEECH = 30.0
"""Seconds of the rep's own speech below which no figure of speech is given."""

FLAT, LIVELY = 1.9, 3.7
"""Semitones, the ends of the middle band: Hincks' deviations of 0.11 and 0.235 of the mean."""

WINDOW = 10.0
"""Seconds of speech over which Hincks takes the deviation; short turns are taken together."""

CLIPPED = 0.001
"""Share of samples at full scale that distorts words, as in the check before the call."""

HINCKS = (
    "Hincks 2004 and 2005: liveliness is heard in how far the pitch moves; "
    "the middle is rated best (Rodero 2022)"
)
OWN = "against yourself only: microphones differ"
DISTORTS = "0.1 % of the sound at full scale distorts words; lower the microphone's level"
FILLERS = "Laske & DiGennaro Reed 2024 (10.1002/jaba.1093): up to 5 a minute does no harm, 12 does"


def voiced(turns: Sequence[Stretch]) -> Iterator[Metric]:
    """The figures that rest on sound, as far as it was measured."""
    measured = tuple(turn for turn in turns if turn.mine and turn.sound is not None)
    seconds = seconds_of(measured)
    if seconds < LEAST_SPEECH:
        return
    sounds = [turn.sound for turn in measured if turn.sound is not None and turn.sound.voiced > 0]
    base = f"in {seconds / 60:.1f} min of your speech"
    if any(sound.tracked for sound in sounds):
        yield _melody(sounds, base)
    if sounds:
        yield from _loudness(sounds, base)
    distorted = sum(sound.clipped >= CLIPPED for sound in sounds)
    if distorted:
        yield metric(
            "clipping",
            "Too loud for the microphone",
            distorted,
            "turns",
            f"of {len(sounds)}",
            source=DISTORTS,
        )
    yield from _fillers(measured)


def filler_rate(count: int, seconds: float) -> Metric:
    """Fillers a minute with the bar from which they do harm."""
    heard = f"at least {count}" if count else "none"
    return metric(
        "fillers",
        "Fillers, at least",
        60 * count / seconds,
        "a minute",
        f"{heard} heard in {seconds / 60:.1f} min of your speech",
        (0.0, 5.0),
        FILLERS,
    )


def _melody(sounds: Sequence[Voicedness], base: str) -> Metric:
    windows = [_pooled(part) for part in _windows(sounds)]
    tracked = sum(weight for _, weight in windows)
    semitones = round(sum(spread * weight for spread, weight in windows) / tracked, 1)
    word = "flat" if semitones < FLAT else "lively" if semitones > LIVELY else "medium"
    return metric("melody", "Melody", semitones, "semitones", base, (FLAT, LIVELY), HINCKS, word)


def _windows(sounds: Sequence[Voicedness]) -> Iterator[list[Voicedness]]:
    """Neighbouring turns that hold ``WINDOW`` seconds together; the last may hold less."""
    part: list[Voicedness] = []
    for sound in sounds:
        part.append(sound)
        if sum(one.voiced for one in part) >= WINDOW:
            yield part
            part = []
    if part:
        yield part


def _pooled(sounds: Sequence[Voicedness]) -> tuple[float, float]:
    """Deviation of the pitch over some turns, in semitones, and the seconds it rests on."""
    weighed = [(12 * log2(s.pitch), s.variation, s.tracked) for s in sounds if s.pitch > 0]
    whole = sum(weight for *_, weight in weighed)
    if not whole:
        return 0.0, 0.0
    middle = sum(pitch * weight for pitch, _, weight in weighed) / whole
    square = sum((own**2 + (pitch - middle) ** 2) * weight for pitch, own, weight in weighed)
    return sqrt(square / whole), whole


def _loudness(sounds: Sequence[Voicedness], base: str) -> Iterator[Metric]:
    """The turns in the last third of the speech against those in the first."""
    ends = tuple(accumulate(sound.voiced for sound in sounds))
    places = [(end - s.voiced / 2) / ends[-1] for s, end in zip(sounds, ends, strict=True)]
    first = [s for s, place in zip(sounds, places, strict=True) if place < 1 / 3]
    last = [s for s, place in zip(sounds, places, strict=True) if place > 2 / 3]
    if first and last:
        change = _level(last) - _level(first)
        name = "Loudness, end against start"
        yield metric("loudness_change", name, change, "dB", base, source=OWN)


def _level(sounds: Sequence[Voicedness]) -> float:
    return sum(s.level * s.voiced for s in sounds) / sum(s.voiced for s in sounds)


def _fillers(turns: Sequence[Stretch]) -> Iterator[Metric]:
    counted = tuple(t for t in turns if t.sound is not None and t.sound.fillers is not None)
    seconds = seconds_of(counted)
    if seconds >= LEAST_SPEECH:
        count = sum(turn.sound.fillers or 0 for turn in counted if turn.sound is not None)
        yield filler_rate(count, seconds)
