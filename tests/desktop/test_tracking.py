"""The page of projects on a real workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.desktop.inplace import InPlace
from planner.desktop.narrowing import Narrowing
from planner.desktop.pages.tracking.bar import OVERDUE, REACHED, TO_COME, MilestoneBar, shares
from planner.desktop.pages.tracking.page import TrackingPage
from planner.desktop.pages.tracking.plan_dialog import PlanDialog
from planner.desktop.window import Window
from planner.domain.project import Milestone, Project
from planner.domain.scenario import Scenario
from planner.errors import RuleBroken
from planner.schema.dates import PartialDate
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


def test_sector_and_department_narrow_the_list(page: TrackingPage) -> None:
    drafting = page.desk.workspace.drafting
    drafting.add(Project, {"title": "课堂助教", "sector": "教育", "lead_department": "市教育局"})
    page.reload()
    page.ui.filter_lead_department.fill()
    box = page.ui.filter_lead_department
    assert [box.itemText(at) for at in range(box.count())] == ["牵头部门：全部", "（未填）（2）", "市教育局（1）"]
    page.narrow("lead_department", Narrowing("lead_department", ("市教育局",), "牵头部门：市教育局"))
    assert _titles(page) == ["课堂助教"]
    page.narrow("sector", Narrowing("sector", (None,), "所属领域：（未填）"))
    assert _titles(page) == [] and page.ui.projects.blank.sentence == "没有符合条件的项目"
    page.ui.projects.blank.button.click()
    assert len(_titles(page)) == 3


def test_news_are_drawn_in_place_and_leave_the_choice_alone(page: TrackingPage, qtbot: QtBot) -> None:
    tracking, before = page.desk.workspace.tracking, list(page.projects.things)
    page.ui.projects.pick(page.projects.key(1))
    tracking.report(page.projects.key(0), {"quarter": "2026Q1", "done": "完成部署", "percent": "35"})
    qtbot.waitUntil(lambda: page.projects.things[0].light.actual == 35)
    assert page.projects.things[1] is before[1], "what was not touched was asked for again"
    assert page.ui.projects.current_key() == page.projects.key(1)
    page.desk.workspace.keeping.undo()
    qtbot.waitUntil(lambda: page.projects.things[0].light.actual == 0)


def test_a_light_is_set_where_it_stands_and_not_without_a_reason(page: TrackingPage, qtbot: QtBot) -> None:
    assert page.chosen is not None
    key, asking = page.chosen.project.id, page.ui.asking
    page.override()
    assert asking.isVisibleTo(page)
    asking.accept()
    assert asking.isVisibleTo(page) and asking.problem.text()
    asking.choice.setCurrentIndex(asking.choice.findData("yellow"))
    qtbot.keyClicks(asking.line, "delay agreed")
    qtbot.keyClick(asking.line, Qt.Key.Key_Return)
    assert not asking.isVisibleTo(page)
    assert page.desk.workspace.tracking.standing_of(key).project.light_override == "yellow"
    page.override()
    assert asking.line.text() == "delay agreed"
    qtbot.keyClick(asking.line, Qt.Key.Key_Escape)
    assert not asking.isVisibleTo(page)


def test_a_milestone_is_reached_where_it_stands(page: TrackingPage, qtbot: QtBot) -> None:
    assert page.chosen is not None
    page.desk.workspace.tracking.plan(page.chosen.project.id, [{"title": "上线", "due": "2099年3月", "weight": "100"}])
    qtbot.waitUntil(lambda: page.parts["milestones"].rowCount() == 1)
    page.reach()
    page.ui.asking.line.setText("不知道")
    page.ui.asking.accept()
    assert page.ui.asking.problem.text()
    page.ui.asking.line.setText("2026年3月")
    page.ui.asking.accept()
    qtbot.waitUntil(lambda: [share.state for share in page.ui.bar.shares] == [REACHED])


def test_weights_that_do_not_add_up_are_said_in_amber(page: TrackingPage, qtbot: QtBot) -> None:
    assert page.chosen is not None
    assert not page.ui.weights.isVisibleTo(page)
    page.desk.workspace.drafting.add(Milestone, {"project": page.chosen.project.id, "title": "上线", "due": "2099年3月", "weight": "90"})
    qtbot.waitUntil(lambda: page.ui.weights.isVisibleTo(page))
    assert "90" in page.ui.weights.text() and page.ui.weights.property("role") == "warning"


def test_the_bar_is_divided_by_weight_and_says_how_each_part_stands(qtbot: QtBot) -> None:
    plan = [Milestone(project="p", title=title, due=PartialDate(due), done=done, weight=Decimal(weight)) for title, due, done, weight in (
        ("评审", "2026-03", PartialDate("2026-04"), 20), ("上线", "2026-06", None, 30), ("验收", "2027-06", None, 50))]
    bar = MilestoneBar()
    qtbot.addWidget(bar)
    bar.resize(1000, 40)
    bar.show_plan(shares(plan, dt.date(2026, 9, 1)), Decimal(20), Decimal(50))
    assert [share.state for share in bar.shares] == [REACHED, OVERDUE, TO_COME]
    assert [bar.segment(share).x() for share in bar.shares] == [0, 200, 500]
    assert "! 上线，权重 30%，计划 2026年6月，已逾期" in bar.accessibleName()
    bar.show_plan(shares(plan[:1], dt.date(2026, 9, 1)), Decimal(0), Decimal(0))
    assert bar.segment(bar.shares[0]).width() < 200
    bar.show_plan(shares([*plan, *plan], dt.date(2026, 9, 1)), Decimal(0), Decimal(0))
    assert bar.segment(bar.shares[-1]).right() < 1000


def test_what_is_refused_in_place_is_said_beside_it(qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []

    def take(choice: str, text: str) -> None:
        asked.append((choice, text))
        if not text:
            raise RuleBroken("reason_missing")

    strip = InPlace()
    qtbot.addWidget(strip)
    strip.ask("理由", take, suggestions=["重复报送"], hint="写明理由")
    strip.accept()
    assert strip.isVisible() and strip.problem.isVisible()
    strip.text.setCurrentIndex(0)
    strip.accept()
    assert asked == [("", ""), ("", "重复报送")] and not strip.isVisible()
