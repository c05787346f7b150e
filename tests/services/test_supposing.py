"""What if, on a real workspace: read as people write it, said in words, worked out against a variant, never written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.domain.scenario import Scenario
from planner.domain.supply import ComputePool
from planner.domain.supposing import Cut, Delay, MustBeIn
from planner.errors import InvalidRecord
from planner.messages import notice
from planner.schema.dates import PartialDate
from planner.workspace import Workspace

THIRD = PartialDate("2026-Q3")


@pytest.fixture
def pool(workspace: Workspace) -> str:
    """The port draws 8 of 10 P in the third and fourth quarter."""
    made = workspace.drafting.add(ComputePool, {"title": "市智算中心", "capacity": "10"})
    port = workspace.drafting.add(Scenario, {"title": "智慧港口"})
    line = workspace.supplying.demand(port.id, {"pool_kind": "compute", "quantity": "8", "unit": "P", "starts": "2026Q3", "ends": "2026Q4"})
    for quarter in ("2026Q3", "2026Q4"):
        workspace.supplying.assign(line.id, made.id, quarter, "8")
    return made.id


def test_suppositions_are_read_and_said_as_people_do(workspace: Workspace, pool: str) -> None:
    port = workspace.drafting.find(Scenario)[0].id
    for change, meant, said in (
            (workspace.supposing.cut({"what": "compute", "quarter": "2026年第三季度", "percent": "-20"}),
             Cut(THIRD, Decimal("0.8"), kind="compute"), "2026年第三季度“算力”减少 20%"),
            (workspace.supposing.cut({"what": pool, "quarter": "2026Q3", "percent": "50"}),
             Cut(THIRD, Decimal("1.5"), pool=pool), "2026年第三季度“市智算中心”增加 50%"),
            (workspace.supposing.delay({"pool": pool, "quarters": "1"}), Delay(pool, 1), "“市智算中心”推迟 1 个季度"),
            (workspace.supposing.inside({"scenario": port}), MustBeIn(frozenset({port})), "“智慧港口”必须入选")):
        assert (change, workspace.supposing.sentence(change)) == (meant, said)


@pytest.mark.parametrize(("name", "written"), [
    ("cut", {"what": "", "quarter": "2026Q3", "percent": "-20"}), ("cut", {"what": "compute", "quarter": "2026", "percent": "-20"}),
    ("cut", {"what": "compute", "quarter": "2026Q3", "percent": "-120"}), ("delay", {"pool": "x", "quarters": "0"}), ("inside", {})])
def test_what_is_no_supposition_is_refused_by_its_field(workspace: Workspace, name: str, written: dict[str, str]) -> None:
    with pytest.raises(InvalidRecord) as refused:
        getattr(workspace.supposing, name)(written)
    assert len(refused.value.problems) == 1 and notice(refused.value).text


def test_a_fifth_less_is_felt_where_it_is_drawn_upon(workspace: Workspace, pool: str) -> None:
    before = workspace.keeping.history()
    found = workspace.supposing.against([Cut(THIRD, Decimal("0.7"), kind="compute")])
    assert [(one.title, one.quarter, one.before, one.after, one.over_before, one.over_after) for one in found.effects] == [
        ("市智算中心", THIRD, 10, 7, 0, 1)]
    assert [found.titles[key] for key in found.effects[0].scenarios] == ["智慧港口"]
    assert workspace.keeping.history() == before


def test_a_fifth_less_that_nobody_feels_names_nobody(workspace: Workspace, pool: str) -> None:
    found = workspace.supposing.against([Cut(THIRD, Decimal("0.9"), kind="compute")])
    assert [(one.after, one.over_after, one.scenarios) for one in found.effects] == [(9, 0, ())]


def test_what_must_be_in_says_what_it_still_lacks(workspace: Workspace, pool: str) -> None:
    other = workspace.drafting.add(Scenario, {"title": "影像诊断"})
    workspace.supplying.demand(other.id, {"pool_kind": "compute", "quantity": "3", "unit": "P", "starts": "2026Q3", "ends": "2026Q3"})
    found = workspace.supposing.against([MustBeIn(frozenset({other.id}))])
    assert found.effects == ()
    assert [(found.titles[one.scenario], one.quarter, one.missing, one.unit) for one in found.unserved] == [("影像诊断", THIRD, 3, "P")]
