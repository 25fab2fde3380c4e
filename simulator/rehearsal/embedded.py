"""The tests a scenario carries: play them, compare, say what was expected and what came."""

from collections.abc import Iterator

from msgspec import Struct

from simulator.call import Call, Hear
from simulator.dialogue.events import (
    BeatEntered,
    FactTold,
    HangUp,
    Log,
    MoodChanged,
    ObjectionClosed,
    ObjectionRaised,
    ProspectSpoke,
    ReactionChosen,
    TraineeSpoke,
)
from simulator.errors import NotFound
from simulator.rehearsal.telling import ranking
from simulator.scenario.model import Playable, Test, Turn
from simulator.scenario.problems import Path
from simulator.scoring.card import Scorecard


class Failure(Struct, frozen=True, kw_only=True):
    """One thing that did not come out. ``path`` leads to it from the test itself."""

    path: Path
    expected: str
    got: str
    ranking: tuple[str, ...] = ()


class Outcome(Struct, frozen=True, kw_only=True):
    """A test as it came out, with its log."""

    __test__ = False

    name: str
    failures: tuple[Failure, ...]
    log: Log
    card: Scorecard | None = None

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.failures


def run(playable: Playable, hear: Hear, test: Test) -> Outcome:
    """Plays one embedded test and compares every key of it."""
    call = Call(playable, hear, level=test.level, seed=test.seed)
    try:
        call.begin()
    except NotFound as error:
        failure = Failure(path=("level",), expected=f"a level {test.level}", got=error.message)
        return Outcome(name=test.name, failures=(failure,), log=())
    failures: list[Failure] = []
    for number, turn in enumerate(test.call):
        if call.over:
            failures.append(
                Failure(
                    path=("call", number),
                    expected="the call to go on",
                    got=f"it has ended: {call.state.ending}",
                )
            )
            break
        person = call.state.person
        log = call.say(turn.you) if turn.silent is None else call.silence(turn.silent)
        failures.extend(_turn_failures(call, turn, log, number, person))
    failures.extend(_end_failures(call, test))
    if not call.over:
        call.put(HangUp(result="stopped"))
    card = call.scorecard()
    failures.extend(_score_failures(test, card))
    return Outcome(name=test.name, failures=tuple(failures), log=call.log, card=card)


def _turn_failures(call: Call, turn: Turn, log: Log, number: int, person: str) -> Iterator[Failure]:
    choices = [event for event in log if isinstance(event, ReactionChosen)]
    table = tuple(row for event in choices for row in ranking(event))

    def fail(key: str, expected: str, got: str) -> Failure:
        return Failure(path=("call", number, key), expected=expected, got=got, ranking=table)

    heard = {
        move for event in log if isinstance(event, TraineeSpoke) for move in event.hearing.ids()
    }
    listed = ", ".join(sorted(heard)) or "no move"
    for move in turn.hears:
        if move not in heard:
            yield fail("hears", f"to hear {move}", listed)
    for move in turn.not_hears:
        if move in heard:
            yield fail("not_hears", f"not to hear {move}", listed)
    if turn.they:
        spoke = [event for event in log if isinstance(event, ProspectSpoke)]
        answered = [event.place.name for event in choices]
        answered += [event.place.name for event in spoke if event.place.part == "stock"]
        if turn.they not in answered:
            yield fail("they", turn.they, ", ".join(answered) or "no reaction")
    if turn.they_say:
        said = " ".join(event.line for event in log if isinstance(event, ProspectSpoke))
        if _plain(turn.they_say) not in _plain(said):
            yield fail("they_say", f"“{turn.they_say}”", f"“{said}”")
    if turn.beat and turn.beat != call.state.beat:
        yield fail("beat", f"beat {turn.beat}", f"beat {call.state.beat}")
    feeling = call.state.moods[person]
    for mood, wanted in turn.mood.items():
        now = getattr(feeling, mood)
        if not wanted.holds(now):
            steps = [f"{event.cause}" for event in log if isinstance(event, MoodChanged)]
            after = f" after {', '.join(steps)}" if steps else ""
            yield fail("mood", f"{mood} {wanted.text}", f"{mood} {now}{after}")
    for key, expected, got in _objections_off(call, turn, log):
        yield fail(key, expected, got)
    told = {event.fact for event in log if isinstance(event, FactTold)}
    for fact in turn.tells:
        if fact not in told:
            yield fail("tells", f"to tell {fact}", ", ".join(sorted(told)) or "nothing told")


def _objections_off(call: Call, turn: Turn, log: Log) -> Iterator[tuple[str, str, str]]:
    raised = [event.objection for event in log if isinstance(event, ObjectionRaised)]
    if turn.raises and turn.raises not in raised:
        yield ("raises", f"to raise {turn.raises}", ", ".join(raised) or "none raised")
    closed = [
        f"{event.objection} {'settled' if event.settled else 'lost'}"
        for event in log
        if isinstance(event, ObjectionClosed)
    ]
    if turn.settles and f"{turn.settles} settled" not in closed:
        yield ("settles", f"{turn.settles} settled", ", ".join(closed) or "none settled")
    for name, wanted in turn.objection.items():
        now = call.state.objections.get(name)
        got = "not raised"
        if now is not None:
            got = now.level if now.status == "open" else now.status
        if wanted != got:
            yield ("objection", f"{name} at {wanted}", f"{name} {got}")


def _end_failures(call: Call, test: Test) -> Iterator[Failure]:
    if not test.ends:
        return
    if not call.over:
        beats = [event.beat for event in call.log if isinstance(event, BeatEntered)]
        got = f"the call goes on, in beat {beats[-1]}"
    elif call.state.ending != test.ends:
        got = call.state.ending
    else:
        return
    yield Failure(path=("ends",), expected=test.ends, got=got)


def _score_failures(test: Test, card: Scorecard) -> Iterator[Failure]:
    if test.passes is not None and test.passes != card.passed:
        words = {True: "to pass", False: "not to pass"}
        yield Failure(
            path=("passes",),
            expected=words[test.passes],
            got=f"{words[card.passed]}, total {card.total}"
            + (f": {'; '.join(card.why_not)}" if card.why_not else ""),
        )
    scores: dict[str, int] = {"total": card.total}
    scores.update((one.name, one.score) for one in card.pillars)
    for name in ("total", "qualification", "value", "rapport"):
        wanted = getattr(test.score, name)
        if wanted is not None and not wanted.holds(scores.get(name, 0)):
            yield Failure(
                path=("score", name),
                expected=f"{name} {wanted.text}",
                got=f"{name} {scores.get(name, 0)}",
                ranking=tuple(
                    f"{one.points:+4d}  {one.pillar}: {one.name}, {one.state}"
                    for one in card.criteria
                    if name in ("total", one.pillar)
                ),
            )


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
