"""Plays a sound to its end on the chosen loudspeaker, in this process."""

from simulator.speech import devices, sound
from simulator.speech.sound import LINE_RATE, Samples


def play(samples: Samples, rate: int, speaker: str = "") -> None:
    """Plays mono samples and returns once they have sounded.

    Raises ``SpeechError`` when there is no PortAudio or no loudspeaker.
    """
    audio = devices.audio()
    device = devices.choose(devices.outputs(), speaker, "speaker")
    wide = sound.resampled(samples, rate, LINE_RATE)
    with devices.explained("speaker"):
        audio.play(wide, LINE_RATE, device=device.index, blocking=True)
