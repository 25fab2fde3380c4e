"""Lines spoken, sent through a channel and recognised: what training and the figures rest on."""

import numpy as np
import pytest

from benchmarks.spoken_lines import KINDS, Booth, channel, speaker, word_errors
from simulator.speech import sound
from simulator.speech.sound import CLIP_RATE, LINE_RATE
from simulator.speech.vosk_ears import Vocabulary

LINES = ("Thanks for calling. I have two minutes.", "What happens to the invoices after that?")


def test_a_line_has_the_same_speaker_every_time_and_lines_differ() -> None:
    assert speaker(LINES[0]) == speaker(LINES[0])
    every = [speaker(f"line {number}") for number in range(90)]
    assert {one.kind for one in every} == set(KINDS)
    assert len({one.voice for one in every}) == 8
    assert all(5 <= float(one.channel.split()[1]) <= 15 for one in every if one.kind == "office")


def test_words_are_counted_in_spoken_form() -> None:
    assert word_errors("It's £40, Priya.", "it's forty pounds priya") == (0, 4)
    assert word_errors("It's £40, Priya.", "it's forty pounds prayer")[0] == 1
    assert word_errors("Yes please.", "")[0] == 2


def test_office_noise_is_as_loud_as_its_name_says() -> None:
    dice = np.random.default_rng(1)
    clip = (0.1 * dice.standard_normal(CLIP_RATE)).astype(np.float32)
    room = (0.01 * dice.standard_normal(3 * LINE_RATE)).astype(np.float32)
    noisy, rate = channel("office 10 dB", clip, room)
    assert rate == CLIP_RATE
    assert sound.dbfs(noisy - clip) == pytest.approx(sound.dbfs(clip) - 10, abs=0.5)


@pytest.mark.model
def test_a_line_is_recognised_the_same_whatever_was_spoken_before(vocabulary: Vocabulary) -> None:
    booth = Booth(vocabulary)
    first = booth.recognised(LINES[0])
    booth.recognised(LINES[1])
    assert booth.recognised(LINES[0]).text == first.text
    wrong, said = word_errors(LINES[0], first.text)
    assert wrong <= said / 3
    assert booth.recognised("...").text == ""
