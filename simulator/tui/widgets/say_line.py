"""The line to write in; where you tap to talk, space on the empty line taps."""

from textual import events
from textual.message import Message
from textual.widgets import Input


class SayLine(Input):
    """An input line that lets a space through to the microphone while it is empty."""

    taps = False
    """Whether space on the empty line begins and ends a spoken turn."""

    class Tapped(Message):
        """Space was pressed on the empty line."""

    def action_copy(self) -> None:
        """Copies what is selected; with nothing selected, says how to leave."""
        if self.selected_text:
            super().action_copy()
        else:
            self.app.action_help_quit()

    async def _on_key(self, event: events.Key) -> None:
        if self.taps and event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Tapped())
            return
        await super()._on_key(event)
