"""The log of this machine: what the program did and when, never what a record says."""

from __future__ import annotations

import logging
import logging.handlers

from planner.paths import machine_folder

_SIZE, _KEPT = 500_000, 3


def start() -> None:
    """Log to the machine's folder; where it cannot be written there is no log, and the work goes on."""
    folder = machine_folder() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(folder / "planner.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("planner")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
