"""Plays a sound on the chosen loudspeaker: here, or apart in a child for a screen."""

import subprocess
import sys
from pathlib import Path

from simulator.errors import RingcraftError, SpeechError
from simulator.speech import child, devices, sound
from simulator.speech.sound import LINE_RATE, Samples
from simulator.speech.terminal_guard import quiet_natives

LOG = "playback.log"


def play(samples: Samples, rate: int, speaker: str = "") -> None:
    """Plays mono samples and returns once they have sounded.

    Raises ``SpeechError`` when there is no PortAudio or no loudspeaker.
    """
    with quiet_natives():
        audio = devices.audio()
        device = devices.choose(devices.outputs(), speaker, "speaker")

        def sounded(at: float) -> None:
            fitting = sound.resampled(samples, rate, at)
            with devices.explained("speaker"):
                audio.play(fitting, at, device=device.index, blocking=True)

        try:
            sounded(LINE_RATE)
        except SpeechError:
            sounded(device.rate)  # some systems give a device only at its own rate


def play_apart(path: Path, speaker: str = "") -> subprocess.Popen[bytes]:
    """Plays a WAV file in a child and returns at once; ``terminate`` stops it."""
    words = child.command("simulator.speech.playback", str(path), speaker)
    return subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def ended(playing: subprocess.Popen[bytes]) -> str:
    """Waits until it has sounded or was stopped; why nothing could be heard, or "". Blocks."""
    told, _ = playing.communicate()
    return told.decode(errors="replace").strip() if playing.returncode > 0 else ""


def main(path: str, speaker: str) -> int:
    """The child of ``play_apart``."""
    out = child.answers(LOG)
    try:
        samples, rate = sound.read_wav(Path(path))
        play(samples, rate, speaker)
    except RingcraftError as error:
        out.write(f"{error}\n".encode())
        out.flush()
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
