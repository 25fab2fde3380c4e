"""What the user has chosen, kept as TOML. Unknown keys are an error, not swallowed."""

import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from simulator import paths
from simulator.errors import StoreError
from simulator.scenario.problems import suggestion

Theme = Literal["dark", "light", "high-contrast", "ansi"]
KeepAudio = Literal["never", "until-debrief", "always"]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Every choice has a default that works, so an empty file is a good file."""

    name: Annotated[str, Meta(description="What the reports call you.")] = ""
    theme: Annotated[Theme, Meta(description="Colours of the app.")] = "dark"
    level: Annotated[str, Meta(description="Level that a call starts with.")] = "standard"
    help: Annotated[
        Literal["script", "hints", "none"], Meta(description="Help shown during a call.")
    ] = "hints"
    input: Annotated[
        Literal["type", "speak"], Meta(description="How you answer: by keyboard or by voice.")
    ] = "type"
    show_mood: Annotated[bool, Meta(description="Show patience, trust and interest.")] = True
    captions: Annotated[bool, Meta(description="Write what the prospect says.")] = True
    sounds: Annotated[bool, Meta(description="Ring tone, bell and line sounds.")] = True
    bell: Annotated[bool, Meta(description="Ring the bell on a success.")] = True
    ask_confidence: Annotated[bool, Meta(description="Ask how sure you feel, 1 to 5.")] = True
    microphone: Annotated[str, Meta(description="Input device, by name; empty: default.")] = ""
    speaker: Annotated[str, Meta(description="Output device, by name; empty: default.")] = ""
    headset: Annotated[
        Literal["auto", "headset", "speakers"],
        Meta(description="Whether the prospect can be heard by your microphone."),
    ] = "auto"
    talk: Annotated[
        Literal["open", "tap"],
        Meta(description="Open microphone, or tap space to talk and again when done."),
    ] = "open"
    voice: Annotated[str, Meta(description="One voice for all, or empty for each their own.")] = ""
    speech_speed: Annotated[float, Meta(ge=0.5, le=2.0, description="Speed of speech.")] = 1.0
    recogniser: Annotated[str, Meta(description="Recogniser model, by name or folder.")] = (
        "vosk-model-small-en-us-0.15"
    )
    keep_audio: Annotated[KeepAudio, Meta(description="How long recordings are kept.")] = (
        "until-debrief"
    )


class Misread(StoreError):
    """Something in the file can't be read; ``settings`` hold all that can."""

    title = "Not all settings could be read"

    def __init__(self, message: str, hint: str, settings: Settings) -> None:
        super().__init__(message, hint)
        self.settings = settings


class Unwritten(StoreError):
    """The file can't be written."""

    title = "Your settings can't be stored"


NAMES = {field.encode_name: field.name for field in msgspec.structs.fields(Settings)}
"""The keys of the file with their names in ``Settings``."""
TOLD = 3
"""Lines that can't be read which are told one by one."""


def read(path: Path | None = None) -> Settings:
    """The stored settings, or the defaults where there is no file.

    Raises ``Misread`` when not all of the file can be read; a wrong line costs
    only itself.
    """
    path = path or paths.settings_path()
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise Misread(
            f"{path} can't be read: {error.strerror}", "defaults are used", Settings()
        ) from error
    values: dict[str, object] = {}
    faults: list[str] = []
    for number, line in enumerate(text.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            for name, value in _of(line):
                if name in values:
                    raise ValueError(f"{name.replace('_', '-')} stands there twice")
                values[name] = value
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
    settings = msgspec.structs.replace(Settings(), **values)
    if faults:
        more = f"; and {len(faults) - TOLD} more" if len(faults) > TOLD else ""
        raise Misread(
            "; ".join(faults[:TOLD]) + more,
            "mend or delete what is wrong; until then the default stands in for it, "
            "and all else holds",
            settings,
        )
    return settings


def _of(line: bytes) -> Iterator[tuple[str, object]]:
    """Name and value of what a line sets. Raises ``ValueError`` with the words for it.

    Every setting is one line of TOML, so a line that isn't spoils no other.
    """
    try:
        pairs = tomllib.loads(line.decode())
    except ValueError as error:
        words = line.decode(errors="replace").strip()[:60]
        raise ValueError(f"'{words}' can't be read; write: key = value") from error
    for key, value in pairs.items():
        if key not in NAMES:
            near = suggestion(key, list(NAMES))
            raise ValueError(f"there is no setting '{key}'" + (f". {near}" if near else ""))
        try:
            read = msgspec.convert({key: value}, Settings)
        except msgspec.ValidationError as error:
            reason = str(error).partition(" - at ")[0]
            raise ValueError(f"{key} can't be {value!r}: {reason}") from error
        yield NAMES[key], getattr(read, NAMES[key])


def replaced(kept: Path, settings: Settings) -> Misread:
    """What to tell once a file that could not be read in full has been written anew."""
    return Misread(
        f"the settings are written anew; the file with the lines that can't be read is {kept}",
        "take from it what you miss",
        settings,
    )


def write(settings: Settings, path: Path | None = None) -> Path | None:
    """Stores the settings whole or not at all.

    A file that can't be read in full is kept beside them; returns where. Raises
    ``Unwritten`` when the folder can't be written.
    """
    path = path or paths.settings_path()
    kept = None
    try:
        read(path)
    except Misread:
        kept = path.with_name(f"{path.name}.bak")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.toml.encode(settings))
            if kept is not None:
                shutil.copyfile(path, kept)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Unwritten(
            f"settings can't be stored in {path.parent}: {error.strerror}",
            "free some space or set RINGCRAFT_HOME to a folder you can write",
        ) from error
    return kept
