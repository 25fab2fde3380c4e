"""The keys of a screen in its last line, never cut: what doesn't fit is left out."""

from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from simulator.tui.commands import Command

AROUND = 3
"""Cells around a key and its word."""


class KeyLine(Footer):
    """Keys in the order they are ``needed``; the last of them go where room is short.

    Those that every screen has always stay.
    """

    def __init__(self, needed: tuple[type[Command], ...]) -> None:
        super().__init__(show_command_palette=False)
        self.needed = [command.binding().action for command in needed]

    def compose(self) -> ComposeResult:
        """As many keys as there is room for."""
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        stay = [key for key in keys if key.action not in self.needed]
        own = sorted(
            (key for key in keys if key not in stay), key=lambda k: self.needed.index(k.action)
        )
        room = self.app.size.width - sum(map(_cells, stay))
        for key in own:
            room -= _cells(key)
            if room >= 0:
                yield key
        yield from stay

    async def on_resize(self, event: events.Resize) -> None:
        """Another width has room for other keys."""
        del event
        await self.recompose()


def _cells(key: FooterKey) -> int:
    return len(key.key_display) + len(key.description) + AROUND
