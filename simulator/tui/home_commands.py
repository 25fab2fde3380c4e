"""What can be done at Home."""

from simulator.tui.commands import Command, Leave


class RingToday(Command):
    """Opens the brief of today's call."""

    title = "Ring today's call"
    key = "r"
    label = "ring"


class Continue(Command):
    """Goes on with the newest call that was cut off, from the turn it had reached."""

    title = "Continue the unfinished call"
    key = "c"


class Discard(Command):
    """Deletes the newest unfinished call."""

    title = "Discard the unfinished call"
    key = "x"


class Filter(Command):
    """Filters the library by any word of its title, summary or tags."""

    title = "Filter the library"
    key = "slash"
    label = "filter"


class LastDebrief(Command):
    """Opens the debrief of the newest call."""

    title = "Last debrief"
    key = "d"
    label = "debrief"


class OpenProgress(Command):
    """Opens your progress: trends, weak points, every call so far."""

    title = "Progress"
    key = "p"
    label = "progress"


class OpenWorkshop(Command):
    """Opens the workshop: scenarios with their health, trying them, missed sentences."""

    title = "Workshop for authors"
    key = "w"


class OpenSettings(Command):
    """Opens the settings: colours, sounds, what is shown, your data."""

    title = "Settings"
    key = "s"
    label = "settings"


class Quit(Leave):
    """Closes Ringcraft."""

    key = "q"
    shown = "q"
    label = "quit"
    urgent = False
