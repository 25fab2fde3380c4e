"""What every screen has: commands, an explanation, a masthead and a footer."""

from collections.abc import Iterable
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.screen import Screen

from simulator.tui.commands import EVERYWHERE, Command, Explain, OpenPalette

Result = TypeVar("Result")


class Page(Screen[Result], Generic[Result]):
    """A screen whose keys, footer, palette and help come from its commands."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = ()
    NAME: ClassVar[str] = ""
    EXPLAINS: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  (Textual's own declaration)
        (0, "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012  (likewise)

    def __init_subclass__(cls, **options: Any) -> None:
        own = [c for c in cls.OFFERS if c.key]
        cls.BINDINGS = [command.binding() for command in (*own, *EVERYWHERE)]
        super().__init_subclass__(**options)

    def offers(self) -> Iterable[type[Command]]:
        """The commands that can be given now."""
        return (c for c in (*self.OFFERS, *EVERYWHERE) if self.can(c))

    def can(self, command: type[Command]) -> bool:
        """Whether ``command`` makes sense now; screens override it."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hides a key whose command makes no sense now."""
        if action == "command":
            named = [c for c in (*self.OFFERS, *EVERYWHERE) if c.__name__ in parameters]
            return all(self.can(c) for c in named)
        return True

    def action_command(self, name: str) -> None:
        """Gives the command called ``name``."""
        for command in (*self.OFFERS, *EVERYWHERE):
            if command.__name__ == name:
                self.post_message(command())

    @on(OpenPalette)
    def open_palette(self) -> None:
        """Shows the palette."""
        self.app.action_command_palette()

    @on(Explain)
    def explain(self) -> None:
        """Shows what this screen is for and its keys."""
        from simulator.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.NAME, self.EXPLAINS, tuple(self.offers())))
