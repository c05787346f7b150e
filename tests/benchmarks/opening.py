"""What the window costs beside a bare one: first paint, and the workspace of last time open; python tests/benchmarks/opening.py.

By the clock and by the processor's time: where others work on the machine only the second says much.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.workspace import Workspace

ROUNDS = 7
HEAVY = ("sqlalchemy", "openpyxl", "reportlab", "numpy", "highspy")
_TAIL = "sys.stdout.write(f'{time.perf_counter() - began} {time.process_time()}'); sys.stdout.flush(); os._exit(0)"
BARE = f"""
import os, sys, time
began = time.perf_counter()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, leave)
def leave():
    {_TAIL}
app = QApplication([])
window = Window()
window.resize(1200, 700)
window.show()
app.exec()
"""
OURS = f"""
import os, sys, time
began = time.perf_counter()
from planner.__main__ import make_room
make_room()
from planner.desktop.app import application, begin
from planner.desktop.window import Window
from planner.settings import Settings
app = application()
window = Window(Settings.load())
def leave():
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    assert not heavy or {{usable}}, heavy
    {_TAIL}
def painted():
    if not {{usable}}:
        leave()
    begin(window)
    wait()
def wait():
    from PySide6.QtCore import QTimer
    if window.has_workspace and not window.tasks.findChildren(object):
        leave()
    QTimer.singleShot(2, wait)
window.painted.connect(painted)
window.show()
app.exec()
"""


def seconds(code: str, home: Path) -> tuple[float, float]:
    """Of one fresh process, from its first line to its end: on the clock, and of the processor."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "QT_QPA_PLATFORM": "offscreen", "PLANNER_HOME": str(home), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60)
    clock, processor = map(float, done.stdout.split())
    return clock, processor


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        os.environ["PLANNER_HOME"] = made
        settings = Settings(actor="基准")
        with Workspace.create(home / "去年.planner", settings) as workspace:
            workspace.drafting.add(Scenario, {"title": "港区无人集卡"})
            settings.remember(workspace.path)
        settings.save()
        codes = {"bare": BARE, "painted": OURS.replace("{usable}", "False"), "usable": OURS.replace("{usable}", "True")}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in codes}
        for _ in range(ROUNDS):
            for name, code in codes.items():
                taken[name].append(seconds(code, home))
        for place, of in enumerate(("on the clock", "of the processor")):
            bare, painted, usable = (statistics.median(run[place] for run in taken[name]) for name in codes)
            sys.stdout.write(f"first paint: {painted / bare:.2f} x a bare window ({bare * 1000:.0f} ms {of}), asked 1.6\n"
                             f"last workspace usable: {usable / bare:.2f} x, asked 3.5\n")


if __name__ == "__main__":
    main()
