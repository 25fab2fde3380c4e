"""What conditions say about each other: never both, or one inside the other."""

from collections.abc import Iterator

from simulator.scenario.model import Conditions
from simulator.scenario.values import Range

MOODS = ("trust", "patience", "interest")
AGAINST = (
    ("done", "not_done"),
    ("done_here", "not_done"),
    ("told", "not_told"),
    ("settled", "not_settled"),
    ("settled", "open"),
    ("settled", "lost"),
    ("open", "lost"),
)
"""Lists that cannot hold the same name at once."""
MEMBERS = (
    *("done", "not_done", "done_here", "told", "not_told", "knows"),
    *("settled", "not_settled", "open", "lost", "remembers"),
)
MOST = {"trust": (0, 100), "patience": (0, 100), "interest": (0, 100), "turn": (1, 10_000)}


def clashes(first: Conditions, second: Conditions) -> Iterator[tuple[str, str, str]]:
    """Pairs of keys, and the name, that cannot hold at the same time."""
    for one, other in AGAINST:
        for a, b in ((one, other), (other, one)):
            for name in sorted(set(getattr(first, a)) & set(getattr(second, b))):
                yield a, b, name
    for mood in (*MOODS, "turn"):
        a_range, b_range = getattr(first, mood), getattr(second, mood)
        if a_range is not None and b_range is not None and not _meet(a_range, b_range):
            yield mood, mood, b_range.text
    for move, times in first.times.items():
        if move in second.not_done and times.low > 0:
            yield "times", "not_done", move
        if (move in second.done or move in second.done_here) and times.high < 1:
            yield "times", "done", move
    if first.level and second.level and not set(first.level) & set(second.level):
        yield "level", "level", ", ".join(second.level)


def _meet(first: Range, second: Range) -> bool:
    return first.low <= second.high and second.low <= first.high


def out_of_range(block: Conditions) -> Iterator[str]:
    """Keys whose test no possible value passes."""
    for key, (low, high) in MOST.items():
        wanted = getattr(block, key)
        if wanted is not None and (wanted.low > high or wanted.high < low):
            yield key


def impossible(block: Conditions | None) -> bool:
    """Whether a block can never hold, whatever happens in the call."""
    if block is None:
        return False
    if any(True for _ in clashes(block, block)) or any(True for _ in out_of_range(block)):
        return True
    return bool(block.any_) and all(
        impossible(inner) or any(True for _ in clashes(block, inner)) for inner in block.any_
    )


def exclude(first: Conditions | None, second: Conditions | None) -> bool:
    """Whether two blocks can never hold at the same time."""
    if first is None or second is None:
        return False
    return any(True for _ in clashes(first, second)) or any(True for _ in clashes(second, first))


def lines(block: Conditions | None) -> int:
    """How many lines a block counts in the ranking."""
    if block is None:
        return 0
    names = (name for name in block.__struct_fields__)
    return sum(1 for name in names if getattr(block, name) not in (None, (), {}))


def follows(wanted: Conditions | None, given: Conditions | None) -> bool:
    """Whether ``wanted`` holds wherever ``given`` does; False where that can't be told."""
    if wanted is None:
        return True
    if wanted.chance is not None:
        return False
    given = given or Conditions()
    if any(not set(getattr(wanted, key)) <= set(getattr(given, key)) for key in MEMBERS):
        return False
    for key in (*MOODS, "turn"):
        if not _inside(getattr(given, key), getattr(wanted, key)):
            return False
    if any(not _inside(given.times.get(move), times) for move, times in wanted.times.items()):
        return False
    if wanted.level and not (given.level and set(given.level) <= set(wanted.level)):
        return False
    if wanted.after is not None and (given.after is None or given.after < wanted.after):
        return False
    return not wanted.any_ or wanted.any_ == given.any_


def _inside(given: Range | None, wanted: Range | None) -> bool:
    if wanted is None:
        return True
    return given is not None and wanted.low <= given.low and given.high <= wanted.high
