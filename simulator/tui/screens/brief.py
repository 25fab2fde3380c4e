"""The brief: who you ring, what you know, what you want, and how you will do it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer

from simulator.scenario.model import Playable
from simulator.tui.commands import Back, Command
from simulator.tui.plan import Plan, level_of, levels, script
from simulator.tui.screens.page import Page
from simulator.tui.widgets.choice import Choice
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.plain import Plain
from simulator.tui.wording import capital, clock, plainly

SURE = tuple((str(n), str(n)) for n in range(1, 6))


class Ring(Command):
    """Rings now, with what you have chosen here."""

    title = "Ring"
    key = "enter,r"
    label = "ring"


class BriefScreen(Page[Plan | None]):
    """Everything to know before ringing; closes with the plan, or None to go back."""

    CSS_PATH = "brief.tcss"
    NAME = "Brief"
    EXPLAINS = (
        "Read who you ring and what you want from the call. Choose the level, the help you want "
        "during the call, and whether you type or speak. Then press Enter: it rings."
    )
    OFFERS: ClassVar[tuple[type[Command], ...]] = (Ring, Back)

    def __init__(self, plan: Plan, *, ask_confidence: bool) -> None:
        super().__init__()
        self.plan = plan
        self.ask_confidence = ask_confidence

    def compose(self) -> ComposeResult:
        """The facts on the left, the choices on the right or below."""
        playable = self.plan.playable
        yield Masthead(playable.scenario.scenario, _length(playable))
        with Container(classes="body"):
            with VerticalScroll(classes="facts"):
                yield Plain(playable.scenario.scenario, classes="title")
                yield Plain(" ".join(playable.scenario.brief.split()), classes="brief")
                for heading, content in facts(playable):
                    yield Plain(heading, classes="heading")
                    yield Plain(content, classes="fact")
            with Vertical(classes="choices"):
                yield Plain("Your call", classes="heading")
                yield Choice(
                    "Level",
                    [(name, plainly(name)) for name in levels(playable)],
                    level_of(playable, self.plan.level),
                    id="level",
                )
                helps = [("hints", "hints"), ("none", "none")]
                if script(playable):
                    helps.insert(0, ("script", "script"))
                yield Choice("Help", helps, self.plan.help, id="help")
                yield Choice(
                    "You answer by",
                    [("type", "typing"), ("speak", "speaking")],
                    "speak" if self.plan.spoken else "type",
                    id="input",
                )
                if self.ask_confidence:
                    yield Choice("How sure, 1–5", SURE, str(self.plan.sure_before or ""), id="sure")
                yield Plain("Arrow keys choose, Tab goes on, Enter rings.", classes="how")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Starts on the first choice."""
        self.query_one("#level", Choice).focus()

    def chosen(self) -> Plan:
        """The plan with what is chosen on the screen."""
        import msgspec

        values = {choice.id: choice.value for choice in self.query(Choice)}
        sure = values.get("sure") or ""
        return msgspec.structs.replace(
            self.plan,
            level=values["level"],
            help=values["help"],
            spoken=values["input"] == "speak",
            sure_before=int(sure) if sure else None,
        )

    @on(Ring)
    def ring(self) -> None:
        """Closes with the plan."""
        self.dismiss(self.chosen())

    @on(Back)
    def back(self) -> None:
        """Closes without ringing."""
        self.dismiss(None)


def _length(playable: Playable) -> str:
    limit = playable.scenario.time_limit
    return f"at most {clock(limit)}" if limit else ""


def facts(playable: Playable) -> list[tuple[str, Content]]:
    """Heading and text of what is known before the call."""
    rows: list[tuple[str, Content]] = []
    first = playable.scenario.beats[playable.scenario.starts_with].with_
    people = []
    for alias, persona in playable.personas.items():
        job = ", ".join(part for part in (persona.job, persona.company) if part)
        words = persona.persona + (f", {job}" if job else "")
        if alias == first and len(playable.personas) > 1:
            words += "  (answers the phone)"
        people.append(Content(words))
    rows.append(("Who you may meet", Content("\n").join(people)))
    you = playable.scenario.you
    rows.append(("You are", Content(", ".join(part for part in (you.name, you.company) if part))))
    if playable.product is not None:
        product = playable.product
        what = " ".join(product.is_.split())
        parts = [f"{product.product}: {what}" if what else product.product]
        if product.price:
            parts.append(f"Price: {' '.join(product.price.split())}")
        parts += [f"Worth: {worth.say}" for worth in product.worth.values()]
        parts += [f"Proof: {proof.say}" for proof in product.proof.values()]
        rows.append(("What you sell", Content("\n").join(Content(part) for part in parts)))
    endings = playable.scenario.endings
    for heading, results in (("You want", ("won",)), ("Endings to avoid", ("lost", "partial"))):
        names = [
            ending.shows or capital(plainly(name))
            for name, ending in endings.items()
            if ending.result in results
        ]
        if names:
            rows.append((heading, Content("\n").join(Content(name) for name in names)))
    return rows
