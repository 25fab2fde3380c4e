"""Results and the journal of calls."""

from simulator.store.results import Store
from simulator.store.rows import CallRow, MissedRow

__all__ = ["CallRow", "MissedRow", "Store"]
