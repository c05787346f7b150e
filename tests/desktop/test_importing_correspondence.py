"""What goes out to departments and comes back, from the importing page."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop import choosing
from planner.desktop.pages.importing.answers_dialog import AnswersDialog
from planner.desktop.pages.importing.page import ImportingPage
from planner.desktop.pages.importing.return_dialog import ReturnDialog
from planner.domain.round import Round, Submission
from tests.desktop.importing import Importing, book, column, press, settled


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


def test_what_will_be_asked_is_seen_before_files_go_back_and_they_are_counted(
        page: ImportingPage, sent: Path, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = add_round(page)
    page.receive([sent])
    settled(page, qtbot)
    monkeypatch.setattr(choosing, "folder", lambda *_: folder)
    seen: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReturnDialog)
        seen.extend(dialog.table.cells(row)[0][1] for row in range(dialog.table.rowCount()))
        write = next(button for button in dialog.findChildren(QPushButton) if button.text().startswith("选择文件夹"))
        dialog.date.setText("下周")
        write.click()
        assert dialog.isVisible(), "it stays open until the date can be read"
        dialog.date.setText("2026年3月20日")
        write.click()

    QTimer.singleShot(200, fill)
    next(action for action in page.ui.letters.menu().actions() if action.text() == "退回补正…").trigger()
    qtbot.waitUntil(lambda: bool(page.desk.workspace.drafting.find(Submission)), timeout=20000)
    settled(page, qtbot)
    assert seen == ["D2", "E2"]
    assert openpyxl.load_workbook(folder / "市交通局 场景（退回补正）.xlsx")["校验结果"]["C2"].value == "D2"
    assert (folder / "市交通局 场景（补正通知）.pdf").exists()
    answer, other = page.desk.workspace.inviting.answers(made.id)[-1], page.desk.workspace.inviting.answers(made.id)[0]
    assert (answer.returned, other.missing) == (1, True) or (other.returned, answer.missing) == (1, True)


def test_what_was_returned_before_is_not_written_over(page: ImportingPage, sent: Path, folder: Path, qtbot: QtBot) -> None:
    page.receive([sent])
    settled(page, qtbot)
    for _ in range(2):
        assert page.file is not None
        page.correspondence.send_back_to([page.file], folder, "", None)
        settled(page, qtbot)
    wanted = {f"市交通局 场景（{name}" for name in ("退回补正）.xlsx", "补正通知）.pdf", "退回补正）（2）.xlsx", "补正通知）（2）.pdf")}
    assert {path.name for path in folder.glob("*补正*")} == wanted


def test_a_file_without_problems_is_not_returned(page: ImportingPage, folder: Path, qtbot: QtBot) -> None:
    page.receive([book(folder / "好.xlsx", (1, "港区无人集卡协同", "云港集团", "张三", 1))])
    settled(page, qtbot)
    page.correspondence.send_back([page.file] if page.file else [], "")
    assert "没有需要报送单位补正的内容" in page.desk.notices.text  # type: ignore[attr-defined]


def test_files_that_came_are_listed_by_department_and_looked_at_again(
        page: ImportingPage, folder: Path, qtbot: QtBot) -> None:
    made = add_round(page)
    page.receive([book(folder / "市交通局报送场景.xlsx", (1, "港区无人集卡协同", "云港集团", "张三", 1),
                       (2, "隧道结构巡检机器人", "市隧道处", "李四", 2))])
    settled(page, qtbot)
    page.ui.rows.pick(page.rows.table.key(1))
    press(page, qtbot, "leave_out")
    press(page, qtbot, "accept")
    assert page.files.arrivals == []
    inviting = page.desk.workspace.inviting
    dialog = AnswersDialog("本批次", inviting.answers(made.id), inviting.received(made.id))
    qtbot.addWidget(dialog)
    assert [dialog.table.cells(row)[0][:2] for row in range(dialog.table.rowCount())] == [
        ("市交通局", "✓ 已报送"), ("市教育局", "！未报送")]
    dialog.view.pick("市教育局")
    assert dialog.files.rowCount() == 0
    dialog.view.pick("市交通局")
    dialog.file_view.pick(dialog.files.key(0))
    assert dialog.chosen is not None
    page.correspondence.look_at(dialog.chosen, again=True)
    settled(page, qtbot)
    assert sorted(column(page, "verdict")) == sorted(["＝ 相同", "＋ 新"]) and page.sent_by == "市交通局"
