"""The page of projects on a real workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.desktop.pages.tracking.page import TrackingPage
from planner.desktop.pages.tracking.plan_dialog import PlanDialog
from planner.desktop.window import Window
from planner.domain.project import Project
from planner.domain.scenario import Scenario
from planner.settings import Settings
from planner.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[TrackingPage]:
    window = Window(Settings())
    qtbot.addWidget(window)
    workspace = Workspace.create(tmp_path / "工作 区.planner")
    workspace.drafting.add(Scenario, {"title": "智慧交通信号优化"})
    workspace.drafting.add(Project, {"title": "影像辅助诊断", "builder": "市一医院"})
    workspace.drafting.add(Project, {"title": "港口调度", "builder": "港务集团"})
    window.take(workspace, "tracking")
    window.show()
    assert isinstance(window.page, TrackingPage)
    yield window.page
    window.close_workspace(show_start=False)


def _titles(page: TrackingPage) -> list[str]:
    return [standing.project.title for standing in page.projects.things]


def test_search_and_light_narrow_the_list(page: TrackingPage) -> None:
    assert sorted(_titles(page)) == ["影像辅助诊断", "港口调度"]
    page.ui.search.setText("港务")
    assert _titles(page) == ["港口调度"]
    page.ui.search.clear()
    page.ui.lights.setCurrentIndex(page.ui.lights.findData("red"))
    page.ui.lights.activated.emit(1)
    assert _titles(page) == []
    assert page.ui.projects.blank.sentence == "没有符合条件的项目"


def test_a_light_is_shape_and_word_and_an_override_keeps_its_reason(page: TrackingPage, qtbot: QtBot) -> None:
    page.ui.projects.pick(page.projects.key(0))
    assert page.chosen is not None
    tracking, key = page.desk.workspace.tracking, page.chosen.project.id
    tracking.override(key, "red", "资金未到位")
    qtbot.waitUntil(lambda: page.ui.light.text().startswith("■ 红灯（人工定灯：资金未到位"))
    assert page.ui.release_light.isVisibleTo(page)
    page.release()
    qtbot.waitUntil(lambda: not page.ui.release_light.isVisibleTo(page))
    assert tracking.standing_of(key).project.light_reason is None


def test_a_scenario_becomes_a_project(page: TrackingPage) -> None:
    scenario = page.desk.workspace.drafting.find(Scenario)[0]
    page.start_from(scenario.id)
    assert page.chosen is not None and page.chosen.project.scenario == scenario.id
    before = len(page.projects.things)
    page.start_from(scenario.id)
    assert len(page.projects.things) == before


def test_a_plan_whose_weights_are_not_100_is_refused_in_the_dialog(page: TrackingPage, qtbot: QtBot) -> None:
    assert page.chosen is not None
    tracking, key = page.desk.workspace.tracking, page.chosen.project.id
    dialog = PlanDialog((), lambda plan: tracking.plan(key, plan), page)
    qtbot.addWidget(dialog)
    dialog.add({"title": "方案评审", "due": "2026年3月", "weight": "40"})
    assert dialog.sum.text() == "权重合计 40%，应为 100%"
    dialog.accept()
    assert dialog.result() == 0 and dialog.problems.text()
    assert tracking.standing_of(key).milestones == ()
    dialog.add({"title": "上线", "due": "2026年9月", "weight": "60"})
    dialog.accept()
    assert dialog.result() == 1
    assert [m.title for m in tracking.standing_of(key).milestones] == ["方案评审", "上线"]
    qtbot.waitUntil(lambda: page.parts["milestones"].rowCount() == 2)


def test_a_report_filed_elsewhere_is_shown(page: TrackingPage, qtbot: QtBot) -> None:
    assert page.chosen is not None
    page.desk.workspace.tracking.report(
        page.chosen.project.id, {"quarter": "2026Q1", "done": "完成部署", "percent": "35", "invested": "12"})
    qtbot.waitUntil(lambda: page.parts["reports"].rowCount() == 1)
    assert "35%" in page.ui.light.text()


def test_what_is_overdue_comes_first(page: TrackingPage, qtbot: QtBot) -> None:
    tracking = page.desk.workspace.tracking
    late = next(s for s in page.projects.things if s.project.title == "港口调度").project.id
    tracking.plan(late, [{"title": "上线", "due": "2020年3月", "weight": "100"}])
    qtbot.waitUntil(lambda: _titles(page)[0] == "港口调度")
    tracking.override(late, "green", "已经商定延期")
    qtbot.waitUntil(lambda: page.projects.things[0].light.colour == "green")
    assert _titles(page)[0] == "港口调度"
