"""What can be done in the workshop."""

from simulator.tui.commands import Command


class TryCall(Command):
    """Talks to the chosen scenario and shows after each turn why it answers as it does."""

    title = "Try it"
    key = "enter"
    label = "try"


class RunTests(Command):
    """Runs the tests that the chosen scenario carries."""

    title = "Run its tests"
    key = "t"
    label = "test"


class Simulate(Command):
    """Plays simulated novices to experts against the chosen scenario; again to stop."""

    title = "Simulate trainees"
    key = "m"
    label = "simulate"


class OpenInbox(Command):
    """Opens the inbox of sentences nobody understood."""

    title = "Missed sentences"
    key = "i"
    label = "missed"


class CheckAgain(Command):
    """Reads all files again and shows what is wrong in them."""

    title = "Check again"
    key = "c"
    label = "check"
