"""``Call``: journaled before it is shown, resumed where it stood."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator import dialogue, spoken_files
from simulator.call import Call
from simulator.dialogue.events import AnyEvent, CallEnded, Log, ProspectSpoke, TraineeSpoke
from simulator.errors import NotFound, StoreError, UsageError
from simulator.files import load
from simulator.understanding.aloud import Speech
from simulator.understanding.hearing import Context, Hearing, Word
from tests.rehearsal.stage import hear


class Book:
    """A journal in memory that can be full."""

    def __init__(self) -> None:
        self.events: list[AnyEvent] = []
        self.full = False

    def append(self, call: str, events: Sequence[AnyEvent]) -> None:
        if self.full:
            raise StoreError("the disk is full")
        assert call == "c1"
        self.events += events


def made(pack: Path, *, book: Book | None = None, log: Log = ()) -> Call:
    call = Call(
        load(str(pack)), hear, level="standard", seed=3, journal=book, call_id="c1", log=log
    )
    call.begin()
    return call


def test_every_batch_is_in_the_journal_when_it_is_returned(pack: Path) -> None:
    book = Book()
    call = made(pack, book=book)
    assert tuple(book.events) == call.log
    for new in (call.hint(), call.say("permission_opener"), call.silence(6)):
        assert new
        assert tuple(book.events) == call.log
    call.hang_up()
    assert tuple(book.events) == call.log
    assert call.over


def test_a_full_disk_is_said_and_the_call_goes_on(pack: Path) -> None:
    book = Book()
    call = made(pack, book=book)
    book.full = True
    with pytest.raises(StoreError):
        call.say("permission_opener")
    assert call.state.beat == "talk"
    book.full = False
    call.say("ask_need")
    assert dialogue.fold(call.playable, call.log) == call.state
    assert call.state.told == {"need"}


def test_a_call_resumed_from_any_turn_goes_on_as_if_nothing_had_happened(pack: Path) -> None:
    texts = ["permission_opener", "ask_need", "quantify_value", "clarify_objection", "offer_times"]
    whole = made(pack)
    for text in texts:
        whole.say(text)
    for turns in range(len(texts) + 1):
        first = made(pack)
        for text in texts[:turns]:
            first.say(text)
        second = made(pack, log=first.log)
        for text in texts[turns:]:
            second.say(text)
        assert second.log == whole.log


def test_beginning_twice_rings_once(pack: Path) -> None:
    call = made(pack)
    assert call.begin() == ()


def test_before_it_begins_there_is_no_state(pack: Path) -> None:
    call = Call(load(str(pack)), hear, level="standard", seed=1)
    with pytest.raises(ValueError, match="has not begun"):
        _ = call.state
    assert (call.log, call.over) == ((), False)


def test_an_unknown_level_is_said_at_the_beginning(pack: Path) -> None:
    call = Call(load(str(pack)), hear, level="brutal", seed=1)
    with pytest.raises(NotFound):
        call.begin()


def test_hearing_gets_only_the_words_before_the_cut(pack: Path) -> None:
    persona = pack.parent.parent / "personas" / "dana.yaml"
    persona.write_text(persona.read_text().replace("20 seconds", "2 seconds"), encoding="utf-8")
    seen: list[str] = []

    def listening(text: str, context: Context) -> Hearing:
        seen.append(text)
        return hear(text, context)

    call = Call(load(str(pack)), listening, level="standard", seed=1)
    call.begin()
    log = call.say("one two three four five permission_opener")
    assert seen == ["one two three four five"]
    event = next(event for event in log if isinstance(event, TraineeSpoke))
    assert event.hearing.text.endswith("permission_opener")
    assert event.hearing.ids() == {"ramble"}


def test_speech_reaches_the_hearing_with_its_times(pack: Path) -> None:
    contexts: list[Context] = []

    def listening(text: str, context: Context) -> Hearing:
        contexts.append(context)
        return hear(text, context)

    call = Call(load(str(pack)), listening, level="standard", seed=1)
    call.begin(spoken=True)
    words = (Word(text="permission_opener", start=2.0, end=3.0),)
    log = call.say(
        "permission_opener",
        Speech(seconds=1.0, started=2.0, words=words, alternatives=("permission",)),
    )
    assert (contexts[0].source, contexts[0].seconds, contexts[0].words) == ("speech", 1.0, words)
    assert contexts[0].alternatives == ("permission",)
    assert next(e for e in log if isinstance(e, ProspectSpoke)).at == 3.0


def test_a_finished_call_is_scored_and_a_left_one_is_provisional(pack: Path) -> None:
    call = made(pack)
    for text in ("permission_opener", "ask_need", "quantify_value", "clarify_objection"):
        call.say(text)
    assert call.scorecard().provisional
    call.say("offer_times on Friday")
    card = call.scorecard()
    assert (card.passed, card.ending) == (True, "booked")
    assert isinstance(call.log[-1], CallEnded)
    assert call.say("hello") == ()


def test_reading_the_log_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another thread may put something at the same moment."""
    call = Call(load("gatekeeper"), hear, level="standard", seed=1)
    call.begin()
    call.say("Hello.")
    written: list[str] = []
    monkeypatch.setattr(
        Call, "__setattr__", lambda self, name, value: written.append(name), raising=False
    )
    assert any(isinstance(event, TraineeSpoke) for event in call.log)
    assert written == []


def test_a_call_by_files_that_names_none_is_refused() -> None:
    call = Call(load("gatekeeper"), hear, level="standard", seed=1)
    with pytest.raises(UsageError, match="no WAV file"):
        spoken_files.play(call, (), lambda log: None)
