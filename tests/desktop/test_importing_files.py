"""Forty files, each with a line of its own that fills as it is read, while the page can be used; stopped, and gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.domain.scenario import Scenario
from planner.services import reading
from tests.desktop.importing import Importing, book, column, files, press, settled


@pytest.fixture
def forty(folder: Path) -> list[Path]:
    return [book(folder / f"第{n:02}局.xlsx", *((row, f"第{n:02}局的第{row}个场景", f"第{n:02}局", "张三", row) for row in range(1, 6)))
            for n in range(1, 41)]


def test_lines_are_there_at_once_and_fill_while_the_page_is_used(importing: Importing, forty: list[Path], qtbot: QtBot) -> None:
    page = importing()
    page.receive(forty)
    assert len(files(page)) == 40 and set(files(page)) == {"… 等待", "▸ 正在读"}
    assert page.ui.strip.isVisible() and page.ui.strip_bar.maximum() == 40
    qtbot.waitUntil(lambda: "✓ 已读懂" in files(page), timeout=30000)
    assert page.receiving.reading, "the first is there before the last"
    page.ui.files.pick(str(forty[0]))
    assert column(page, "title") == [f"第01局的第{row}个场景" for row in range(1, 6)]
    page.ui.rows.pick(page.rows.table.key(1))
    qtbot.mouseClick(page.ui.hold, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert set(files(page)) == {"✓ 已读懂", "？ 待核对"} and files(page)[0] == "？ 待核对"
    assert set(files(page, "rows")) == {"5"} and not page.ui.strip.isVisible()


def test_what_was_read_stays_when_it_is_stopped_and_the_rest_can_be_read_later(
        importing: Importing, forty: list[Path], qtbot: QtBot) -> None:
    page = importing()
    page.receive(forty)
    qtbot.waitUntil(lambda: "✓ 已读懂" in files(page), timeout=30000)
    press(page, qtbot, "stop")
    assert {"✓ 已读懂", "－ 未读"} == set(files(page))
    assert "没有读" in page.ui.strip_said.text()
    press(page, qtbot, "go_on")
    assert set(files(page)) == {"✓ 已读懂"} and not page.ui.strip.isVisible()


def test_accepting_while_others_are_read_takes_what_was_read(importing: Importing, forty: list[Path], qtbot: QtBot) -> None:
    page = importing()
    page.receive(forty[:8])
    qtbot.waitUntil(lambda: "✓ 已读懂" in files(page), timeout=30000)
    page.accept()
    settled(page, qtbot)
    done = page.desk.workspace.drafting.count(Scenario)
    assert done and done + 5 * len(files(page)) == 40
    press(page, qtbot, "accept") if files(page) else None
    assert page.desk.workspace.drafting.count(Scenario) == 40


def test_a_file_that_takes_too_long_is_put_aside_and_waited_for_when_asked(
        importing: Importing, forty: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.0)
    page = importing()
    page.receive(forty[:1])
    settled(page, qtbot)
    assert files(page) == ["✕ 读不了"]
    assert page.ui.rows.blank.button.text() == "继续等待"
    page.ui.rows.blank.button.click()
    settled(page, qtbot)
    assert files(page) == ["✓ 已读懂"] and column(page, "verdict") == ["＋ 新"] * 5


def test_a_file_that_cannot_be_read_says_why_beside_the_others(importing: Importing, forty: list[Path], folder: Path) -> None:
    broken = folder / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    page = importing(broken, forty[0])
    assert files(page) == ["✕ 读不了", "✓ 已读懂"]
    page.ui.files.pick(str(broken))
    assert page.ui.rows.blank.sentence == "读不了这个文件" and not page.ui.tabs.isTabEnabled(1)
    box = page.ui.states
    box.setCurrentIndex(box.findData("unreadable"))
    box.activated.emit(box.currentIndex())
    assert files(page, "name") == ["坏.xlsx"]


def test_a_long_name_and_a_hundred_problems_do_not_scroll_the_list_sideways(importing: Importing, folder: Path) -> None:
    page = importing(book(folder / f"{'很长的文件名称' * 6}.xlsx", *((n, None, "甲", "乙", "约") for n in range(100))))
    assert page.ui.files.horizontalScrollBar().maximum() == 0
