"""Where things live on this machine: data, cache, logs, packs, models.

``RINGCRAFT_HOME`` moves everything under one folder (tests, portable installs).
Nothing is created here; whoever writes makes the folder.
"""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("ringcraft", appauthor=False)
_ROOT = Path(__file__).resolve().parent


def _home() -> Path | None:
    home = os.environ.get("RINGCRAFT_HOME", "")
    return Path(home).expanduser() if home else None


def data_dir() -> Path:
    """Results, packs, models: what a user would not want to lose."""
    return _home() or Path(_DIRS.user_data_dir)


def cache_dir() -> Path:
    """What can be made again: rendered voice clips, downloads."""
    home = _home()
    return home / "cache" if home else Path(_DIRS.user_cache_dir)


def config_dir() -> Path:
    """The settings file."""
    return _home() or Path(_DIRS.user_config_dir)


def log_dir() -> Path:
    """Logs of the app and of the voice worker."""
    home = _home()
    return home / "logs" if home else Path(_DIRS.user_log_dir)


def app_log() -> Path:
    """Where faults of the app go, and what native libraries print into it."""
    return log_dir() / "app.log"


def store_path() -> Path:
    """The SQLite file of results."""
    return data_dir() / "results.sqlite3"


def settings_path() -> Path:
    """The settings file, TOML."""
    return config_dir() / "settings.toml"


def models_dir() -> Path:
    """Speech models, one folder each."""
    return data_dir() / "models"


def recordings_dir() -> Path:
    """Audio of calls, where the user keeps it."""
    return data_dir() / "recordings"


def user_packs_dir() -> Path:
    """The user's own packs, one folder each."""
    return data_dir() / "packs"


def builtin_pack_dir() -> Path:
    """The pack that ships: inside the wheel, or the checkout's ``scenarios/``."""
    packaged = _ROOT / "packs" / "builtin"
    return packaged if packaged.is_dir() else _ROOT.parent / "scenarios"


def builtin_voices_dir() -> Path:
    """Voice profiles that ship: inside the wheel, or the checkout's ``voices/``."""
    packaged = _ROOT / "packs" / "voices"
    return packaged if packaged.is_dir() else _ROOT.parent / "voices"


def lint_pages_dir() -> Path:
    """Pages about lints: inside the wheel, or the checkout's ``docs/lints/``."""
    packaged = _ROOT / "packs" / "lints"
    return packaged if packaged.is_dir() else _ROOT.parent / "docs" / "lints"
