"""Plays a sound on the chosen loudspeaker: here, or apart in a child for a screen."""

import subprocess
import sys
from pathlib import Path

from simulator import paths
from simulator.errors import RingcraftError
from simulator.speech import devices, sound
from simulator.speech.sound import LINE_RATE, Samples
from simulator.speech.terminal_guard import divert, quiet_natives

LOG = "playback.log"


def play(samples: Samples, rate: int, speaker: str = "") -> None:
    """Plays mono samples and returns once they have sounded.

    Raises ``SpeechError`` when there is no PortAudio or no loudspeaker.
    """
    with quiet_natives():
        audio = devices.audio()
        device = devices.choose(devices.outputs(), speaker, "speaker")
        wide = sound.resampled(samples, rate, LINE_RATE)
        with devices.explained("speaker"):
            audio.play(wide, LINE_RATE, device=device.index, blocking=True)


def play_apart(path: Path, speaker: str = "") -> subprocess.Popen[bytes]:
    """Plays a WAV file in a child and returns at once; ``terminate`` stops it."""
    words = [sys.executable, "-m", "simulator.speech.playback", str(path), speaker]
    return subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def main(path: str, speaker: str) -> int:
    """The child of ``play_apart``."""
    divert(paths.log_dir() / LOG)
    try:
        samples, rate = sound.read_wav(Path(path))
        play(samples, rate, speaker)
    except RingcraftError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
