"""Mood: every change with its cause, capped a turn and clamped to 0..100."""

from simulator.dialogue.index import Index
from simulator.dialogue.state import Feeling, State
from simulator.scenario.values import MoodChange

CAP = 30
"""The most that likes, dislikes and wear can move a mood in one turn; also a reaction."""


def felt(
    index: Index, state: State, moves: tuple[str, ...], *, too_long: bool
) -> list[tuple[MoodChange, Feeling, str]]:
    """What this turn's moves do to the person on the line, cause by cause.

    ``state`` already counts the turn's moves. A liked move counts in full the
    first time in the call, half the second and nothing after; a disliked one
    every time. Each row is the change as written, the mood after it (the sum so
    far capped at 30, then clamped), and the cause.
    """
    persona = index.playable.personas[state.person]
    causes: list[tuple[MoodChange, str]] = []
    for move in moves:
        liked = persona.likes.get(move)
        if liked is not None:
            times = state.times.get(move, 1)
            if times == 1:
                causes.append((liked, f"likes {move}"))
            elif times == 2:
                causes.append((_half(liked), f"likes {move} again"))
        disliked = persona.dislikes.get(move)
        if disliked is not None:
            causes.append((disliked, f"dislikes {move}"))
    wear = persona.wears_thin
    if wear.each_turn:
        causes.append((MoodChange(patience=wear.each_turn), "wears_thin"))
    if too_long and wear.then:
        causes.append((MoodChange(patience=wear.then), "wears_thin talked too long"))

    steps: list[tuple[MoodChange, Feeling, str]] = []
    before = state.moods[state.person]
    trust = patience = interest = 0
    for change, cause in causes:
        trust += change.trust
        patience += change.patience
        interest += change.interest
        steps.append((change, moved(before, trust, patience, interest), cause))
    return steps


def moved(before: Feeling, trust: int, patience: int, interest: int) -> Feeling:
    """A mood after a change, capped at 30 either way and clamped to 0..100."""
    return Feeling(
        _moved(before.trust, trust),
        _moved(before.patience, patience),
        _moved(before.interest, interest),
    )


def _moved(n: int, by: int) -> int:
    # spelled out: this runs three times for every cause of every turn
    now = n + (CAP if by > CAP else -CAP if by < -CAP else by)
    return 0 if now < 0 else 100 if now > 100 else now


def _half(change: MoodChange) -> MoodChange:
    return MoodChange(
        trust=int(change.trust / 2),
        patience=int(change.patience / 2),
        interest=int(change.interest / 2),
    )
