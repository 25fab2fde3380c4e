"""Words from outside, shown as they are: never read as markup."""

from textual.content import Content
from textual.widgets import Static


class Plain(Static):
    """A text that may hold ``[b]`` or ``[/`` and shows it."""

    def __init__(
        self, text: str | Content = "", *, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(_content(text), id=id, classes=classes, markup=False)

    def show(self, text: str | Content) -> None:
        """Replaces the text."""
        self.update(_content(text))


def _content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(text)
