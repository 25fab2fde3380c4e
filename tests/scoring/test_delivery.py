"""Figures of delivery: from the clock, with their base, or not at all."""

from msgspec.structs import replace

from simulator.dialogue.events import Log, ProspectSpoke, TraineeSpoke
from simulator.scoring.delivery import measure
from simulator.scoring.metric import Metric
from simulator.scoring.stretch import stretches
from simulator.understanding.aloud import Voicedness
from simulator.understanding.hearing import Heard, Hearing, Span, Word
from tests.scoring.logs import PLACE, Story


def theirs(at: float, seconds: float, line: str = "It costs too much.") -> ProspectSpoke:
    return ProspectSpoke(at=at, person="dana", line=line, place=PLACE, variant=0, seconds=seconds)


def mine(at: float, seconds: float, words: int, *, cut: bool = False, um: int = 0) -> TraineeSpoke:
    text = " ".join(["um"] * um + ["word"] * (words - um))
    step = seconds / words
    return TraineeSpoke(
        turn=1,
        at=at,
        started=at,
        counted=len(text),
        interrupted=cut,
        words=tuple(
            Word(text="word", start=at + i * step, end=at + (i + 1) * step) for i in range(words)
        ),
        hearing=Hearing(
            text=text,
            source="speech",
            seconds=seconds,
            moves=(Heard(move="ask_open_question", confidence=1.0, span=Span(0, len(text))),),
        ),
    )


def figures(log: Log, **more: bool) -> dict[str, Metric]:
    return {metric.id: metric for metric in measure(log, "discovery", **more)}


def test_spoken_calls_are_timed() -> None:
    log = (theirs(0, 10), mine(12, 40, 120, um=4), theirs(52, 10), mine(62, 20, 40, cut=True))
    found = figures(log)
    assert found["talk_share"].value == 75.0 and found["talk_share"].verdict == "above"
    assert found["words_per_minute"].value == 160.0
    assert found["words_per_minute"].verdict == "within"
    assert found["longest_monologue"].value == 40.0
    assert found["pause_before_speaking"].value == 1.0
    assert found["pause_after_objection"].value == 1.0
    assert found["interruptions"].value == 1
    assert found["open_questions"].value == 2
    assert found["interactivity"].value == round(3 / (82 / 60), 1)
    assert all(metric.base for metric in found.values())
    assert all(metric.source for metric in found.values() if metric.band)


def test_fillers_are_taken_from_text_only_where_it_came_with_its_times() -> None:
    log = (theirs(0, 10), mine(12, 60, 160, um=4))
    assert "fillers" not in figures(log)  # a recogniser hardly ever writes them
    found = figures(log, timed=True)["fillers"]
    assert found.value == 4.0 and found.base == "at least 4 heard in 1.0 min of your speech"


def test_typed_turns_of_a_spoken_call_are_no_speech() -> None:
    typed = replace(mine(52, 20, 100), words=(), hearing=Hearing(text="word " * 100))
    log = (theirs(0, 10), mine(12, 40, 100), theirs(53, 5), typed)
    found = figures(log)
    assert found["words_per_minute"].value == 150.0
    assert found["words_per_minute"].base == "in 0.7 min of your speech"
    assert found["talk_share"].base.endswith("words")
    assert found["longest_monologue"].value == 40.0
    assert not {"interactivity", "pause_before_speaking"} & set(found)
    assert "words_per_minute" not in figures((theirs(0, 10), mine(12, 20, 50), typed))


def test_words_put_right_by_typing_have_no_pace() -> None:
    first = mine(12, 40, 100)
    amended = replace(first, words=(), corrects="ward", hearing=replace(first.hearing, text="word"))
    log = (theirs(0, 10), first, theirs(53, 5), replace(mine(60, 40, 120), turn=2), amended)
    found = figures(log)
    assert found["words_per_minute"].value == 180.0
    assert found["longest_monologue"].value == 40.0
    assert "words_per_minute" not in figures((*log[:3], amended))


def test_the_sound_knows_the_pause_and_the_talking_over() -> None:
    hard = "It costs too much."
    log = (
        theirs(0, 10, "Dana speaking."),
        replace(mine(12, 30, 80), sound=Voicedness(waited=0.3)),
        theirs(45, 10, hard),
        replace(mine(57, 30, 80), turn=2, sound=Voicedness(waited=1.4)),
        theirs(90, 10, "Go on."),
        replace(mine(95, 30, 80, cut=True), turn=3, sound=Voicedness(over=0.8)),
    )
    found = figures(log)
    assert found["pause_before_speaking"].value == 0.8
    assert found["pause_before_speaking"].base == "over 2 turns"
    assert found["pause_after_objection"].value == 1.4
    assert found["pause_after_objection"].base == "over 1 objection, 0.3 s otherwise"
    assert found["interruptions"].value == 1
    assert (found["talk_over"].value, found["talk_over"].unit) == (0.8, "s")
    assert found["pace_after_objection"].base == "in 30 s, 160 otherwise"


def test_a_pause_inside_is_no_part_of_articulation() -> None:
    spoken = mine(0, 40, 80)
    late = tuple(
        Word(text=w.text, start=w.start + 10 * (i >= 40), end=w.end + 10 * (i >= 40))
        for i, w in enumerate(spoken.words)
    )
    log = (replace(spoken, words=late),)
    assert figures(log)["articulation"].value == 120.0


def test_under_half_a_minute_of_speech_nothing_is_timed() -> None:
    assert set(figures((theirs(0, 5), mine(6, 29, 70)))) == {"open_questions", "closed_questions"}


def test_of_a_line_that_was_cut_off_only_what_sounded_counts() -> None:
    log = (theirs(0, 20), theirs(20, 20), theirs(40, 5), mine(30, 40, 100, cut=True), theirs(70, 5))
    assert [(turn.start, turn.seconds) for turn in stretches(log)] == [
        (0.0, 20.0),
        (20.0, 10.0),
        (40.0, 0.0),
        (30.0, 40.0),
        (70.0, 5.0),
    ]
    assert figures(log)["talk_share"].value == round(100 * 40 / 75, 1)
    let_finish = (theirs(0, 20), mine(10, 40, 100))
    assert stretches(let_finish)[0].seconds == 20.0


def test_typed_calls_show_what_typing_can_tell() -> None:
    log = Story().they("Dana Whitlock.").you("one two three four five six").ends()
    found = figures(log)
    assert set(found) == {"talk_share", "longest_turn", "open_questions", "closed_questions"}
    assert found["talk_share"].value == 75.0
    assert found["longest_turn"].value == 6


def test_bands_differ_by_kind_of_call() -> None:
    log = (theirs(0, 40), mine(40, 48, 120))
    cold = {m.id: m for m in measure(log, "cold_call")}["talk_share"]
    discovery = figures(log)["talk_share"]
    assert cold.value == discovery.value == 54.5
    assert cold.band != discovery.band and cold.source != discovery.source


def test_nothing_said_nothing_measured() -> None:
    assert measure((theirs(0, 5),), "discovery") == ()
