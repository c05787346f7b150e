"""What if: supply that shrinks, money that comes later, scenarios that must be in; answered without copying a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from planner.domain.balance import ZERO, Balance, Cuts, balance, needs, served_of
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


@dataclass(frozen=True)
class Effect:
    """A pool and a quarter that would be otherwise; `scenarios` are those that draw on it where it would be over."""

    pool: str
    title: str
    quarter: PartialDate
    unit: str
    before: Decimal | None
    after: Decimal | None
    assigned: Decimal
    over_before: Decimal
    over_after: Decimal
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class Unserved:
    """What a line of a scenario that must be in still lacks in a quarter."""

    scenario: str
    demand: str
    quarter: PartialDate
    missing: Decimal
    unit: str


def effects(base: Supposition, supposed: Supposition) -> tuple[Effect, ...]:
    """Where there would be more or less than there is, those that would be over first."""
    drawing: defaultdict[tuple[str, PartialDate], dict[str, None]] = defaultdict(dict)
    lines = {line.id: line for line in base.demands}
    for allocation in base.allocations:
        if allocation.demand in lines:
            drawing[allocation.pool, allocation.quarter][lines[allocation.demand].scenario] = None
    was = {(row.pool, row.quarter): row for row in base.balance().pools}
    found = []
    for row in supposed.balance().pools:
        before = was[row.pool, row.quarter]
        if (before.available, before.over) != (row.available, row.over):
            touched = tuple(drawing[row.pool, row.quarter]) if row.over > before.over else ()
            found.append(Effect(row.pool, row.title, row.quarter, row.unit, before.available, row.available, row.assigned,
                                before.over, row.over, touched))
    return tuple(sorted(found, key=lambda one: (one.over_after <= one.over_before, one.quarter, one.title)))


def unserved(now: Supposition, scenarios: Collection[str]) -> tuple[Unserved, ...]:
    """What these scenarios still lack as things are assigned."""
    lines = {line.id: line for line in now.demands}
    served = served_of(lines, [a for a in now.allocations if a.demand in lines])
    return tuple(Unserved(line.scenario, line.id, quarter, need - served.get((line.id, quarter), ZERO), line.unit)
                 for line in now.demands if line.scenario in scenarios
                 for quarter, need in needs(line).items() if served.get((line.id, quarter), ZERO) < need)


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
