"""What can be done in a debrief."""

from simulator.tui.commands import Command


class WholeCard(Command):
    """Shows every criterion with its rule, your words, and a stronger line."""

    title = "Whole scorecard"
    key = "s"
    label = "card"


class ReadTalk(Command):
    """Shows the talk again, turn by turn."""

    title = "Transcript"
    key = "t"
    label = "talk"


class SayAgain(Command):
    """Goes back to the moment of the chosen tip, with everything as it was, to say it again."""

    title = "Say it again from here"
    key = "a"
    label = "again"


class OpenChart(Command):
    """Shows how you said it: who talked when, pace, pauses, melody, fillers."""

    title = "Delivery"
    key = "c"
    label = "delivery"


class SaveReport(Command):
    """Saves this debrief as a page you can print or send."""

    title = "Save the report"
    key = "w"
    label = "save"


class RingAgain(Command):
    """Rings the same call once more, from the start."""

    title = "Ring again"
    key = "r"
    label = "ring"
