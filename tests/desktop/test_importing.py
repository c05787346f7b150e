"""The page that takes files in, on a real workspace; what was read of the files is said by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.pages.importing.page import ImportingPage
from planner.desktop.window import Window
from planner.domain.scenario import Scenario
from planner.errors import SheetUnreadable
from planner.services.intake import Received
from planner.settings import Settings
from planner.sheets.book import RECORD, CellProblem, ReadBook, ReadColumn, ReadRow, ReadTable
from planner.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ImportingPage]:
    window = Window(Settings())
    qtbot.addWidget(window)
    workspace = Workspace.create(tmp_path / "工作 区.planner")
    workspace.drafting.add(Scenario, {"title": "智慧交通", "department": "交通局", "contact": "张三"})
    window.take(workspace, "importing")
    window.show()
    assert isinstance(window.page, ImportingPage)
    yield window.page
    window.close_workspace(show_start=False)


def _received(tmp_path: Path) -> Received:
    path = tmp_path / "交通局 场景.csv"
    path.write_text("any bytes", encoding="utf-8")
    doubtful = CellProblem("C", "investment", "approximate", "约300万")
    rows = [
        ReadRow(2, RECORD, {"title": "智慧交通", "contact": "李四"}, {"title": "智慧交通"}, {"title": "A2", "contact": "B2"}),
        ReadRow(3, RECORD, {"title": "影像诊断"}, {"title": "影像诊断"}, {"title": "A3"}, problems=[doubtful]),
        ReadRow(4, RECORD, {"contact": "王五"}),
    ]
    columns = [ReadColumn("A", "场景名称", "title", 1.0), ReadColumn("B", "联系人", "contact", 0.9),
               ReadColumn("C", "经费", None, 0.4, suggestions=("investment",))]
    table = ReadTable("Sheet1", Scenario, "A1:C4", [1], columns, rows)
    book = ReadBook(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest(), "csv", "utf-8",
                    {"department": "交通局"}, [table], [], [])
    return Received(path, book)


@pytest.fixture
def shown(page: ImportingPage, tmp_path: Path, qtbot: QtBot) -> ImportingPage:
    broken = Received(tmp_path / "加密.xlsx", error=SheetUnreadable("encrypted", file="加密.xlsx"))
    page.show_received([_received(tmp_path), broken])
    qtbot.waitUntil(lambda: page.files.rowCount() == 2)
    page.ui.files.pick(str(tmp_path / "交通局 场景.csv"))
    return page


def _column(page: ImportingPage, name: str) -> list[str]:
    place = [column.name for column in page.rows.columns].index(name)
    return [page.rows.cells(row)[0][place] for row in range(page.rows.rowCount())]


def test_an_empty_page_says_what_to_do(page: ImportingPage) -> None:
    assert page.ui.files.blank.sentence == "把各部门的表格拖到这里"
    assert not page.ui.accept.isEnabled()


def test_rows_are_shown_as_they_will_be_stored(shown: ImportingPage) -> None:
    assert _column(shown, "verdict") == ["≠ 变更", "＋ 新增", "✕ 拒收"]
    assert _column(shown, "contact") == ["张三 → 李四", "", "王五"]
    assert _column(shown, "investment")[1] == "⚠ 约300万"
    shown.ui.rows.pick("Sheet1!3")
    assert "投资" in shown.ui.said.text() and "（C3）" in shown.ui.said.text() and "约300万" in shown.ui.said.text()


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(shown: ImportingPage, tmp_path: Path) -> None:
    row = shown.files.row_of(str(tmp_path / "加密.xlsx"))
    texts = shown.files.cells(row)[0]
    assert texts[1] == "✕ 读不了" and texts[-1]


def test_nothing_is_written_before_accepting_and_one_undo_withdraws_all(shown: ImportingPage, qtbot: QtBot) -> None:
    workspace = shown.desk.workspace
    assert workspace.drafting.count(Scenario) == 1
    shown.accept()
    qtbot.waitUntil(lambda: shown.files.rowCount() == 1 and workspace.drafting.count(Scenario) == 2)
    assert {thing.contact for thing in workspace.drafting.find(Scenario)} == {"李四", None}
    workspace.keeping.undo()
    assert [thing.contact for thing in workspace.drafting.find(Scenario)] == ["张三"]


def test_a_row_left_out_is_not_taken(shown: ImportingPage, qtbot: QtBot) -> None:
    shown.ui.rows.pick("Sheet1!3")
    shown.take(False)
    assert _column(shown, "take") == ["收", "不收", "不收"]
    shown.accept()
    qtbot.waitUntil(lambda: shown.files.rowCount() == 1)
    assert shown.desk.workspace.drafting.count(Scenario) == 1


def test_a_refused_row_cannot_be_taken(shown: ImportingPage) -> None:
    shown.ui.rows.pick("Sheet1!4")
    shown.take(True)
    assert _column(shown, "take")[2] == "不收"


def test_each_column_has_a_list_of_fields_the_likely_first(shown: ImportingPage) -> None:
    box = shown.ui.columns.cellWidget(2, 3)
    assert box.currentData() == "" and box.itemData(1) == "investment"
    assert shown.ui.columns.cellWidget(0, 3).currentData() == "title"
