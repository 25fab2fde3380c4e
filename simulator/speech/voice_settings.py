"""What the user has chosen about sound, as a spoken call takes it."""

from pathlib import Path

from msgspec import Struct

from simulator import paths
from simulator.settings import KeepAudio, Settings
from simulator.speech import recordings
from simulator.speech.messages import Open, Sides, Talk
from simulator.speech.model_list import SMALL


class VoiceSettings(Struct, frozen=True, kw_only=True):
    """What the user has chosen about sound."""

    recogniser: str = SMALL
    microphone: str = ""
    speaker: str = ""
    headset: Sides = "auto"
    talk: Talk = "open"
    voice: str = ""
    speed: float = 1.0
    keep_audio: KeepAudio = "until-debrief"
    sounds: bool = True

    @classmethod
    def of(cls, settings: Settings) -> "VoiceSettings":
        """Taken from the settings file."""
        return cls(
            recogniser=settings.recogniser,
            microphone=settings.microphone,
            speaker=settings.speaker,
            headset=settings.headset,
            talk=settings.talk,
            voice=settings.voice,
            speed=settings.speech_speed,
            keep_audio=settings.keep_audio,
            sounds=settings.sounds,
        )

    def opening(
        self, call_id: str, sides: Sides, files: tuple[Path, ...], output: Path | None
    ) -> Open:
        """What a worker is told first; with ``files`` they speak in place of a microphone."""
        return Open(
            recogniser=self.recogniser,
            microphone=self.microphone,
            speaker=self.speaker,
            sides=sides,
            talk=self.talk,
            clips=str(paths.cache_dir() / "clips"),
            sounds=self.sounds,
            keep="" if self.keep_audio == "never" else str(recordings.folder(call_id)),
            kept=recordings.number(call_id),
            files=tuple(str(path) for path in files),
            output=str(output) if output else "",
        )
