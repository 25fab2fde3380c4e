"""Values of the real types, made by hand, for screens that only show what they are given."""

from simulator.dialogue.events import (
    BeatEntered,
    CallEnded,
    CallStarted,
    Log,
    MoodChanged,
    Place,
    ProspectSpoke,
    TraineeSpoke,
)
from simulator.scenario.model import (
    Beat,
    Ending,
    Level,
    Person,
    Persona,
    Playable,
    Product,
    Rubric,
    Scenario,
    Test,
    Turn,
    Voice,
    You,
)
from simulator.scenario.values import MoodChange
from simulator.scoring.card import CriterionScore, PillarScore, Quote, Scorecard, Tip
from simulator.tui.plan import Finished, Plan
from simulator.understanding.hearing import Hearing

NASTY = "[b]bold[/b] [/ ] ] [red] [@click=app.exit]x[/] \\["
"""A text that markup would swallow, or that would crash it."""


def playable(words: str = "Harrow Freight") -> Playable:
    """A small scenario; ``words`` stands in every text of it."""
    return Playable(
        id="sample",
        scenario=Scenario(
            scenario=f"Past the desk {words}",
            summary=f"Reach Dana. {words}",
            brief=f"You sell route planning. {words}",
            product="tally",
            you=You(name="Sam", company=words),
            people={"priya": Person(persona="priya")},
            time_limit=360.0,
            levels={"easy": Level(hints=True), "standard": Level(), "hard": Level()},
            starts_with="desk",
            beats={"desk": Beat(with_="priya", about=f"A name and a reason. {words}")},
            endings={
                "booked": Ending(result="won", shows=f"Dana takes the meeting. {words}"),
                "hung_up": Ending(result="lost", shows=f"The line goes dead. {words}"),
            },
            tests=(Test(name="wins", ends="booked", call=(Turn(you=f"Hi Priya {words}"),)),),
        ),
        personas={"priya": Persona(persona=f"Priya {words}", job=words, company=words)},
        voices={"priya": Voice(voice="Warm")},
        objections={},
        rubric=Rubric(rubric="sample"),
        product=Product(product=f"Tally {words}", is_=words, price=words),
        moves={},
        drills={},
        hash="0" * 64,
        rubric_hash="1" * 64,
    )


def log(words: str = "Good morning.") -> Log:
    """Two turns with mood; ``words`` stands in every text of it."""
    place = Place(part="opens", owner="desk", name="opens")
    return (
        CallStarted(
            engine="0.1.0",
            scenario="sample",
            scenario_hash="0",
            rubric_hash="1",
            level="standard",
            seed=1,
            you="Sam",
        ),
        BeatEntered(beat="desk", person="priya"),
        ProspectSpoke(person="priya", line=words, place=place, variant=0, seconds=2.0),
        TraineeSpoke(turn=1, at=4.0, hearing=Hearing(text=words), counted=len(words), started=2.0),
        MoodChanged(
            turn=1,
            at=4.0,
            person="priya",
            change=MoodChange(trust=5),
            now=(55, 40, 50),
            cause="likes",
        ),
        ProspectSpoke(
            turn=1, at=4.0, person="priya", line=words, place=place, variant=0, seconds=2.0
        ),
        TraineeSpoke(turn=2, at=9.0, hearing=Hearing(text=words), counted=len(words), started=6.0),
        CallEnded(turn=2, at=11.0, ending="hung_up", result="lost", shows=words),
    )


def card(words: str = "Where do routes fall apart?") -> Scorecard:
    """A score of 54 with one tip a pillar; ``words`` stands in every text of it."""
    quote = Quote(words=words, turn=1, at=2.0, confidence=0.9)
    return Scorecard(
        total=54,
        passed=False,
        pass_mark=70,
        pillars=(
            PillarScore(name="qualification", score=30, weight=40, at_least=50, reached=False),
            PillarScore(name="value", score=64, weight=30, at_least=0, reached=True),
            PillarScore(
                name="rapport", score=0, weight=30, at_least=0, reached=True, relevant=False
            ),
        ),
        criteria=(
            CriterionScore(
                pillar="qualification",
                name="need",
                rule=words,
                state="missed",
                points=0,
                possible=20,
                must=True,
                quotes=(quote,),
                note=words,
                stronger=words,
            ),
            CriterionScore(
                pillar="value", name=words, rule=words, state="earned", points=10, possible=10
            ),
        ),
        tips=(
            Tip(note=words, stronger=words, turn=1, criterion="need", points_lost=20, words=words),
            Tip(note=words, stronger=words, turn=2, points_lost=10, words=words),
            Tip(note=words, stronger=words, turn=0),
        ),
        ending="hung_up",
        result="lost",
        why_not=(words,),
        engine="0.1.0",
        scenario_hash="0" * 64,
        rubric_hash="1" * 64,
        seconds=11.0,
        notes=(words,),
    )


def finished(words: str = "Good morning.") -> Finished:
    """A finished call of the sample scenario that is stored nowhere."""
    return Finished(plan=Plan(playable=playable(words)), log=log(words), card=card(words))
