"""Trainees through the air: their words spoken by a voice, over the phone, to the recogniser."""

from simulator import paths
from simulator.rehearsal.wording import Aloud
from simulator.speech import phone_line, sound
from simulator.speech.clips import Clips, best_engine
from simulator.speech.voice_list import VOICES, Prosody
from simulator.speech.vosk_ears import Vocabulary, recognise
from simulator.understanding.aloud import Speech


def spoken() -> Aloud:
    """What becomes of a text that is said aloud.

    Raises ``SpeechError`` and ``ModelError`` when there is no voice or no recogniser.
    """
    clips = Clips(best_engine(), paths.cache_dir() / "simulated")
    vocabulary = Vocabulary()
    voices = [voice.name for voice in VOICES]

    def aloud(text: str, dice: float) -> tuple[str, Speech]:
        voice = voices[int(dice * len(voices))]
        samples = clips.clip(text, voice, Prosody(speed=1.0, pitch=1.0))
        line = phone_line.through_line(samples, sound.CLIP_RATE)
        heard = recognise(line, sound.LINE_RATE, vocabulary)
        return heard.text, Speech(
            seconds=heard.seconds, words=heard.words, alternatives=heard.alternatives
        )

    return aloud
