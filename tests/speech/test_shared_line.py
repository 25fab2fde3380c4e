"""Whose line it is, who can be heard, and what is said aloud or left quiet."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from simulator import paths
from simulator.call import Call
from simulator.errors import SpeechError
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.speech import devices, messages, notes, playback, recordings, sound
from simulator.speech.clips import Clips
from simulator.speech.held_line import HeldLine
from simulator.speech.messages import Heard, Utterance, Verdict
from simulator.speech.mouth import Mouth
from simulator.speech.receiver import Receiver
from simulator.speech.sound import CLIP_RATE
from simulator.speech.voice_list import Prosody
from simulator.speech.voice_settings import VoiceSettings
from simulator.speech.vosk_ears import Vocabulary
from simulator.spoken_call import SpokenCall
from tests.speech.booth import Booth
from tests.speech.conftest import clips, engine, models_folder, vocabulary  # noqa: F401

HOLDER = (
    "from simulator.speech.held_line import HeldLine\n"
    "line = HeldLine(); line.take(); print('held', flush=True); input()\n"
)


def other_ringcraft() -> subprocess.Popen[str]:
    """Another process that is in a spoken call."""
    words = [sys.executable, "-c", HOLDER]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def gone(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def test_one_ringcraft_holds_the_line_and_its_death_frees_it() -> None:
    other = other_ringcraft()
    line = HeldLine()
    try:
        with pytest.raises(SpeechError, match="another Ringcraft") as caught:
            line.take()
        assert "typing" in caught.value.hint
    finally:
        gone(other)
    line.take()
    line.take()
    with pytest.raises(SpeechError):
        HeldLine().take()
    line.release()
    HeldLine().take()


def test_a_line_taken_in_one_thread_is_given_back_in_another() -> None:
    first = HeldLine()
    ringing = threading.Thread(target=first.take)
    ringing.start()
    ringing.join()
    with pytest.raises(SpeechError, match="another Ringcraft"):
        HeldLine().take()
    first.release()
    HeldLine().take()


def test_a_home_that_cannot_be_written_keeps_nobody_from_talking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RINGCRAFT_HOME", str(tmp_path / "file" / "home"))
    line = HeldLine()
    line.take()
    line.release()


def test_a_call_beside_another_is_typed_and_says_why() -> None:
    other = other_ringcraft()
    told: list[notes.Note] = []
    call = Call(load("first-ten-seconds"), load_hearing(), level="standard", seed=1)
    spoken = SpokenCall(call, VoiceSettings(), told.append)
    try:
        spoken.ring()
        [trouble] = [note for note in told if isinstance(note, notes.Trouble)]
        assert "holds the line" in trouble.message
        assert trouble.voice_lost and trouble.unheard
        spoken.type("Hi Dana, it's Sam from Tallyroute. Have I caught you at a bad time?")
        assert call.state.turn == 1
    finally:
        spoken.close()
        gone(other)


@pytest.mark.parametrize(
    ("rate", "latency", "words"),
    [
        (44100.0, 0.02, ""),
        (48000.0, 0.04, ""),
        (16000.0, 0.04, "16 kHz"),
        (8000.0, 0.0, "8 kHz"),
        (48000.0, 0.18, "180 ms late"),
        (0.0, 0.0, ""),
    ],
)
def test_a_narrow_or_late_device_is_told(rate: float, latency: float, words: str) -> None:
    told = devices.wireless(rate, latency)
    assert words in told
    assert bool(told) == bool(words)
    assert not told or "wired headset" in told


def test_recordings_are_numbered_found_and_deleted() -> None:
    assert recordings.number("c1") == 0
    assert recordings.of("c1/turn-1.wav") is None
    sound.write_wav(recordings.folder("c1") / "turn-1.wav", np.zeros(160, np.float32), 16000)
    sound.write_wav(recordings.folder("c2") / "turn-1.wav", np.zeros(160, np.float32), 16000)
    assert recordings.number("c1") == 1
    assert recordings.of("c1/turn-1.wav") == paths.recordings_dir() / "c1" / "turn-1.wav"
    assert recordings.of("") is None
    recordings.delete("c1")
    assert recordings.number("c1") == 0
    recordings.delete_all()
    assert recordings.number("c2") == 0


def eager(heard: Heard) -> Verdict:
    return Verdict(id=heard.id, wait=0.2, lines=(Utterance(text="Go on."),))


def level_of(booth: Booth, seconds: float) -> float:
    """dBFS of what the prospect's side has played in the last seconds."""
    return sound.dbfs(np.concatenate(booth.played[-round(seconds / 0.02) :]))


