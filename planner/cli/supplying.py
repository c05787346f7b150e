"""Commands on supply and demand: balance, assign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.cli.words import WORKSPACE, Answer, Asked, Command, Option, Slot

if TYPE_CHECKING:
    from planner.domain.balance import Balance, KindBalance, PoolBalance

VARIANT = Option("--variant", "方案的名称；不写时用当前方案", "方案")


def _balance(asked: Asked) -> Answer:
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        variant = workspace.supplying.variant(asked.option("--variant"))
        sums = workspace.supplying.balance(asked.option("--variant"))
    plain = {"variant": variant.title, "rows": [*map(_kind_row, sums.kinds), *map(_pool_row, sums.pools)]}
    return Answer(plain, _lines(variant.title, sums))


def _kind_row(row: KindBalance) -> dict[str, Any]:
    """All demand of one kind and unit in a quarter; no single pool is meant."""
    over = Decimal(0) if row.available is None else max(Decimal(0), row.assigned - row.available)
    return {"kind": row.kind, "pool": None, "title": None, "quarter": row.quarter.text, "available": _number(row.available),
            "assigned": _number(row.assigned), "need": _number(row.need), "gap": _number(row.gap), "over": _number(over),
            "unit": row.unit}


def _pool_row(row: PoolBalance) -> dict[str, Any]:
    """One pool in a quarter; need and gap are of all pools of its kind together."""
    return {"kind": row.kind, "pool": row.pool, "title": row.title, "quarter": row.quarter.text, "available": _number(row.available),
            "assigned": _number(row.assigned), "need": None, "gap": None, "over": _number(row.over), "unit": row.unit}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _lines(variant: str, sums: Balance) -> Iterator[str]:
    from planner.cli.layout import table
    from planner.domain.catalogues import catalogue

    label = catalogue("pool_kind").label
    yield f"方案：{variant}"
    if not sums.quarters:
        yield "还没有需求，也没有配置。"
        return
    yield from table([[label(row.kind), row.quarter.shown, *_figures(row.need, row.assigned, row.available, row.gap), row.unit]
                      for row in sums.kinds], ["要素", "季度", "需求", "已配", "可用", "缺口", "单位"], range(2, 6))
    yield ""
    yield from table([[label(row.kind), row.title, row.quarter.shown, *_figures(row.assigned, row.available, row.over), row.unit]
                      for row in sums.pools], ["要素", "供给", "季度", "已配", "可用", "超配", "单位"], range(3, 6), 36)


def _figures(*values: Decimal | None) -> Sequence[str]:
    from planner.schema.numbers import trimmed

    return ["不限" if value is None else trimmed(value) for value in values]


def _assign(asked: Asked) -> Answer:
    from planner.cli import naming
    from planner.cli.amending import last_operation
    from planner.domain.demand import Demand
    from planner.domain.supply import POOLS
    from planner.workspace import Workspace

    with Workspace.open(asked.path("workspace")) as workspace:
        demand = naming.one(workspace, Demand, asked.word("demand"))
        pool = naming.one_of(workspace, tuple(POOLS.values()), asked.word("pool"))
        made = workspace.supplying.assign(demand.id, pool.id, asked.word("quarter"), asked.word("quantity"),
                                          variant=asked.option("--variant"), basis=asked.option("--basis"))
        operation = last_operation(workspace)
        over = _over(workspace.supplying.balance(made.variant), pool.id, made.quarter.text) if made else Decimal(0)
    plain: Mapping[str, Any] = {"operation": operation, "id": made.id if made else None, "over": _number(over)}
    told = f"已配置 {asked.word('quantity')}" if made else "已收回"
    warned = [f"注意：这个季度超配 {over.normalize():f}。"] if over else []
    return Answer(plain, [f"{told}：{pool.name} {asked.word('quarter')}", *warned])


def _over(sums: Balance, pool: str, quarter: str) -> Decimal:
    return next((row.over for row in sums.pools if (row.pool, row.quarter.text) == (pool, quarter)), Decimal(0))


BALANCE = Command("balance", "供需对照：逐季的需求、已配、可用、缺口、超配", _balance, (WORKSPACE,), (VARIANT,))
ASSIGN = Command("assign", "把一项供给在一个季度配给一条需求", _assign, (
    WORKSPACE, Slot("demand", "需求", "需求的 ID 或它的前几位"), Slot("pool", "供给", "供给的名称或 ID"),
    Slot("quarter", "季度", "如 2025Q3 或 2025年第三季度"), Slot("quantity", "数量", "以供给的单位计；0 就是收回")), (
    VARIANT, Option("--basis", "配置依据，如会议纪要", "依据")),
    detail="""例：
  planner assign 我的场景.planner 3f2a 智算中心 2025Q3 40""")
