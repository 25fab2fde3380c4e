"""What every test shares: a home of its own, and no silent skip under CI."""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

REAL_PARTS = ("audio", "model", "database")


@pytest.fixture(autouse=True)
def own_home(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Data, settings and logs of a test go to a folder of its own.

    The models of the machine are seen only by tests marked as needing them.
    """
    home = tmp_path_factory.mktemp("home")
    models = os.environ.get("RINGCRAFT_HOME")
    wanted = any(request.node.get_closest_marker(name) for name in ("model", "audio"))
    if wanted and models and (Path(models) / "models").is_dir():
        (home / "models").symlink_to(Path(models) / "models")
    monkeypatch.setenv("RINGCRAFT_HOME", str(home))
    return home


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI the real parts are there, so a skipped test of them has failed."""
    report = yield
    if (
        report.skipped
        and os.environ.get("CI") == "true"
        and any(item.get_closest_marker(name) for name in REAL_PARTS)
    ):
        report.outcome = "failed"
        reason: Any = report.longrepr
        report.longrepr = f"skipped under CI: {reason}"
    return report
