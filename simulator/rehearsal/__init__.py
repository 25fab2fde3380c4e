"""Headless play: replies from a file, embedded tests, simulated trainees."""
