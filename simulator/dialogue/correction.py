"""A log in which the trainee put right what was misheard.

A correction is one more ``TraineeSpoke`` of the same turn, added after the end
of the call with the misheard text in ``corrects``. The first version stays in
the journal; whoever judges the call reads it through ``corrected``.
"""

from simulator.dialogue.events import Log, TraineeSpoke


def corrected(log: Log) -> Log:
    """The log with each turn in its last version, at the place of the first."""
    first: set[int] = set()
    newest: dict[int, TraineeSpoke] = {}
    again: set[int] = set()  # indices of later versions
    for index, event in enumerate(log):
        if isinstance(event, TraineeSpoke):
            if event.turn in first and event.corrects:
                newest[event.turn] = event
                again.add(index)
            first.add(event.turn)
    if not again:
        return log
    return tuple(
        newest.get(event.turn, event) if isinstance(event, TraineeSpoke) else event
        for index, event in enumerate(log)
        if index not in again
    )
