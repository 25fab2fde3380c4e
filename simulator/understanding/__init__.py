"""Hearing what a rep does in a reply."""
