"""A debrief on paper, as subtitles and in a spreadsheet."""

import csv
import io
import re
from functools import cache
from html.parser import HTMLParser

from msgspec.structs import replace

from simulator.call import Call
from simulator.dialogue.events import Log, TraineeSpoke
from simulator.export.report import report
from simulator.export.spreadsheet import calls_csv, criteria_csv
from simulator.export.transcript import webvtt
from simulator.files import load
from simulator.hearing_model import load_hearing
from simulator.scenario.model import Playable
from simulator.scoring import Scorecard, score
from simulator.scoring.delivery import measure
from simulator.scoring.transcript import parse
from simulator.understanding.aloud import Voicedness
from tests.scoring.logs import Story, credit, playable

NASTY = '<script>alert(1)</script> & "it\'s" [/b] =1+1'


@cache
def played() -> tuple[Playable, Log, Scorecard]:
    scenario = load("gatekeeper")
    test = scenario.scenario.tests[0]
    call = Call(scenario, load_hearing(), level=test.level, seed=test.seed)
    call.begin()
    for turn in test.call:
        if turn.you and not call.over:
            call.say(turn.you)
    return scenario, call.log, call.scorecard()


class Tags(HTMLParser):
    """Collects tags, and checks that each is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            if name in ("src", "href") and not (value or "").startswith("#"):
                self.outside.append(f"{tag} {value}")
        if tag not in ("meta", "rect", "line", "polyline"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "rect", "line", "polyline"):
            assert self.open.pop() == tag


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    assert not parser.open or parser.open == ["html"], parser.open
    return parser


def test_the_report_stands_alone_and_shows_it_all() -> None:
    scenario, log, card = played()
    page = report(scenario, log, card, delivery=measure(log, "cold_call"), when="today")
    found = tags(page)
    assert found.outside == [] and "script" not in found.seen and "@import" not in page
    assert {"svg", "polyline", "blockquote", "table"} <= found.seen
    for criterion in card.criteria:
        assert criterion.name.replace("'", "&#x27;") in page
    for event in log:
        if isinstance(event, TraineeSpoke):
            assert f"id='turn{event.turn}'" in page
    links = set(re.findall(r"href='#(turn\d+)'", page))
    assert links and links <= set(re.findall(r"id='(turn\d+)'", page))
    assert page == report(scenario, log, card, delivery=measure(log, "cold_call"), when="today")


def test_the_report_tells_what_the_voice_told() -> None:
    scenario, log, card = played()
    turns = sum(isinstance(event, TraineeSpoke) for event in log)
    sound = Voicedness(voiced=20.0, level=-20.0, pitch=180.0, variation=1.2, tracked=9.0, fillers=3)
    voiced = tuple(
        replace(event, sound=sound, hearing=replace(event.hearing, source="speech", seconds=40.0))
        if isinstance(event, TraineeSpoke)
        else event
        for event in log
    )
    page = report(scenario, voiced, card, delivery=measure(voiced, "cold_call"))
    assert "<td>Melody</td><td class='n'>flat</td><td> <span class='soft'></span></td>" in page
    assert f"at least {3 * turns} heard in {40 * turns / 60:.1f} min" in page
    assert "Hincks" in page
    assert "Hincks" not in report(scenario, log, card, delivery=measure(log, "cold_call"))


def test_the_report_escapes_every_text() -> None:
    scenario = playable(rapport=(credit("thank"),))
    scenario = replace(scenario, scenario=replace(scenario.scenario, scenario=NASTY))
    log = Story().they(NASTY).you(NASTY, "thank", counted=10).coached(NASTY, NASTY).ends()
    page = report(scenario, log, score(scenario, log), trainee=NASTY, when=NASTY)
    assert "<script" not in page and "script" not in tags(page).seen
    assert "&lt;script&gt;" in page


def test_a_correction_shows_both_versions() -> None:
    scenario = playable(rapport=(credit("thank"),))
    log = Story().they("Yes?").you("Fanks a lot").ends()
    old = next(event for event in log if isinstance(event, TraineeSpoke))
    new = next(e for e in Story().you("Thanks a lot", "thank").log if isinstance(e, TraineeSpoke))
    whole = (*log, replace(new, corrects=old.hearing.text))
    page = report(scenario, whole, score(scenario, whole))
    assert "Thanks a lot" in page and "first heard as: Fanks a lot" in page


def test_subtitles_are_read_back() -> None:
    scenario, log, _ = played()
    read = parse(webvtt(scenario, log), "call.vtt")
    said = [turn.text for turn in read.turns if turn.speaker == "trainee"]
    assert said == [event.hearing.text for event in log if isinstance(event, TraineeSpoke)]
    assert all(turn.start is not None and turn.end is not None for turn in read.turns)


def test_subtitles_keep_marks_out_of_tags() -> None:
    scenario = playable(rapport=(credit("thank"),))
    shown = webvtt(scenario, Story().they("a < b --> c & d").you("x").ends())
    assert "a &lt; b --&gt; c &amp; d" in shown


def test_a_spreadsheet_takes_nothing_for_a_formula() -> None:
    scenario = playable(rapport=(credit("thank"), credit("use_name")))
    log = Story().you("=HYPERLINK(1), thanks", "thank").ends()
    rows = list(csv.DictReader(io.StringIO(criteria_csv([("c1", score(scenario, log))]))))
    assert [row["state"] for row in rows] == ["earned", "missed"]
    assert rows[0]["words"] == "'=HYPERLINK(1), thanks"
    (call,) = csv.DictReader(io.StringIO(calls_csv([("c1", score(scenario, log))])))
    assert (call["call"], call["total"], call["rapport"]) == ("c1", "50", "50")
    assert call["qualification"] == ""
