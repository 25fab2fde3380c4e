"""How the people of a scenario sound: their lines as utterances, in their mood's voice."""

from collections.abc import Iterator

from simulator import dialogue
from simulator.dialogue.events import Log, ProspectSpoke
from simulator.dialogue.line import complete, filled, fills
from simulator.dialogue.state import State
from simulator.scenario.model import Beat, Playable, Reaction
from simulator.speech.messages import Utterance
from simulator.speech.voice_list import Prosody, band

SHORT_OF_PATIENCE = Prosody(speed=1.07)
KEEN = Prosody(speed=1.03, pitch=1.02)
GUARDED = Prosody(speed=0.97, pitch=0.985)
"""How moods sound where the voice's author has said nothing about them."""
THINKING = 0.6
"""Seconds that a guarded person thinks before speaking."""
OPENERS = ("Mm-hmm.", "Right.", "Okay.")
"""Sounds without content, said while the rest is still uncertain."""
BREAKING_UP = "Sorry, you cut out for a moment. Could you say that again?"
"""Said after a worker was lost; technical, so no part of the log."""


def utterances(
    playable: Playable, state: State, log: Log, speed: float = 1.0, voice: str = ""
) -> tuple[Utterance, ...]:
    """The lines of a batch of events, each in its person's voice.

    ``state`` is where the call stood before, and tells the moods; ``speed`` and
    ``voice`` are the user's own settings.
    """
    spoken = [event for event in log if isinstance(event, ProspectSpoke)]
    return tuple(
        utterance(playable, state, event.person, event.line, event.pause, speed, voice)
        for event in spoken
    )


def utterance(
    playable: Playable,
    state: State,
    person: str,
    text: str,
    pause: float = 0.0,
    speed: float = 1.0,
    voice: str = "",
) -> Utterance:
    """One line in the person's voice and mood."""
    own = playable.voices.get(person)
    prosody = _prosody(playable, state, person)
    feeling = state.moods.get(person)
    if not pause and feeling is not None and band(feeling.trust) == "low":
        pause = THINKING if band(feeling.patience) != "low" else 0.0
    return Utterance(
        text=text,
        voice=voice or (own.engine_voice if own else "") or person,
        prosody=Prosody(speed=round(prosody.speed * speed, 3), pitch=prosody.pitch),
        pause=pause,
    )


def opener(
    playable: Playable, state: State, number: int, line: str, speed: float = 1.0, voice: str = ""
) -> Utterance:
    """A content-free sound that doesn't repeat the first word of the line it comes before."""
    first = line.split(maxsplit=1)[0].strip(".,!?").lower() if line.split() else ""
    fitting = [text for text in OPENERS if text.strip(".").lower() != first]
    text = fitting[number % len(fitting)]
    return utterance(playable, state, state.person, text, speed=speed, voice=voice)


def all_lines(
    playable: Playable, state: State, speed: float = 1.0, voice: str = ""
) -> tuple[Utterance, ...]:
    """Everything that can be said in this call as things stand, the likeliest first."""
    scenario = playable.scenario
    known = fills(playable, state)
    found: dict[Utterance, None] = {}

    def add(person: str, texts: tuple[str, ...]) -> None:
        for text in texts:
            if complete(text, known):
                line = filled(text, known)
                found[utterance(playable, state, person, line, speed=speed, voice=voice)] = None

    for alias, beat in _beats(playable, state):
        if alias == state.person:
            add(alias, OPENERS)
        add(alias, beat.opens)
        for reaction in beat.reactions:
            add(alias, reaction.says)
        stock = dialogue.prepared(playable, state.level).stock[alias]
        for name in stock.__struct_fields__:
            add(alias, getattr(stock, name))
    for alias, person in scenario.people.items():
        for answers in person.answers.values():
            for answer in answers:
                add(alias, answer.says)
        for reaction in _everywhere(playable, alias):
            add(alias, reaction.says)
        for objection in playable.objections.values():
            for level in objection.levels:
                add(alias, level.says)
            add(alias, objection.settled.says)
            add(alias, objection.lost.says)
    return tuple(found)


def _beats(playable: Playable, state: State) -> Iterator[tuple[str, Beat]]:
    """Beats with who answers there, the present one first."""
    beats = playable.scenario.beats
    names = [state.beat, *(name for name in beats if name != state.beat)]
    for name in names:
        if name in beats:
            yield beats[name].with_, beats[name]


def _everywhere(playable: Playable, alias: str) -> tuple[Reaction, ...]:
    persona = playable.personas.get(alias)
    return (persona.anytime if persona else ()) + playable.scenario.anytime


def _prosody(playable: Playable, state: State, person: str) -> Prosody:
    own = playable.voices.get(person)
    speed, pitch = (own.speed, own.pitch) if own else (1.0, 1.0)
    feeling = state.moods.get(person)
    if feeling is None:
        return Prosody(speed=speed, pitch=pitch)
    bands = {f"{mood} {band(value)}" for mood, value in zip(feeling._fields, feeling, strict=True)}
    if own and own.when_mood:
        for name, change in own.when_mood.items():
            if name in bands:
                speed = change.speed if change.speed is not None else speed
                pitch = change.pitch if change.pitch is not None else pitch
        return Prosody(speed=speed, pitch=pitch)
    for name, change_of in (
        ("patience low", SHORT_OF_PATIENCE),
        ("interest high", KEEN),
        ("trust low", GUARDED),
    ):
        if name in bands:
            return Prosody(
                speed=round(speed * change_of.speed, 3), pitch=round(pitch * change_of.pitch, 3)
            )
    return Prosody(speed=speed, pitch=pitch)
