"""From the log of a call to a scorecard that explains itself."""

from simulator.scoring.card import Scorecard
from simulator.scoring.scorecard import score

__all__ = ["Scorecard", "score"]
