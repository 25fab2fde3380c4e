"""The list of the model's files with their sha256, checked whenever the model is loaded."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from training import lines

MODEL = Path(__file__).parents[1] / "simulator" / "understanding" / "model"


def write(folder: Path, figures: dict[str, Any]) -> None:
    """Writes `manifest.json` over the files that are in the folder."""
    files = {
        path.name: {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
        }
        for path in sorted(folder.iterdir())
        if path.name != "manifest.json"
    }
    text = json.dumps(
        {"format": 1, "data_sha256": lines.data_hash(), "files": files, "figures": figures},
        indent=1,
    )
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
