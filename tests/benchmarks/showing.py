"""What the list of scenarios costs on the screen: repaint beside a model in C++, one edit until it is seen, a search, memory.

python tests/benchmarks/showing.py [SCENARIOS]; only printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView

from planner.desktop.app import application
from planner.desktop.table import ALIGNMENTS
from planner.desktop.view import TableView
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.workspace import Workspace

SIZE = (1366, 768)
ROWS_IN_SIGHT = 60


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def least(work: Callable[[], object], times: int) -> float:
    """Milliseconds of the quickest of several runs."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken) * 1000


def filled(path: Path, count: int) -> None:
    things = [Scenario(title=f"智慧港口第{at}号泊位调度", sector="E01", owner=f"云港{at % 97}公司", lead_department="市交通局",
                       content="接入视频，识别准确率" * 6) for at in range(count)]
    with Workspace.create(path, Settings(actor="基准")) as workspace, workspace.store.changing("填充") as unit:
        unit.of(Scenario).add_all(things)


def until(app: Any, done: Callable[[], bool]) -> None:
    while not done():
        app.processEvents()


def like(view: TableView) -> QTableView:
    """A table that Qt's own model and delegate fill with what the view shows, in the same places."""
    table = view.table
    model = QStandardItemModel(min(table.rowCount(), ROWS_IN_SIGHT), table.columnCount())
    for row in range(model.rowCount()):
        for place, text in enumerate(table.cells(row)[0]):
            item = QStandardItem(text)
            item.setTextAlignment(ALIGNMENTS[table.columns[place].align])
            model.setItem(row, place, item)
    other = QTableView()
    other.setModel(model)
    model.setParent(other)
    other.setAlternatingRowColors(True)
    other.setShowGrid(False)
    other.setWordWrap(False)
    other.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    other.verticalHeader().hide()
    other.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize())
    for place in range(model.columnCount()):
        other.setColumnWidth(place, view.columnWidth(place))
        other.setColumnHidden(place, view.isColumnHidden(place))
    other.resize(view.size())
    other.show()
    other.resize(view.size() + view.viewport().size() - other.viewport().size())
    return other


def repaint(app: Any, view: TableView) -> None:
    other = like(view)
    app.processEvents()
    assert other.viewport().size() == view.viewport().size()
    ours = [least(view.viewport().repaint, 40)]
    theirs = least(other.viewport().repaint, 40)
    ours.append(least(view.viewport().repaint, 40))
    say(f"full repaint: {min(ours):.2f} ms, {min(ours) / theirs:.2f} x a QStandardItemModel ({theirs:.2f} ms), asked 1.5")
    other.close()


def edits(app: Any, page: Any) -> None:
    """Once after a second of looking, and then more."""
    view, table = page.ui.table, page.table
    place = next(i for i, column in enumerate(table.columns) if column.name == "title")

    def edit(row: int, text: str) -> float:
        before = time.perf_counter()
        assert table.setData(table.index(row, place), text)
        view.viewport().repaint()
        app.processEvents()
        assert table.cells(row)[0][place] == text
        return (time.perf_counter() - before) * 1000

    looked = time.monotonic() + 1
    until(app, lambda: time.monotonic() > looked)
    first = edit(1, "改名一")
    later = min(edit(row, f"改名{row}") for row in range(2, 12))
    say(f"one edit committed and shown: {first:.0f} ms the first time, {later:.0f} ms later, asked 50")


def search(app: Any, page: Any) -> None:
    for words in ("港口", "zhgk", "没有这样的"):
        told: list[bool] = []
        page.table.reloaded.connect(lambda told=told: told.append(True))
        before = time.perf_counter()
        page.ui.search.setText(words)
        until(app, lambda told=told: bool(told))
        page.ui.table.viewport().repaint()
        say(f"search “{words}” typed and shown: {(time.perf_counter() - before) * 1000:.0f} ms, asked 100")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        os.environ["PLANNER_HOME"] = made
        path = Path(made) / "年.planner"
        subprocess.run([sys.executable, __file__, str(path), str(count)], check=True)
        app = application()
        window = Window(Settings(actor="基准"))
        window.resize(*SIZE)
        window.show()
        app.processEvents()
        before = time.perf_counter()
        workspace = Workspace.open(path, window.settings)
        window.take(workspace)
        page: Any = window.page
        until(app, lambda: page.table.rowCount() == count)
        page.ui.table.viewport().repaint()
        say(f"{count} scenarios open and shown: {(time.perf_counter() - before) * 1000:.0f} ms")
        edits(app, page)
        repaint(app, page.ui.table)
        search(app, page)
        say(f"memory of the program: {psutil.Process().memory_info().rss / 1e6:.0f} MB, asked 350")
        QTimer.singleShot(0, window.close)
        app.exec()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        filled(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
