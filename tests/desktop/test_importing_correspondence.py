"""What goes out to departments and comes back, from the importing page."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.pages.importing.correspondence import AnswersDialog
from planner.desktop.pages.importing.page import ImportingPage
from planner.domain.round import Round, Submission
from tests.desktop.importing import Importing, settled


@pytest.fixture
def page(importing: Importing) -> ImportingPage:
    return importing()


@pytest.fixture
def sent(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["序号", "场景名称", "需求单位", "计划投资（万元）", "完成时限"], [1, "港区无人集卡", "云港集团", "待报", "2027年13月"],
                [2, "影像辅助诊断", "市一医院", 300, "2027年6月"]):
        sheet.append(row)
    path = folder / "市交通局 场景.xlsx"
    book.save(path)
    return path


def add_round(page: ImportingPage) -> Round:
    made = page.desk.workspace.drafting.add(Round, {"number": "1", "title": "第一批", "targets": "市交通局、市教育局"})
    page.ui.rounds.setCurrentIndex(page.ui.rounds.findData(made.id))
    return made


def test_without_a_round_the_way_to_one_is_shown(page: ImportingPage) -> None:
    page.correspondence.write_form(page.round)
    assert "先选征集批次" in page.desk.notices.text  # type: ignore[attr-defined]


def test_the_form_of_the_chosen_round_is_written(page: ImportingPage, folder: Path) -> None:
    add_round(page)
    page.correspondence.write_form_to(page.round, folder / "征集表.xlsx")
    assert openpyxl.load_workbook(folder / "征集表.xlsx").worksheets[1]["A1"].value == "第一批场景征集表"


def test_a_file_goes_back_and_is_counted(page: ImportingPage, sent: Path, folder: Path, qtbot: QtBot) -> None:
    made = add_round(page)
    page.receive([sent])
    settled(page, qtbot)
    assert page.file is not None
    page.correspondence.send_back_to(page.file, folder, page.sent_by or "市交通局", page.round, "2026年3月20日")
    qtbot.waitUntil((folder / "市交通局 场景（补正通知）.pdf").exists, timeout=20000)
    qtbot.waitUntil(lambda: bool(page.desk.workspace.drafting.find(Submission)), timeout=20000)
    assert openpyxl.load_workbook(folder / "市交通局 场景（退回补正）.xlsx")["校验结果"]["C2"].value == "D2"
    dialog = AnswersDialog(page.desk.workspace.inviting.answers(made.id))
    qtbot.addWidget(dialog)
    assert [dialog.table.cells(row)[0][:2] for row in range(dialog.table.rowCount())] == [
        ("市交通局", "✓ 已报送"), ("市教育局", "！未报送")]


def test_a_deadline_that_is_no_date_is_refused_and_nothing_is_written(page: ImportingPage, sent: Path, folder: Path, qtbot: QtBot) -> None:
    page.receive([sent])
    settled(page, qtbot)
    assert page.file is not None
    page.correspondence.send_back_to(page.file, folder, "市交通局", "", "下周")
    assert "补正期限" in page.desk.notices.text  # type: ignore[attr-defined]
    assert not list(folder.glob("*补正*"))
