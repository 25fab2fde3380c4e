"""Files made from a finished call: the report, and all results."""

from pathlib import Path

from simulator import paths
from simulator.errors import StoreError
from simulator.export.report import report
from simulator.scoring.delivery import kind_of, measure
from simulator.tui.desk import Desk
from simulator.tui.plan import Finished


def save_report(desk: Desk, finished: Finished) -> Path:
    """Writes the debrief as one HTML page; returns its path. Raises ``StoreError``."""
    now = desk.now()
    page = report(
        finished.playable,
        finished.log,
        finished.card,
        delivery=measure(finished.log, kind_of(finished.playable)),
        when=f"{now:%d %B %Y, %H:%M}",
        trainee=desk.settings.name,
    )
    name = finished.call_id or f"{now:%Y%m%dT%H%M%S}"
    path = paths.data_dir() / "reports" / f"{finished.playable.id}-{name}.html"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{path} can't be written: {error.strerror}",
            "free some space or set RINGCRAFT_HOME to a folder you can write",
        ) from error
    return path
