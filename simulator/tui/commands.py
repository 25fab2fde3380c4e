"""What a trainee can do, each thing one small class.

Key binding, footer, palette and the help page all come from the class, so they
cannot disagree. A command is a message: choosing it posts it to the screen in
front, whose ``@on`` handler carries it out.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.message import Message

if TYPE_CHECKING:
    from simulator.tui.screens.page import Page


class Command(Message, bubble=True):
    """One thing that can be done; the first line of the docstring is its help."""

    title: ClassVar[str] = ""
    """Name in the palette, in words: "Ring"."""
    key: ClassVar[str] = ""
    """Keys as Textual names them, separated by commas; the first is shown."""
    shown: ClassVar[str] = ""
    """The key as written for people, where it differs from Textual's name."""
    label: ClassVar[str] = ""
    """Word in the footer; empty: not in the footer."""
    urgent: ClassVar[bool] = False
    """Whether the key works while words are being typed."""

    @classmethod
    def help(cls) -> str:
        """What it does, in one line."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def keys(cls) -> str:
        """The key for people: "ctrl+p", "F2", "enter"."""
        if cls.shown:
            return cls.shown
        first = cls.key.split(",")[0]
        if first[:1] == "f" and first[1:].isdigit():
            return first.upper()
        return {"question_mark": "?", "escape": "esc", "slash": "/"}.get(first, first)

    @classmethod
    def binding(cls) -> Binding:
        """The binding that posts it."""
        return Binding(
            cls.key,
            f"command('{cls.__name__}')",
            cls.label or cls.title,
            show=bool(cls.label),
            key_display=cls.keys(),
            priority=cls.urgent,
            tooltip=cls.help(),
            id=cls.__name__,
        )


class Explain(Command):
    """Explains this screen and lists its keys."""

    title = "Explain this screen"
    key = "question_mark,f1"
    label = "help"


class OpenPalette(Command):
    """Finds any command by its name."""

    title = "Find a command"
    key = "ctrl+p"
    shown = "^p"
    label = "more"


class Leave(Command):
    """Closes Ringcraft; a call that is going on can be continued later."""

    title = "Quit"
    key = "ctrl+q"
    shown = "^q"
    urgent = True


class NextTheme(Command):
    """Goes to the next theme: dark, light, high contrast, the terminal's own colours."""

    title = "Next theme"
    key = "f12"


class Back(Command):
    """Goes back to the screen before."""

    title = "Back"
    key = "escape"
    label = "back"


EVERYWHERE: tuple[type[Command], ...] = (Explain, OpenPalette, NextTheme, Leave)
"""Commands that every screen has."""


class Commands(Provider):
    """The palette: every command that the screen in front offers, with its key."""

    def _page(self) -> "Page[Any] | None":
        from simulator.tui.screens.page import Page

        return self.screen if isinstance(self.screen, Page) else None

    def _offers(self) -> Iterable[type[Command]]:
        page = self._page()
        return () if page is None else page.offers()

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        page = self._page()
        for command in self._offers():
            if page is not None and command is not OpenPalette:
                yield DiscoveryHit(
                    f"{command.title}  ({command.keys()})" if command.key else command.title,
                    partial(page.post_message, command()),
                    help=command.help(),
                )

    async def search(self, query: str) -> Hits:
        """Those whose name is like what is typed."""
        page = self._page()
        matcher = self.matcher(query)
        for command in self._offers():
            score = matcher.match(command.title)
            if score > 0 and page is not None:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    partial(page.post_message, command()),
                    help=f"{command.keys()}  {command.help()}".strip(),
                )
