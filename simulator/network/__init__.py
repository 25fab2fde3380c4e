"""Live drills over the wire."""
