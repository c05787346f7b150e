"""Variants on a real workspace: copied, compared, adopted, supposed otherwise; and what is wrong before any of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.domain.demand import Variant
from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.domain.supposing import Cut
from planner.domain.variants import IN, OUT
from planner.errors import InvalidRecord, PlannerError, RuleBroken
from planner.schema.dates import PartialDate
from planner.workspace import Workspace


@pytest.fixture
def planned(workspace: Workspace) -> tuple[str, str]:
    """One scenario served in 年度基准方案; the keys of its line and its pool."""
    scenario = workspace.drafting.add(Scenario, {"title": "港区集装箱智能调度", "sector": "E03"})
    line = workspace.supplying.demand(scenario.id, {"pool_kind": "compute", "quantity": "8", "unit": "P",
                                                    "starts": "2026Q3", "ends": "2026Q3"})
    pool = workspace.drafting.add(ComputePool, {"title": "市智算中心", "capacity": "10"})
    workspace.supplying.assign(line.id, pool.id, "2026Q3", "8")
    return line.id, pool.id


def test_a_copy_has_the_same_assignments_and_a_life_of_its_own(workspace: Workspace, planned: tuple[str, str]) -> None:
    line, pool = planned
    copy = workspace.weighing.copy("年度基准方案", "压缩方案")
    assert workspace.keeping.undoable() == "复制方案"
    workspace.supplying.assign(line, pool, "2026Q3", "", variant=copy.id)
    assert len(workspace.supplying.allocations("年度基准方案")) == 1 and workspace.supplying.allocations("压缩方案") == []
    with pytest.raises(RuleBroken) as refused:
        workspace.weighing.copy("年度基准方案", "压缩方案")
    assert refused.value.code == "title_taken"


def test_two_variants_are_compared_and_one_adopted(workspace: Workspace, planned: tuple[str, str]) -> None:
    workspace.drafting.add(Variant, {"title": "空方案"})
    found = workspace.weighing.compare(["年度基准方案", "空方案"])
    assert [d.states for d in found.differences] == [(IN, OUT)]
    assert found.figures[0].sectors == {"E03": 1}
    workspace.weighing.adopt("空方案", "2026-01-15", "专题会议纪要〔2026〕3号")
    workspace.weighing.adopt("年度基准方案", "2026-02", "专题会议纪要〔2026〕5号")
    assert [(v.title, str(v.adopted_on.text)) for v in workspace.supplying.variants() if v.adopted and v.adopted_on] == [
        ("年度基准方案", "2026-02")]
    workspace.keeping.undo()
    assert workspace.supplying.current().title == "空方案"


@pytest.mark.parametrize(("asked", "code"), [(["年度基准方案"], "compare_two_to_four"), (["年度基准方案", "无此方案"], "unknown_variant")])
def test_what_cannot_be_compared(workspace: Workspace, planned: tuple[str, str], asked: list[str], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        workspace.weighing.compare(asked)
    assert refused.value.code == code


@pytest.mark.parametrize(("on", "basis", "kind"), [
    ("2026-13", "纪要", InvalidRecord), ("2026-01", " ", RuleBroken), ("", "纪要", RuleBroken)])
def test_adopting_needs_a_day_and_a_basis(workspace: Workspace, planned: tuple[str, str], on: str, basis: str,
                                          kind: type[PlannerError]) -> None:
    before = workspace.keeping.history()
    with pytest.raises(kind):
        workspace.weighing.adopt("年度基准方案", on, basis)
    assert workspace.keeping.history() == before


def test_adopting_is_no_matter_of_a_form(workspace: Workspace, planned: tuple[str, str]) -> None:
    with pytest.raises(InvalidRecord):
        workspace.drafting.amend(Variant, workspace.supplying.current().id, {"adopted": "是"})


def test_a_third_quarter_with_a_fifth_less_writes_nothing(workspace: Workspace, planned: tuple[str, str]) -> None:
    before = workspace.keeping.history()
    supposed = workspace.weighing.suppose([Cut(PartialDate("2026-Q3"), Decimal("0.7"), kind="compute")])
    assert [row.over for row in supposed.balance().pools] == [Decimal(1)]
    assert workspace.keeping.history() == before
