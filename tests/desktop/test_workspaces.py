"""Workspaces as files: new, open, close, recent, backup, restore, check, and long work with its progress and its cancelling."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.app import begin
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.progress import Progress
from planner.settings import Settings
from planner.workspace import Workspace

Opened = Callable[..., Window]


def settle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.status.busy, timeout=20000)
    QApplication.processEvents()


def test_a_new_workspace_is_there_open_and_remembered(open_window: Opened, folder: Path, qtbot: QtBot) -> None:
    window = open_window()
    window.workspaces.create(folder / "本年 规划.planner")
    settle(window, qtbot)
    assert window.has_workspace and window.windowTitle() == "本年 规划 — 场景规划"
    assert Settings.load().recent == [str(folder / "本年 规划.planner")]
    window.close_workspace()
    assert not window.has_workspace and window.stack.shown is not None and window.stack.shown.name == "start"
    assert [path.name for path in folder.iterdir()] == ["本年 规划.planner"]


def test_another_workspace_takes_the_place_of_the_open_one(open_window: Opened, folder: Path, qtbot: QtBot) -> None:
    window = open_window("filled", "history")
    first = window.workspace.path
    Workspace.create(folder / "另一个.planner", window.settings).close()
    window.workspaces.open(folder / "另一个.planner", "history")
    settle(window, qtbot)
    assert window.workspace.path.stem == "另一个"
    window.workspaces.open(first, "history")
    settle(window, qtbot)
    assert window.workspace.path == first and window.notices.text == ""


def test_opening_what_is_open_shows_it(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", "history")
    window.go("start")
    window.workspaces.open(window.workspace.path, "history")
    assert not window.status.busy and window.stack.shown is not None and window.stack.shown.name == "history"
    assert window.notices.text == ""


def test_the_work_goes_on_where_it_ended(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", "history")
    path = window.workspace.path
    window.close()
    kept = Settings.load()
    assert kept.window["page"] == "history" and kept.recent[0] == str(path)
    again = open_window(settings=kept)
    begin(again)
    settle(again, qtbot)
    assert again.workspace.path == path and again.stack.shown is not None and again.stack.shown.name == "history"


def test_a_file_dropped_on_the_window_is_opened(open_window: Opened, filled_file: Path, folder: Path, qtbot: QtBot) -> None:
    window = open_window(settings=Settings(actor="王芳", window={"page": "history"}))
    copy = folder / "拖 进来.planner"
    copy.write_bytes(filled_file.read_bytes())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(copy))])
    copying, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), copying, mime, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPoint(300, 300), copying, mime, left, none))
    qtbot.waitUntil(lambda: window.has_workspace, timeout=20000)
    assert window.workspace.path.stem == "拖 进来"


def test_tables_without_a_workspace_are_told_where_to_go(open_window: Opened, folder: Path) -> None:
    window = open_window()
    window.receive([folder / "交通局.xlsx"])
    assert "先打开工作区" in window.notices.text


def test_a_backup_says_where_it_lies_and_comes_back_as_a_file_of_its_own(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", "history")
    path = window.workspace.path
    window.workspaces.backup()
    settle(window, qtbot)
    made = max(path.with_name("工作 区-备份").glob("*.planner"))
    assert "已核对无误" in window.notices.text and str(made) in window.notices.text
    window.workspace.drafting.add(Scenario, {"title": "备份之后"})
    window.workspaces.restore_from(made)
    settle(window, qtbot)
    settle(window, qtbot)
    assert window.workspace.path == path.with_name("工作 区-恢复.planner")
    assert window.workspace.drafting.count(Scenario) == 11
    with Workspace.open(path, window.settings) as original:
        assert original.drafting.count(Scenario) == 12


def test_a_sound_workspace_is_found_sound(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", "history")
    window.workspaces.check()
    settle(window, qtbot)
    assert window.notices.text.startswith("检查通过")


def test_a_new_name_signs_the_next_operation(open_window: Opened) -> None:
    window = open_window("filled", "history")
    window.workspace.sign_as("赵敏")
    window.workspace.drafting.add(Scenario, {"title": "新署名"})
    assert window.workspace.keeping.history()[0].actor == "赵敏"


# long work


class Slow:
    """Work that goes on until it is let go or cancelled."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def __call__(self, progress: Progress) -> str:
        step = 0
        while not self.let_go.wait(0.01):
            step = (step + 1) % 100
            progress.step("读取", step, 100)
        return "完"


def test_long_work_shows_how_far_it_is_and_shuts_the_pages(open_window: Opened, qtbot: QtBot) -> None:
    window, slow, done = open_window("filled", "history"), Slow(), list[str]()
    window.begin("很久的工作", slow, done.append)
    bar = window.status._how_far
    qtbot.waitUntil(bar.isVisible, timeout=5000)
    qtbot.waitUntil(lambda: bar.value() > 0 and bar.maximum() == 100, timeout=5000)
    assert not window.ui.stack.isEnabled()
    slow.let_go.set()
    qtbot.waitUntil(lambda: done == ["完"], timeout=5000)
    assert window.ui.stack.isEnabled() and not bar.isVisible()


def test_cancelled_work_leaves_everything_as_it_was(open_window: Opened, qtbot: QtBot) -> None:
    window, done = open_window("filled", "history"), list[str]()
    before = window.workspace.keeping.history()
    window.begin("很久的工作", Slow(), done.append)
    qtbot.waitUntil(window.status._cancel.isVisible, timeout=5000)
    window.status._cancel.click()
    settle(window, qtbot)
    assert done == [] and window.status.message.text() == "已取消：很久的工作"
    assert window.ui.stack.isEnabled() and window.notices.text == ""
    assert window.workspace.keeping.history() == before


def test_closing_the_window_ends_the_work(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("filled", "history")
    path = window.workspace.path
    window.begin("很久的工作", Slow())
    window.close()
    Workspace.open(path, window.settings).close()


@pytest.mark.parametrize("known", ["new", "old"])
def test_the_sample_is_taken_away_with_everything_beside_it(known: str, open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(settings=Settings(actor="王芳"))
    sample = window.workspaces.sample_file
    sample.parent.mkdir(parents=True)
    workspace = Workspace.create(sample, window.settings)
    if known == "new":
        workspace.close()
        window.workspaces.sample()
        settle(window, qtbot)
    else:
        window.take(workspace, "history")
    window.workspace.keeping.backup()
    assert window.workspace.path == sample
    window.workspaces.remove_sample()
    assert not window.has_workspace and list(sample.parent.iterdir()) == []
    assert str(sample) not in window.settings.recent
    assert window.status.message.text() == "示例工作区已移除"
