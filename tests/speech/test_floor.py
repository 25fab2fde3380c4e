"""Who has the floor, on real speech through the real recogniser, in the audio's time."""

from collections.abc import Callable

import pytest

from simulator.speech import messages, sound
from simulator.speech.clips import Clips
from simulator.speech.measurement import Measurement
from simulator.speech.messages import Heard, Utterance, Verdict
from simulator.speech.sound import CLIP_RATE, Samples
from simulator.speech.voice_list import Prosody
from simulator.speech.vosk_ears import Vocabulary
from simulator.understanding.aloud import Voicedness
from tests.speech.booth import Booth

pytestmark = pytest.mark.model
REPLY = "We use a spreadsheet and three very patient planners."


def said(clips: Clips, text: str, voice: str = "marian") -> Samples:
    return clips.clip(text, voice, Prosody())


def eager(heard: Heard) -> Verdict:
    """An engine that takes every pause for the end."""
    return Verdict(id=heard.id, wait=0.16, lines=(Utterance(text=REPLY),))


def patient(heard: Heard) -> Verdict:
    """An engine that waits for a question."""
    wait = 0.16 if "today" in heard.text else 1.4
    return Verdict(id=heard.id, wait=wait, lines=(Utterance(text=REPLY),))


def test_a_whole_question_is_answered_within_a_quarter_of_a_second(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "How do you plan the runs today?"))
    ended = booth.now - 0.01  # clips keep 10 ms of silence at their end
    booth.quiet(2.0)
    [(started, _)] = booth.of(messages.LineStarted)
    assert started - ended <= 0.25
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.text == "how do you plan the runs today"
    assert [word.text for word in committed.words] == committed.text.split()
    assert abs(committed.words[-1].end - ended) < 0.4


def test_the_ear_knows_after_how_many_words_she_paused(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, patient)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "We help haulage firms plan the runs."))
    booth.quiet(0.5)
    assert booth.ear.breaks == []  # it may have been the end
    booth.hear(said(clips, "Who plans them for you?"))
    assert booth.ear.breaks == [7]


def test_a_pause_inside_a_turn_is_not_its_end(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, patient)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "I would like to know,"))
    booth.quiet(0.9)
    booth.hear(said(clips, "how do you plan the runs today?"))
    booth.quiet(2.0)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert "know how do you plan" in committed.text
    assert not booth.of(messages.Yielded)


def test_the_prospect_yields_when_she_goes_on(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "We help haulage firms."))
    booth.quiet(0.35)  # long enough for the reply to begin
    assert booth.of(messages.LineStarted)
    resumed = booth.now
    booth.hear(said(clips, "And the planners get their mornings back."))
    booth.quiet(2.5)
    [(at, yielded)] = booth.of(messages.Yielded)
    assert at - resumed <= 0.3
    committed = [news for _, news in booth.of(messages.Committed)]
    assert len(committed) == 1
    assert isinstance(committed[0], messages.Committed)
    assert committed[0].text.startswith("we help")
    assert "planners" in committed[0].text
    assert isinstance(yielded, messages.Yielded)


