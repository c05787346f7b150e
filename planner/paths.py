"""Where the program's own files lie, and where it keeps what belongs to this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
APP = "scene-planner"


def resource(*parts: str) -> Path:
    """A file under `resources/`: inside an installed package, or beside the checkout."""
    installed = _HERE / "_resources"
    root = installed if installed.is_dir() else _HERE.parent / "resources"
    return root.joinpath(*parts)


def machine_folder() -> Path:
    """Settings, recent files, logs and crash reports of this person on this machine, never exchanged."""
    chosen = os.environ.get("PLANNER_HOME")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / APP
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / APP
