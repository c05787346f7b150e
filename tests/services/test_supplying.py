"""Supplying on a real workspace: what is needed, what may be given, and many of it at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from planner.domain.assigning import Assignment
from planner.domain.demand import Demand
from planner.domain.scenario import Scenario
from planner.domain.supply import POOLS, ComputePool, Dataset, FinancePool, Pool
from planner.errors import InvalidRecord, NotFound, PlannerError, RuleBroken
from planner.schema.dates import PartialDate
from planner.workspace import Workspace

Q1, Q2, Q3 = (PartialDate(f"2026-Q{n}") for n in (1, 2, 3))


@pytest.fixture
def scenario(workspace: Workspace) -> str:
    return workspace.drafting.add(Scenario, {"title": "智慧港口集装箱调度"}).id


def line(workspace: Workspace, scenario: str, **written: object) -> Demand:
    return workspace.supplying.demand(scenario, {
        "pool_kind": "compute", "quantity": "8", "unit": "P", "starts": "2026Q1", "ends": "2026Q2"} | written)


def pool(workspace: Workspace, record: type[Pool] = ComputePool, **written: object) -> Pool:
    return workspace.drafting.add(record, {"title": "市智算中心", "capacity": "10"} | written)


def refusal(workspace: Workspace, *asked: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    """The code of what `assign` refuses; the workspace must be as it was."""
    before = workspace.keeping.history()
    with pytest.raises(PlannerError) as refused:
        workspace.supplying.assign(*asked, **named)
    assert workspace.keeping.history() == before
    return refused.value.code, refused.value.params


def test_a_line_is_written_in_the_unit_that_its_kind_is_supplied_in(workspace: Workspace, scenario: str) -> None:
    assert line(workspace, scenario, unit="PFLOPS").unit == "P"
    assert line(workspace, scenario, pool_kind="dataset", quantity="3", unit="TB").unit == "次"


def test_a_line_in_an_unknown_unit_is_refused_with_the_units_that_are_known(workspace: Workspace, scenario: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        line(workspace, scenario, unit="吨")
    [problem] = refused.value.problems
    assert (problem.field, problem.code, problem.params["units"]) == ("unit", "unknown_unit", "P、卡时、P·天、卡")


def test_many_lines_are_one_operation(workspace: Workspace, scenario: str) -> None:
    written = {"scenario": scenario, "pool_kind": "compute", "quantity": "1", "unit": "P", "starts": "2026Q1", "ends": "2026Q1"}
    made = workspace.supplying.demand_all([written] * 3)
    assert len(workspace.supplying.demands(scenario)) == len(made) == 3
    assert workspace.keeping.history()[0].count == 3
    workspace.keeping.undo()
    assert workspace.supplying.demands() == []


def test_every_wrong_line_of_many_is_named(workspace: Workspace, scenario: str) -> None:
    good = {"scenario": scenario, "pool_kind": "compute", "quantity": "1", "unit": "P", "starts": "2026Q1", "ends": "2026Q1"}
    with pytest.raises(InvalidRecord) as refused:
        workspace.supplying.demand_all([good, good | {"quantity": "-1"}, good | {"ends": "2025Q4"}])
    assert [(p.where, p.field, p.code) for p in refused.value.problems] == [
        ("第 2 条", "quantity", "out_of_range"), ("第 3 条", "ends", "ends_before_start")]
    assert workspace.supplying.demands() == []


def test_a_line_belongs_to_a_scenario_or_project_that_is_there(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        line(workspace, "nobody")


def test_an_assignment_stands_is_changed_and_taken_back(workspace: Workspace, scenario: str) -> None:
    need, source = line(workspace, scenario), pool(workspace)
    workspace.supplying.assign(need.id, source.id, "2026Q1", "5", basis="会议纪要")
    workspace.supplying.assign(need.id, source.id, "2026Q1", "8")
    [standing] = workspace.supplying.allocations()
    assert (standing.quantity, standing.basis, standing.quarter) == (Decimal(8), "会议纪要", Q1)
    assert workspace.supplying.assign(need.id, source.id, "2026Q1", "") is None
    assert workspace.supplying.allocations() == []
    workspace.keeping.undo()
    assert [a.quantity for a in workspace.supplying.allocations()] == [Decimal(8)]


def test_the_first_assignment_makes_the_first_variant_and_undo_takes_both_back(workspace: Workspace, scenario: str) -> None:
    need, source = line(workspace, scenario), pool(workspace)
    workspace.supplying.balance()
    assert workspace.supplying.variants() == []
    workspace.supplying.assign(need.id, source.id, "2026Q1", "5")
    assert [v.title for v in workspace.supplying.variants()] == ["年度基准方案"]
    workspace.keeping.undo()
    assert workspace.supplying.variants() == []


def test_what_may_not_be_assigned(workspace: Workspace, scenario: str) -> None:
    need, source = line(workspace, scenario, ends="2026Q4"), pool(workspace, starts="2026-04")
    cards = pool(workspace, unit="卡", title="卡池")
    money = pool(workspace, FinancePool, title="专项", source="city")
    assert refusal(workspace, need.id, cards.id, "2026Q1", "1")[0] == "unit_differs"
    assert refusal(workspace, need.id, money.id, "2026Q1", "1")[0] == "kind_differs"
    assert refusal(workspace, need.id, source.id, "2027Q1", "1")[0] == "outside_span"
    assert refusal(workspace, need.id, source.id, "2026Q1", "1")[0] == "pool_closed"
    code, params = refusal(workspace, need.id, source.id, "2026Q2", "8.5")
    assert (code, params["total"], params["need"], params["quarter"]) == ("over_demand", "8.5", "8", "2026年第二季度")
    assert refusal(workspace, need.id, source.id, "2026年", "1")[0] == "invalid"
    assert refusal(workspace, need.id, "nothing", "2026Q1", "1")[0] == "not_found"
    assert refusal(workspace, "nothing", source.id, "2026Q2", "1")[0] == "not_found"
    assert refusal(workspace, need.id, source.id, "2026Q2", "1", variant="不存在")[0] == "unknown_variant"


def test_money_counts_over_all_quarters_together(workspace: Workspace, scenario: str) -> None:
    need = line(workspace, scenario, pool_kind="finance", quantity="100", unit="万元")
    source = pool(workspace, FinancePool, source="city", capacity="500")
    workspace.supplying.assign(need.id, source.id, "2026Q1", "70")
    assert refusal(workspace, need.id, source.id, "2026Q2", "31")[0] == "over_demand"
    workspace.supplying.assign(need.id, source.id, "2026Q2", "30")


def test_guarded_data_is_given_only_with_approval_technique_and_within_the_term(workspace: Workspace, scenario: str) -> None:
    need = line(workspace, scenario, pool_kind="dataset", quantity="1", unit="次")
    data = workspace.drafting.add(Dataset, {"title": "船舶轨迹", "data_level": "core"})
    assert refusal(workspace, need.id, data.id, "2026Q1", "1")[0] == "core_data"
    workspace.drafting.amend(Dataset, data.id, {"data_level": "important"})
    assert refusal(workspace, need.id, data.id, "2026Q1", "1")[0] == "no_approval"
    workspace.drafting.amend(Dataset, data.id, {"approval_no": "数批〔2026〕1号", "approved_until": "2026-05"})
    assert refusal(workspace, need.id, data.id, "2026Q1", "1")[0] == "no_privacy_technique"
    workspace.drafting.amend(Dataset, data.id, {"technology": "privacy"})
    assert refusal(workspace, need.id, data.id, "2026Q2", "1")[0] == "approval_ends"
    assert workspace.supplying.assign(need.id, data.id, "2026Q1", "1")


def test_more_than_there_is_may_be_assigned_and_shows(workspace: Workspace, scenario: str) -> None:
    needs, source = [line(workspace, scenario) for _ in range(2)], pool(workspace)
    for need in needs:
        workspace.supplying.assign(need.id, source.id, "2026Q1", "8")
    row = next(row for row in workspace.supplying.balance().pools if row.quarter == Q1)
    assert (row.assigned, row.available, row.over) == (Decimal(16), Decimal(10), Decimal(6))


def test_many_assignments_are_judged_together_and_stand_or_fall_together(workspace: Workspace, scenario: str) -> None:
    need, first, second = line(workspace, scenario), pool(workspace), pool(workspace, title="区智算中心")
    workspace.supplying.assign(need.id, first.id, "2026Q1", "8")
    moved = [Assignment(need.id, second.id, Q1, Decimal(6)), Assignment(need.id, first.id, Q1, Decimal(2))]
    workspace.supplying.assign_all(moved, name="采用建议")
    assert {a.pool: a.quantity for a in workspace.supplying.allocations()} == {first.id: Decimal(2), second.id: Decimal(6)}
    assert workspace.keeping.undoable() == "采用建议"
    before = workspace.keeping.history()
    with pytest.raises(RuleBroken) as refused:
        workspace.supplying.assign_all([Assignment(need.id, first.id, Q2, Decimal(1)), Assignment(need.id, second.id, Q3, Decimal(1))])
    assert refused.value.code == "outside_span"
    assert workspace.keeping.history() == before
    workspace.keeping.undo()
    assert [a.quantity for a in workspace.supplying.allocations()] == [Decimal(8)]


def test_releasing_takes_back_everything_of_a_line_in_one_variant(workspace: Workspace, scenario: str) -> None:
    need, source = line(workspace, scenario), pool(workspace)
    for quarter in ("2026Q1", "2026Q2"):
        workspace.supplying.assign(need.id, source.id, quarter, "5")
    assert workspace.supplying.release(need.id) == 2
    assert workspace.supplying.allocations() == []


def test_candidates_fit_in_kind_unit_time_and_permission(workspace: Workspace, scenario: str) -> None:
    need = line(workspace, scenario)
    good = pool(workspace)
    pool(workspace, unit="卡", title="卡池")
    pool(workspace, title="已停用", ends="2025-12")
    pool(workspace, title="明年", starts="2027")
    assert [p.id for p in workspace.supplying.candidates(need.id)] == [good.id]


@pytest.mark.parametrize("kind", POOLS)
def test_every_kind_of_pool_is_listed_under_its_kind(workspace: Workspace, kind: str) -> None:
    record = POOLS[kind]
    written = {"source": "city"} if kind == "finance" else {}
    made = workspace.drafting.add(record, {"title": "一处", **({"capacity": "1"} if kind != "dataset" else {}), **written})
    assert [p.id for p in workspace.supplying.pools(kind)] == [p.id for p in workspace.supplying.pools()] == [made.id]
