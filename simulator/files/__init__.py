"""The only reader of scenarios, personas and the rest: one loader for check and for play."""

from simulator.files.library import Entry, check, library, load

__all__ = ["Entry", "check", "library", "load"]
