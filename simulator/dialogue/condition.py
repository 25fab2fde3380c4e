"""The ``if:`` block: does it hold, and if not, which line fails first."""

from collections.abc import Callable, Iterable
from hashlib import blake2b

from simulator.dialogue.state import State
from simulator.scenario.model import Conditions
from simulator.scenario.values import Range


def draw(seed: int, key: str, count: int) -> int:
    """A number for one choice: depends on seed, place and count, and on nothing else."""
    digest = blake2b(f"{seed}|{key}|{count}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


Check = Callable[[Conditions, State, str], str]
"""Looks at some lines of a block; the first that fails in words, or nothing."""


def checks_of(conditions: Conditions | None) -> tuple[Check, ...]:
    """The checks that a block needs: most blocks have one or two lines."""
    if conditions is None:
        return ()
    c = conditions
    needed: list[Check] = []
    if c.trust is not None or c.patience is not None or c.interest is not None:
        needed.append(_moods_failed)
    if c.done or c.not_done or c.done_here or c.times:
        needed.append(_moves_failed)
    if c.told or c.not_told or c.knows or c.remembers:
        needed.append(_facts_failed)
    if c.settled or c.not_settled or c.open or c.lost:
        needed.append(_objections_failed)
    if c.turn is not None or c.after is not None or c.level or c.chance is not None or c.any_:
        needed.append(_circumstances_failed)
    return tuple(needed)


def first_failed(
    conditions: Conditions | None, state: State, key: str, checks: Iterable[Check] | None = None
) -> str:
    """The first line that doesn't hold, in words; empty when all hold.

    ``key`` is the place of the reaction, for the draw of ``chance``; ``checks``
    are those of the block, where they are known already.
    """
    if conditions is None:
        return ""
    for check in checks_of(conditions) if checks is None else checks:
        failure = check(conditions, state, key)
        if failure:
            return failure
    return ""


def _moods_failed(c: Conditions, state: State, key: str) -> str:
    trust, patience, interest = state.moods[state.person]
    if c.trust is not None and not c.trust.holds(trust):
        return _off("trust", trust, c.trust)
    if c.patience is not None and not c.patience.holds(patience):
        return _off("patience", patience, c.patience)
    if c.interest is not None and not c.interest.holds(interest):
        return _off("interest", interest, c.interest)
    return ""


def _moves_failed(c: Conditions, state: State, key: str) -> str:
    for move in c.done:
        if move not in state.times:
            return f"{move} not done"
    for move in c.not_done:
        if move in state.times:
            return f"{move} already done"
    for move in c.done_here:
        if move not in state.here:
            return f"{move} not done in this beat"
    for move, wanted in c.times.items():
        if not wanted.holds(state.times.get(move, 0)):
            return _off(f"times {move}", state.times.get(move, 0), wanted)
    return ""


def _facts_failed(c: Conditions, state: State, key: str) -> str:
    for fact in c.told:
        if fact not in state.told:
            return f"{fact} not told"
    for fact in c.not_told:
        if fact in state.told:
            return f"{fact} already told"
    for fact in c.knows:
        if fact not in state.knows:
            return f"no {fact} given"
    for flag in c.remembers:
        if flag not in state.remembers:
            return f"{flag} not remembered"
    return ""


def _objections_failed(c: Conditions, state: State, key: str) -> str:
    for name in c.settled:
        if _status(state, name) != "settled":
            return f"{name} not settled"
    for name in c.not_settled:
        if _status(state, name) == "settled":
            return f"{name} already settled"
    for name in c.open:
        if state.open != name:
            return f"{name} not open"
    for name in c.lost:
        if _status(state, name) != "lost":
            return f"{name} not lost"
    return ""


def _circumstances_failed(c: Conditions, state: State, key: str) -> str:
    if c.turn is not None and not c.turn.holds(state.turn):
        return _off("turn", state.turn, c.turn)
    if c.after is not None and state.clock < c.after:
        return f"only {state.clock:.0f} of {c.after:.0f} seconds gone"
    if c.level and state.level not in c.level:
        return f"the level is {state.level}"
    if c.chance is not None:
        drawn = draw(state.seed, f"{key}/chance", state.turn) % 10_000
        if drawn >= c.chance * 10_000:
            return f"chance: drew {drawn / 100:.0f}, needed below {c.chance * 100:.0f}"
    if c.any_:
        failures = []
        for number, block in enumerate(c.any_):
            failure = first_failed(block, state, f"{key}/any{number}")
            if not failure:
                return ""
            failures.append(failure)
        return "none of any: " + "; ".join(failures)
    return ""


def _status(state: State, name: str) -> str:
    objecting = state.objections.get(name)
    return objecting.status if objecting is not None else ""


def _off(what: str, is_: int, wanted: Range) -> str:
    return f"{what} is {is_}, needs {wanted.text}"
