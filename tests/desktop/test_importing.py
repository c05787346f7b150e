"""The page that takes files in: real files, the real reader, a real workspace, real clicks and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.domain.round import Submission
from planner.domain.scenario import Scenario
from tests.desktop.importing import Importing, book, column, files, press, settled


@pytest.fixture
def sent(folder: Path) -> Path:
    return book(folder / "市交通局报送场景.xlsx", (1, "无人集卡协同调度", "云港集团", "张三", 100),
                (2, "场桥远程操控", "云港集团", "李四", "约300"), (3, None, "云港集团", "王五", 5))


def test_an_empty_page_says_what_to_do(importing: Importing) -> None:
    page = importing()
    assert page.ui.files.blank.sentence == "把各部门的表格拖到这里"
    assert not page.ui.accept.isEnabled() and not page.ui.strip.isVisible()


def test_rows_are_shown_as_they_will_be_stored_those_in_trouble_first(importing: Importing, sent: Path) -> None:
    page = importing(sent)
    assert column(page, "verdict") == ["✕ 拒绝", "＋ 新", "＋ 新"]
    assert column(page, "investment") == ["5.00", "⚠ 300.00", "100.00"]
    page.ui.rows.pick(page.rows.table.key(1))
    assert "计划投资" in page.ui.said.text() and "（E3）" in page.ui.said.text() and "约300" in page.ui.said.text()


def test_nothing_is_written_before_accepting_and_one_undo_withdraws_all(importing: Importing, sent: Path, qtbot: QtBot) -> None:
    page = importing(sent)
    work = page.desk.workspace
    assert work.drafting.count(Scenario) == 0
    press(page, qtbot, "accept")
    assert work.drafting.count(Scenario) == 2 and page.files.arrivals == []
    work.keeping.undo()
    assert work.drafting.count(Scenario) == work.drafting.count(Submission) == 0


def test_each_row_is_taken_held_or_refused_by_keys_and_what_is_held_stays(importing: Importing, folder: Path, qtbot: QtBot) -> None:
    page = importing(book(folder / "市交通局报送场景.xlsx", *((n, f"第{n}类场景甲乙丙", "云港集团", "张三", n) for n in range(1, 6))))
    rows = page.ui.rows
    rows.setFocus()
    for key, row in ((Qt.Key.Key_2, 0), (Qt.Key.Key_3, 1)):
        rows.pick(page.rows.table.key(row))
        qtbot.keyClick(rows, key, Qt.KeyboardModifier.ControlModifier)
    assert column(page, "fate") == ["搁置", "不收", "收入", "收入", "收入"]
    rows.pick(page.rows.table.key(2))
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(page, qtbot, "leave_out")
    assert column(page, "fate") == ["搁置", "不收", "不收", "不收", "收入"]
    press(page, qtbot, "accept")
    assert [thing.title for thing in page.desk.workspace.drafting.find(Scenario)] == ["第5类场景甲乙丙"]
    assert files(page, "name") == ["市交通局报送场景.xlsx"]
    assert sorted(column(page, "fate")) == sorted(["搁置", "不收", "不收", "不收", "不变"])


def test_a_row_that_cannot_become_a_record_cannot_be_taken(importing: Importing, sent: Path, qtbot: QtBot) -> None:
    page = importing(sent)
    page.ui.rows.pick(page.rows.table.key(0))
    press(page, qtbot, "take")
    assert column(page, "fate")[0] == "不收"


def test_counts_narrow_the_rows_and_follow_what_is_decided(importing: Importing, sent: Path, qtbot: QtBot) -> None:
    page = importing(sent)
    chips = {button.text(): button for button in page.rows.chips.buttons if button.isVisible()}
    assert list(chips) == ["全部 3", "有问题 2", "新 2", "拒绝 1"]
    qtbot.mouseClick(chips["新 2"], Qt.MouseButton.LeftButton)
    assert column(page, "title") == ["场桥远程操控", "无人集卡协同调度"]
    page.ui.rows.pick(page.rows.table.key(0))
    press(page, qtbot, "hold")
    assert column(page, "title") == ["无人集卡协同调度"]
    assert [button.text() for button in page.rows.chips.buttons if button.isVisible()] == ["全部 3", "有问题 2", "新 1", "搁置 1", "拒绝 1"]


def test_what_was_sent_before_and_not_again_is_shown_and_left_alone(importing: Importing, sent: Path, qtbot: QtBot) -> None:
    page = importing(state="empty")
    page.desk.workspace.drafting.add(Scenario, {"title": "隧道巡检", "owner": "市隧道处", "department": "市交通局"})
    page.receive([sent])
    settled(page, qtbot)
    button = next(button for button in page.rows.chips.buttons if button.text() == "缺少 1")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert column(page, "title") == ["隧道巡检"] and column(page, "fate") == ["不动"]
    assert not page.ui.leave_out.isEnabled()


def test_a_change_shows_before_and_after_and_both_records_beside_each_other(importing: Importing, sent: Path, qtbot: QtBot) -> None:
    page = importing()
    known = {"title": "无人集卡协同调度", "owner": "云港集团", "contact": "赵六", "department": "市交通局"}
    page.desk.workspace.drafting.add(Scenario, known)
    page.receive([sent])
    settled(page, qtbot)
    row = column(page, "verdict").index("≠ 有变化")
    assert column(page, "contact")[row] == "赵六 → 张三"
    page.ui.rows.pick(page.rows.table.key(row))
    differing = {(line.label, line.mine, line.theirs) for line in page.rows.beside.table.things if line.differs}
    assert {("联系人", "张三", "赵六"), ("计划投资（万元）", "100.00", "")} <= differing
    assert page.rows.beside.table.things[0].differs and not page.rows.beside.table.things[-1].differs
    assert not page.ui.join.isVisible()


def test_titles_alike_are_decided_side_by_side(importing: Importing, folder: Path, qtbot: QtBot) -> None:
    page = importing(book(folder / "市交通局报送场景.xlsx", (1, "港区无人集卡协同调度", "云港集团", "张三", 100)),
                     book(folder / "市港航局报送场景.xlsx", (1, "港区无人集卡协同调度示范应用", "市港航中心", "李四", 300)))
    assert files(page) == ["✓ 已读懂", "？ 待核对"]
    page.ui.files.pick(str(folder / "市港航局报送场景.xlsx"))
    assert "港区无人集卡协同调度" in page.ui.beside_said.text() and "市交通局" in page.ui.beside_said.text()
    press(page, qtbot, "join")
    assert files(page) == ["✓ 已读懂", "✓ 已读懂"]
    press(page, qtbot, "accept")
    assert [(thing.title, thing.contact) for thing in page.desk.workspace.drafting.find(Scenario)] == [
        ("港区无人集卡协同调度示范应用", "李四")]


def test_whole_files_are_taken_held_or_refused_and_accepted_alone(importing: Importing, folder: Path, qtbot: QtBot) -> None:
    paths = [book(folder / f"{name}报送场景.xlsx", (1, f"{name}的场景一二三", name, "张三", 1), (2, f"{name}的场景四五六", name, "李四", 2))
             for name in ("市交通局", "市教育局", "市水利局")]
    page = importing(*paths)
    page.ui.files.pick(str(paths[1]))
    press(page, qtbot, "hold_file")
    page.ui.files.pick(str(paths[2]))
    press(page, qtbot, "accept_some")
    work = page.desk.workspace
    assert {thing.department for thing in work.drafting.find(Scenario)} == {"市水利局"}
    assert files(page, "name") == ["市交通局报送场景.xlsx", "市教育局报送场景.xlsx"]
    press(page, qtbot, "accept")
    assert {thing.department for thing in work.drafting.find(Scenario)} == {"市水利局", "市交通局"}
    assert files(page, "name") == ["市教育局报送场景.xlsx"] and set(column(page, "fate")) == {"搁置"}


def test_who_sent_a_file_is_said_for_the_chosen_files_alone(importing: Importing, folder: Path, qtbot: QtBot) -> None:
    paths = [book(folder / f"{name}.xlsx", (1, f"场景名称{name}号", "云港集团", "张三", 1)) for name in ("甲", "乙")]
    page = importing(*paths)
    page.ui.files.pick(str(paths[1]))
    page.ui.departments.setFocus()
    page.ui.departments.lineEdit().selectAll()
    qtbot.keyClicks(page.ui.departments.lineEdit(), "Port Office")
    qtbot.keyClick(page.ui.departments.lineEdit(), Qt.Key.Key_Return)
    settled(page, qtbot)
    press(page, qtbot, "accept")
    found = {thing.title: thing.department for thing in page.desk.workspace.drafting.find(Scenario)}
    assert found == {"场景名称甲号": None, "场景名称乙号": "Port Office"}


def test_how_the_sender_is_known_is_said_until_a_person_says_it(importing: Importing, sent: Path, folder: Path, qtbot: QtBot) -> None:
    page = importing(sent, book(folder / "清单.xlsx", (1, "无名单位的场景甲", "云港集团", "张三", 1)))
    assert page.ui.departments_label.text() == "报送部门（据文件名）"
    page.ui.files.pick(str(folder / "清单.xlsx"))
    assert page.ui.departments_label.text() == "报送部门" and "没有写明" in page.ui.file_said.text()
    page.ui.departments.setEditText("市交通局")
    page.ui.departments.lineEdit().editingFinished.emit()
    settled(page, qtbot)
    assert page.sent_by == "市交通局" and not page.ui.file_said.isVisible()
