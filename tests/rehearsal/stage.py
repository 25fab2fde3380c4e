"""A small pack on disk, and a hearing that takes a move's own id for the move."""

import re
from pathlib import Path

import pytest

from simulator.understanding.hearing import Context, Fact, Heard, Hearing, Span

CALL = """\
scenario: The first ten seconds
format: 1
you: {name: Sam, company: Tallyroute}
people:
  dana:
    persona: dana
    answers:
      ask_need:
        - says: Mornings.
          tells: need
        - if: {trust: below 30}
          says: Nothing you need to know.
use: [objections/price]
starts_with: hello

beats:
  hello:
    with: dana
    opens: Dana Whitlock.
    hints: Ask for a minute.
    reactions:
      - name: go_on
        when: permission_opener
        says:
          - You have one minute.
          - Make it quick.
        goto: talk
      - name: not_interested
        when: state_value
        says: Not interested, thanks.
        end: hung_up
        coach:
          note: You pitched before you had permission to talk.
          stronger: Hi Dana, it is Sam from Tallyroute. Do you have two minutes?
  talk:
    with: dana
    reactions:
      - name: worth_it
        when: quantify_value
        if: {told: need}
        says: That is worth a look.
        raise: price
      - name: date
        when: offer_times
        if: {settled: price}
        says: <day> works.
        end: booked

endings:
  booked: {result: won, shows: She takes the meeting.}
  hung_up: {result: lost, shows: She hangs up., at_most: 30}

scoring:
  pass_mark: 50
  pillars:
    qualification:
      weight: 50
      criteria:
        - {name: Found a need, credit: ask_need, points: 50}
        - {name: Settled the price, settled: price, points: 50}
    value:
      weight: 25
      criteria:
        - {name: Gave a figure, credit: quantify_value, points: 100}
    rapport:
      weight: 25
      criteria:
        - {name: Asked for time, credit: permission_opener, points: 100}
        - {name: Pushed, penalty: pressure, points: -50}

tests:
  - name: The good call books
    call:
      - you: permission_opener
        hears: [permission_opener]
        not_hears: [state_value]
        they: go_on
        beat: talk
      - you: ask_need
        they: ask_need
        they_say: mornings
        tells: [need]
        mood: {trust: at least 50}
      - you: quantify_value
        they: worth_it
        raises: price
        objection: {price: reflex}
      - you: clarify_objection
        settles: price
        objection: {price: settled}
      - you: offer_times Tuesday
        they: date
        they_say: Tuesday
    ends: booked
    passes: yes
    score: {total: at least 90, qualification: exactly 100}
  - name: Silence loses
    level: hard
    seed: 4
    call:
      - silent: 6 seconds
        they: silent
      - silent: 6 seconds
      - silent: 6 seconds
    ends: hung_up
    passes: no
# the end of the file
"""
PERSONA = """\
persona: Dana Whitlock
format: 1
mood: {trust: 50, patience: 60, interest: 40}
wears_thin: {each_turn: -2, talk_longer_than: 20 seconds, then: -10}
likes:
  ask_need: {trust: +4}
dislikes:
  pressure: {trust: -20, patience: -20}
"""
OBJECTION = """\
objection: It costs too much
format: 1
levels:
  - name: reflex
    says: That is a lot.
    settled_by: [clarify_objection]
    turns: 3
settled: {says: Put like that.}
lost: {says: Too much.}
coach: {note: You defended the price., stronger: Compared with what?}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The call's file, in a pack of its own."""
    root = tmp_path / "pack"
    for name, text in (
        ("pack.yaml", "pack: Small\nformat: 1\n"),
        ("calls/ten.yaml", CALL.replace("levels: {}\n", "")),
        ("personas/dana.yaml", PERSONA),
        ("objections/price.yaml", OBJECTION),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    call = root / "calls" / "ten.yaml"
    text = call.read_text(encoding="utf-8")
    call.write_text(
        text.replace("starts_with:", "levels:\n  hard: {mood: {patience: -10}}\nstarts_with:", 1),
        encoding="utf-8",
    )
    return call


def hear(text: str, context: Context) -> Hearing:
    """Hears a move where its id stands, and a day where one does."""
    moves = [
        Heard(move=found.group(), confidence=0.9, span=Span(*found.span()))
        for found in re.finditer(r"[a-z_]+", text)
        if found.group() in context.moves
    ]
    days = [
        Fact(kind="day", value=found.group(), span=Span(*found.span()))
        for found in re.finditer(r"(?:Mon|Tues|Fri)day", text)
    ]
    return Hearing(
        text=text,
        source=context.source,
        seconds=context.seconds,
        moves=tuple(moves),
        facts=tuple(days),
    )
