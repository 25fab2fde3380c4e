"""What the user has chosen, kept as TOML. Unknown keys are an error, not swallowed."""

import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from simulator import paths
from simulator.errors import StoreError

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


def read(path: Path | None = None) -> Settings:
    """The stored settings, or the defaults where there is no file.

    Raises ``StoreError`` when the file can't be read or holds something else.
    """
    path = path or paths.settings_path()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise StoreError(f"{path} can't be read: {error.strerror}", "defaults are used") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path}: {error}", "mend that line or delete the file; defaults are used until then"
        ) from error


def write(settings: Settings, path: Path | None = None) -> None:
    """Stores the settings whole or not at all.

    Raises ``StoreError`` when the folder can't be written.
    """
    path = path or paths.settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.toml.encode(settings))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(
            f"settings can't be stored in {path.parent}: {error.strerror}",
            "free some space or set RINGCRAFT_HOME to a folder you can write",
        ) from error
