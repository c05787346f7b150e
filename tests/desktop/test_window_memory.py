"""The window comes back where it stood, and into sight when its screen is gone; seen on a laptop's screen in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SCREEN = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}
PROGRAM = """
import json, sys
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from planner.desktop.app import application
from planner.desktop.window import Window
from planner.settings import Settings
app = application()
window = Window(Settings.load())
window.show()
app.processEvents()
came = window.geometry()
wanted = json.loads(sys.argv[1])
if wanted:
    window.setGeometry(QRect(*wanted))
    app.processEvents()
stood = window.geometry()
window.close()
room = app.primaryScreen().availableGeometry()
sys.__stdout__.write(json.dumps([came.getRect(), stood.getRect(), room.contains(came)]))
"""


def run(tmp_path: Path, wanted: list[int]) -> tuple[list[int], list[int], bool]:
    """Start, note where the window came up, move it, note where it stood, close."""
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"windowFrameMargins": False, "screens": [SCREEN]}), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", PROGRAM, json.dumps(wanted)], capture_output=True, encoding="utf-8", check=True,
                          timeout=60, env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"})
    came, stood, seen = json.loads(done.stdout)
    return came, stood, seen


def test_the_window_comes_back_where_it_stood(tmp_path: Path) -> None:
    first, stood, seen = run(tmp_path, [120, 60, 1100, 640])
    assert seen and first != stood
    assert run(tmp_path, [])[0] == stood == [120, 60, 1100, 640]


def test_a_window_that_no_screen_shows_is_pulled_back(tmp_path: Path) -> None:
    _, stood, _ = run(tmp_path, [5000, 5000, 1100, 640])
    assert stood[:2] == [5000, 5000]
    came, _, seen = run(tmp_path, [])
    assert seen, came
