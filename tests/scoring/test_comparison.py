"""Two cards beside each other."""

from simulator.scoring import score
from simulator.scoring.comparison import compare
from tests.scoring.logs import Story, credit, playable


def test_what_another_take_changed() -> None:
    scenario = playable(
        rapport=(credit("thank", 30), credit("use_name", 20), credit("reflect", 50))
    )
    before = score(scenario, Story().you("Thanks", "thank").ends())
    after = score(scenario, Story().you("Thanks, Dana", "thank", "use_name").ends())
    difference = compare(before, after)
    assert difference.total == difference.pillars["rapport"] == 20
    (change,) = difference.changes
    assert (change.name, change.before, change.after, change.points) == (
        "Did use_name",
        "missed",
        "earned",
        20,
    )
    assert not difference.same and compare(before, before).same


def test_what_another_rubric_changed() -> None:
    log = Story().you("Thanks", "thank").ends()
    old = score(playable(rapport=(credit("thank", 30), credit("greeting", 10))), log)
    new = score(playable(rapport=(credit("thank", 30), credit("small_talk", 10))), log)
    changes = {change.name: (change.before, change.after) for change in compare(old, new).changes}
    assert changes == {"Did greeting": ("missed", None), "Did small_talk": (None, "missed")}
