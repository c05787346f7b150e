"""Tracking on a real workspace: from scenario to project, its milestones, its reports and what they may say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.domain.scenario import Scenario
from planner.errors import InvalidRecord, PlannerError
from planner.workspace import Workspace

PLAN = [{"title": "设备进场", "due": "2026-03", "weight": "40"}, {"title": "上线", "due": "2026-09", "weight": "60"}]


@pytest.fixture
def project(workspace: Workspace) -> str:
    scenario = workspace.drafting.add(Scenario, {"title": "港区集装箱智能调度", "owner": "市港务集团", "investment": "1200",
                                                 "starts": "2026-01", "ends": "2026-12"})
    return workspace.tracking.start(scenario.id, {"phase": "running"}).id


def refusal(workspace: Workspace, verb: str, *asked: object) -> str:
    """The code of a refusal, after which the workspace is as it was."""
    before = workspace.keeping.history()
    with pytest.raises(PlannerError) as refused:
        getattr(workspace.tracking, verb)(*asked)
    assert workspace.keeping.history() == before
    return refused.value.code


def report(quarter: str, percent: str, **more: str) -> dict[str, str]:
    return {"quarter": quarter, "percent": percent, "done": "按计划推进"} | more


def test_a_project_takes_over_what_the_scenario_says_and_undo_gives_it_back(workspace: Workspace, project: str) -> None:
    standing = workspace.tracking.standing_of(project)
    assert (standing.project.builder, standing.project.investment) == ("市港务集团", Decimal(1200))
    scenario = workspace.drafting.get(Scenario, standing.project.scenario or "")
    assert scenario.stage == "running"
    assert refusal(workspace, "start", scenario.id) == "already_started"
    assert workspace.keeping.undo().name == "撤销：场景立项"
    assert workspace.drafting.get(Scenario, scenario.id).stage == "draft"


def test_rule_19_weights_sum_to_a_hundred(workspace: Workspace, project: str) -> None:
    assert refusal(workspace, "plan", project, PLAN[:1]) == "weights_not_100"
    workspace.tracking.plan(project, PLAN)
    workspace.tracking.plan(project, list(reversed(PLAN)))
    assert [m.title for m in workspace.tracking.standing_of(project).milestones] == ["上线", "设备进场"]


def test_one_report_a_quarter_and_rule_20_progress_falls_only_with_a_reason(workspace: Workspace, project: str) -> None:
    workspace.tracking.report(project, report("2026Q1", "40"))
    assert refusal(workspace, "report", project, report("2026Q1", "50")) == "report_exists"
    assert refusal(workspace, "report", project, report("2026Q2", "30")) == "progress_falls"
    workspace.tracking.report(project, report("2026Q2", "30", fall_reason="设备退场"))
    assert refusal(workspace, "report", project, report("2026Q3", "130")) == "invalid"


def test_a_report_is_locked_after_review_until_it_is_given_back(workspace: Workspace, project: str) -> None:
    filed = workspace.tracking.report(project, report("2026Q1", "40"))
    assert refusal(workspace, "review", filed.id, " ", "2026-04-10") == "reason_missing"
    with pytest.raises(InvalidRecord):
        workspace.tracking.review(filed.id, "李处", "某天")
    workspace.tracking.review(filed.id, "李处", "2026-04-10")
    assert refusal(workspace, "amend_report", filed.id, {"percent": "45"}) == "report_locked"
    workspace.tracking.reopen(filed.id)
    assert workspace.tracking.amend_report(filed.id, {"percent": "45"}) == ["percent"]


def test_the_light_follows_the_figures_and_is_set_by_hand_only_with_a_reason(workspace: Workspace, project: str) -> None:
    workspace.tracking.plan(project, PLAN)
    assert workspace.tracking.standing_of(project, dt.date(2026, 2, 1)).light.colour == "green"
    late = workspace.tracking.standing_of(project, dt.date(2026, 7, 15)).light
    assert late.colour == "red" and {r.code for r in late.reasons} >= {"milestone_overdue", "behind_plan", "no_report"}
    assert refusal(workspace, "override", project, "green") == "reason_missing"
    workspace.tracking.override(project, "green", "设备已到港，下周进场")
    now = workspace.tracking.standing_of(project, dt.date(2026, 7, 15)).light
    assert (now.colour, now.derived) == ("green", "red")
    workspace.tracking.override(project, None)
    assert workspace.tracking.standing_of(project, dt.date(2026, 7, 15)).light.colour == "red"


def test_what_is_doubtful_is_told_without_a_colour(workspace: Workspace, project: str) -> None:
    workspace.tracking.plan(project, [{"title": "验收", "due": "2027-03", "weight": "100"}])
    workspace.tracking.report(project, report("2026Q1", "40", invested="1300"))
    light = workspace.tracking.standing_of(project, dt.date(2026, 4, 1)).light
    assert light.colour == "green" and [r.code for r in light.reasons] == ["milestone_outside", "over_plan"]


def test_a_milestone_is_reached_and_taken_back(workspace: Workspace, project: str) -> None:
    point = workspace.tracking.plan(project, PLAN)[0].id
    workspace.tracking.reach(point, "2026-03-20")
    assert workspace.tracking.standing_of(project, dt.date(2026, 4, 1)).light.actual == 40
    assert refusal(workspace, "reach", point, "某天") == "invalid"
    workspace.tracking.reach(point, "")
    assert workspace.tracking.standing_of(project, dt.date(2026, 4, 1)).light.actual == 0
