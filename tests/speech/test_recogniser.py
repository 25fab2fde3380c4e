"""The recogniser, on the prospect's own voices; what it hears, what it can't, what it refuses."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from simulator.cli import main
from simulator.cli import transcribe as command
from simulator.errors import SpeechError
from simulator.files import check, load
from simulator.speech import fillers, scenario_words, sound, vosk_ears
from simulator.speech.clips import Clips
from simulator.speech.sound import CLIP_RATE, EAR_RATE
from simulator.speech.voice_list import Prosody
from simulator.speech.vosk_ears import Vocabulary, readings, recognise, transcribe
from simulator.workshop import speaking

pytestmark = pytest.mark.model
LINE = "Thanks for calling. I have two minutes, so what is this about?"
TEXT = "thanks for calling i have two minutes so what is this about"


def test_a_clip_is_recognised_with_times(vocabulary: Vocabulary, clips: Clips) -> None:
    heard = recognise(clips.clip(LINE, "heart", Prosody()), CLIP_RATE, vocabulary)
    assert heard.text == TEXT
    assert [word.text for word in heard.words] == TEXT.split()
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert heard.words[-1].end <= heard.seconds + 0.1
    assert all(0 < word.confidence <= 1 for word in heard.words)


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_any_rate_and_stereo(
    vocabulary: Vocabulary, clips: Clips, tmp_path: Path, rate: int
) -> None:
    import wave

    samples = sound.resampled(clips.clip(LINE, "heart", Prosody()), CLIP_RATE, rate)
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.to_pcm(np.repeat(samples, 2)))
    assert transcribe(path, vocabulary).text == TEXT


def test_a_long_recording_keeps_its_times_and_has_no_other_readings(
    vocabulary: Vocabulary, clips: Clips, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.wav"
    clip = clips.clip(LINE, "heart", Prosody())
    pause = sound.faint_noise(2 * CLIP_RATE, -68)
    turn = np.concatenate([clip, pause])
    sound.write_wav(path, np.tile(turn, 3), CLIP_RATE)
    monkeypatch.setattr(sound, "PIECE", 0.7)
    monkeypatch.setattr(vosk_ears, "SHORT", 10.0)
    shares: list[float] = []
    heard = transcribe(path, vocabulary, lambda done, total: shares.append(done / total))
    assert heard.text == " ".join([TEXT] * 3)
    assert heard.alternatives == ()
    assert heard.seconds == pytest.approx(3 * len(turn) / CLIP_RATE, abs=0.01)
    assert shares == sorted(shares)
    assert len(shares) > 10 and shares[-1] == pytest.approx(1, abs=0.001)
    starts = [word.start for word in heard.words if word.text == "thanks"]
    assert np.diff(starts) == pytest.approx([len(turn) / CLIP_RATE] * 2, abs=0.1)


def test_a_stream_must_be_wide_enough(vocabulary: Vocabulary) -> None:
    with pytest.raises(SpeechError, match="too narrow"):
        vocabulary.recogniser(8_000)


def test_stuffing_completes_the_words_without_ending_them(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    ears = vocabulary.recogniser()
    ears.warm_up()
    narrow = sound.resampled(clips.clip(LINE, "marian", Prosody()), CLIP_RATE, EAR_RATE)
    half = len(narrow) // 3
    ears.feed(sound.to_pcm(narrow[:half]))
    ears.complete()
    ears.feed(sound.to_pcm(narrow[half:]))
    ears.feed(sound.to_pcm(sound.faint_noise(1600, -68)))
    assert ears.complete() == TEXT
    words = ears.finish().words
    assert [word.text for word in words] == TEXT.split()
    plain = recognise(narrow, EAR_RATE, vocabulary)
    for stuffed, straight in zip(words, plain.words, strict=True):
        assert stuffed.start == pytest.approx(straight.start, abs=0.15)


def test_other_readings_are_other(vocabulary: Vocabulary, clips: Clips) -> None:
    noisy = clips.clip("Did you route the plough through the borough?", "sam", Prosody())
    pcm = sound.to_pcm(sound.resampled(noisy, CLIP_RATE, EAR_RATE))
    best = recognise(noisy, CLIP_RATE, vocabulary).text
    others = readings(pcm, vocabulary, besides=best)
    assert 1 <= len(others) <= 3
    assert best not in others
    assert len(set(others)) == len(others)


def test_fillers_are_counted_and_none_is_invented(vocabulary: Vocabulary, clips: Clips) -> None:
    plain = clips.clip(LINE, "heart", Prosody())
    pcm = sound.to_pcm(sound.resampled(plain, CLIP_RATE, EAR_RATE))
    assert fillers.count(pcm, vocabulary) == 0


def test_words_that_can_never_be_written(vocabulary: Vocabulary) -> None:
    call = load("gatekeeper")
    product = call.product
    assert product is not None
    you = replace(call.scenario.you, company="HubSpot Salesforce GDPR Empty Miles")
    firm = replace(call, scenario=replace(call.scenario, you=you))
    before = set(scenario_words.unknown(call, vocabulary))
    assert set(scenario_words.unknown(firm, vocabulary)) - before == {"hubspot", "gdpr"}
    card = replace(product, sounds_like={**product.sounds_like, "GDPR": ("g d p r",)})
    mended = replace(firm, product=card)
    assert set(scenario_words.unknown(mended, vocabulary)) - before == {"hubspot"}
    assert scenario_words.heard_as("hubspot", vocabulary) == "hub spot"
    assert scenario_words.heard_as("onboarding", vocabulary) == "on boarding"
    assert scenario_words.heard_as("xqzt", vocabulary) == ""


def test_the_command_transcribes(
    model: Path, clips: Clips, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "line.wav"
    sound.write_wav(path, clips.clip(LINE, "heart", Prosody()), CLIP_RATE)
    assert main(["transcribe", str(path)]) == 0
    assert capsys.readouterr().out.strip() == TEXT
    assert main(["transcribe", str(path), "--json", "--scenario", "gatekeeper"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["text"] == TEXT
    assert {"text", "start", "end", "confidence"} <= set(row["words"][0])
    assert {"file", "text", "words", "alternatives", "seconds"} < set(row)
    assert "unknown_words" in row
    assert main(["transcribe", str(tmp_path / "none.wav")]) == 2
    assert "no file" in capsys.readouterr().err


def test_the_command_parts_the_text_at_pauses_and_shows_how_far_it_is(
    model: Path,
    clips: Clips,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, nothing = tmp_path / "two.wav", tmp_path / "nothing.wav"
    clip = clips.clip(LINE, "heart", Prosody())
    pause = sound.faint_noise(2 * CLIP_RATE, -68)
    sound.write_wav(path, np.concatenate([clip, pause, clip]), CLIP_RATE)
    sound.write_wav(nothing, pause[:0], CLIP_RATE)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(command, "SOON", 0.0)
    assert main(["transcribe", str(path)]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [TEXT, TEXT]
    assert "two.wav: 100%" in shown.err and shown.err.endswith("\x1b[K")
    assert main(["transcribe", str(nothing)]) == 0
    assert capsys.readouterr().out == "\n"


def test_without_a_model_the_command_says_how_to_get_one(
    own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if (own_home / "models").is_symlink():
        (own_home / "models").unlink()
    assert main(["transcribe", str(tmp_path / "line.wav")]) == 3
    assert "ringcraft models fetch" in capsys.readouterr().err


def test_the_lint_finds_the_name_and_the_page_mends_it(
    vocabulary: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "vocabulary", lambda: vocabulary)
    pack = tmp_path / "pack"
    shutil.copytree(Path(__file__).parents[2] / "docs" / "lints" / "pack", pack)
    assert check([pack], more=speaking.findings) == ()
    card = pack / "products" / "tallyroute.yaml"
    right = "  tallyroute: [tally route, tyler out]\n"
    assert right in card.read_text()
    card.write_text(card.read_text().replace(right, ""))
    [problem] = check([pack], more=speaking.findings)
    assert problem.code == "W408"
    assert "tally route" in problem.hint
    monkeypatch.setattr(speaking, "vocabulary", lambda: None)
    assert check([pack], more=speaking.findings) == ()
