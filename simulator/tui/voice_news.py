"""What a spoken call tells the screen, as a message from another thread."""

from textual.message import Message

from simulator.speech.notes import Caption, Meter, Note


class VoiceNews(Message):
    """Something happened in a spoken call; sent from another thread."""

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note

    def can_replace(self, message: Message) -> bool:
        """Of levels and captions only the newest is worth drawing."""
        return (
            isinstance(message, VoiceNews)
            and isinstance(self.note, Meter | Caption)
            and type(message.note) is type(self.note)
        )
