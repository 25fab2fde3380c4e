"""`python -m training`: every step from the labelled lines to the committed model."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from training import calibrate, export, fit, lexical, manifest

WORK = Path(__file__).parents[1] / ".cache" / "training"


def main() -> None:
    """Fits, exports, calibrates, writes the manifest and prints the figures on other writers."""
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="checkpoints go here")
    parser.add_argument("--threads", default="2")
    args = parser.parse_args()
    work: Path = args.work
    common = ["--bf16", "--threads", args.threads]
    # the labelled calls at full rate, then all lines, gently: as the committed one was made
    fit.main([*common, *fit.FIRST, "--out", str(work / "first")])
    start = str(work / "first" / "model.pt")
    fit.main([*common, *fit.SECOND, "--start", start, "--out", str(work / "second")])
    lexical.main([str(work)])
    manifest.MODEL.mkdir(exist_ok=True)
    export.main([str(work / "second" / "model.pt"), str(manifest.MODEL)])
    shutil.copy(work / "lexical.npz", manifest.MODEL / "lexical.npz")
    calibrate.main([])


if __name__ == "__main__":
    main()
