"""The page of the scenario list on a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.desktop.narrowing import Narrowing, Narrowings
from planner.desktop.pages.scenarios.page import ScenariosPage
from planner.desktop.window import Window
from planner.domain.project import Project
from planner.domain.round import Round
from planner.domain.scenario import Scenario
from planner.schema.query import Query
from planner.schema.record import fields_of
from planner.settings import Settings
from planner.workspace import Workspace

LINES = (("港区无人集卡", "物流", "交通局"), ("产线质量检测", "制造", "工信局"), ("设备预测维护", "制造", "工信局"),
         ("政务热线助手", "", "数据局"))
MAKING = Narrowing("sector", ("E01",), "领域：制造")


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ScenariosPage]:
    window = Window(Settings())
    qtbot.addWidget(window)
    workspace = Workspace.create(tmp_path / "工作 区.planner")
    drafting = workspace.drafting
    first = drafting.add(Round, {"number": "2025-01", "title": "第一批"})
    for title, sector, department in LINES:
        drafting.add(Scenario, {"title": title, "sector": sector, "lead_department": department, "round": first.id})
    window.take(workspace, "scenarios")
    window.show()
    assert isinstance(window.page, ScenariosPage)
    qtbot.waitUntil(lambda: window.page.ui.chips.counts.text() == "共 4 项")
    window.page._asking._patience = window.page._counting._patience = 60  # a loaded machine must not change the way
    yield window.page
    window.close_workspace(show_start=False)


def titles(page: ScenariosPage) -> list[str]:
    return [page.table.thing(row).title for row in range(page.table.rowCount())]


def cell(page: ScenariosPage, row: int, name: str) -> str:
    place = next(i for i, column in enumerate(page.table.columns) if column.name == name)
    return page.table.cells(row)[0][place]


def write(page: ScenariosPage, row: int, name: str, text: str) -> bool:
    place = next(i for i, column in enumerate(page.table.columns) if column.name == name)
    return page.table.setData(page.table.index(row, place), text)


def choose(page: ScenariosPage, title: str) -> Scenario:
    page.ui.table.pick(page.table.key(titles(page).index(title)))
    assert page.chosen is not None
    return page.chosen


def undoable(page: ScenariosPage) -> str | None:
    return page.desk.workspace.keeping.undoable()


def test_every_field_that_people_write_has_an_editor(page: ScenariosPage) -> None:
    written = {name for name, field in fields_of(Scenario).items() if not field.derived}
    assert set(page.detail.binding.editors) == written


def test_sectors_show_counts_and_narrow_the_list(page: ScenariosPage) -> None:
    lines = {item.text(0): item for item in page.ui.sectors._items}
    assert {name: lines[name].text(1) for name in ("全部领域", "智能经济", "制造", "物流", "农业", "未归类")} == {
        "全部领域": "4", "智能经济": "3", "制造": "2", "物流": "1", "农业": "0", "未归类": "1"}
    page.ui.sectors.setCurrentItem(lines["制造"])
    assert titles(page) == ["产线质量检测", "设备预测维护"]
    assert lines["物流"].text(1) == "1"
    page.ui.sectors.setCurrentItem(lines["智能经济"])
    assert len(titles(page)) == 3
    page.ui.sectors.setCurrentItem(lines["未归类"])
    assert titles(page) == ["政务热线助手"]


def test_chips_name_what_is_chosen_and_free_it(page: ScenariosPage) -> None:
    assert not page.ui.chips.isVisibleTo(page)
    page.narrow("sector", MAKING)
    page.ui.filter_lead_department.fill()
    box = page.ui.filter_lead_department
    box.setCurrentIndex(box.findText("工信局（2）"))
    box.activated.emit(box.currentIndex())
    assert [chip.text() for chip in page.ui.chips.chips] == ["领域：制造　×", "牵头部门：工信局　×"]
    assert page.ui.chips.counts.text() == "已筛选 2 / 共 4"
    page.ui.chips.chips[0].click()
    assert page.ui.sectors.currentItem().text(0) == "全部领域" and len(titles(page)) == 2
    page.ui.chips.clear_all.click()
    assert len(titles(page)) == 4 and not page.ui.chips.isVisibleTo(page)


def test_search_finds_words_and_pinyin_initials(page: ScenariosPage) -> None:
    page.ui.search.setText("gqwr")
    assert titles(page) == ["港区无人集卡"]
    page.ui.search.setText("工信 检测")
    assert titles(page) == ["产线质量检测"]
    page.ui.search.setText("没有的")
    assert titles(page) == [] and page.ui.table.blank.sentence == "没有符合筛选的场景"
    page.ui.table.blank.button.click()
    assert len(titles(page)) == 4 and page.ui.search.text() == ""


def test_an_empty_workspace_offers_the_first_scenario(page: ScenariosPage) -> None:
    page.doing.remove([page.table.key(row) for row in range(4)], "重复报送")
    assert page.ui.table.blank.sentence == "还没有场景"


def test_looking_and_filling_write_nothing(page: ScenariosPage) -> None:
    before = undoable(page), len(page.desk.workspace.keeping.history())
    for title in titles(page):
        choose(page, title)
        for tab in range(page.ui.tabs.count()):
            page.ui.tabs.setCurrentIndex(tab)
    page.leave()
    assert (undoable(page), len(page.desk.workspace.keeping.history())) == before


def test_a_cell_amended_in_the_table_is_shown_in_the_form_and_undone_in_both(page: ScenariosPage) -> None:
    choose(page, "港区无人集卡")
    assert write(page, 0, "investment", "120万元")
    assert cell(page, 0, "investment") == page.ui.investment.text() == "120.00"
    assert undoable(page) == "修改场景"
    page.desk.workspace.keeping.undo()
    assert cell(page, 0, "investment") == page.ui.investment.text() == ""


def test_a_refused_value_stays_in_the_form_and_is_marked(page: ScenariosPage) -> None:
    first = choose(page, "港区无人集卡")
    page.ui.investment.setText("很多钱")
    page.ui.investment.editingFinished.emit()
    assert page.ui.investment.property("refused") and "不是数字" in page.ui.problems.text()
    assert page.desk.workspace.drafting.get(Scenario, first.id).investment is None
    choose(page, "产线质量检测")
    assert page.ui.investment.text() == "" and not page.ui.investment.property("refused")
    choose(page, "港区无人集卡")
    assert page.ui.investment.text() == "很多钱" and page.ui.investment.property("refused")
    page.ui.investment.setText("12")
    page.ui.investment.editingFinished.emit()
    assert page.ui.investment.text() == "12.00" and not page.ui.problems.isVisibleTo(page)


def test_what_was_refused_is_tried_again_when_its_reason_is_gone(page: ScenariosPage) -> None:
    first = choose(page, "港区无人集卡")
    for name, text in (("starts", "2026年"), ("ends", "2025年3月"), ("starts", "2024年")):
        editor = getattr(page.ui, name)
        editor.setText(text)
        editor.editingFinished.emit()
    kept = page.desk.workspace.drafting.get(Scenario, first.id)
    assert kept.ends is not None and kept.ends.shown == "2025年3月"
    assert not page.ui.ends.property("refused")


def test_another_sector_empties_a_type_that_does_not_lie_in_it(page: ScenariosPage) -> None:
    making = next(term for term in page._catalogue("scenario_type").children("E01"))
    assert write(page, 1, "scenario_type", making.label)
    assert write(page, 1, "sector", "物流")
    assert cell(page, 1, "scenario_type") == "" and cell(page, 1, "sector") == "物流"
    page.desk.workspace.keeping.undo()
    assert cell(page, 1, "scenario_type") == making.label


def test_many_are_amended_as_one_operation(page: ScenariosPage) -> None:
    page.ui.table.selectAll()
    keys = page.ui.table.picked_keys()
    page.doing.amend_many(keys, {"sector": "教育", "stage": "已报送", "lead_department": "", "round": ""})
    assert {cell(page, row, "sector") for row in range(4)} == {"教育"}
    assert cell(page, 0, "lead_department") == "交通局"
    assert undoable(page) == "批量修改场景（4 项）"
    page.desk.workspace.keeping.undo()
    assert [cell(page, row, "sector") for row in range(4)] == ["物流", "制造", "制造", ""]


def test_removed_with_a_reason_seen_and_restored(page: ScenariosPage) -> None:
    key = choose(page, "港区无人集卡").id
    page.doing.remove([key], "")
    assert len(titles(page)) == 4
    page.doing.remove([key], "报送单位撤回")
    assert len(titles(page)) == 3
    page.ui.removed_too.setChecked(True)
    assert titles(page) == ["港区无人集卡"] and "报送单位撤回" in page.ui.warnings.text()
    assert not page.ui.form.isEnabled()
    page.ui.table.selectAll()
    page.restore()
    assert titles(page) == [] and page.ui.table.blank.sentence == "没有已移除的场景"
    page.ui.removed_too.setChecked(False)
    assert len(titles(page)) == 4


def test_a_copy_is_a_draft_of_its_own(page: ScenariosPage) -> None:
    choose(page, "产线质量检测")
    assert write(page, 1, "stage", "已报送")
    page.duplicate()
    assert page.chosen is not None
    assert (page.chosen.title, page.chosen.stage, page.chosen.sector) == ("产线质量检测（副本）", "draft", "E01")


def test_history_says_from_what_to_what_under_which_name(page: ScenariosPage) -> None:
    choose(page, "港区无人集卡")
    write(page, 0, "stage", "已报送")
    page.ui.tabs.setCurrentWidget(page.ui.history_tab)
    newest, oldest = page.detail.history.things[0], page.detail.history.things[-1]
    assert (newest.operation, newest.label, newest.before, newest.after) == ("修改场景", "状态", "草稿", "已报送")
    assert oldest.after == "新增"


def test_a_project_is_started_and_found_again(page: ScenariosPage) -> None:
    key = choose(page, "港区无人集卡").id
    assert page.ui.start.text() == "立项"
    page.start()
    drafting = page.desk.workspace.drafting
    assert len(drafting.find(Project, Query(where={"scenario": [key]}))) == 1
    page.desk.go("scenarios", key)
    assert page.ui.start.text() == "查看项目"
    page.start()
    assert drafting.count(Project) == 1


def test_news_from_elsewhere_leaves_alone_what_is_being_typed(page: ScenariosPage, qtbot: QtBot) -> None:
    key = choose(page, "港区无人集卡").id
    page.window().activateWindow()
    page.ui.owner.setFocus()
    qtbot.waitUntil(page.ui.owner.hasFocus)
    qtbot.keyClicks(page.ui.owner, "gang")
    page.desk.workspace.drafting.amend(Scenario, key, {"contact": "王五", "owner": "港务集团"})
    assert page.ui.owner.text() == "gang" and page.ui.contact.text() == "王五"
    qtbot.keyClick(page.ui.owner, Qt.Key.Key_Return)
    assert page.desk.workspace.drafting.get(Scenario, key).owner == "gang"


def test_a_composition_is_taken_over_before_another_record_is_shown(page: ScenariosPage, qtbot: QtBot) -> None:
    key = choose(page, "港区无人集卡").id
    page.ui.owner.setFocus()
    qtbot.waitUntil(page.ui.owner.hasFocus)
    event = QInputMethodEvent("", [])
    event.setCommitString("港务集团")
    QApplication.sendEvent(page.ui.owner, event)
    choose(page, "产线质量检测")
    assert page.desk.workspace.drafting.get(Scenario, key).owner == "港务集团"
    assert page.ui.owner.text() == ""


def test_answers_that_take_long_come_from_the_worker(page: ScenariosPage, qtbot: QtBot) -> None:
    page._asking._patience = page._counting._patience = 0
    for text in ("产", "产线", "产线质"):
        page.ui.search.setText(text)
    assert len(titles(page)) == 4
    qtbot.waitUntil(lambda: titles(page) == ["产线质量检测"])
    qtbot.waitUntil(lambda: page.ui.chips.counts.text() == "已筛选 1 / 共 4")


def test_coverage_shows_empty_types_and_leads_to_the_others(page: ScenariosPage) -> None:
    kind = next(term for term in page._catalogue("scenario_type").children("E01"))
    write(page, 1, "scenario_type", kind.label)
    page.ui.views.setCurrentIndex(1)
    chips = page.ui.coverage._chips
    assert len(chips) == 84
    assert chips[kind.code].text().endswith("1") and sum(chip.text().endswith("空白") for chip in chips.values()) == 83
    chips[kind.code].click()
    assert titles(page) == ["产线质量检测"] and page.ui.views.currentIndex() == 0


def test_a_record_outside_the_filter_is_shown_when_asked_for(page: ScenariosPage) -> None:
    key = choose(page, "港区无人集卡").id
    page.narrow("sector", MAKING)
    page.show_record(key)
    assert page.chosen is not None and page.chosen.id == key


def test_the_reason_for_removing_is_asked_over_the_list(page: ScenariosPage, qtbot: QtBot) -> None:
    key = choose(page, "港区无人集卡").id
    page.remove()
    asking = page.ui.asking
    assert asking.isVisibleTo(page) and asking.sentence.words.startswith("移除所选 1 项")
    asking.line.clear()
    asking.accept()
    assert asking.isVisibleTo(page) and len(titles(page)) == 4
    asking.line.setText("不属于征集范围")
    qtbot.keyClick(asking.line, Qt.Key.Key_Return)
    assert not asking.isVisibleTo(page) and len(titles(page)) == 3
    assert page.desk.workspace.drafting.get(Scenario, key).removed == "不属于征集范围"


def test_a_question_about_others_than_are_chosen_is_not_left_standing(page: ScenariosPage) -> None:
    choose(page, "港区无人集卡")
    page.remove()
    choose(page, "产线质量检测")
    assert not page.ui.asking.isVisibleTo(page)


def test_what_the_list_was_narrowed_to_comes_back_for_the_same_workspace(page: ScenariosPage, qtbot: QtBot) -> None:
    page.narrow("sector", MAKING)
    page.ui.search.setText("产线")
    window, path = page.window(), page.desk.workspace.path
    assert isinstance(window, Window)
    window.close_workspace()
    again = Window(window.settings)
    qtbot.addWidget(again)
    again.take(Workspace.open(path), "scenarios")
    assert isinstance(again.page, ScenariosPage)
    assert [chip.text() for chip in again.page.ui.chips.chips] == ["领域：制造　×"] and again.page.ui.search.text() == ""
    qtbot.waitUntil(lambda: sorted(titles(again.page)) == ["产线质量检测", "设备预测维护"])  # type: ignore[arg-type]
    again.close_workspace()
    again.take(Workspace.create(path.with_name("另一个.planner")), "scenarios")
    assert isinstance(again.page, ScenariosPage) and not again.page.narrowings
    again.close_workspace(show_start=False)


@pytest.mark.parametrize("kept", [None, 7, [7], [["sector"]], [["sector", 7, "领域"]], [["没有这一栏", ["E01"], "？"]]])
def test_choices_that_cannot_be_understood_are_let_go(kept: object) -> None:
    assert not Narrowings.of_kept(kept, fields_of(Scenario))


def test_counts_are_asked_for_only_where_a_change_can_move_them(page: ScenariosPage) -> None:
    asked: list[str] = []
    counting = page._counting
    ask = counting.ask
    counting.ask = lambda question, answered, sort="": (asked.append("counts"), ask(question, answered, sort))[1]  # type: ignore[method-assign]
    assert write(page, 0, "investment", "12") and asked == []
    assert write(page, 0, "sector", "制造") and asked == ["counts"]
    page.narrow("stage", None)
    asked.clear()
    page.ui.search.setText("港")
    assert write(page, 0, "owner", "港务集团") and asked
