"""The voices a prospect can have: how each is made from what is installed.

From one recorded voice come many by *tape speed*: speech rendered at
``speed / ratio`` and played ``ratio`` times as fast has every resonance of the
throat moved by ``ratio`` and the tempo it should have. Melody is widened or
flattened around its own middle before the sound is made.
"""

import hashlib

from msgspec import Struct


class VoiceSpec(Struct, frozen=True, kw_only=True):
    """How a voice is made."""

    name: str
    about: str
    base: str = "heart"  # the recording it is made from
    ratio: float = 1.0  # tape speed: below 1 lower and larger, above 1 higher and smaller
    speed: float = 1.0
    melody: float = 1.0  # width of the pitch movements; below 0.7 it sounds broken
    stand_in: str = ""  # the voice used while the base is not installed


VOICES: tuple[VoiceSpec, ...] = (
    VoiceSpec(name="heart", about="American woman, medium"),
    VoiceSpec(name="june", about="young, bright", ratio=1.1, speed=1.08),
    VoiceSpec(name="lena", about="lively, wide melody", ratio=1.07, speed=0.93, melody=1.15),
    VoiceSpec(name="iris", about="brisk, dry", ratio=0.97, speed=1.2, melody=0.8),
    VoiceSpec(name="marian", about="calm, slightly lower", ratio=0.94, speed=0.95),
    VoiceSpec(name="ruth", about="low, unhurried", ratio=0.85),
    VoiceSpec(name="vera", about="low, slow, flat", ratio=0.9, speed=0.85, melody=0.75),
    VoiceSpec(name="sam", about="the deepest, androgynous", ratio=0.79, speed=1.04, melody=0.95),
    VoiceSpec(name="fenrir", about="American man", base="fenrir", stand_in="sam"),
    VoiceSpec(name="emma", about="British woman", base="emma", stand_in="marian"),
    VoiceSpec(name="fable", about="British man", base="fable", stand_in="sam"),
    VoiceSpec(name="kore", about="American woman", base="kore", stand_in="heart"),
)
"""Every voice by name; those with a ``stand_in`` need a model to be fetched."""

BUILT_IN = tuple(voice.name for voice in VOICES if not voice.stand_in)


def spec(name: str) -> VoiceSpec:
    """The voice called ``name``; for an unknown name one of the built-in ones.

    The choice for an unknown name depends on the name alone, so a person
    keeps her voice from call to call.
    """
    for voice in VOICES:
        if voice.name == name:
            return voice
    if not name:
        return VOICES[0]
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    return VOICES[number % len(BUILT_IN)]


class Prosody(Struct, frozen=True, kw_only=True, array_like=True):
    """How a line is spoken: factors on the voice's own speed and pitch."""

    speed: float = 1.0
    pitch: float = 1.0


def band(value: int) -> str:
    """Name of a mood's band: low up to 33, high from 67."""
    return "low" if value <= 33 else "high" if value >= 67 else "medium"
