"""The page of history on a real workspace: who did what, from what to what, and the taking back of one operation."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.pages.history.page import HistoryPage
from planner.desktop.window import Window
from planner.domain.scenario import Scenario


@pytest.fixture
def page(open_window) -> HistoryPage:  # type: ignore[no-untyped-def]  # a fixture of conftest
    window: Window = open_window("filled", "history")
    assert isinstance(window.page, HistoryPage)
    return window.page


def _pick(page: HistoryPage, name: str) -> None:
    page.ui.operations.pick(next(operation.id for operation in page.operations.things if operation.name == name))


def _lines(page: HistoryPage) -> list[tuple[str, str, str, str]]:
    return [(line.record, line.field, line.before, line.after) for line in page.differences.things]


def test_the_newest_operation_stands_first_and_is_shown(page: HistoryPage) -> None:
    assert page.operations.things[0].name == "新增项目"
    assert page.ui.named.text() == "新增项目"
    assert page.ui.described.text().startswith("王芳，")
    assert ("项目：影像辅助诊断", "承建单位", "", "市第一人民医院") in _lines(page)


def test_what_was_changed_is_said_from_what_to_what(page: HistoryPage) -> None:
    _pick(page, "修改场景")
    assert _lines(page) == [("场景：港区无人集卡与场桥协同调度示范应用（第1批）", "联系人", "", "李工")]
    _pick(page, "移除场景")
    assert [line[1:] for line in _lines(page)] == [("移除原因", "", "重复报送")]


def test_a_link_is_shown_by_the_name_of_its_record(page: HistoryPage) -> None:
    demand = next(operation for operation in page.operations.things if "需求" in operation.name)
    page.ui.operations.pick(demand.id)
    assert ("场景", "港区无人集卡与场桥协同调度示范应用（第1批）") in [(line[1], line[3]) for line in _lines(page)]


def test_one_operation_is_taken_back_and_says_so(page: HistoryPage, qtbot: QtBot) -> None:
    _pick(page, "移除场景")
    assert page.ui.take_back.isEnabled()
    page.ui.take_back.click()
    qtbot.waitUntil(lambda: page.operations.things[0].name == "撤销：移除场景")
    _pick(page, "移除场景")
    assert not page.ui.take_back.isEnabled()
    assert page.state_of(page.chosen) == "已撤销"  # type: ignore[arg-type]
    assert page.desk.workspace.drafting.count(Scenario) == 12


def test_what_later_work_stands_on_is_not_taken_back(page: HistoryPage) -> None:
    before = len(page.operations.things)
    page.ui.operations.pick(page.operations.things[-3].id)
    assert page.chosen is not None and page.chosen.name == "新增场景"
    page.take_back()
    assert "没有撤销" in page.desk.notices.text  # type: ignore[attr-defined]
    assert len(page.operations.things) == before


def test_search_person_and_state_narrow_the_list(page: HistoryPage) -> None:
    every = len(page.operations.things)
    page.ui.search.setText("移除 王芳")
    assert [operation.name for operation in page.operations.things] == ["移除场景"]
    page.ui.search.setText("没有这样的操作")
    assert page.operations.things == [] and page.ui.operations.blank.sentence == "没有符合条件的操作"
    page.clear()
    page.ui.states.setCurrentIndex(page.ui.states.findData("gone"))
    page.ui.states.activated.emit(0)
    assert page.operations.things == []
    page.clear()
    assert len(page.operations.things) == every


def test_a_line_leads_to_its_record(page: HistoryPage) -> None:
    page.ui.differences.pick(page.differences.key(0))
    page.visit()
    window = page.desk
    assert window.stack.shown.name == "tracking"  # type: ignore[attr-defined]
    assert window.page.chosen.project.title == "影像辅助诊断"  # type: ignore[attr-defined]
