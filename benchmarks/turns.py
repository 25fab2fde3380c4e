"""Has she finished? How long the engine waits at the end of a turn, and in pauses inside it.

    python benchmarks/turns.py [--short]

Replies by writers that nothing was trained on, whole and broken off where people pause. Pauses are
drawn around 0.4 s, as inside people's turns (Lundholm Fors 2015: 0.25 to 0.5 s); one that lasts
longer than the wait is a cut-in. Beside it the best that silence alone can do: one wait for every
pause, as long as gives the same number of cut-ins. No sound is needed, so the figures are exact.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from simulator.dialogue import turns  # noqa: E402
from simulator.files import load  # noqa: E402
from simulator.hearing_model import load_ending, load_hearing  # noqa: E402
from simulator.understanding.hearing import Context  # noqa: E402
from training import lines, pauses  # noqa: E402

MEDIAN, SPREAD, SHORTEST = 0.4, 0.5, 0.2
"""Pauses inside a turn: seconds, log-normal; what is shorter belongs to pronunciation."""


def waits(rows: list[pauses.Example]) -> NDArray[np.float64]:
    """Seconds that the engine waits after each part of a reply."""
    hear, over, moves = load_hearing(), load_ending(), load("gatekeeper").moves
    found = []
    for said, before, _ in rows:
        hearing = hear(said, Context(prospect=before, moves=moves, source="speech"))
        verdict = turns.finished(said, hearing, moves, over(said, before), prospect=before)
        found.append(verdict.wait)
    return np.array(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--short", action="store_true", help="a quarter of the replies")
    args = parser.parse_args()
    data = lines.load(lines.dev_files())
    rows = pauses.examples(data[::4] if args.short else data)
    kinds = np.array([kind for *_, kind in rows])
    waited = waits(rows)
    dice = np.random.default_rng(0)
    lasts = np.exp(dice.normal(np.log(MEDIAN), SPREAD, 1000))
    lasts = lasts[lasts > SHORTEST]
    ends = waited[kinds == "end"]
    print(f"whole replies: {len(ends)}; wait p50 {np.median(ends):.2f} s, ", end="")
    print(f"p90 {np.percentile(ends, 90):.2f} s, mean {ends.mean():.2f} s")
    for kind in pauses.MOST:
        inside = waited[kinds == kind]
        share = float(np.mean(lasts[None] > inside[:, None]))
        alone = float(np.quantile(lasts, 1 - share))
        print(
            f"pause at a {kind}: {len(inside)}; taken for the end {100 * share:.1f} % "
            f"(silence alone would need {alone:.2f} s before every answer)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
