"""What the user has chosen about sound, as a spoken call takes it."""

from msgspec import Struct

from simulator.settings import KeepAudio, Settings
from simulator.speech.messages import Sides, Talk
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
