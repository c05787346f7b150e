"""Short ways to say pools, lines and assignments in the tests of this room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planner.domain.demand import Allocation, Demand
from planner.domain.supply import ComputePool, Dataset, FinancePool
from planner.schema.dates import PartialDate

Q1, Q2, Q3, Q4 = (PartialDate(f"2026-Q{n}") for n in (1, 2, 3, 4))


def compute(capacity: str = "10", **values: Any) -> ComputePool:
    return ComputePool(**{"title": "智算中心", "capacity": Decimal(capacity)} | values)


def fund(capacity: str = "100", **values: Any) -> FinancePool:
    return FinancePool(**{"title": "专项资金", "source": "city", "capacity": Decimal(capacity)} | values)


def dataset(**values: Any) -> Dataset:
    return Dataset(**{"title": "公交数据"} | values)


def line(quantity: str = "8", **values: Any) -> Demand:
    return Demand(**{"scenario": "s", "pool_kind": "compute", "quantity": Decimal(quantity), "unit": "P", "starts": Q1,
                     "ends": Q2} | values)


def given(demand: Demand, pool: Any, quarter: PartialDate, quantity: str) -> Allocation:
    return Allocation(demand=demand.id, pool=pool.id, variant="v", quarter=quarter, quantity=Decimal(quantity))
