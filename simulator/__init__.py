"""Ringcraft: a flight simulator for the sales phone."""

__version__ = "0.1.0"
