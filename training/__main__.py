"""`python -m training`: every step from the labelled lines to the committed model."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from training import background, calibrate, ending, export, fit, lexical, manifest

WORK = Path(__file__).parents[1] / ".cache" / "training"


def main() -> None:
    """Fits, exports, calibrates, writes the manifest and prints the figures on other writers."""
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="checkpoints go here")
    parser.add_argument("--threads", default="2")
    args = parser.parse_args()
    work: Path = args.work
    common = ["--bf16", "--threads", args.threads]
    runs = [work / name / "model.pt" for name in ("first", "second", "third")]
    fit.main([*common, *fit.FIRST, "--out", str(runs[0].parent)])
    for steps, start, out in ((fit.SECOND, *runs[:2]), (fit.THIRD, *runs[1:])):
        fit.main([*common, *steps, "--start", str(start), "--out", str(out.parent)])
    fit.blend(runs[1], runs[2], work / "model.pt")
    lexical.main([str(work)])
    manifest.MODEL.mkdir(exist_ok=True)
    export.main([str(work / "model.pt"), str(manifest.MODEL)])
    shutil.copy(work / "lexical.npz", manifest.MODEL / "lexical.npz")
    ending.main([str(manifest.MODEL)])
    background.main([])
    calibrate.main([])


if __name__ == "__main__":
    main()
