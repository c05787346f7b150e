"""场景立项，编排节点，填季报，进度下降须说明: a scenario becomes a project with milestones and quarterly reports."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def project(office: Any) -> str:
    office.does("add", "场景", "场景名称=病虫害识别", "所属领域=农业", "需求单位=农业农村局", "计划投资=300万元", "完成时限=2025年底")
    started = office.does("start", "病虫害识别", "--set", "承建单位=农科院")
    return str(started["id"])


def test_a_project_takes_over_from_its_scenario_once(office: Any, project: str) -> None:
    made = office.does("show", "项目", "病虫害识别")
    assert (made["id"], made["builder"], made["investment"], made["ends"]) == (project, "农科院", "300.00", "2025")
    scenario = office.does("show", "场景", "病虫害识别")
    assert (scenario["stage"], [found["id"] for found in scenario["projects"]]) == ("running", [project])
    assert office.is_refused("start", "病虫害识别")["code"] == "already_started"


def test_falling_progress_needs_its_reason(office: Any, project: str) -> None:
    second = ["季度=2025Q2", "本季进展=完成标注", "形象进度=55%", "本季完成投资=120万元"]
    office.does("add", "季报", f"项目={project}", *second)
    assert office.is_refused("add", "季报", f"项目={project}", *second)["code"] == "report_exists"

    third = ["季度=2025年第三季度", "本季进展=数据返工", "形象进度=40%"]
    refused = office.is_refused("add", "季报", "项目=病虫害识别", *third)
    assert refused["code"] == "progress_falls"
    assert "55" in refused["message"]
    assert "40" in refused["message"]
    report = office.does("add", "季报", "项目=病虫害识别", *third, "进度下降原因=样本有误，重新采集")["id"]
    assert office.is_refused("amend", "季报", report, "进度下降原因=")["code"] == "progress_falls"
    assert [(r["quarter"], r["percent"]) for r in office.does("show", "项目", project)["reports"]] == [
        ("2025-Q2", "55"), ("2025-Q3", "40")]


def test_weights_sum_to_a_hundred_and_overdue_milestones_are_named(office: Any, project: str) -> None:
    assert office.is_refused("plan", project, "标注,2020-03,50", "上线,2020-06,40")["code"] == "weights_not_100"
    points = office.does("plan", project, "标注,2020-03,50", "上线,2020-06,50")["ids"]
    light = office.does("show", "项目", project)["light"]
    assert (light["colour"], light["planned"], light["actual"]) == ("red", "100", "0")
    assert [reason["code"] for reason in light["reasons"]] == ["milestone_overdue", "milestone_overdue", "behind_plan"]

    for point, day in zip(points, ("2020-03-20", "2020-06-30"), strict=True):
        office.does("amend", "节点", point, f"实际完成={day}")
    assert office.does("show", "项目", project)["light"]["colour"] == "green"

    assert office.is_refused("amend", "项目", project, "人工定灯=黄")["code"] == "invalid"
    office.does("amend", "项目", project, "人工定灯=黄", "定灯理由=验收材料未齐")
    light = office.does("show", "项目", project)["light"]
    assert (light["colour"], light["derived"]) == ("yellow", "green")
