"""A call by voice without a sound card: WAV files in, both sides out, in the audio's time."""

from collections.abc import Callable
from pathlib import Path

from simulator.call import Call
from simulator.dialogue.events import Log
from simulator.errors import SpeechError, UsageError
from simulator.speech import models, notes, wave_file
from simulator.speech.voice_settings import VoiceSettings
from simulator.spoken_call import SpokenCall


def play(
    call: Call, files: tuple[Path, ...], heard: Callable[[Log], None], output: Path | None = None
) -> None:
    """Plays a call whose replies are WAV files.

    ``heard`` gets the events as they happen; ``output`` both sides in stereo.
    Raises ``UsageError`` when no file is named, ``SpeechError`` or ``ModelError``
    when the call can't be spoken, and ``NotFound`` for a file that isn't there.
    """
    if not files:  # a call without files would listen to the microphone
        raise UsageError("no WAV file is named", "write the path of one a line")
    models.recogniser()
    for path in files:
        with wave_file.opened(path):
            pass  # what can't be read is told before it rings
    troubles: list[notes.Trouble] = []

    def listen(note: notes.Note) -> None:
        if isinstance(note, notes.Turn):
            heard(note.log)
        elif isinstance(note, notes.Trouble):
            troubles.append(note)

    settings = VoiceSettings(keep_audio="never")
    spoken = SpokenCall(call, settings, listen, files=files, output=output)
    try:
        spoken.ring()
        spoken.wait()
    finally:
        spoken.close()
    lost = [trouble for trouble in troubles if trouble.voice_lost]
    if lost:
        raise SpeechError(lost[0].message, lost[0].hint)
