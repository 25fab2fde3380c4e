"""Who spoke when: the turns of a call with their times."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from simulator.dialogue.correction import corrected
from simulator.dialogue.events import Log, ProspectSpoke, TraineeSpoke
from simulator.dialogue.line import WORDS_A_SECOND
from simulator.scoring.prospect import read
from simulator.understanding.aloud import Voicedness


class Stretch(Struct, frozen=True, kw_only=True):
    """One speaker's turn with its times; ``words`` are their times, where known."""

    mine: bool
    text: str
    start: float
    seconds: float
    words: tuple[tuple[float, float], ...] = ()
    moves: frozenset[str] = frozenset()
    aloud: bool = False  # spoken by the rep, with real times
    amended: bool = False  # its words were put right by typing
    interrupted: bool = False
    resists: bool = False
    sound: Voicedness | None = None


def stretches(log: Log, *, timed: bool = False) -> tuple[Stretch, ...]:
    """The turns of a call in order, each in its last version, on the call's clock.

    ``timed`` is a transcript with the times of real speech.
    """
    found: list[Stretch] = []
    for event in corrected(log):
        if isinstance(event, ProspectSpoke):
            found.append(
                Stretch(
                    mine=False,
                    text=event.line,
                    start=event.at + event.pause,
                    seconds=event.seconds,
                    resists=read(event.line).resistance is not None,
                )
            )
        elif isinstance(event, TraineeSpoke):
            text = event.hearing.text
            if event.interrupted:
                found = _cut_off(found, event.started)
            found.append(
                Stretch(
                    mine=True,
                    text=text,
                    start=event.started,
                    seconds=event.hearing.seconds or len(text.split()) / WORDS_A_SECOND,
                    words=tuple((word.start, word.end) for word in event.words),
                    moves=event.hearing.ids(),
                    aloud=timed or event.hearing.source == "speech",
                    amended=bool(event.corrects),
                    interrupted=event.interrupted,
                    sound=None if event.corrects else event.sound,
                )
            )
    return tuple(found)


def _cut_off(before: Sequence[Stretch], at: float) -> list[Stretch]:
    """The turns up to ``at``, when she cut in: nothing of the person's lines sounded after it."""
    return [
        turn if turn.mine else replace(turn, seconds=max(0.0, min(turn.seconds, at - turn.start)))
        for turn in before
    ]


def seconds_of(turns: Sequence[Stretch]) -> float:
    """How long they are together."""
    return sum(turn.seconds for turn in turns)
