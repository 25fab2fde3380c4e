"""``try``: every command of a talk, and keeping it as a test."""

from pathlib import Path

import pytest

from simulator.errors import NotFound, PackError, UsageError
from simulator.files import load
from simulator.rehearsal.keeping import keep, quoted, with_test
from simulator.rehearsal.session import Session
from tests.rehearsal.stage import hear


@pytest.fixture
def talk(pack: Path) -> Session:
    session = Session(load(str(pack)), hear, level="standard", seed=1)
    session.begin()
    return session


def shown(session: Session, text: str) -> str:
    return "\n".join(session.put(text).lines)


def test_a_turn_shows_moves_mood_and_who_answered(talk: Session) -> None:
    out = shown(talk, "pressure and permission_opener")
    assert "heard pressure 0.90, permission_opener 0.90" in out
    assert "mood trust -20, patience -20 (dislikes pressure)" in out
    assert "chose beat hello.go_on for permission_opener" in out


def test_back_goes_back_one_turn_or_several(talk: Session) -> None:
    shown(talk, "permission_opener")
    shown(talk, "ask_need")
    shown(talk, ":back")
    assert talk.call.state.turn == 1
    shown(talk, "ask_need")
    shown(talk, ":back 2")
    assert (talk.call.state.turn, talk.call.state.beat) == (0, "hello")
    with pytest.raises(UsageError, match="can't go back"):
        talk.put(":back")


def test_as_and_seed_start_again(talk: Session) -> None:
    shown(talk, "permission_opener")
    assert "level hard" in shown(talk, ":as hard")
    assert "seed 9" in shown(talk, ":seed 9")
    assert talk.call.state.turn == 0
    with pytest.raises(NotFound, match="no level"):
        talk.put(":as brutal")
    assert talk.call.level == "hard"


def test_beat_jumps_and_mood_sets(talk: Session) -> None:
    shown(talk, ":beat talk")
    assert talk.call.state.beat == "talk"
    shown(talk, ":mood trust 20")
    assert talk.call.state.feeling.trust == 20
    assert "Nothing you need to know." in shown(talk, "ask_need")
    with pytest.raises(NotFound, match="there are hello, talk"):
        talk.put(":beat nowhere")
    for wrong in (":mood joy 3", ":mood trust lots", ":mood trust 101"):
        with pytest.raises(UsageError):
            talk.put(wrong)


def test_hint_silent_why_score_and_help(talk: Session) -> None:
    assert "Ask for a minute." in shown(talk, ":hint")
    assert "Hello?" in shown(talk, ":silent")
    assert "turn 1" in shown(talk, ":why")
    assert "turn 0" in shown(talk, ":why 0")
    assert "Score" in shown(talk, ":score")
    assert ":keep" in shown(talk, ":help")
    assert talk.put(":quit").over
    with pytest.raises(UsageError, match="no ':nonsense'"):
        talk.put(":nonsense")


def test_after_the_end_the_score_is_shown_and_one_can_go_back(talk: Session) -> None:
    assert "Score" in shown(talk, "state_value")
    assert "the call is over" in shown(talk, "hello")
    shown(talk, ":back")
    assert not talk.call.over


def test_reloading_keeps_the_talk_with_the_new_words(talk: Session, pack: Path) -> None:
    shown(talk, "permission_opener")
    shown(talk, "ask_need")
    text = pack.read_text(encoding="utf-8")
    assert "stays as it was" in "\n".join(talk.reload(load(str(pack))).lines)
    pack.write_text(text.replace("says: Mornings.", "says: Evenings."), encoding="utf-8")
    assert "Evenings." in "\n".join(talk.reload(load(str(pack))).lines)
    assert talk.call.state.turn == 2


# -- keep -------------------------------------------------------------------------


def test_a_kept_talk_is_a_test_that_passes_and_the_rest_of_the_file_stays(
    talk: Session, pack: Path
) -> None:
    before = pack.read_text(encoding="utf-8")
    for text in ("permission_opener", 'ask_need: what\'s "wrong"?', "quantify_value"):
        shown(talk, text)
    shown(talk, ":silent")
    assert talk.put(":keep It's kept").keep == "It's kept"
    keep(pack, talk.call.log, "It's kept", hear)
    after = pack.read_text(encoding="utf-8")
    head, tail = before.split("# the end of the file\n")
    assert after.startswith(head)
    test = load(str(pack)).scenario.tests[-1]
    assert (test.name, len(test.call)) == ("It's kept", 4)
    assert (test.call[0].they, test.call[0].beat) == ("go_on", "talk")
    assert test.call[1].you == 'ask_need: what\'s "wrong"?'
    assert test.call[2].raises == "price"
    assert test.call[3].silent == 6
    assert tail == ""


def test_a_kept_ending_level_and_seed(pack: Path) -> None:
    session = Session(load(str(pack)), hear, level="hard", seed=4)
    session.begin()
    session.put("state_value")
    keep(pack, session.call.log, "Pitched", hear)
    test = load(str(pack)).scenario.tests[-1]
    assert (test.level, test.seed, test.ends) == ("hard", 4, "hung_up")


def test_a_name_can_be_kept_once(talk: Session, pack: Path) -> None:
    shown(talk, "permission_opener")
    with pytest.raises(UsageError, match="already"):
        keep(pack, talk.call.log, "Silence loses", hear)


def test_a_test_that_would_not_pass_is_not_kept(talk: Session, pack: Path) -> None:
    before = pack.read_text(encoding="utf-8")
    shown(talk, "permission_opener")
    changed = before.replace("when: permission_opener", "when: thank", 1)
    pack.write_text(changed, encoding="utf-8")
    with pytest.raises(PackError, match="would not pass"):
        keep(pack, talk.call.log, "New", hear)
    assert pack.read_text(encoding="utf-8") == changed


def test_what_can_not_be_a_test_is_said(talk: Session) -> None:
    for text, why in ((":keep", "needs a name"), (":keep x", "nothing has been said")):
        with pytest.raises(UsageError, match=why):
            talk.put(text)
    talk.put(":mood trust 90")
    talk.put("ask_need")
    with pytest.raises(UsageError, match="bent"):
        talk.put(":keep x")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("scenario: X\n", "scenario: X\n\ntests:\n  - name: 'n'"),
        ("tests: []\n", "tests:\n  - name: 'n'"),
        ("tests:\n- name: a\n", "- name: a\n- name: 'n'"),
        ("tests:\n    - name: a\n\nendings: {}\n", "    - name: a\n    - name: 'n'\n"),
    ],
)
def test_the_test_goes_to_the_end_of_the_list_in_its_own_indent(
    talk: Session, source: str, wanted: str
) -> None:
    shown(talk, "permission_opener")
    assert wanted in with_test(source, talk.call.log, "n")


def test_text_is_quoted_so_that_yaml_reads_it_back() -> None:
    assert quoted("it's: #1\n[no]") == "'it''s: #1 [no]'"
