"""A call as subtitles: WebVTT with a voice for each speaker, read back by ``ringcraft score``."""

from simulator.dialogue.correction import corrected
from simulator.dialogue.events import Log, ProspectSpoke, TraineeSpoke
from simulator.dialogue.line import WORDS_A_SECOND
from simulator.scenario.model import Playable

TRAINEE = "Trainee"


def webvtt(playable: Playable, log: Log) -> str:
    """The transcript with times on the call's clock."""
    cues: list[str] = []
    for event in corrected(log):
        if isinstance(event, ProspectSpoke):
            persona = playable.personas.get(event.person)
            name = (persona.persona if persona else "") or event.person
            start = event.at + event.pause
            cues.append(_cue(len(cues) + 1, start, event.seconds, name, event.line))
        elif isinstance(event, TraineeSpoke):
            text = event.hearing.text
            seconds = event.hearing.seconds or len(text.split()) / WORDS_A_SECOND
            cues.append(_cue(len(cues) + 1, event.started, seconds, TRAINEE, text))
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def _cue(number: int, start: float, seconds: float, name: str, text: str) -> str:
    words = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    voice = name.replace(">", "").replace("\n", " ")
    times = f"{_stamp(start)} --> {_stamp(start + max(seconds, 0.001))}"
    return f"{number}\n{times}\n<v {voice}>{words}"


def _stamp(seconds: float) -> str:
    whole = max(0, round(seconds * 1000))
    minutes, rest = divmod(whole, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
