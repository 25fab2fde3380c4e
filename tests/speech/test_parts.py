"""The small parts: mouth, watchdog, pauses, the known script, the ring tone's echo, melody."""

import io

import numpy as np
import pytest

from simulator.speech import known_script, messages, prosody, sound
from simulator.speech.coupling import Coupling
from simulator.speech.mailbox import Mailbox
from simulator.speech.mouth import Mouth, last_clause
from simulator.speech.pauses import Pauses
from simulator.speech.receiver import Receiver
from simulator.speech.reply import Clip
from simulator.speech.sound import EAR_RATE, LINE_RATE, Samples
from simulator.speech.sound_card import SoundCard
from simulator.speech.vad import Detector
from simulator.speech.watchdog import Watchdog

BLOCK = 960


def noise(seconds: float, level: float = -20.0) -> Samples:
    return sound.faint_noise(round(seconds * LINE_RATE), level)


def test_clips_follow_each_other_without_a_gap() -> None:
    mouth = Mouth()
    mouth.say("one", np.full(1000, 0.5, np.float32))
    mouth.say("two", np.full(1000, 0.25, np.float32))
    heard = np.concatenate([mouth.pull(480) for _ in range(5)])
    assert np.all(heard[:1000] == 0.5) and np.all(heard[1000:2000] == 0.25)
    assert np.all(heard[2000:] == 0)
    told = [(event.name, event.over) for event in mouth.events()]
    assert told == [("one", False), ("one", True), ("two", False), ("two", True)]


def test_a_cut_fades_and_says_how_much_was_heard() -> None:
    mouth = Mouth()
    mouth.say("line", np.full(LINE_RATE, 0.5, np.float32))
    for _ in range(25):
        mouth.pull(BLOCK)
    cut = mouth.stop()
    assert cut.names == ("line",)
    assert cut.heard == pytest.approx(0.5, abs=0.01)
    after = np.concatenate([mouth.pull(BLOCK) for _ in range(10)])
    assert after[0] == pytest.approx(0.5, abs=0.01)
    assert float(np.max(np.abs(np.diff(after)))) < 0.01  # no click
    assert np.all(after[round(0.041 * LINE_RATE) :] == 0)
    assert not mouth.stop().names  # nothing sounds


def test_a_false_interruption_goes_on_from_the_last_clause() -> None:
    first, gap, second = noise(0.5), np.zeros(9600, np.float32), noise(1.0)
    line = np.concatenate([first, gap, second]).astype(np.float32)
    mouth = Mouth()
    mouth.say("line", line)
    for _ in range(50):
        mouth.pull(BLOCK)
    mouth.stop()
    mouth.resume(last_clause)
    rest = 0
    while mouth.speaking:
        mouth.pull(BLOCK)
        rest += BLOCK
    assert rest == pytest.approx(len(second) + 0.1 * LINE_RATE, abs=0.12 * LINE_RATE)
    mouth.resume(last_clause)
    assert not mouth.speaking  # there is nothing left to go on with


def test_what_waited_behind_a_cut_line_comes_back_with_it() -> None:
    mouth = Mouth()
    for name in ("first", "second", "beep"):
        mouth.say(name, noise(0.5))
    mouth.pull(BLOCK)
    assert mouth.stop().names == ("first", "second", "beep")
    assert not mouth.speaking
    mouth.resume(last_clause)
    assert mouth.names == ("first", "second", "beep")