def test_with_a_headset_her_words_stop_the_prospect(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open("I have to say that we have looked at this before and it never came to anything.")
    booth.quiet(1.0)
    began = booth.now
    booth.hear(said(clips, "Sorry, may I ask why that was?"))
    booth.quiet(2.0)
    ends = [(at, news) for at, news in booth.of(messages.LineEnded)]
    at, ended = ends[0]
    assert isinstance(ended, messages.LineEnded)
    assert ended.heard < 0.8
    assert at - began < 1.0
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.interrupted
    assert committed.line_heard < 0.8


def test_a_sound_of_listening_does_not_stop_the_prospect(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open("I have to say that we have looked at this before and it never came to anything.")
    booth.quiet(1.0)
    booth.hear(said(clips, "Okay."))
    booth.until_line_ends()
    [(_, ended)] = booth.of(messages.LineEnded)
    assert isinstance(ended, messages.LineEnded)
    assert ended.heard == 1.0
    assert not booth.of(messages.Heard)


@pytest.mark.parametrize("echo", [0.1, 0.3])
@pytest.mark.parametrize(
    "line",
    [
        "I have to say that we have looked at this before and it never came to anything.",
        "All right. At least you say so. And what do you want to know?",
        "Good morning, Harrow Freight.",
        "Harrow Freight, Dana Whitlock speaking.",
    ],
)
def test_on_loudspeakers_the_echo_is_not_taken_for_her(
    vocabulary: Vocabulary, clips: Clips, line: str, echo: float
) -> None:
    """Not even where the recogniser can't know its names."""
    booth = Booth(vocabulary, clips, eager, sides="speakers", echo=echo)
    booth.open(line)
    booth.until_line_ends()
    booth.quiet(2.0)
    assert not booth.of(messages.Heard)
    assert not booth.of(messages.Committed)


def test_tap_to_talk_waits_for_the_second_tap(vocabulary: Vocabulary, clips: Clips) -> None:
    def at_once(heard: Heard) -> Verdict:
        wait = 0.0 if heard.cut_off else 0.16
        return Verdict(id=heard.id, wait=wait, lines=(Utterance(text=REPLY),))

    booth = Booth(vocabulary, clips, at_once, talk="tap")
    booth.open()
    booth.quiet(0.3)
    booth.hear(said(clips, "This is not for you."))
    assert not booth.of(messages.Heard)
    booth.order(messages.Tap())
    booth.hear(said(clips, "How do you plan the runs"))
    booth.quiet(1.5)
    assert booth.of(messages.Heard)  # the engine may think ahead
    assert not booth.of(messages.Replying)
    booth.hear(said(clips, "today?"))
    tapped = booth.now
    booth.order(messages.Tap())
    booth.quiet(1.0)
    [(started, _)] = booth.of(messages.LineStarted)
    assert started - tapped <= 0.12
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.text.startswith("how do you plan")


def test_a_tap_by_mistake_lets_the_prospect_go_on(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager, talk="tap")
    booth.open("We looked at this before. It never came to anything, I am sorry to say.")
    booth.quiet(1.0)
    booth.order(messages.Tap())
    booth.quiet(1.0)
    assert not booth.mouth.names
    booth.order(messages.Tap())
    booth.quiet(0.2)
    assert booth.mouth.names
    booth.until_line_ends()
    ends = [news.heard for _, news in booth.of(messages.LineEnded) if hasattr(news, "heard")]
    assert ends[0] < 1.0 and ends[-1] == 1.0


def test_with_tap_to_talk_the_sound_is_measured_before_the_tap(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager, talk="tap")
    floor = booth.station._floor
    assert floor is not None
    began: list[float] = []

    def measure(pcm: bytes) -> Measurement:
        began.append(booth.now)
        return Measurement(pcm)

    floor.measure = measure
    booth.open("I have to say that we have looked at this before and it never came to anything.")
    booth.quiet(0.3)
    booth.order(messages.Tap())
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(0.5)
    tapped = booth.now
    booth.order(messages.Tap())
    booth.quiet(1.0)
    assert began[-1] < tapped
    assert sound_of(booth).over == 0.0
    assert sound_of(booth).voiced > 1.0


def test_who_talks_too_long_is_cut_off(vocabulary: Vocabulary, clips: Clips) -> None:
    asked: list[Heard] = []

    def stop_her(heard: Heard) -> Verdict:
        asked.append(heard)
        wait = 0.0 if heard.cut_off else 1.4
        return Verdict(id=heard.id, wait=wait, lines=(Utterance(text="Let me stop you there."),))

    booth = Booth(vocabulary, clips, stop_her)
    booth.open()
    booth.order(messages.Listen(talk_limit=3.0))
    booth.quiet(0.3)
    long = "We do the runs and the rotas and the yards and the returns and the invoices as well"
    booth.hear(said(clips, long))
    booth.quiet(1.5)
    assert any(heard.cut_off for heard in asked)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.ended - committed.started < 4.0


def test_who_was_cut_off_and_typed_instead_is_heard_again(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    asked: list[Heard] = []

    def slow_to_stop_her(heard: Heard) -> Verdict:
        asked.append(heard)
        number = 0 if heard.cut_off else heard.id  # what comes too late counts for nothing
        return Verdict(id=number, wait=0.16, lines=(Utterance(text=REPLY),))

    booth = Booth(vocabulary, clips, slow_to_stop_her)
    booth.open()
    booth.order(messages.Listen(talk_limit=2.0))
    booth.quiet(0.3)
    booth.hear(said(clips, "We do the runs and the rotas and the yards and the returns as well"))
    assert asked[-1].cut_off
    booth.order(messages.Forget())
    booth.order(messages.Listen(talk_limit=60.0))
    booth.quiet(1.0)
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(1.0)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert "runs today" in committed.text


def test_silence_is_reported_once_until_the_app_has_answered(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.order(messages.Listen(silent_after=2.0))
    booth.quiet(5.5)
    times = [at for at, _ in booth.of(messages.Silent)]
    assert len(times) == 2
    assert times[1] - times[0] >= 2.0


def test_the_thinking_key_buys_time(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.order(messages.Listen(silent_after=1.0))
    booth.order(messages.Think(seconds=3.0))
    booth.quiet(3.9)
    assert not booth.of(messages.Silent)
    booth.quiet(0.5)
    [(_, silent)] = booth.of(messages.Silent)
    assert isinstance(silent, messages.Silent)
    assert silent.seconds < 1.2  # the time bought is no silence


def slow(heard: Heard) -> Verdict:
    """An engine that takes every pause for the end, after a while."""
    return Verdict(id=heard.id, wait=1.0, lines=(Utterance(text=REPLY),))


def test_on_loudspeakers_a_key_makes_no_turn_of_the_prospects_words(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    for key in (messages.Tap(), messages.Mute(on=True)):
        booth = Booth(vocabulary, clips, eager, sides="speakers", echo=0.3)
        booth.open("I have to say that we have looked at this before and it never came to much.")
        booth.quiet(2.0)
        booth.order(key)
        booth.quiet(4.0)
        assert not booth.of(messages.Replying)


def test_a_key_pressed_as_the_answer_begins_cuts_nothing_off_the_next_turn(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, patient)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(0.5)
    booth.order(messages.Tap())
    booth.until_line_ends()
    booth.quiet(0.5)
    booth.hear(said(clips, "I would like to know,"))
    booth.quiet(0.8)
    booth.hear(said(clips, "how do you plan the runs today?"))
    booth.quiet(2.0)
    turns = [news.text for _, news in booth.of(messages.Committed) if hasattr(news, "text")]
    assert len(turns) == 2
    assert "know how do you plan" in turns[1]


@pytest.mark.parametrize("judge", [eager, slow], ids=["begun", "due"])
def test_a_turn_that_is_over_counts_although_she_closes_the_microphone(
    vocabulary: Vocabulary, clips: Clips, judge: Callable[[Heard], Verdict]
) -> None:
    booth = Booth(vocabulary, clips, judge)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(0.4)
    booth.order(messages.Mute(on=True))
    booth.quiet(1.0)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.text == "how do you plan the runs today"
    booth.until_line_ends()
    assert len(booth.of(messages.LineEnded)) == 1


def test_what_she_was_saying_when_she_closed_the_microphone_was_heard(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "How do you plan the runs today?")[:CLIP_RATE])
    booth.order(messages.Mute(on=True))
    booth.quiet(3.0)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.text.startswith("how do you plan")


def test_time_with_the_microphone_closed_is_no_quiet_before_her_answer(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open("Harrow Freight, Dana.")
    booth.until_line_ends()
    booth.order(messages.Mute(on=True))
    booth.quiet(4.0)
    booth.order(messages.Mute(on=False))
    booth.quiet(0.5)
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(2.0)
    assert sound_of(booth).waited == pytest.approx(0.6, abs=0.25)


def test_a_muted_microphone_hears_nothing(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.order(messages.Mute(on=True))
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(1.0)
    assert not booth.of(messages.Heard)
    states = {
        news.state for _, news in booth.of(messages.Meter) if isinstance(news, messages.Meter)
    }
    assert "muted" in states


@pytest.mark.parametrize("level", [-70.0, -50.0, -30.0])
def test_noise_is_not_a_word(vocabulary: Vocabulary, clips: Clips, level: float) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open()
    booth.quiet(4.0, dbfs=level)
    assert not booth.of(messages.Committed)


def test_the_line_is_never_dead(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open("Hello.")
    booth.quiet(3.0)
    seconds = [sound.dbfs(part) for part in booth.played[10:]]
    assert min(seconds) > -60.0


def test_a_reply_may_be_opened_with_a_sound_that_commits_to_nothing(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    def hedging(heard: Heard) -> Verdict:
        opener = Utterance(text="Right.")
        lines = (Utterance(text=REPLY),)
        return Verdict(id=heard.id, wait=0.9, opener=0.26, opener_line=opener, lines=lines)

    booth = Booth(vocabulary, clips, hedging)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "We help haulage firms."))
    booth.quiet(0.4)
    assert "opener" in booth.mouth.names
    booth.hear(said(clips, "And their planners."))
    booth.quiet(2.5)
    assert not booth.of(messages.Yielded)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert "planners" in committed.text
    assert not committed.interrupted


def test_words_are_timed_on_the_call_clock(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, patient)
    booth.open()
    booth.quiet(1.0)
    began = booth.now
    booth.hear(said(clips, "Well,"))
    booth.quiet(0.6)
    second = booth.now
    booth.hear(said(clips, "how do you plan the runs today?"))
    booth.quiet(2.0)
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    times = {word.text: word.start for word in committed.words}
    assert abs(times["well"] - began) < 0.25
    assert abs(times["how"] - second) < 0.25
    assert CLIP_RATE == 24_000


def sound_of(booth: Booth) -> Voicedness:
    [(_, committed)] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.sound is not None
    return committed.sound


def test_the_quiet_before_her_answer_is_measured_from_the_end_of_the_line(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open("Good morning, Harrow Freight.")
    booth.until_line_ends()
    booth.quiet(1.5)
    booth.hear(said(clips, "How do you plan the runs today?"))
    booth.quiet(2.0)
    sound = sound_of(booth)
    assert sound.waited == pytest.approx(1.55, abs=0.15)
    assert sound.over == 0.0
    assert sound.fillers is None  # nobody was asked to count
    assert 1.0 < sound.voiced < 2.5


def test_talking_over_the_prospect_is_measured(vocabulary: Vocabulary, clips: Clips) -> None:
    booth = Booth(vocabulary, clips, eager)
    booth.open("I have to say that we have looked at this before and it never came to anything.")
    booth.quiet(1.0)
    began = booth.now
    booth.hear(said(clips, "Sorry, may I ask why that was?"))
    booth.quiet(2.0)
    stopped = booth.of(messages.LineEnded)[0][0]
    sound = sound_of(booth)
    assert sound.waited is None
    assert sound.over == pytest.approx(stopped - began, abs=0.15)


def test_on_loudspeakers_the_answer_does_not_lengthen_her_turn(
    vocabulary: Vocabulary, clips: Clips
) -> None:
    booth = Booth(vocabulary, clips, eager, sides="speakers", echo=0.3)
    booth.open()
    booth.quiet(0.5)
    booth.hear(said(clips, "How do you plan the runs today?"))
    ended = booth.now
    booth.quiet(3.0)
    [(_, committed), *_] = booth.of(messages.Committed)
    assert isinstance(committed, messages.Committed)
    assert committed.ended == pytest.approx(ended, abs=0.2)
    assert [word.text for word in committed.words] == committed.text.split()
