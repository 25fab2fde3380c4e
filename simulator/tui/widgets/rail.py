"""The rail beside the talk: who is on the line, which stage, what you have learnt."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from simulator.dialogue.events import BeatEntered, FactTold, Log, ObjectionClosed, ObjectionRaised
from simulator.dialogue.state import Feeling
from simulator.scenario.model import Playable
from simulator.tui.widgets.mood import MoodView
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import capital, plainly


class Rail(VerticalScroll, can_focus=False):
    """A fold of the log, in words."""

    DEFAULT_CSS = """
    Rail {
        width: 28;
        padding: 1 2 0 2;
        border-left: solid $faint;
        scrollbar-size-vertical: 0;
        & > Plain { margin-bottom: 1; }
        & > MoodView { margin-bottom: 1; }
        & > .rail--name { margin-bottom: 0; text-style: bold; }
    }
    """

    def __init__(self, playable: Playable, *, show_mood: bool, coaching: bool) -> None:
        super().__init__()
        self.playable = playable
        self.show_mood = show_mood
        self.coaching = coaching

    def compose(self) -> ComposeResult:
        """Person, script, mood, objection and facts, stages."""
        yield Plain("Ringing…", classes="rail--name", id="who")
        yield Plain("", id="job")
        yield Plain("", id="script")
        yield MoodView(id="mood")
        yield Plain("", id="learnt")
        yield Plain("", id="stage")

    def on_mount(self) -> None:
        """Empty parts take no room."""
        for part in ("#job", "#stage", "#learnt", "#script"):
            self.query_one(part, Plain).display = False
        self.query_one(MoodView).display = False

    def follow(self, log: Log, mood: Feeling | None) -> None:
        """Shows where the call stands after ``log``."""
        beats = [event for event in log if isinstance(event, BeatEntered)]
        if beats:
            self._person(beats[-1].person)
            self._stage(beats)
        view = self.query_one(MoodView)
        view.mood = mood
        view.display = self.show_mood and mood is not None
        self._learnt(log)

    def script(self, line: str) -> None:
        """Shows the next line of the script; the empty text shows none."""
        part = self.query_one("#script", Plain)
        part.display = bool(line)
        part.show(Content.assemble(("Script\n", "$muted"), (line, "$you")))

    def _person(self, alias: str) -> None:
        persona = self.playable.personas[alias]
        self.query_one("#who", Plain).show(persona.persona)
        job = "\n".join(part for part in (capital(persona.job), persona.company) if part)
        part = self.query_one("#job", Plain)
        part.display = bool(job)
        part.show(Content.styled(job, "$muted"))

    def _stage(self, beats: list[BeatEntered]) -> None:
        names = list(dict.fromkeys(event.beat for event in beats))
        now = beats[-1].beat
        rows = [
            Content.styled(f"● {capital(plainly(name))}", "bold $primary")
            if name == now
            else Content.styled(f"✓ {capital(plainly(name))}", "$muted")
            for name in names
        ]
        about = self.playable.scenario.beats[now].about
        if about and self.coaching:
            rows.append(Content.styled(about, "$muted"))
        part = self.query_one("#stage", Plain)
        part.display = True
        part.show(Content("\n").join(rows))

    def _learnt(self, log: Log) -> None:
        facts = list(dict.fromkeys(e.fact for e in log if isinstance(e, FactTold)))
        opened = ""
        for event in log:
            if isinstance(event, ObjectionRaised) and not event.waiting:
                opened = event.objection
            elif isinstance(event, ObjectionClosed) and event.objection == opened:
                opened = ""
        rows: list[Content] = []
        if opened:
            objection = self.playable.objections.get(opened)
            name = objection.objection if objection is not None else plainly(opened)
            rows.append(Content.assemble(("! Objection  ", "bold $accent"), (name, "$foreground")))
        if facts:
            known = ", ".join(plainly(fact) for fact in facts)
            rows.append(Content.assemble(("Learnt  ", "$muted"), (known, "$foreground")))
        part = self.query_one("#learnt", Plain)
        part.display = bool(rows)
        part.show(Content("\n").join(rows))
