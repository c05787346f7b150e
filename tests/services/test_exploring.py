"""Frontier and steadiness on a real workspace: a score that never falls with more supply, and a plan kept from a point."""

from __future__ import annotations

import pytest

from planner.domain.scenario import Scenario
from planner.domain.selection import Weighting
from planner.domain.supply import ComputePool
from planner.errors import RuleBroken
from planner.services.exploring import shifted
from planner.workspace import Workspace


@pytest.fixture
def three(workspace: Workspace) -> list[str]:
    """Three scenarios of priority 1, 3 and 5 that need 8 P each, of which there are 10."""
    keys = []
    for title, priority in (("智慧港口", "1"), ("内涝预警", "3"), ("影像诊断", "5")):
        keys.append(workspace.drafting.add(Scenario, {"title": title}).id)
        workspace.supplying.demand(keys[-1], {"pool_kind": "compute", "quantity": "8", "unit": "P", "starts": "2026Q1", "ends": "2026Q2",
                                              "priority": priority})
    workspace.drafting.add(ComputePool, {"title": "市智算中心", "capacity": "10"})
    return keys


def test_more_supply_never_lowers_the_score(workspace: Workspace, three: list[str]) -> None:
    found = workspace.exploring.frontier("compute", points=4)
    assert [(point.hundredths, point.amount, point.chosen) for point in found.points] == [(0, 0, 0), (50, 5, 0), (100, 10, 1), (150, 15, 1)]
    assert [point.score for point in found.points] == sorted(point.score for point in found.points)
    assert found.unit == "P"


def test_a_point_is_kept_as_a_variant_in_one_step(workspace: Workspace, three: list[str]) -> None:
    found = workspace.exploring.frontier("compute", points=3)
    made = workspace.exploring.keep(found, found.points[-1], "算力增加一半")
    assert workspace.keeping.undoable() == "建议存为新方案"
    assert [(a.quarter.text, a.quantity) for a in workspace.supplying.allocations(made.id)] == [("2026-Q1", 8), ("2026-Q2", 8)]
    with pytest.raises(RuleBroken, match="title_taken"):
        workspace.exploring.keep(found, found.points[-1], "算力增加一半")
    workspace.keeping.undo()
    assert workspace.supplying.variants() == []


def test_the_same_apart(workspace: Workspace, three: list[str]) -> None:
    here, there = (workspace.exploring.frontier("compute", points=3, apart=apart) for apart in (False, True))
    assert [point.score for point in here.points] == [point.score for point in there.points]


def test_a_kind_without_limit_has_no_frontier(workspace: Workspace, three: list[str]) -> None:
    with pytest.raises(RuleBroken, match="frontier_unlimited"):
        workspace.exploring.frontier("finance")


def test_what_holds_under_every_weight_is_told_from_what_wavers(workspace: Workspace, three: list[str]) -> None:
    workspace.drafting.amend(Scenario, three[1], {"content": "降雨预报与排水管网水位联动", "owner": "市水务局", "location": "老城区"})
    workspace.drafting.add(Weighting, {"priority": 50, "readiness": 0, "completeness": 50})
    found = workspace.exploring.steady()
    assert found.tried == 5   # the weight that is nothing stays nothing
    assert found.always | found.sometimes | found.never == set(three)
    assert not found.always and found.sometimes == {three[0], three[1]} and found.never == {three[2]}


def test_weights_shift_to_every_corner() -> None:
    assert len(shifted((50, 30, 20), 0.2)) == 9
    assert (40.0, 24.0, 16.0) in shifted((50, 30, 20), 0.2) and (60.0, 24.0, 24.0) in shifted((50, 30, 20), 0.2)
