"""The prospect's voice from the system's own speaker program, as a child process."""

import io
import shutil
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from simulator.errors import SpeechError
from simulator.speech import sound
from simulator.speech.hibari_voice import SPEAKING_LEVEL, unspeakable
from simulator.speech.sound import CLIP_RATE, Samples
from simulator.speech.voice_list import VoiceSpec, spec

TIMEOUT = 20.0
WORDS_A_MINUTE = 175
_ESPEAK = {
    "heart": "en-us+f2",
    "june": "en-us+f4",
    "lena": "en-us+f5",
    "iris": "en-us+f3",
    "marian": "en-us+f1",
    "ruth": "en-us+f1",
    "vera": "en-us+f3",
    "sam": "en-us+m3",
    "fenrir": "en-us+m1",
    "emma": "en+f2",
    "fable": "en+m2",
    "kore": "en-us+f4",
}
"""What stands for each voice (``en`` is British); some differ by pitch or speed alone."""
_SAY = {"sam": "Fred", "fenrir": "Alex", "fable": "Daniel", "emma": "Kate"}
"""The others speak with the voice that is set in the system."""


class SystemVoice:
    """Renders lines with ``say`` (macOS) or ``espeak-ng``.

    Raises ``SpeechError`` when neither is there.
    """

    def __init__(self) -> None:
        self.name = "say" if sys.platform == "darwin" and shutil.which("say") else "espeak-ng"
        program = shutil.which(self.name)
        if program is None:
            raise SpeechError(
                "this system has no speaking program",
                "install espeak-ng, or pip install 'ringcraft[voice]'; calls go on in text",
            )
        self._program = program
        self._absent: set[str] = set()  # voices of ``say`` that this Mac doesn't have

    @property
    def version(self) -> str:
        """Changes whenever clips would sound different."""
        return f"{self.name}-2"

    def resolved(self, voice: str) -> str:
        """The voice that renders ``voice``: an unknown name is one of the known ones."""
        return spec(voice).name

    def render(self, text: str, voice: str, speed: float = 1.0, pitch: float = 1.0) -> bytes:
        """Mono 16-bit PCM at 24 kHz, trimmed, at speaking level. Raises ``SpeechError``."""
        chosen = spec(voice)
        rate = round(WORDS_A_MINUTE * speed * chosen.speed)
        made = self._say if self.name == "say" else self._espeak
        samples, made_rate = made(text, chosen, rate, pitch)
        samples = sound.resampled(samples, made_rate, CLIP_RATE)
        clip = sound.faded(sound.trimmed(samples, CLIP_RATE), CLIP_RATE)
        if not len(clip):
            raise unspeakable(text)
        return sound.to_pcm(sound.at_level(clip, SPEAKING_LEVEL))

    def _espeak(self, text: str, chosen: VoiceSpec, rate: int, pitch: float) -> tuple[Samples, int]:
        height = min(99, max(0, round(50 * pitch * chosen.ratio)))
        words = [self._program, "--stdin", "--stdout", "-s", str(rate), "-p", str(height)]
        words += ["-v", _ESPEAK[chosen.name]]
        data = self._run(words, text)
        try:
            with wave.open(io.BytesIO(data), "rb") as file:  # the header's length is a dummy
                made_rate = file.getframerate()
        except (wave.Error, EOFError) as error:
            raise SpeechError("espeak-ng gave no sound", "try espeak-ng in a shell") from error
        body = data[data.index(b"data") + 8 :]
        return sound.from_pcm(body), made_rate

    def _say(self, text: str, chosen: VoiceSpec, rate: int, pitch: float) -> tuple[Samples, int]:
        del pitch  # `say` has no such setting
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "line.wav"
            words = [self._program, "-o", str(path), f"--data-format=LEI16@{CLIP_RATE}"]
            words += ["-r", str(rate), "-f", "-"]
            self._speak(words, text, _SAY.get(chosen.name, ""))
            return sound.read_wav(path)

    def _speak(self, words: list[str], text: str, named: str) -> None:
        if named and named not in self._absent:
            try:
                self._run([*words, "-v", named], text)
                return
            except SpeechError:
                self._absent.add(named)  # not every Mac has it: the system's own speaks then
        self._run(words, text)

    def _run(self, words: list[str], text: str) -> bytes:
        try:
            ran = subprocess.run(
                words, input=text.encode(), capture_output=True, timeout=TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SpeechError(f"{self.name} doesn't speak: {error}", "try it in a shell") from error
        if ran.returncode:
            why = ran.stderr.decode(errors="replace").strip().splitlines()
            raise SpeechError(
                f"{self.name} doesn't speak: {why[-1] if why else ran.returncode}",
                "try it in a shell",
            )
        return ran.stdout
