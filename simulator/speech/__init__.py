"""Voice: microphone, recogniser, speaker, each an edge."""
