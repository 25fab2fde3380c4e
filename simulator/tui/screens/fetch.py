"""The speech model is missing: offers to fetch it, with progress and a way out."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, ProgressBar

from simulator.errors import RingcraftError
from simulator.speech import models
from simulator.speech.model_list import KnownModel
from simulator.tui.widgets.plain import Plain


class FetchScreen(ModalScreen[bool]):
    """Closes with whether the model is there now."""

    CSS_PATH = "fetch.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "stop", "stop", show=False),
        Binding("y", "fetch", "fetch", show=False),
    ]

    class Progress(Message):
        """How far it is; sent from another thread."""

        def __init__(self, what: str, done: int, total: int) -> None:
            super().__init__()
            self.what = what
            self.done = done
            self.total = total

        def can_replace(self, message: Message) -> bool:
            """Only the newest is worth drawing."""
            return isinstance(message, FetchScreen.Progress)

    def __init__(self, name: str, why: str) -> None:
        super().__init__()
        self.model = models.find(name)
        self.why = why
        self.fetching = False
        self.stopped = False

    def compose(self) -> ComposeResult:
        """The offer, then the bar; a folder of one's own can't be fetched."""
        if self.model is None:
            offer = f"{self.why}. The settings name the recogniser"
        else:
            offer = (
                f"{self.why}. It is fetched once, {self.model.size_in_words}, and kept on this "
                "machine; after that nothing is ever sent or fetched. A headset is best for talking"
            )
        with Vertical(classes="box"):
            yield Plain("To speak, Ringcraft needs its speech model", classes="heading")
            yield Plain(f"{offer}. You can also go on typing.", id="words")
            yield ProgressBar(id="bar", show_eta=False)
            with Horizontal(classes="answers"):
                yield Button("Go on typing (n)", id="no")
                if self.model is not None:
                    yield Button("Fetch it (y)", id="yes")

    def on_mount(self) -> None:
        """Nothing is fetched before the answer."""
        self.query_one(ProgressBar).display = False
        self.query(Button).last().focus()

    @on(Button.Pressed, "#yes")
    def action_fetch(self) -> None:
        """Begins."""
        if self.model is not None and not self.fetching:
            self.fetching = True
            self.query_one(ProgressBar).display = True
            self.query_one("#yes", Button).display = False
            self.query_one("#no", Button).label = "Stop (esc)"
            self.fetch(self.model)

    @on(Button.Pressed, "#no")
    def action_stop(self) -> None:
        """Stops what is going on, or declines."""
        self.stopped = True
        if not self.fetching:
            self.dismiss(False)

    @work(exclusive=True, group="fetch")
    async def fetch(self, model: KnownModel) -> None:
        """Fetches off the event loop; what came before a stop is kept for the next try."""
        from simulator.speech import downloads, fetching

        def tell(what: str, done: int, total: int) -> None:
            self.post_message(self.Progress(what, done, total))

        try:
            await asyncio.to_thread(fetching.fetch, model, tell, lambda: self.stopped)
        except downloads.Cancelled:
            self.dismiss(False)
        except RingcraftError as error:
            self.fetching = False
            self.query_one(ProgressBar).display = False
            self.query_one("#words", Plain).show(str(error))
            self.query_one("#no", Button).label = "Go on typing (n)"
        else:
            self.dismiss(True)

    @on(Progress)
    def show_progress(self, event: Progress) -> None:
        """Moves the bar."""
        self.query_one("#words", Plain).show(event.what)
        self.query_one(ProgressBar).update(total=event.total or None, progress=event.done)
