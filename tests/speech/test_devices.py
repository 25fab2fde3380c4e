"""Microphones and loudspeakers that refuse, distort or stutter; on a real sound server."""

import time
from pathlib import Path

import numpy as np
import pytest

from simulator.errors import SpeechError
from simulator.speech import check, devices, sound, streams
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE, EAR_RATE, Samples
from simulator.speech.voice_list import Prosody
from simulator.speech.vosk_ears import Vocabulary, recognise
from tests.speech.virtual_cable import VirtualCable

pytestmark = [pytest.mark.audio, pytest.mark.model]
QUESTION = "Hi Dana, have I caught you at a bad time?"


@pytest.fixture
def question(clips: Clips, tmp_path: Path) -> Path:
    path = tmp_path / "question.wav"
    sound.write_wav(path, clips.clip(QUESTION, "marian", Prosody()), CLIP_RATE)
    return path


@pytest.mark.parametrize("refused", [(16_000.0,), (16_000.0, 48_000.0)])
def test_a_microphone_that_refuses_the_rate_is_opened_at_its_own(
    cable: VirtualCable,
    vocabulary: Vocabulary,
    question: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: tuple[float, ...],
) -> None:
    """A real stream that refuses as WASAPI and ASIO do; once the loudspeaker's rate too."""
    audio = devices.audio()

    def picky(kind: type) -> object:
        def opened(**given: object) -> object:
            if given["samplerate"] in refused:
                raise audio.PortAudioError("Error opening stream: Invalid sample rate", -9997)
            return kind(**given)

        return opened

    monkeypatch.setattr(audio, "RawInputStream", picky(audio.RawInputStream))
    monkeypatch.setattr(audio, "OutputStream", picky(audio.OutputStream))
    loudspeaker = streams.Loudspeaker("", lambda count: np.zeros(count, np.float32))
    microphone = streams.Microphone("")
    speaking = cable.speak(question)
    blocks = [microphone.blocks.get(timeout=2) for _ in range(200)]
    speaking.wait()
    microphone.close()
    pulls = loudspeaker.pulls
    loudspeaker.close()
    assert all(len(block) == 640 for block in blocks)
    heard = recognise(sound.from_pcm(b"".join(blocks)), EAR_RATE, vocabulary, others=False)
    assert "bad time" in heard.text
    assert pulls > 100


def test_a_device_that_refuses_every_rate_is_told(
    cable: VirtualCable, monkeypatch: pytest.MonkeyPatch
) -> None:
    del cable
    audio = devices.audio()

    def busy(**given: object) -> object:
        raise audio.PortAudioError("Error opening stream: Device unavailable", -9985)

    monkeypatch.setattr(audio, "RawInputStream", busy)
    with pytest.raises(SpeechError, match="can't be opened") as caught:
        streams.Microphone("")
    assert "another program holds it" in caught.value.hint


def test_a_microphone_that_distorts_is_told_before_the_call(
    cable: VirtualCable, question: Path, tmp_path: Path
) -> None:
    samples, rate = sound.read_wav(question)
    loud = tmp_path / "loud.wav"
    sound.write_wav(loud, np.clip(samples * 40, -1, 1).astype(np.float32), rate)
    speaking = cable.speak(loud)
    heard = check.microphone(seconds=2.0)
    speaking.wait()
    assert "too loud" in heard.problem
    assert "lower the microphone's level" in heard.hint


def test_a_loudspeaker_that_stutters_gets_more_time_each_time(cable: VirtualCable) -> None:
    """The mouth holds the sound card's thread up, as a busy machine does."""
    del cable

    def late(count: int) -> Samples:
        time.sleep(0.06)
        return np.zeros(count, np.float32)

    loudspeaker = streams.Loudspeaker("", late)
    given: list[float] = []
    end = time.monotonic() + 40
    while len(given) < 3 and time.monotonic() < end:
        time.sleep(0.1)
        if longer := loudspeaker.mend():
            given.append(longer)
    loudspeaker.close()
    assert given == [0.04, 0.08, 0.16]
    assert loudspeaker.mend() is None
