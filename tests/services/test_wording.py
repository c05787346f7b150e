"""A change as people read it: which record, which field, from what to what."""

from __future__ import annotations

from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.schema.change import Change
from planner.services.wording import Difference
from planner.workspace import Workspace


def newest(workspace: Workspace) -> list[Difference]:
    return workspace.keeping.differences(workspace.keeping.changes_of(workspace.keeping.history(limit=1)[0].id))


def test_values_are_said_as_they_are_shown_and_only_those_that_differ(workspace: Workspace) -> None:
    key = workspace.drafting.add(Scenario, {"title": "港区无人集卡", "investment": "120万元"}).id
    assert all(one.made and one.before == "" for one in newest(workspace))
    workspace.drafting.amend(Scenario, key, {"investment": "1.2亿元", "sector": "E01"})
    said = {(one.record, one.field, one.before, one.after, one.made) for one in newest(workspace)}
    sector = workspace.words.fields_of(Scenario)["sector"].show("E01")
    assert said == {("场景：港区无人集卡", "计划投资（万元）", "120.00", "12,000.00", False),
                    ("场景：港区无人集卡", "所属领域", "", sector, False)}


def test_a_link_is_said_by_the_name_of_what_it_points_to_and_one_that_is_gone_says_so(workspace: Workspace) -> None:
    scenario = workspace.drafting.add(Scenario, {"title": "港区无人集卡"})
    workspace.supplying.demand(scenario.id, {"pool_kind": "compute", "quantity": "8", "unit": "P", "starts": "2026Q1", "ends": "2026Q1"})
    assert "港区无人集卡" in {one.after for one in newest(workspace)}
    gone = Change(Demand.kind, "k", {"scenario": scenario.id}, {"scenario": "never there"})
    assert [(one.before, one.after) for one in workspace.keeping.differences([gone])] == [("港区无人集卡", "（已不在）")]


def test_a_record_whose_making_was_taken_back_is_named_as_it_was(workspace: Workspace) -> None:
    workspace.drafting.add(Scenario, {"title": "港区无人集卡"})
    workspace.keeping.undo()
    assert {one.record for one in newest(workspace)} == {"场景：港区无人集卡"}
