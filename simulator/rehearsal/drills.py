"""The tests a drill carries: a reading and the score it must get."""

from simulator.rehearsal.embedded import Failure
from simulator.scenario.model import Drill, DrillTest
from simulator.scoring.adherence import Reading, adhere


def run(drill: Drill, test: DrillTest) -> tuple[Failure, ...]:
    """What of a drill's test did not come out."""
    reading = adhere(drill, test.you)
    if test.score.holds(reading.score):
        return ()
    return (
        Failure(
            path=("score",),
            expected=f"a score {test.score.text}",
            got=str(reading.score),
            ranking=(*told(reading),),
        ),
    )


def told(reading: Reading) -> tuple[str, ...]:
    """A reading as one line of marked words, and what cost points beside them."""
    words = [
        one.word
        if one.state == "said"
        else f"[-{one.word}-]"
        if one.state == "missed"
        else f"[+{one.word}+]"
        for one in reading.marks
    ]
    lines = [" ".join(words)]
    lines += [f"missing: {phrase}" for phrase in reading.missing]
    if reading.pace:
        lines.append(f"pace: {reading.pace}")
    return tuple(lines)
