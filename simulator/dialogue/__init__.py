"""The call as events: state, choice of reactions, one step at a time.

``start`` rings, ``step`` takes one input, ``fold`` rebuilds the state from the
log. All are plain functions: the same scenario, level, seed and inputs give the
same events, byte for byte.
"""

from simulator.dialogue.choice import RANK, Choice, choose
from simulator.dialogue.fold import fold
from simulator.dialogue.index import prepared
from simulator.dialogue.opening import context, restore, start
from simulator.dialogue.state import Feeling, Objecting, State, band, mood_word
from simulator.dialogue.step import step
from simulator.dialogue.timing import counted

__all__ = [
    "RANK",
    "Choice",
    "Feeling",
    "Objecting",
    "State",
    "band",
    "choose",
    "context",
    "counted",
    "fold",
    "mood_word",
    "prepared",
    "restore",
    "start",
    "step",
]
