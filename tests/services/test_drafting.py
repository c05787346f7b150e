"""Drafting on a real workspace: each verb is one named operation, and a refusal leaves everything as it was."""

from __future__ import annotations

import pytest

from planner.domain.catalogues import LocalTerm
from planner.domain.scenario import Scenario
from planner.errors import InvalidRecord, NotFound, PlannerError, RuleBroken
from planner.schema.query import Query
from planner.workspace import Workspace


def add(workspace: Workspace, *titles: str) -> list[str]:
    return [made.id for made in workspace.drafting.add_all(Scenario, [{"title": title} for title in titles])]


def titles(workspace: Workspace, query: Query | None = None) -> list[str]:
    return [scenario.title for scenario in workspace.drafting.find(Scenario, query or Query())]


def test_each_verb_is_one_operation_that_undo_takes_back_by_name(workspace: Workspace) -> None:
    first, second = add(workspace, "港区调度", "影像诊断")
    drafting, keeping = workspace.drafting, workspace.keeping
    assert drafting.amend(Scenario, first, {"title": "港区集装箱调度", "investment": "1.2亿"}) == ["title", "investment"]
    drafting.amend_all(Scenario, [first, second], {"sector": "E01"})
    drafting.amend_each(Scenario, {first: {"title": "甲"}, second: {"title": "乙"}}, name="统一名称")
    drafting.remove(Scenario, [first], "重复报送")
    drafting.restore(Scenario, [first])
    names = [operation.name for operation in keeping.history()]
    assert names == ["恢复场景", "移除场景", "统一名称", "修改场景", "修改场景", "新增场景"]
    for name in names:
        assert keeping.undoable() == name
        keeping.undo()
    assert titles(workspace) == [] and keeping.undoable() is None


def test_what_is_removed_is_kept_with_its_reason(workspace: Workspace) -> None:
    first, _ = add(workspace, "港区调度", "影像诊断")
    workspace.drafting.remove(Scenario, [first], " 重复报送 ")
    assert titles(workspace) == ["影像诊断"] and titles(workspace, Query(removed=True)) == ["港区调度"]
    assert workspace.drafting.get(Scenario, first).removed == "重复报送"


def test_a_refusal_leaves_everything_as_it_was(workspace: Workspace) -> None:
    first, second = add(workspace, "港区调度", "影像诊断")
    before = workspace.keeping.history()

    def refusal(kind: type[PlannerError]) -> pytest.RaisesExc[PlannerError]:
        return pytest.raises(kind)

    with refusal(InvalidRecord):
        workspace.drafting.add(Scenario, {"sector": "E01"})
    with refusal(InvalidRecord):
        workspace.drafting.amend_all(Scenario, [first, second], {"starts": "2026", "ends": "2025"})
    with refusal(InvalidRecord):
        workspace.drafting.amend(Scenario, first, {"removed": "不经移除"})
    with refusal(RuleBroken):
        workspace.drafting.remove(Scenario, [first], "  ")
    with refusal(NotFound):
        workspace.drafting.remove(Scenario, [first, "nobody"], "重复")
    with refusal(NotFound):
        workspace.drafting.amend_each(Scenario, {first: {"title": "甲"}, "nobody": {"title": "乙"}})
    assert workspace.keeping.history() == before and titles(workspace) == ["港区调度", "影像诊断"]


def test_everything_wrong_in_many_is_named_with_its_record(workspace: Workspace) -> None:
    first, second = add(workspace, "港区调度", "影像诊断")
    with pytest.raises(InvalidRecord) as refused:
        workspace.drafting.amend_each(Scenario, {first: {"investment": "很多"}, second: {"title": "影像辅助诊断", "starts": "某天"}})
    assert {(p.where, p.field) for p in refused.value.problems} == {("“港区调度”", "investment"), ("“影像辅助诊断”", "starts")}


def test_a_rule_broken_before_is_not_held_against_another_change(workspace: Workspace) -> None:
    [first] = add(workspace, "港区调度")
    with workspace.store.changing("旧数据") as unit:
        scenario = unit.of(Scenario).get(first)
        scenario.sector, scenario.scenario_type = "E02", "E01-01"
    assert workspace.drafting.amend(Scenario, first, {"title": "港区集装箱调度"}) == ["title"]


def test_the_offices_own_terms_are_taken_at_once_and_gone_with_undo(workspace: Workspace) -> None:
    workspace.drafting.add(LocalTerm, {"catalogue": "sector", "code": "L01", "title": "低空经济"})
    assert workspace.drafting.add(Scenario, {"title": "无人机巡检", "sector": "低空经济"}).sector == "L01"
    workspace.keeping.undo()
    workspace.keeping.undo()
    with pytest.raises(InvalidRecord):
        workspace.drafting.add(Scenario, {"title": "无人机巡检", "sector": "低空经济"})
