"""Event logs as files: one JSON object a line, as ``ringcraft play --json`` prints them."""

from collections.abc import Iterable, Iterator

import msgspec

from simulator.dialogue.events import (
    AnyEvent,
    CallStarted,
    Log,
    ObjectionServed,
    ReactionChosen,
)
from simulator.errors import UsageError
from simulator.rehearsal.telling import inside, ranking, spoken

_EVENT = msgspec.json.Decoder(AnyEvent)
_KIND = msgspec.json.Decoder(dict[str, object])


def read(lines: Iterable[str], name: str) -> Log:
    """The events in these lines; a scorecard among them is left out.

    Raises ``UsageError``, naming the line, for anything that is no event.
    """
    events: list[AnyEvent] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if _KIND.decode(line).get("kind") == "scorecard":
                continue
            events.append(_EVENT.decode(line))
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise UsageError(
                f"{name}:{number}: this is no event of a call ({error})",
                "logs come from 'ringcraft play --json'",
            ) from error
    if not events or not isinstance(events[0], CallStarted):
        raise UsageError(f"'{name}' has no beginning of a call", "a log begins with call_started")
    return tuple(events)


def explained(log: Log, turn: int) -> Iterator[str]:
    """A turn in full: what was said and heard, each mood step, the ranking, the objection.

    Raises ``UsageError`` for a turn the log does not reach.
    """
    events = tuple(event for event in log if event.turn == turn)
    if not events:
        raise UsageError(f"there is no turn {turn}", f"the log has {log[-1].turn}")
    yield f"turn {turn}"
    for event in events:
        yield from spoken((event,), {})
        for line in inside((event,)):
            yield f"  {line}"
        if isinstance(event, ReactionChosen):
            for row in ranking(event):
                yield f"    {row}"
        elif isinstance(event, ObjectionServed):
            row_met = f", row '{event.row}'" if event.row else ""
            yield f"  objection {event.objection} at {event.level}: {event.outcome}{row_met}"
