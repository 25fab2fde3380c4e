"""The kinds of text in the format: prose, and names with what they point to."""

from typing import Annotated, Literal

from msgspec import Meta

Result = Literal["won", "partial", "lost"]
PillarName = Literal["qualification", "value", "rapport"]
PILLARS: tuple[PillarName, ...] = ("qualification", "value", "rapport")
ENGINE_VOICES = (
    *("heart", "june", "lena", "iris", "marian", "ruth", "vera", "sam"),
    *("fenrir", "emma", "fable", "kore"),
)
"""What a voice file may name; the last four can be fetched. ``speech.voice_list`` makes them."""
Text = Annotated[str, Meta(extra={"shape": "prose"})]
"""Words for a person to read or say; may hold placeholders such as ``<day>``."""
Texts = Annotated[tuple[str, ...], Meta(extra={"shape": "prose"})]
"""Prose: the author may write one line or a list with one row each."""
Names = Annotated[tuple[str, ...], Meta(extra={"shape": "names"})]
"""Identifiers or short phrases: one, or a list in either YAML style."""
Id = Annotated[str, Meta(extra={"shape": "id"})]
"""A name that others point to: letters, digits, ``-`` and ``_``."""
MoveId = Annotated[str, Meta(extra={"shape": "id", "to": "move"})]
"""A name of something elsewhere: ``to`` says of what, so that one walk checks them all."""
MoveIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "move"})]
BeatId = Annotated[str, Meta(extra={"to": "beat"})]
BeatIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "beat"})]
EndingId = Annotated[str, Meta(extra={"to": "ending"})]
PersonId = Annotated[str, Meta(extra={"to": "person"})]
PersonaId = Annotated[str, Meta(extra={"to": "persona"})]
VoiceId = Annotated[str, Meta(extra={"to": "voice"})]
RubricId = Annotated[str, Meta(extra={"to": "rubric"})]
ProductId = Annotated[str, Meta(extra={"to": "product"})]
DrillId = Annotated[str, Meta(extra={"to": "drill"})]
LevelId = Annotated[str, Meta(extra={"to": "level"})]
LevelIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "level"})]
ReactionId = Annotated[str, Meta(extra={"to": "reaction"})]
ReactionIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "reaction"})]
ObjectionId = Annotated[str, Meta(extra={"to": "objection"})]
ObjectionIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "objection"})]
ObjectionKey = Annotated[str, Meta(extra={"shape": "id", "to": "objection"})]
Modules = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "module"})]
FactId = Annotated[str, Meta(extra={"to": "fact"})]
FactIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "fact"})]
ToldId = Annotated[str, Meta(extra={"to": "told"})]
ToldIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "told"})]
RememberedIds = Annotated[tuple[str, ...], Meta(extra={"shape": "names", "to": "remembered"})]
MomentId = Annotated[str, Meta(extra={"to": "moment"})]
"""A beat, move, told fact or objection: when it first came up."""
Points = Annotated[int, Meta(ge=0, le=100)]
