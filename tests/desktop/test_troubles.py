"""Whatever is wrong with a file or a disk: one plain notice, no dialog, nothing lost, and the window goes on."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.store.gate import SCHEMA
from planner.workspace import Workspace

Opened = Callable[..., Window]
ENGLISH = re.compile(r"[A-Za-z]*(?:Error|Exception|Traceback|errno|sqlite)", re.IGNORECASE)


@pytest.fixture
def window(open_window: Opened) -> Iterator[Window]:
    made = open_window("filled", "history")
    yield made
    assert QApplication.activeModalWidget() is None
    assert all(part.isEnabled() for part in (made.ui.stack, made.ui.rail, made.menuBar()))


def settle(window: Window, qtbot: QtBot) -> str:
    """What the bar says when everything has come to rest."""
    qtbot.waitUntil(lambda: not window.status.busy, timeout=20000)
    QApplication.processEvents()
    said = window.notices.text
    assert not ENGLISH.search(said), said
    return said


def acts(window: Window) -> list[str]:
    return [button.text() for button in window.notices.findChildren(QPushButton) if button.isVisible()]


def act(window: Window, words: str) -> None:
    next(button for button in window.notices.findChildren(QPushButton) if button.text() == words).click()


@pytest.fixture
def other(folder: Path) -> Path:
    """Another closed workspace beside the open one, with a backup."""
    path = folder / "去年 年度.planner"
    with Workspace.create(path, Settings(actor="李强")) as workspace:
        for number in range(40):
            workspace.drafting.add(Scenario, {"title": f"智慧交通信号优化示范第{number}批"})
        workspace.keeping.backup()
    return path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:20480] = os.urandom(16384)
    path.write_bytes(content)


def test_a_damaged_workspace_is_brought_back_from_its_newest_backup(window: Window, other: Path, qtbot: QtBot) -> None:
    damage(other)
    left = other.read_bytes()
    window.workspaces.open(other)
    assert "已损坏" in settle(window, qtbot)
    assert window.workspace.path.stem == "工作 区", "the workspace that was open stays open"
    act(window, "恢复最近的备份")
    settle(window, qtbot)
    settle(window, qtbot)
    assert window.workspace.path.name == "去年 年度-恢复.planner"
    assert window.workspace.drafting.count(Scenario) == 40
    assert other.read_bytes() == left, "the damaged file is left as it was"


def test_a_damaged_backup_is_passed_over_and_said_when_there_is_no_other(window: Window, other: Path, qtbot: QtBot) -> None:
    damage(other)
    for copy in other.with_name("去年 年度-备份").iterdir():
        damage(copy)
    window.workspaces.open(other)
    settle(window, qtbot)
    act(window, "恢复最近的备份")
    assert "没有完好的备份" in settle(window, qtbot)


def test_a_workspace_that_someone_holds_names_them_and_lets_a_copy_be_looked_at(window: Window, other: Path, qtbot: QtBot) -> None:
    with Workspace.open(other, Settings(actor="李强")):
        window.workspaces.open(other)
        said = settle(window, qtbot)
        assert "李强" in said and "自 20" in said
        act(window, "查看备份副本")
        settle(window, qtbot)
    assert window.workspace.looking and "只读副本" in window.windowTitle()
    assert window.workspace.drafting.count(Scenario) == 40
    assert window.attempt(lambda: window.workspace.drafting.add(Scenario, {"title": "写不进去"})) is None
    assert "不能修改" in window.notices.text
    assert str(other) not in window.settings.recent
    assert not window.actions_["undo"].isEnabled()


def test_a_foreign_file_is_refused(window: Window, folder: Path, qtbot: QtBot) -> None:
    path = folder / "旧系统 导出.planner"
    path.write_text("不是工作区", encoding="utf-8")
    window.workspaces.open(path)
    assert "不是本程序的工作区" in settle(window, qtbot)
    assert path.read_text(encoding="utf-8") == "不是工作区"


def test_a_newer_workspace_asks_for_a_newer_program(window: Window, other: Path, qtbot: QtBot) -> None:
    connection = sqlite3.connect(other)
    connection.execute(f"PRAGMA user_version={SCHEMA + 3}")
    connection.close()
    window.workspaces.open(other)
    assert "请升级程序" in settle(window, qtbot)


def test_a_missing_workspace_can_be_taken_off_the_list(window: Window, folder: Path, qtbot: QtBot) -> None:
    path = folder / "移走了.planner"
    window.settings.remember(path)
    window.workspaces.open(path)
    assert "找不到" in settle(window, qtbot)
    act(window, "从列表移除")
    assert str(path) not in window.settings.recent


def test_a_name_that_is_taken_is_not_overwritten(window: Window, other: Path, qtbot: QtBot) -> None:
    left = other.read_bytes()
    window.workspaces.create(other)
    assert "没有覆盖" in settle(window, qtbot)
    assert other.read_bytes() == left


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only Linux has a folder at hand into which nobody can write")
def test_a_folder_that_cannot_be_written_is_said(window: Window, qtbot: QtBot) -> None:
    window.workspaces.create(Path("/proc/场景.planner"))
    assert "不能写入" in settle(window, qtbot)
    window.attempt(lambda: window.workspace.keeping.backup(Path("/proc/备份.planner")))
    assert "没有写入" in window.notices.text


def test_a_full_disk_is_said_and_the_workspace_goes_on(window: Window, qtbot: QtBot) -> None:
    store, before = window.workspace.store, window.workspace.drafting.count(Scenario)
    with store.changing("限定大小") as unit:
        pages = unit.connection.execute("PRAGMA page_count").fetchone()[0]
        unit.connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
    window.attempt(lambda: window.workspace.drafting.add(Scenario, {"title": "写不下", "pain_points": "长" * 1900}))
    for _ in range(20):
        if not window.notices.text:
            window.attempt(lambda: window.workspace.drafting.add(Scenario, {"title": "写不下", "pain_points": "长" * 1900}))
    assert "磁盘空间不足" in window.notices.text
    with store.changing("放开大小") as unit:
        unit.connection.execute("PRAGMA max_page_count=1073741823").fetchall()
    window.attempt(lambda: window.workspace.drafting.add(Scenario, {"title": "又写得下了"}))
    assert window.notices.text == "" and window.workspace.drafting.count(Scenario) > before


def test_what_nobody_foresaw_is_reported_without_a_word_of_the_records(window: Window, qtbot: QtBot, machine_home: Path) -> None:
    def work(_: object) -> None:
        raise RuntimeError("联系人 13800001111")

    window.begin("出错的工作", work)
    assert "程序出了意外" in settle(window, qtbot)
    reports = list((machine_home / "crash").glob("*.txt"))
    assert len(reports) == 1 and "13800001111" not in reports[0].read_text(encoding="utf-8")