def test_a_line_cut_off_in_the_pause_before_it_was_not_heard() -> None:
    mouth = Mouth()
    receiver = Receiver(mouth, lambda news: None)
    receiver.speak((Clip("Go on.", noise(1.0), 1.0),))
    mouth.pull(LINE_RATE // 2)
    assert receiver.stop() == 0.0
    receiver.aside("opener", noise(1.0))
    mouth.pull(LINE_RATE // 2)
    assert receiver.stop() == 1.0  # no line was cut off


def test_the_office_is_lower_while_somebody_speaks_and_never_gone() -> None:
    mouth = Mouth()
    mouth.room(noise(1.0, -45))
    alone = sound.dbfs(np.concatenate([mouth.pull(BLOCK) for _ in range(20)]))
    mouth.say("line", np.zeros(LINE_RATE, np.float32))
    mouth.pull(BLOCK)
    behind = sound.dbfs(np.concatenate([mouth.pull(BLOCK) for _ in range(20)]))
    assert alone == pytest.approx(-45, abs=1)
    assert alone - behind == pytest.approx(6, abs=1)


def pcm(seed: int, level: float = -30.0) -> bytes:
    return sound.to_pcm(sound.faint_noise(320, level, seed))


def test_old_sound_that_repeats_is_noticed_within_a_second() -> None:
    dog = Watchdog()
    heard = [dog.block(pcm(n % 8), 0.02) for n in range(50)]
    assert [trouble for trouble in heard if trouble] == ["frozen"]


def test_fresh_sound_is_no_trouble() -> None:
    dog = Watchdog()
    assert not any(dog.block(pcm(n), 0.02) for n in range(200))


def test_zeros_are_told_once_and_a_headset_that_gates_is_left_alone() -> None:
    dog = Watchdog()
    assert [dog.block(bytes(640), 0.02) for _ in range(300)].count("zeros") == 1
    gating = Watchdog()
    gating.block(pcm(1), 0.02)
    assert not any(gating.block(bytes(640), 0.02) for _ in range(300))


def test_a_microphone_that_falls_silent_is_lost_but_a_busy_machine_is_not() -> None:
    dog = Watchdog()
    dog.block(pcm(1), 0.02)
    assert [dog.waited(0.1) for _ in range(8)].count("lost") == 1
    busy = Watchdog()
    busy.block(pcm(1), 0.02)
    for n in range(20):  # long waits, but a block after each
        assert busy.waited(0.1) is None
        busy.block(pcm(n), 0.02)


def test_pauses_are_learnt_from_four_on() -> None:
    pauses = Pauses()
    for seconds in (0.05, 0.4, 0.5, 5.0, 0.6):
        pauses.add(seconds)
    assert pauses.usual == 0.0
    pauses.add(0.9)
    assert 0.6 <= pauses.usual <= 0.9


LINE = "We have a system for that, and I am happy with the one we use."


def test_an_echo_of_the_line_is_known() -> None:
    assert known_script.novel("we have system for that", LINE) == ()
    assert not known_script.interrupts("happy with the one we used", LINE, headset=False)
    assert known_script.interrupts("sorry could I just ask", LINE, headset=False)
    assert not known_script.interrupts("sorry", LINE, headset=False)
    door = "Whitstone Dairy, Orla speaking. Who is this?"
    assert not known_script.interrupts("with don't dairy or left", door, headset=False)
    assert known_script.interrupts("with don't dairy sorry can i just", door, headset=False)


def test_listening_sounds_interrupt_nobody() -> None:
    assert not known_script.interrupts("yeah okay right", LINE, headset=True)
    assert known_script.interrupts("yeah but", LINE, headset=True)


@pytest.mark.parametrize(("rise", "headset"), [(2.0, True), (25.0, False)])
def test_the_ring_tone_tells_headset_from_loudspeakers(rise: float, headset: bool) -> None:
    coupling = Coupling()
    for n in range(140):
        into = n * 0.02
        coupling.add(-60.0 + (rise if into < 2.0 else 0.0), into, 2.0)
    assert coupling.headset is headset
    assert coupling.decided
    assert not (Coupling().decided or Coupling().headset)  # a headset must be known


def glide(low: float, high: float, seconds: float) -> Samples:
    times = np.arange(round(seconds * EAR_RATE)) / EAR_RATE
    hertz = low * (high / low) ** (0.5 - 0.5 * np.cos(2 * np.pi * times / 2))
    phase = 2 * np.pi * np.cumsum(hertz) / EAR_RATE
    wave = np.sum([np.sin(k * phase) / k for k in range(1, 6)], axis=0)
    made: Samples = (0.1 * wave).astype(np.float32)
    return made


def test_pitch_and_melody_are_measured() -> None:
    flat = prosody.voicedness(glide(120, 121, 4))
    lively = prosody.voicedness(glide(100, 200, 4))
    assert flat.pitch == pytest.approx(120.5, abs=2)
    assert flat.variation < 0.3
    track = 12 * np.log2(2) * (0.5 - 0.5 * np.cos(np.pi * np.arange(0, 4, 0.01)))
    assert lively.variation == pytest.approx(float(np.std(track)), abs=0.5)
    assert prosody.voicedness(noise(1.0)[:EAR_RATE]).tracked < 0.1


def test_without_the_network_energy_alone_finds_speech() -> None:
    detector = Detector(network=False)
    assert not detector.sure
    quiet = [detector.push(pcm(n, -66)).voiced for n in range(100)]
    loud = [detector.push(pcm(n, -26)).voiced for n in range(5)]
    assert not any(quiet[20:])
    assert all(loud)


def test_a_slow_machine_is_told_once_and_stops_counting_fillers() -> None:
    told: list[messages.News] = []
    card = SoundCard(Mouth(), told.append)
    for behind in (0.1, 0.3, 0.8, 1.2, 0.9):
        card.watch_speed(behind)
    [fault] = told
    assert isinstance(fault, messages.Fault)
    assert fault.kind == "slow" and not fault.fatal
    assert "nothing that you say is lost" in fault.hint
    assert card.slow


def test_news_to_a_reader_that_has_gone_ends_the_worker_quietly() -> None:
    out = io.BytesIO()
    mail = Mailbox(out)
    out.close()
    mail.send(messages.Caption(text="hello"))
    assert mail.closed
