"""登记算力，配给场景，第三季度超配被看见: compute is registered and given to scenarios; the third quarter is over-allocated."""

from __future__ import annotations

from typing import Any

import pytest

THIRD = "2025-Q3"


@pytest.fixture
def lines(office: Any) -> dict[str, str]:
    """Two scenarios need compute in the second and third quarter; the centre has 100 P in each."""
    office.does("add", "算力供给", "供给名称=智算中心", "每季可用量=100", "提供单位=市大数据公司")
    made = {}
    for title, quantity in (("港区无人集卡", 60), ("影像辅助诊断", 50)):
        office.does("add", "场景", f"场景名称={title}", "所属领域=交通运输")
        made[title] = office.does("add", "需求", f"场景={title}", "要素类别=算力", f"需求量={quantity}", "单位=P",
                                  "起始季度=2025年第二季度", "截止季度=2025年第三季度")["id"]
    return made


def rows(office: Any, quarter: str = THIRD) -> tuple[dict[str, Any], dict[str, Any]]:
    """All compute in a quarter, and the line of the one centre."""
    found = [row for row in office.does("balance")["rows"] if row["quarter"] == quarter]
    kind, pool = sorted(found, key=lambda row: row["pool"] is not None)
    return kind, pool


def test_gap_and_over_allocation_are_figures_at_once(office: Any, lines: dict[str, str]) -> None:
    kind, _ = rows(office)
    assert (kind["need"], kind["assigned"], kind["available"], kind["gap"], kind["unit"]) == (110, 0, 100, 110, "P")

    assert office.does("assign", lines["港区无人集卡"], "智算中心", "2025Q3", 60)["over"] == 0
    assert office.does("assign", lines["影像辅助诊断"], "智算中心", "2025年第三季度", 50)["over"] == 10
    kind, pool = rows(office)
    assert (kind["assigned"], kind["gap"]) == (110, 0)
    assert (pool["title"], pool["assigned"], pool["available"], pool["over"]) == ("智算中心", 110, 100, 10)
    assert rows(office, "2025-Q2")[1]["assigned"] == 0

    office.does("assign", lines["影像辅助诊断"], "智算中心", "2025Q3", "37.5")
    kind, pool = rows(office)
    assert (pool["over"], kind["gap"]) == (0, 12.5)


def test_more_than_needed_other_units_and_forbidden_data_are_refused(office: Any, lines: dict[str, str]) -> None:
    line = lines["港区无人集卡"]
    assert office.is_refused("assign", line, "智算中心", "2025Q3", 61)["code"] == "over_demand"
    assert office.is_refused("assign", line, "智算中心", "2026Q1", 10)["code"] == "outside_span"
    office.does("add", "compute_pool", "title=老机房", "capacity=500", "unit=卡时")
    assert office.is_refused("assign", line, "老机房", "2025Q3", 10)["code"] == "unit_differs"
    office.does("add", "dataset", "title=核心库", "数据分级=核心")
    data = office.does("add", "demand", "scenario=港区无人集卡", "pool_kind=数据", "quantity=1", "unit=次", "starts=2025Q3",
                       "ends=2025Q3")["id"]
    assert office.is_refused("assign", data, "核心库", "2025Q3", 1)["code"] == "core_data"
    assert rows_of_compute(office) == [0, 0]


def rows_of_compute(office: Any) -> list[Any]:
    return [row["assigned"] for row in office.does("balance")["rows"] if row["kind"] == "compute" and row["pool"] is None]


def test_an_assignment_is_one_undo(office: Any, lines: dict[str, str]) -> None:
    office.does("assign", lines["港区无人集卡"], "智算中心", "2025Q2", 60)
    before = office.does("balance")
    office.does("assign", lines["港区无人集卡"], "智算中心", "2025Q3", 40)
    office.does("undo")
    assert office.does("balance") == before
    office.does("assign", lines["港区无人集卡"], "智算中心", "2025Q2", 0)
    assert rows(office, "2025-Q2")[1]["assigned"] == 0