def test_with_sounds_off_it_rings_and_opens_without_a_sound(
    vocabulary: Vocabulary,  # noqa: F811
    clips: Clips,  # noqa: F811
) -> None:
    loud = Booth(vocabulary, clips, eager)
    loud.order(messages.Ring())
    loud.quiet(1.0)
    assert level_of(loud, 0.5) > -40
    still = Booth(vocabulary, clips, eager, sounds=False)
    still.order(messages.Ring())
    still.quiet(1.0)
    still.open()
    still.order(messages.HangUp())
    still.quiet(0.5)
    assert level_of(still, 1.5) <= -100
    assert still.station.over


def test_loudspeakers_found_by_the_ringing_are_told(
    vocabulary: Vocabulary,  # noqa: F811
    clips: Clips,  # noqa: F811
) -> None:
    for echo, told in ((0.0, 0), (0.5, 1)):
        booth = Booth(vocabulary, clips, eager, sides="auto", echo=echo)
        booth.order(messages.Ring())
        booth.quiet(2.7)
        booth.open()
        assert len(booth.of(messages.OnSpeakers)) == told


def test_without_ringing_or_ears_for_it_loudspeakers_are_assumed(
    vocabulary: Vocabulary,  # noqa: F811
    clips: Clips,  # noqa: F811
) -> None:
    silent = Booth(vocabulary, clips, eager, sides="auto", sounds=False)
    silent.order(messages.Ring())
    silent.quiet(2.7)
    shut = Booth(vocabulary, clips, eager, sides="auto")
    shut.order(messages.Ring())
    shut.hear(np.zeros(3 * sound.EAR_RATE, np.float32), sound.EAR_RATE)
    for booth in (silent, shut):
        assert booth.station.placed
        booth.open()
        assert not booth.station.headset
        assert not booth.of(messages.OnSpeakers)  # nothing is known, so nothing is told
    ringing = Booth(vocabulary, clips, eager, sides="auto")
    ringing.order(messages.Ring())
    ringing.quiet(1.0)
    assert not ringing.station.placed
    ringing.quiet(0.7)
    assert ringing.station.placed


def test_a_microphone_that_gives_only_zeros_is_no_silence_of_hers(
    vocabulary: Vocabulary,  # noqa: F811
    clips: Clips,  # noqa: F811
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.order(messages.PickUp(lines=()))
    booth.order(messages.Listen(silent_after=1.0))
    booth.hear(np.zeros(3 * sound.EAR_RATE, np.float32), sound.EAR_RATE)
    assert not booth.of(messages.Silent)
    booth.quiet(1.5)
    assert booth.of(messages.Silent)


def test_a_closed_microphone_begins_the_silence_anew(
    vocabulary: Vocabulary,  # noqa: F811
    clips: Clips,  # noqa: F811
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.order(messages.Listen(silent_after=1.0))
    booth.order(messages.Mute(on=True))
    booth.quiet(3.0)
    booth.order(messages.Mute(on=False))
    booth.quiet(0.8)
    assert not booth.of(messages.Silent)
    booth.quiet(0.5)
    assert booth.of(messages.Silent)


def test_recordings_of_a_new_worker_go_behind_those_of_the_old(
    vocabulary: Vocabulary,  # noqa: F811
    clips: Clips,  # noqa: F811
    tmp_path: Path,
) -> None:
    booth = Booth(vocabulary, clips, eager, keep=tmp_path, kept=2)
    booth.open()
    booth.hear(clips.clip("How do you plan the runs today?", "marian", Prosody()), CLIP_RATE)
    booth.quiet(2.0)
    assert [path.name for path in tmp_path.iterdir()] == ["turn-3.wav"]


def test_the_click_belongs_to_a_line_that_sounds() -> None:
    mouth = Mouth()
    Receiver(mouth, lambda news: None).pick_up(None)
    assert not mouth.speaking


def test_a_recording_that_cannot_be_played_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    path = tmp_path / "turn.wav"
    sound.write_wav(path, np.zeros(1600, np.float32), 16000)
    assert "no speaker" in playback.ended(playback.play_apart(path))
    assert "typing" in playback.ended(playback.play_apart(path))
    stopped = playback.play_apart(path)
    stopped.kill()
    assert playback.ended(stopped) == ""
