"""What can be done in a call."""

from simulator.tui.commands import Command


class Hint(Command):
    """Asks for a hint; it takes no time on the call's clock."""

    title = "Hint"
    key = "f2"
    label = "hint"
    urgent = True


class RepeatLine(Command):
    """Repeats the last line of the person you are talking to."""

    title = "Repeat the last line"
    key = "f3"
    label = "repeat"
    urgent = True


class OpenBrief(Command):
    """Shows the brief again; the call waits."""

    title = "Brief"
    key = "f4"
    label = "brief"
    urgent = True


class ToggleMood(Command):
    """Shows or hides patience, trust and interest."""

    title = "Show or hide the mood"
    key = "f5"
    label = "mood"
    urgent = True


class Talk(Command):
    """Begins to talk, or says that you are done (space does it while the line is empty)."""

    title = "Tap to talk"
    key = "f6"
    label = "talk"
    urgent = True


class Mute(Command):
    """Closes the microphone, or opens it again."""

    title = "Mute or unmute"
    key = "f7"
    label = "mute"
    urgent = True


class Think(Command):
    """Buys you a moment: the person does not mind the silence for a while."""

    title = "Take a moment to think"
    key = "f8"
    label = "think"
    urgent = True


class HangUp(Command):
    """Ends the call; you are asked first, and what was said is scored."""

    title = "Hang up"
    key = "escape"
    label = "hang up"
    urgent = False


class GoToDebrief(Command):
    """Shows what worked, once the call is over."""

    title = "Debrief"
    key = "f9"
    label = "debrief"
    urgent = True
