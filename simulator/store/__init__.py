"""Results and the journal of calls."""
