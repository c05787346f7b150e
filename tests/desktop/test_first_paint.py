"""The window is painted before anything heavy is imported."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "openpyxl", "xlsxwriter", "python_calamine", "xlrd", "reportlab", "numpy", "highspy",
         "pypinyin", "rapidfuzz", "cn2an", "pypdfium2")
PROGRAM = """
import json, sys
from planner.desktop.app import application, begin
from planner.desktop.window import Window
from planner.settings import Settings
app = application()
window = Window(Settings.load())
def painted():
    before = [name for name in sys.modules if name in {heavy} or name.startswith(("planner.desktop.pages.", "planner.schema."))]
    begin(window)
    known = sorted(name for name in sys.modules if name.startswith("planner."))
    sys.__stdout__.write(json.dumps([before, window.stack.shown.name, known]))
    app.quit()
window.painted.connect(painted)
window.show()
app.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM.format(heavy=HEAVY)], capture_output=True, encoding="utf-8",
                          check=True, timeout=60)
    before, page, known = json.loads(done.stdout)
    assert before == []
    assert page == "start"
    assert "planner.workspace" not in known, "the start page does not need the store"
