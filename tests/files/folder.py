"""A small clean pack that tests spoil in one place."""

from pathlib import Path

import pytest

from simulator.files import check
from simulator.scenario.problems import Problem

CALL = """\
scenario: Front desk
format: 1
you: {name: Sam, company: Tallyroute}
people:
  dana: {persona: dana}
rubric: plain
time_limit: 6 minutes
starts_with: front_desk

beats:
  front_desk:
    with: dana
    about: A name and a reason get you through.
    opens: Dana Whitlock.
    reactions:
      - name: go_on
        when: permission_opener
        if:
          interest: at least 20
        says: You have one minute.
        mood: {patience: +3}
        goto: second
  second:
    with: dana
    opens: Go on.
    reactions:
      - name: well
        when: ask_need or ask_impact
        says: Mornings fall apart.
        end: done

endings:
  done: {result: won, shows: She is listening.}

tests:
  - name: Asking for time
    call:
      - you: Have I caught you at a bad time?
        they: go_on
"""

PERSONA = """\
persona: Dana Whitlock
format: 1
mood: {trust: 35, patience: 60, interest: 25}
lines:
  silent:
    - Are you still there?
"""

RUBRIC = """\
rubric: Plain
format: 1
pillars:
  qualification:
    weight: 100
    criteria:
      - {name: Found a need, credit: ask_need, points: 50}
      - {name: Asked for time, credit: permission_opener, points: 50}
"""

FILES = {
    "pack.yaml": "pack: Test pack\nformat: 1\n",
    "calls/front.yaml": CALL,
    "personas/dana.yaml": PERSONA,
    "rubrics/plain.yaml": RUBRIC,
}


class Folder:
    """The pack on disk, as the working folder, so that messages name files the short way."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        monkeypatch.chdir(root)
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file of the pack."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def spoil(self, old: str, new: str, name: str = "calls/front.yaml") -> tuple[Problem, ...]:
        """Changes one place and says what the check finds in the whole pack."""
        text = FILES[name]
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return self.check()

    def check(self, lint: bool = False) -> tuple[Problem, ...]:
        """What the check finds in the whole pack."""
        return check([self.root], lint=lint)
