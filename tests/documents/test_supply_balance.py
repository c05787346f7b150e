"""The table of supply and demand: over-allocations first, and every unmet line by its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from planner.documents import measured, supply_balance
from planner.domain.balance import balance
from planner.domain.demand import Allocation, Demand
from planner.domain.office import Office
from planner.domain.supply import ComputePool, Dataset, FinancePool, Pool
from planner.schema.dates import PartialDate
from planner.schema.document import Document, Heading, Paragraph, Table
from planner.schema.record import SEED

Supply = Callable[[int], tuple[list[Pool], list[Demand], list[Allocation]]]
YEAR = [PartialDate(f"2025-Q{number}") for number in (1, 2, 3, 4)]


def compose(pools: list[Any], demands: list[Demand], given: list[Allocation]) -> Document:
    titles = {demand.scenario: f"场景{demand.scenario}" for demand in demands}
    return supply_balance.compose(Office(title="办公室"), balance(pools, demands, given), demands, given, pools, titles, SEED,
                                  as_of=dt.date(2025, 6, 20), variant_title="基准")


def table(document: Document, caption: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and caption in b.caption)


def need(name: str, kind: str, quantity: str, unit: str, **more: Any) -> Demand:
    return Demand(id=name, scenario=name, pool_kind=kind, quantity=Decimal(quantity), unit=unit, starts=YEAR[0], ends=YEAR[3], **more)


def give(demand: str, pool: str, quarter: int, quantity: str) -> Allocation:
    return Allocation(demand=demand, pool=pool, variant="v", quarter=YEAR[quarter], quantity=Decimal(quantity))


def test_over_allocation_stands_first_and_says_how_much() -> None:
    pool = ComputePool(id="c", title="智算中心", capacity=Decimal(10))
    document = compose([pool], [need("a", "compute", "12", "P")], [give("a", "c", 1, "12")])
    assert isinstance(document.blocks[0], Heading)
    assert isinstance(document.blocks[1], Table)
    assert document.blocks[1].rows[0].values[2:] == ("智算中心", None, "2025年第二季度", "P", Decimal(10), Decimal(12), Decimal(2))


def test_without_over_allocation_that_is_said() -> None:
    document = compose([], [], [])
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "各项供给在各季度均未超配。", "尚无需求和配置。", "尚无需求。"]


def test_every_figure_of_the_balance_is_in_the_table(supply: Supply) -> None:
    pools, demands, given = supply(40)
    sums, rows = balance(pools, demands, given), table(compose(pools, demands, given), "分季度供需").rows
    said = {row.key: row.values[1:] for row in rows if row.role == "record"}
    for part in sums.kinds:
        at = sums.quarters.index(part.quarter)
        assert said[f"{part.kind}/{part.unit}/need"][at] == measured(part.need, part.unit)
        assert said[f"{part.kind}/{part.unit}/assigned"][at] == measured(part.assigned, part.unit)
        assert said[f"{part.kind}/{part.unit}/gap"][at] == (measured(part.gap, part.unit) if part.gap else None)
        assert said[f"{part.kind}/{part.unit}/available"][at] == ("不限" if part.available is None else measured(part.available, part.unit))


def test_money_has_two_places_rounded_once_and_the_rest_has_none_that_are_idle() -> None:
    pool = FinancePool(id="f", title="资金", source="city", capacity=Decimal(9000))
    document = compose([pool], [need("钱", "finance", "5239.810354", "万元")], [give("钱", "f", 0, "1309.952588")])
    rows = [row for row in table(document, "分季度供需").rows if row.role == "record"]
    columns = table(document, "分季度供需").columns
    assert [column.shown(value) for column, value in zip(columns, rows[1].values, strict=True)] == [
        "已配", "1,309.95", "0.00", "0.00", "0.00"]
    assert rows[2].values[0] == "可用（总额）"
    assert str(measured(Decimal("0.005"), "万元")) == "0.01"
    assert f"{measured(Decimal('100.50'), 'P'):,f}" == "100.5"


def test_unmet_lines_are_named_the_urgent_first_with_their_quarters() -> None:
    pools = [ComputePool(id="c", title="智算", capacity=Decimal(90)), FinancePool(id="f", title="资金", source="city", capacity=Decimal(9)),
             Dataset(id="d", title="数据")]
    lines = [need("低", "compute", "8", "P", priority=5), need("急", "compute", "6", "P", priority=1),
             need("钱", "finance", "100", "万元", must_have=True), need("足", "dataset", "1", "次")]
    given = [give("低", "c", 1, "8"), give("急", "c", 0, "6"), give("急", "c", 1, "4"), give("钱", "f", 0, "25"),
             *(give("足", "d", at, "1") for at in range(4))]
    rows = [row.values for row in table(compose(pools, lines, given), "未满足").rows]
    assert [row[1] for row in rows] == ["场景钱", "场景急", "场景低"]
    assert rows[0][5:8] == (Decimal(100), Decimal(75), "2025年第二季度至第四季度")
    assert rows[1][5:8] == (Decimal(6), Decimal(6), "2025年第二季度至第四季度")
    assert rows[2][5:8] == (Decimal(8), Decimal(8), "2025年第一季度、第三季度至第四季度")
