"""Files as read: a struct with the place of everything in it, and what belongs together."""

from msgspec import Struct, field

from simulator.scenario.model import Header, MoveDef, Playable
from simulator.scenario.problems import Places


class Document(Struct, frozen=True, kw_only=True, eq=False):
    """One file: its kind (the first key), id (the file's name), contents and places."""

    kind: str
    id: str
    file: str
    value: Header
    places: Places

    @property
    def title(self) -> str:
        """What its first key says."""
        return str(getattr(self.value, self.kind))


class Bundle(Struct, frozen=True, kw_only=True, eq=False):
    """A scenario with every file it names, each with its places; what lints look at.

    ``playable`` is None while a name in it points nowhere. ``lint`` holds the
    severities that the pack sets.
    """

    scenario: Document
    people: dict[str, Document] = field(default_factory=dict)  # personas by alias
    objections: dict[str, Document] = field(default_factory=dict)
    rubric: Document | None = None
    product: Document | None = None
    drills: dict[str, Document] = field(default_factory=dict)
    voices: dict[str, Document] = field(default_factory=dict)  # by alias
    moves: dict[str, MoveDef] = field(default_factory=dict)
    words: tuple[Document, ...] = ()  # the pack's own moves files
    playable: Playable | None = None

    def documents(self) -> tuple[Document, ...]:
        """All files of the bundle, the scenario first."""
        more = (*self.people.values(), *self.objections.values(), *self.drills.values())
        single = tuple(one for one in (self.rubric, self.product) if one is not None)
        found = {document.file: document for document in (self.scenario, *more, *single)}
        return tuple(found.values())
