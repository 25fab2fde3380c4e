"""From the log of a call to a scorecard that explains itself."""
