"""``ringcraft``: the terminal app."""

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The app takes none."""
    parser.description = "A flight simulator for the sales phone. Opens the app."


def run(args: argparse.Namespace) -> int:
    """Opens the app at Home."""
    from simulator.tui.open import opened

    return opened(first=None)
