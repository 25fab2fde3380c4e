"""What the real recogniser writes when the labelled lines are spoken: `data/heard.jsonl`.

    python -m training.recognised [--lines N]

Runs in Ringcraft's own environment (voice and recogniser), not in the one for training. Lines that
are in the file already are kept, so a broken run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import random

from benchmarks.spoken_lines import Booth, word_errors
from training import lines

MOST_ERRORS = 0.5  # share of words from which the labels may not be true of the text any more
SEED = 11


def wanted(count: int) -> list[lines.Line]:
    """`count` lines drawn at random, all of them for 0; the same ones on every run."""
    every = lines.load([*lines.train_files(), *lines.next_files(), *lines.dev_files()])
    random.Random(SEED).shuffle(every)
    return every[: count or None]


def main() -> None:
    """Speaks what is missing and appends what was recognised, a line at a time."""
    parser = argparse.ArgumentParser(prog="training.recognised", description=__doc__)
    parser.add_argument("--lines", type=int, default=0, help="only so many lines, drawn at random")
    args = parser.parse_args()
    booth, known = Booth(), lines.heard()
    left_out = 0
    with lines.HEARD.open("a", encoding="utf-8") as file:
        for line in wanted(args.lines):
            if line.id in known:
                continue
            written = booth.recognised(line.text).text
            wrong, said = word_errors(line.text, written)
            if wrong > MOST_ERRORS * said:
                left_out += 1
                written = ""
            print(json.dumps({"id": line.id, "heard": written}), file=file, flush=True)
    print(f"{left_out} lines left out: too many words wrong")


if __name__ == "__main__":
    main()
