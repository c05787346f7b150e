"""What if: supply that shrinks, money that comes later, scenarios that must be in; answered without copying a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from planner.domain.balance import Balance, Cuts, balance
from planner.domain.demand import Allocation, Demand
from planner.domain.supply import Pool
from planner.schema.dates import PartialDate, quarter_of


@dataclass(frozen=True)
class Cut:
    """A kind of supply, or one pool, has only `factor` of its capacity in a quarter (−20 % is 0.8)."""

    quarter: PartialDate
    factor: Decimal
    kind: str = ""
    pool: str = ""


@dataclass(frozen=True)
class Delay:
    """A pool comes so many quarters later than its register says."""

    pool: str
    quarters: int


@dataclass(frozen=True)
class MustBeIn:
    """Every line of these scenarios or projects must be served."""

    scenarios: frozenset[str]


Change = Cut | Delay | MustBeIn


@dataclass(frozen=True)
class Supposition:
    """Pools, lines and assignments as they would be; the records given are not touched."""

    pools: tuple[Pool, ...]
    demands: tuple[Demand, ...]
    allocations: tuple[Allocation, ...]
    cuts: Cuts = field(default_factory=dict)

    def balance(self) -> Balance:
        return balance(self.pools, self.demands, self.allocations, self.cuts)


def suppose(pools: Sequence[Pool], demands: Sequence[Demand], allocations: Sequence[Allocation],
            changes: Iterable[Change]) -> Supposition:
    """Apply the changes in their order; several cuts of one pool and quarter multiply."""
    supposed = Supposition(tuple(pools), tuple(demands), tuple(allocations))
    begins = min((line.starts for line in demands), default=None)
    for change in changes:
        supposed = _applied(supposed, change, begins)
    return supposed


def _applied(now: Supposition, change: Change, begins: PartialDate | None) -> Supposition:
    if isinstance(change, Cut):
        return replace(now, cuts=_cut(now, change))
    if isinstance(change, Delay):
        return replace(now, pools=tuple(_later(pool, change.quarters, begins) if pool.id == change.pool else pool for pool in now.pools))
    demands = tuple(replace(line, must_have=True) if line.scenario in change.scenarios else line for line in now.demands)
    return replace(now, demands=demands)


def _cut(now: Supposition, change: Cut) -> Mapping[tuple[str, PartialDate], Decimal]:
    cuts = dict(now.cuts)
    for pool in now.pools:
        if pool.id == change.pool or (not change.pool and pool.supplies == change.kind):
            cuts[pool.id, change.quarter] = cuts.get((pool.id, change.quarter), Decimal(1)) * change.factor
    return cuts


def _later(pool: Pool, quarters: int, begins: PartialDate | None) -> Pool:
    """A pool that names no beginning begins with the year of its budget, else with the first demand; without any it cannot be late."""
    year = getattr(pool, "budget_year", None)
    start = pool.starts or year or begins
    if start is None:
        return pool
    first = quarter_of(start.first)
    index = int(first.text[:4]) * 4 + int(first.text[-1]) - 1 + quarters
    return replace(pool, starts=PartialDate(f"{index // 4}-Q{index % 4 + 1}"))
